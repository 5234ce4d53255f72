# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans, and the drafts that become plans: the ordered changes, the states around them, and the findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from .._errors import ConflictError
from .._iam.entities import Ref
from .change import Change, Described, State
from .diff import entity_diff
from .finding import Finding

__all__ = ["Draft", "Plan", "refuse"]

MOST_CONFLICTS = 10  # in one message

StateT = TypeVar("StateT", bound=State)


@dataclass(frozen=True, kw_only=True)
class Plan(Generic[StateT]):
    """Changes in the order in which they run, and the states of all entities before and after them."""

    changes: tuple[Change[StateT], ...]
    before: Mapping[Ref, StateT]
    after: Mapping[Ref, StateT]
    findings: tuple[Finding, ...] = ()

    def diff(self) -> list[Described]:
        """One entry for each entity that changes: what ``--diff`` shows."""
        refs = sorted({change.target for change in self.changes})
        return [entity_diff(ref, self.before.get(ref), self.after.get(ref)) for ref in refs]

    def result(self) -> Described:
        """What every module returns of its plan, in check mode too."""
        return {
            "changed": bool(self.changes),
            "changes": [change.to_json() for change in self.changes],
            "diff": self.diff(),
            "findings": [finding.to_json() for finding in self.findings],
        }


class Draft(Generic[StateT]):
    """The changes planned so far, and the states of all entities after them.

    Rules add changes, findings and conflicts. ``plan`` turns the draft into a plan, or refuses if there is a conflict.
    """

    def __init__(self, observed: Mapping[Ref, StateT]) -> None:
        self._before, self._after = dict(observed), dict(observed)
        self.changes: list[Change[StateT]] = []
        self.findings: list[Finding] = []
        self.conflicts: list[str] = []

    def add(self, change: Change[StateT]) -> None:
        """Plans a change."""
        self.changes.append(change)
        if change.after is None:
            self._after.pop(change.target, None)
        else:
            self._after[change.target] = change.after

    def state(self, ref: Ref) -> StateT | None:
        """The state of an entity after the changes planned so far, None if it does not exist."""
        return self._after.get(ref)

    def plan(self) -> Plan[StateT]:
        """The plan.

        Raises:
            ConflictError: something stands in the way.
        """
        refuse(self.conflicts)
        return Plan(
            changes=tuple(sorted(self.changes, key=lambda change: change.wave)),
            before=MappingProxyType(self._before),
            after=MappingProxyType(self._after),
            findings=tuple(self.findings),
        )


def refuse(conflicts: Iterable[str]) -> None:
    """Fails if there is a conflict, with all conflicts in one message; of very many, with the first ones.

    Raises:
        ConflictError: there is at least one conflict.
    """
    found = list(conflicts)
    if found:
        more = f"; and {len(found) - MOST_CONFLICTS} more" if len(found) > MOST_CONFLICTS else ""
        raise ConflictError(f"{'; '.join(found[:MOST_CONFLICTS])}{more}. Nothing has been changed.")
