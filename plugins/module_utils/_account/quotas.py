# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quotas of an account, compared with what a plan would make of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .._errors import QuotaError
from .._iam.limits import SUMMARY_KEYS
from .draft import AccountPlan
from .model import Group, ManagedPolicy, Role, User

__all__ = ["check_quotas"]


def check_quotas(planned: AccountPlan, summary: Mapping[str, int]) -> None:
    """Compares the plan with the account's own quotas, read by GetAccountSummary.

    Raises:
        QuotaError: every quota that the plan would pass, with the figures.
    """
    problems = [*_counts(planned, summary), *_attachments(planned, summary), *_sizes(planned, summary)]
    if problems:
        raise QuotaError(
            "; ".join(problems) + ". Nothing has been changed: raise the quota or shorten what is asked for."
        )


def _counts(planned: AccountPlan, summary: Mapping[str, int]) -> Iterable[str]:
    for kind, counted in SUMMARY_KEYS.items():
        targets = {change.target for change in planned.changes if change.target.kind is kind}
        created = sum(ref not in planned.before.entities and ref in planned.after.entities for ref in targets)
        used, quota = summary.get(counted.used), summary.get(counted.quota)
        if created and used is not None and quota is not None and used + created > quota:
            yield f"{created} new {kind.label} entities would make {used + created}, the account's quota is {quota}"


def _attachments(planned: AccountPlan, summary: Mapping[str, int]) -> Iterable[str]:
    for change in planned.changes:
        quota = summary.get(SUMMARY_KEYS[change.target.kind].attached_quota)
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


def _sizes(planned: AccountPlan, summary: Mapping[str, int]) -> Iterable[str]:
    trust_quota, policy_quota = summary.get("AssumeRolePolicySizeQuota"), summary.get("PolicySizeQuota")
    for ref in sorted({change.target for change in planned.changes}):
        entity = planned.after.get(ref)
        if isinstance(entity, Role) and trust_quota and entity.trust.size > trust_quota:
            yield f"the trust policy of {ref} has {entity.trust.size} characters, the quota is {trust_quota}"
        if isinstance(entity, ManagedPolicy) and policy_quota and entity.default and entity.default.document:
            size = entity.default.document.size
            if size > policy_quota:
                yield f"{ref} has {size} characters without white space, the quota is {policy_quota}"
