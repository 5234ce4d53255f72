# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS documents of every action of every service: the resources that it acts on, and its condition keys.

The data are in ``reference_data``, which is generated and large. It is imported when the first action is looked up that
the catalogue does not have, and only the rows of the services that are asked for are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..language.patterns import arn_parts, can_meet, matches, overlap

__all__ = ["Action", "actions_of", "has_service", "is_given", "named"]

_VERB = re.compile(r"[A-Z][a-z0-9]*")
_BUCKET = "${BucketName}"


class Action(NamedTuple):
    """What is documented of an action.

    ``name`` has the service in front. ``resources`` are patterns of the ARNs that it acts on, none for an action that
    works on ``*`` only. ``condition_keys`` are patterns in lower case; of the global keys they have those on tags.
    ``permissions`` tells whether AWS says that the action manages permissions.
    """

    name: str
    resources: tuple[str, ...]
    condition_keys: tuple[str, ...]
    permissions: bool

    def acts_on(self, resource: str) -> bool:
        """Tells whether the action can act on some resource that a pattern stands for."""
        return any(_meets(resource, pattern) for pattern in self.resources)

    def may_send(self, key: str) -> bool:
        """Tells whether a request may have a condition key, in any letter case."""
        return any(matches(pattern, key.lower()) for pattern in self.condition_keys)


@lru_cache(maxsize=4096)
def _meets(resource: str, pattern: str) -> bool:
    """Tells whether some resource fits both. The name of a bucket has no slash; other names are not judged."""
    *heads, tail = arn_parts(pattern)
    *wanted, last = arn_parts(resource)
    if not all(
        "*" in (one, other) or one == other or overlap(one, other) for one, other in zip(wanted, heads, strict=True)
    ):
        return False
    return can_meet(last, tail.replace("*", "${Any}")) if _BUCKET in tail else overlap(last, tail)


def _rows() -> Mapping[str, str]:
    """Service -> what is documented of it."""
    from . import reference_data  # noqa: PLC0415 - it is large, and most documents need nothing of it

    return reference_data.ROWS


def has_service(service: str) -> bool:
    """Tells whether the data have an action of a service, in any letter case."""
    return bool(actions_of(service))


def _places(numbers: str) -> Iterator[int]:
    """``0,2-4`` -> 0, 2, 3, 4."""
    for run in filter(None, numbers.split(",")):
        first, _dash, last = run.partition("-")
        yield from range(int(first), int(last or first) + 1)


def _names(word: str) -> Iterator[str]:
    """``Item.GetPut`` -> GetItem, PutItem."""
    noun, dot, verbs = word.partition(".")
    yield from (f"{verb}{noun}" for verb in _VERB.findall(verbs)) if dot else (word,)


@lru_cache(maxsize=64)
def actions_of(service: str) -> Mapping[str, Action]:
    """Name of an action in lower case -> what is documented of it; empty for a service that the data do not have.

    ``tools/generate_reference.py`` says how a row is written.
    """
    lower = service.lower()
    resources: list[str] = []
    keys: list[str] = []
    acted_on: tuple[str, ...] = ()
    sent: tuple[str, ...] = ()
    permissions = False
    found: dict[str, Action] = {}
    for word in _rows().get(lower, "").split():
        mark, rest = word[0], word[1:]
        if mark == "@":
            whole = rest.startswith("arn:")
            resources.append(f"arn:*:{rest.removeprefix('arn:')}" if whole else f"arn:*:{lower}:*:*:{rest}")
        elif mark == "?":
            keys.append((rest if ":" in rest else f"{lower}:{rest}").lower())
        elif mark == "=":
            first, second, *level = rest.split(";")
            acted_on = tuple(resources[at] for at in _places(first))
            sent = tuple(keys[at] for at in _places(second))
            permissions = bool(level)
        else:
            for name in _names(word):
                found[name.lower()] = Action(
                    name=f"{lower}:{name}", resources=acted_on, condition_keys=sent, permissions=permissions
                )
    return MappingProxyType(found)


@lru_cache(maxsize=1024)
def named(pattern: str) -> tuple[Action, ...]:
    """The actions that a pattern such as ``dynamodb:*Item`` names; letter case does not count."""
    service, _colon, wanted = pattern.lower().partition(":")
    actions = actions_of(service)
    if wanted in actions:
        return (actions[wanted],)
    return tuple(action for name, action in sorted(actions.items()) if matches(wanted, name))


def is_given(key: str) -> bool:
    """Tells whether a key, in any letter case, is documented for some action of the service that its prefix names.

    Where it is for none, nothing says which actions have it.
    """
    prefix = key.partition(":")[0]
    return prefix.lower() == "aws" or any(action.may_send(key) for action in actions_of(prefix).values())
