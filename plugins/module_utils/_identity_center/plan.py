# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls give a permission set the requested form: (spec, found, wanted assignments) -> plan.

Pure: no AWS, no module, no clock. Policies come first, then assignments, then the provisioning in accounts that have an
earlier version: an assignment itself provisions the newest one in its account.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from .._plan.change import Described
from .._plan.ownership import has_own_tag, not_managed
from .._plan.plan import Plan
from .converge import converge_set
from .draft import LAST, SetDraft, State
from .model import Assignment, Found, PermissionSet
from .spec import PermissionSetSpec

__all__ = ["PermissionSetPlan", "plan"]


@dataclass(frozen=True, kw_only=True)
class PermissionSetPlan(Plan[State]):
    """The plan of a permission set.

    ``state`` and ``assignments`` are what there is after it; the state is None if there is no set then. ``checked`` are
    the accounts in which something is assigned or provisioned: there, its policies must exist.
    """

    state: PermissionSet | None = None
    assignments: tuple[Assignment, ...] = ()
    checked: tuple[str, ...] = ()

    def described(self) -> list[Described]:
        """The assignments as results show them."""
        return [assignment.attributes() for assignment in self.assignments]


def _remaining(spec: PermissionSetSpec, found: Found, wanted: Sequence[Assignment] | None) -> list[Assignment]:
    """The existing assignments that remain."""
    if wanted is None or not spec.purge_assignments:
        return list(found.assignments)
    return [assignment for assignment in found.assignments if assignment in wanted]


def _converge_assignments(
    draft: SetDraft, found: Found, wanted: Sequence[Assignment] | None, remaining: Sequence[Assignment]
) -> list[Assignment]:
    """Plans the assignments, and tells those that remain without being named. Returns the new ones."""
    if wanted is None:
        return []
    for assignment in found.assignments:
        if assignment not in remaining:
            draft.unassign(assignment)
        elif assignment not in wanted:
            draft.find("assignment-not-named", assignment.ref)
    new = [assignment for assignment in dict.fromkeys(wanted) if assignment not in found.assignments]
    for assignment in new:
        draft.assign(assignment)
    return new


def _provision(draft: SetDraft, state: PermissionSet, accounts: Sequence[str]) -> tuple[PermissionSet, set[str]]:
    """Plans the provisioning where an earlier version remains. Returns the state after it, and the accounts."""
    outdated = set(state.outdated_accounts).intersection(accounts)
    if not outdated:
        return replace(state, outdated_accounts=()), outdated
    after = replace(state, outdated_accounts=())
    everywhere = {"TargetType": "ALL_PROVISIONED_ACCOUNTS"}
    draft.call("provision", "ProvisionPermissionSet", state, after, everywhere, wave=LAST)
    return after, outdated


def _present(
    draft: SetDraft, spec: PermissionSetSpec, found: Found, wanted: Sequence[Assignment] | None
) -> PermissionSetPlan:
    remaining = _remaining(spec, found, wanted)
    held = {assignment.account_id for assignment in remaining}
    accounts = [account for account in found.accounts if account in held]
    draft.outdates(accounts)
    state = converge_set(draft, spec, found.state)
    new = _converge_assignments(draft, found, wanted, remaining)
    state, outdated = _provision(draft, state, accounts)
    return PermissionSetPlan(
        **vars(draft.plan()),
        state=state,
        assignments=tuple(sorted([*remaining, *new], key=lambda item: (item.account_id, str(item.principal)))),
        checked=tuple(sorted({assignment.account_id for assignment in new} | outdated)),
    )


def _absent(draft: SetDraft, found: Found) -> PermissionSetPlan:
    for assignment in found.assignments:
        draft.unassign(assignment)
    draft.call("delete", "DeletePermissionSet", found.state, None, wave=LAST)
    return PermissionSetPlan(**vars(draft.plan()))


def plan(spec: PermissionSetSpec, found: Found, wanted: Sequence[Assignment] | None) -> PermissionSetPlan:
    """What has to be done so that the permission set and its assignments are as requested.

    Args:
        spec: what is requested.
        found: what there is.
        wanted: the requested assignments, with the ids of their principals; None leaves all as they are.

    Raises:
        ConflictError: the set exists and is not managed by this collection, or would have too many policies.
    """
    draft = SetDraft(spec, found)
    if found.state is not None and not has_own_tag(found.state.tags) and not spec.adopt:
        draft.conflicts.append(not_managed(str(spec.ref), "set adopt: true to manage it", "choose another name"))
    if spec.present:
        return _present(draft, spec, found, wanted)
    return _absent(draft, found) if found.state is not None else PermissionSetPlan(**vars(draft.plan()))
