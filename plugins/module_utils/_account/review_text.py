# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs between the statements of two documents, in words. Long lists are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from .._plan.summary import listed
from .._policy.language.document import Document, Statement

__all__ = ["statement_changes"]

MOST_STATEMENTS = 5
MOST_ACTIONS = 3
_FORM = (1, 2, 3, 5, 7)  # effect, principals, and what is negated, in the canonical form of a statement


def _name(statement: Statement) -> str:
    return statement.sid or "a statement without a Sid"


def _by_name(document: Document) -> Mapping[str, Statement]:
    """The statements by Sid; those without one by their content."""
    return {statement.sid or repr(statement.canonical): statement for statement in document.statements}


def _different(names: Iterable[str], others: Iterable[str]) -> list[str]:
    """The names that the others do not have, whatever their letter case, in order."""
    known = {name.lower() for name in others}
    return [name for name in names if name.lower() not in known]


def _details(before: Statement, after: Statement) -> Iterator[str]:
    """What changes in one statement."""
    added, removed = _different(after.actions, before.actions), _different(before.actions, after.actions)
    if added:
        yield f"adds {listed(added, MOST_ACTIONS)}"
    if removed:
        yield f"removes {listed(removed, MOST_ACTIONS)}"
    if set(before.resources) != set(after.resources):
        yield "other resources"
    if before.canonical[-1] != after.canonical[-1]:
        yield "other conditions"
    if any(before.canonical[at] != after.canonical[at] for at in _FORM):
        yield "another form"


def statement_changes(old: Document, new: Document, *, before: Document, after: Document) -> str:
    """What one part of a policy gains and loses; empty if all of its statements stay.

    Args:
        old: the part as it is.
        new: the part as it should be.
        before: all parts as they are: what another part holds is not gained.
        after: all parts as they should be: what another part gets is not lost.
    """
    held, wanted = _by_name(before), _by_name(after)
    added = [_name(statement) for key, statement in _by_name(new).items() if key not in held]
    removed = [_name(statement) for key, statement in _by_name(old).items() if key not in wanted]
    changed = [
        f"{_name(statement)} ({'; '.join(_details(statement, wanted[key]))})"
        for key, statement in _by_name(old).items()
        if key in wanted and wanted[key] != statement
    ]
    told = (("added", added), ("removed", removed), ("changed", changed))
    return "; ".join(f"statements {verb}: {listed(names, MOST_STATEMENTS)}" for verb, names in told if names)
