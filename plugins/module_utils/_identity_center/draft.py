# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls planned on one permission set and its assignments. One change is one call."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from .._iam.entities import Ref
from .._plan.change import NOTHING, Change, Effect
from .._plan.finding import finding
from .._plan.plan import Draft
from .findings import FINDINGS
from .model import Assignment, Found, PermissionSet
from .spec import PermissionSetSpec

__all__ = ["LAST", "SetDraft", "State"]

State: TypeAlias = "PermissionSet | Assignment"
SET, ASSIGNMENTS, LAST = 1, 2, 3  # waves
PROVISIONED = Effect(done="Provisioned", planned="Would provision")


@dataclass(frozen=True, kw_only=True)
class _SetChange(Change[State]):
    """One call on the permission set."""

    @property
    def effect(self) -> Effect | None:
        """Provisioning is told apart from the changes of the set."""
        return PROVISIONED if self.action == "provision" else None


@dataclass(frozen=True, kw_only=True)
class _AssignmentChange(Change[State]):
    """One call on an assignment. AWS refuses two at once in one account."""

    account_id: str

    @property
    def sequence(self) -> str:
        """The account."""
        return self.account_id


class SetDraft(Draft[State]):
    """The calls planned so far on one permission set."""

    def __init__(self, spec: PermissionSetSpec, found: Found) -> None:
        existing: dict[Ref, State] = {assignment.ref: assignment for assignment in found.assignments}
        super().__init__(existing | ({spec.ref: found.state} if found.state else {}))
        self._ref = spec.ref
        self._accounts: tuple[str, ...] = ()

    def outdates(self, accounts: Sequence[str]) -> None:
        """Sets in which accounts every later change of the set leaves an earlier version."""
        self._accounts = tuple(accounts)

    def do(
        self, action: str, operation: str, before: PermissionSet, after: PermissionSet, **params: Any
    ) -> PermissionSet:
        """Plans one call on the set, which outdates what is provisioned. Returns the state after it."""
        after = replace(after, outdated_accounts=self._accounts)
        self.call(action, operation, before, after, params)
        return after

    def call(  # noqa: PLR0913 - what a change has
        self,
        action: str,
        operation: str,
        before: PermissionSet | None,
        after: PermissionSet | None,
        params: Mapping[str, Any] = NOTHING,
        *,
        wave: int = SET,
    ) -> None:
        """Plans one call on the set."""
        api = f"sso:{operation}"
        self.add(
            _SetChange(target=self._ref, action=action, api=api, wave=wave, params=params, before=before, after=after)
        )

    def assign(self, assignment: Assignment) -> None:
        """Plans an assignment."""
        self._change_assignment("create", "sso:CreateAccountAssignment", assignment, None, assignment)

    def unassign(self, assignment: Assignment) -> None:
        """Plans the end of an assignment."""
        self._change_assignment("delete", "sso:DeleteAccountAssignment", assignment, assignment, None)

    def _change_assignment(
        self, action: str, api: str, assignment: Assignment, before: Assignment | None, after: Assignment | None
    ) -> None:
        self.add(
            _AssignmentChange(
                target=assignment.ref,
                action=action,
                api=api,
                wave=ASSIGNMENTS,
                params=assignment.params(),
                before=before,
                after=after,
                account_id=assignment.account_id,
            )
        )

    def find(self, identifier: str, where: object, **values: object) -> None:
        """Adds a finding; the table ``FINDINGS`` has its text."""
        self.findings.append(finding(FINDINGS, identifier, where, **values))
