# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""(spec, observed) -> plan, by the rules that policies and roles of the module ``access`` have. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .._account.converge import converge
from .._account.draft import AccountDraft, AccountPlan
from .._account.foreign import converge_foreign
from .._account.model import Role, Snapshot, User
from .._account.policies import converge_policies
from .._account.remove import remove
from .._plan.finding import Finding, finding
from .._plan.summary import listed
from .findings import FINDINGS
from .spec import ProvisionerSpec

__all__ = ["not_bounded", "plan"]


def plan(spec: ProvisionerSpec, observed: Snapshot) -> AccountPlan:
    """What has to be done so that the account holds the provisioner, or does not.

    Raises:
        ConflictError: something of these names exists and may not be managed, or is still needed.
    """
    draft = AccountDraft(observed)
    role, *boundaries = spec.desired()
    if spec.present:
        for desired in boundaries:
            if desired.policy:
                converge_policies(desired, draft, desired.policy)
        converge(role, draft)
        converge_foreign(role, draft)
        return draft.plan()
    draft.conflicts += _still_needed(spec, observed)
    for desired in (role, *boundaries):
        remove(desired, draft)
    return draft.plan()


def _still_needed(spec: ProvisionerSpec, observed: Snapshot) -> Iterator[str]:
    """The conflict of users and roles that would be without a boundary."""
    bounded = [str(ref) for ref, entity in sorted(observed.items()) if _boundary(entity) == spec.work_boundary_arn]
    if bounded:
        yield (
            f"policy {spec.work_boundary} is still the permissions boundary of {listed(bounded)}; remove the access"
            " first, for example with the playbook teardown, or give them another boundary"
        )


def not_bounded(spec: ProvisionerSpec, after: Snapshot) -> Iterator[Finding]:
    """Findings on users and roles that the provisioner can reach and that its boundary does not limit."""
    for ref, entity in sorted(after.items()) if spec.present else ():
        own = isinstance(entity, (User, Role)) and entity.path.startswith(spec.names.path)
        if own and _boundary(entity) != spec.work_boundary_arn:
            yield finding(FINDINGS, "not-bounded", ref, boundary=spec.work_boundary)


def _boundary(entity: object) -> str:
    return (entity.boundary or "") if isinstance(entity, (User, Role)) else ""
