# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Statements -> policies: split between statements first, and inside one only where it alone is too large."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from .._errors import App2ContainerError, shortened
from .language.conditions import ANY_VALUE_FITS
from .language.document import MAX_SIZE, Document, Statement, size_of

__all__ = ["MAX_POLICIES", "SizeError", "first_fit", "pack", "policy_name", "room_in"]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
MAX_POLICIES = 10  # managed policies of a group, which cannot be raised

_FRAME = Document().size
_LARGEST_NAMED = 5


class SizeError(App2ContainerError):
    """The statements do not fit into the policies that a group can hold."""


def policy_name(base: str, number: int) -> str:
    """The name of the policy for one of the documents, counted from 1: ``base``, ``base-2``, ``base-3`` and so on."""
    return base if number == 1 else f"{base}-{number}"


def _size(statement: Statement) -> int:
    """Characters of one statement, the comma after it included."""
    return size_of(json.dumps(statement.to_json(), ensure_ascii=False, separators=(",", ":"))) + 1


def _text_size(values: Iterable[str]) -> int:
    """Characters of a list's entries with their quotes and commas."""
    return sum(size_of(json.dumps(value, ensure_ascii=False)) + 1 for value in values)


class _Axis(NamedTuple):
    """A list inside a statement that can be divided among several statements without changing their meaning."""

    values: tuple[str, ...]
    put: Callable[[tuple[str, ...]], Statement]


def _axes(statement: Statement) -> Iterator[_Axis]:
    yield _Axis(values=statement.resources, put=lambda values: replace(statement, resources=values))
    yield _Axis(values=statement.actions, put=lambda values: replace(statement, actions=values))
    for at, (operator, keys) in enumerate(statement.conditions):
        if operator not in ANY_VALUE_FITS or len(keys) != 1:
            continue
        key, values = keys[0]

        def put(part: tuple[str, ...], at: int = at, operator: str = operator, key: str = key) -> Statement:
            conditions = (*statement.conditions[:at], (operator, ((key, part),)), *statement.conditions[at + 1 :])
            return replace(statement, conditions=conditions)

        yield _Axis(values=values, put=put)


def _runs(values: Sequence[str], space: int) -> list[tuple[str, ...]]:
    """The values in order, in as few runs as possible of at most that many characters."""
    runs: list[list[str]] = []
    left = 0
    for value in values:
        cost = _text_size((value,))
        if not runs or cost > left:
            runs.append([])
            left = space
        runs[-1].append(value)
        left -= cost
    return [tuple(run) for run in runs]


def _pieces(statement: Statement, room: int) -> Iterator[Statement]:
    """A statement divided along its longest list, and again where that is not enough."""
    if _size(statement) <= room:
        yield statement
        return
    divisible = [axis for axis in _axes(statement) if len(axis.values) > 1]
    if not divisible:
        name = f"The statement {shortened(statement.sid)}" if statement.sid else "A statement without a Sid"
        raise SizeError(
            f"{name} has {_size(statement)} characters and cannot be divided further, but a policy holds"
            f" {MAX_SIZE}: use shorter names, or patterns such as a2c-*."
        )
    longest = max(divisible, key=lambda axis: _text_size(axis.values))
    space = room - (_size(statement) - _text_size(longest.values))
    fits = space >= max(_text_size((value,)) for value in longest.values)
    crowded = len(divisible) > 1 and space < room // 2  # another long list would be repeated too often
    half = len(longest.values) // 2
    runs = [longest.values[:half], longest.values[half:]] if crowded or not fits else _runs(longest.values, space)
    for run in runs:
        yield from _pieces(longest.put(run), room)


def _split(statement: Statement) -> tuple[Statement, ...]:
    """One statement as several that mean the same together, each small enough.

    Raises:
        SizeError: a part that cannot be divided is too large.
    """
    room = MAX_SIZE - _FRAME + 1  # the last statement has no comma
    if _size(statement) <= room:
        return (statement,)
    pieces = tuple(_pieces(statement, room - len("Part999")))
    return tuple(
        replace(piece, sid=f"{statement.sid}Part{at}" if statement.sid else "")
        for at, piece in enumerate(pieces, start=1)
    )


def room_in(statements: Iterable[Statement]) -> int:
    """Characters that a policy with these statements has left; a negative number if they do not fit into one."""
    return MAX_SIZE - _FRAME + 1 - sum(map(_size, statements))


def first_fit(statements: Iterable[Statement]) -> list[list[Statement]]:
    """Statements that each fit into a policy, in policies: each goes into the first one with room for it."""
    policies: list[list[Statement]] = []
    left: list[int] = []
    for statement in statements:
        size = _size(statement)
        at = next((index for index, space in enumerate(left) if size <= space), len(policies))
        if at == len(policies):
            policies.append([])
            left.append(room_in(()))
        policies[at].append(statement)
        left[at] -= size
    return policies


def pack(statements: Iterable[Statement]) -> tuple[Document, ...]:
    """Statements in as many documents as they need, in stable order.

    Raises:
        SizeError: a statement that cannot be divided is too large, or a group could not hold the policies.
    """
    parts = [part for statement in statements for part in _split(statement)]
    documents = tuple(Document(statements=tuple(policy)) for policy in first_fit(parts))
    if len(documents) > MAX_POLICIES:
        sizes: dict[str, int] = {}
        for part in parts:
            name = shortened(part.sid.partition("Part")[0]) or "statements without a Sid"
            sizes[name] = sizes.get(name, 0) + _size(part)
        largest = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:_LARGEST_NAMED]
        raise SizeError(
            f"The policy has {sum(sizes.values())} characters and needs {len(documents)} managed policies of at most"
            f" {MAX_SIZE}, but a group holds {MAX_POLICIES}. The largest parts are"
            f" {', '.join(f'{name} ({size})' for name, size in largest)}: name fewer Regions, buckets, keys, secrets"
            " and resources, or use patterns such as a2c-*."
        )
    return documents
