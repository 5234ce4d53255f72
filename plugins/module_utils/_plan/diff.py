# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diff of one entity: only the attributes that change, and of a policy document only the statements that change."""

from __future__ import annotations

from typing import Any

from .._errors import printable
from .._iam.entities import Ref
from .change import Described, State, difference

__all__ = ["entity_diff"]

ABSENT = "absent"
EMPTY: tuple[Any, ...] = (None, "", [], {})


def _statements(value: Any) -> list[Any]:
    return value.get("Statement", []) if isinstance(value, dict) else []


def _narrowed(before: Described, after: Described) -> None:
    """Reduces policy documents, in place, to the statements in which they differ."""
    for name in before.keys() & after.keys():
        old, new = _statements(before[name]), _statements(after[name])
        if old and new:
            before[name] = {**before[name], "Statement": [statement for statement in old if statement not in new]}
            after[name] = {**after[name], "Statement": [statement for statement in new if statement not in old]}


def _without_empty(shown: Described | None) -> Described | None:
    return None if shown is None else {name: value for name, value in shown.items() if value not in EMPTY}


def _header(ref: Ref, shown: Described | None) -> str:
    """The header, which Ansible prints as it is; what follows it is printed as JSON."""
    return printable(str(ref) if shown is not None else f"{ref} ({ABSENT})")


def entity_diff(ref: Ref, before: State | None, after: State | None) -> Described:
    """One entry of a diff in Ansible's form: the name of the entity as header, and what changes of it.

    An entity that is created or removed stands against nothing, so that it never looks like another one renamed.
    """
    old, new = difference(before, after)
    if old is not None and new is not None:
        _narrowed(old, new)
    else:
        old, new = _without_empty(old), _without_empty(new)
    return {
        "before_header": _header(ref, old),
        "after_header": _header(ref, new),
        "before": "" if old is None else old,
        "after": "" if new is None else new,
    }
