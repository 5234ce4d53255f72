# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""(desired, observed) -> plan: the ordered changes, the account after them, and what the user should know.

Pure: no AWS, no module, no clock. The same values always give the same plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import ConflictError, QuotaError
from .._iam.entities import Ref
from .._iam.limits import COUNTED
from .._plan.finding import Finding
from .converge import converge
from .describe import describe
from .draft import Change, Draft
from .model import Group, ManagedPolicy, Role, Snapshot, User
from .remove import remove
from .spec import Desired

__all__ = ["Plan", "check_quotas", "plan"]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Changes in the order in which they run, and the account before and after them."""

    changes: tuple[Change, ...]
    before: Snapshot
    after: Snapshot
    findings: tuple[Finding, ...] = ()

    def diff(self) -> dict[str, dict[str, Any]]:
        """Every entity that changes, whole, before and after: what ``--diff`` shows."""
        refs = sorted({change.target for change in self.changes})
        return {"before": _described(self.before, refs), "after": _described(self.after, refs)}


def _described(snapshot: Snapshot, refs: Iterable[Ref]) -> dict[str, Any]:
    described: dict[str, Any] = {}
    for ref in refs:
        entity = describe(snapshot.entities.get(ref))
        if entity is not None:
            described.setdefault(ref.kind.label, {})[ref.name] = entity
    return described


def plan(desired: Desired, observed: Snapshot) -> Plan:
    """What has to be done so that the account holds what is desired.

    Raises:
        ConflictError: names that are taken by what is not ours, all of them in one message.
    """
    draft = Draft(observed)
    draft.conflicts += _same_but_for_case(desired, observed)
    (converge if desired.present else remove)(desired, draft)
    if draft.conflicts:
        raise ConflictError("; ".join(draft.conflicts) + ". Nothing has been changed.")
    return Plan(
        changes=tuple(sorted(draft.changes, key=lambda change: change.wave)),
        before=draft.before,
        after=draft.now,
        findings=tuple(draft.findings),
    )


def _same_but_for_case(desired: Desired, observed: Snapshot) -> Iterable[str]:
    """IAM takes names that differ only in letter case for the same name."""
    folded = {(ref.kind, ref.name.lower()): ref.name for ref in observed.entities}
    for ref in desired.refs():
        name = folded.get((ref.kind, ref.name.lower()), ref.name)
        only_noted = desired.deployer is not None and ref == desired.deployer.other_ref
        if name != ref.name and ref not in observed.entities and not only_noted:
            yield (
                f"{ref} cannot be told from the existing {name}, since IAM ignores letter case;"
                f" write {name}, or choose another name"
            )


def check_quotas(planned: Plan, summary: Mapping[str, int]) -> None:
    """Compares the plan with the account's own quotas, read by GetAccountSummary.

    Raises:
        QuotaError: every quota that the plan would pass, with the figures.
    """
    problems = [*_counts(planned, summary), *_attachments(planned, summary), *_sizes(planned, summary)]
    if problems:
        raise QuotaError(
            "; ".join(problems) + ". Nothing has been changed: raise the quota or shorten what is asked for."
        )


def _counts(planned: Plan, summary: Mapping[str, int]) -> Iterable[str]:
    for kind, counted in COUNTED.items():
        targets = {change.target for change in planned.changes if change.target.kind is kind}
        created = sum(ref not in planned.before.entities and ref in planned.after.entities for ref in targets)
        used, quota = summary.get(counted.used), summary.get(counted.quota)
        if created and used is not None and quota is not None and used + created > quota:
            yield f"{created} new {kind.label} entities would make {used + created}, the account's quota is {quota}"


def _attachments(planned: Plan, summary: Mapping[str, int]) -> Iterable[str]:
    for change in planned.changes:
        quota = summary.get(COUNTED[change.target.kind].attached_quota)
        if (
            not change.operation.startswith("Attach")
            or quota is None
            or not isinstance(change.after, (User, Group, Role))
        ):
            continue
        attached = len(change.after.attached or ())
        if attached > quota:
            yield f"{change.target} would have {attached} attached policies, the quota is {quota}"
    groups = summary.get("GroupsPerUserQuota")
    for change in planned.changes:
        if change.operation != "AddUserToGroup" or groups is None or not isinstance(change.after, User):
            continue
        joined = len(change.after.groups or ())
        if joined > groups:
            yield f"{change.target} would be in {joined} groups, the quota is {groups}"


def _sizes(planned: Plan, summary: Mapping[str, int]) -> Iterable[str]:
    trust_quota, policy_quota = summary.get("AssumeRolePolicySizeQuota"), summary.get("PolicySizeQuota")
    for ref in sorted({change.target for change in planned.changes}):
        entity = planned.after.entities.get(ref)
        if isinstance(entity, Role) and trust_quota and entity.trust.size > trust_quota:
            yield f"the trust policy of {ref} has {entity.trust.size} characters, the quota is {trust_quota}"
        if isinstance(entity, ManagedPolicy) and policy_quota and entity.default and entity.default.document:
            size = entity.default.document.size
            if size > policy_quota:
                yield f"{ref} has {size} characters without white space, the quota is {policy_quota}"
