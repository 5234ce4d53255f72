# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The quotas of an account, compared with what a plan would make of it.

Which quotas AWS raises: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .._errors import QuotaError
from .._iam.entities import Kind
from .._iam.limits import MAX_TAGS, SUMMARY_KEYS
from .draft import AccountPlan
from .model import Group, ManagedPolicy, Role, User

__all__ = ["check_quotas"]

RAISE = "raise the quota or shorten what is asked for"
SHORTEN = "shorten what is asked for, since AWS does not raise this quota"
LEAVE = "remove the user from another group, since AWS does not raise the number of groups of a user"
DETACH = "detach other policies from the group, since AWS does not raise the number of policies of a group"
UNTAG = "remove other tags, since AWS does not raise the number of tags"


class Excess(NamedTuple):
    """A quota that would be passed, with what to do."""

    problem: str
    remedy: str = RAISE


def check_quotas(planned: AccountPlan, summary: Mapping[str, int]) -> None:
    """Compares the plan with the account's own quotas, read by GetAccountSummary. A quota not told is not checked.

    Raises:
        QuotaError: every quota that the plan would pass, with the figures.
    """
    found = [
        *_counts(planned, summary),
        *_attachments(planned, summary),
        *_groups(planned, summary),
        *_tags(planned),
        *_sizes(planned, summary),
    ]
    if found:
        problems = "; ".join(dict.fromkeys(excess.problem for excess in found))
        remedies = "; ".join(dict.fromkeys(excess.remedy for excess in found))
        raise QuotaError(f"{problems}. Nothing has been changed: {remedies}.")


def _counts(planned: AccountPlan, summary: Mapping[str, int]) -> Iterator[Excess]:
    for kind, counted in SUMMARY_KEYS.items():
        targets = {change.target for change in planned.changes if change.target.kind is kind}
        created = sum(ref not in planned.before.entities and ref in planned.after.entities for ref in targets)
        used, quota = summary.get(counted.used), summary.get(counted.quota)
        if created and used is not None and quota is not None and used + created > quota:
            made = used + created
            yield Excess(f"{created} new {kind.label} entities would make {made}, the account's quota is {quota}")


def _attachments(planned: AccountPlan, summary: Mapping[str, int]) -> Iterator[Excess]:
    for change in planned.changes:
        kind = change.target.kind
        quota = summary.get(SUMMARY_KEYS[kind].attached_quota)
        if not change.operation.startswith("Attach") or quota is None:
            continue
        attached = len(change.after.attached or ()) if isinstance(change.after, (User, Group, Role)) else 0
        if attached > quota:
            problem = f"{change.target} would have {attached} attached policies, the quota is {quota}"
            yield Excess(problem, DETACH if kind is Kind.GROUP else RAISE)


def _groups(planned: AccountPlan, summary: Mapping[str, int]) -> Iterator[Excess]:
    quota = summary.get("GroupsPerUserQuota")
    for change in planned.changes:
        if change.operation == "AddUserToGroup" and quota is not None and isinstance(change.after, User):
            joined = len(change.after.groups or ())
            if joined > quota:
                yield Excess(f"{change.target} would be in {joined} groups, the quota is {quota}", LEAVE)


def _tags(planned: AccountPlan) -> Iterator[Excess]:
    for change in planned.changes:
        tags = None if change.after is None or isinstance(change.after, Group) else change.after.tags
        if change.action in ("create", "tag") and len(tags or ()) > MAX_TAGS:
            yield Excess(f"{change.target} would have {len(tags or ())} tags, the quota is {MAX_TAGS}", UNTAG)


def _sizes(planned: AccountPlan, summary: Mapping[str, int]) -> Iterator[Excess]:
    trust_quota, policy_quota = summary.get("AssumeRolePolicySizeQuota"), summary.get("PolicySizeQuota")
    for ref in sorted({change.target for change in planned.changes}):
        entity = planned.after.get(ref)
        if isinstance(entity, Role) and trust_quota and entity.trust.size > trust_quota:
            yield Excess(f"the trust policy of {ref} has {entity.trust.size} characters, the quota is {trust_quota}")
        if isinstance(entity, ManagedPolicy) and policy_quota and entity.default and entity.default.document:
            size = entity.default.document.size
            if size > policy_quota:
                problem = f"{ref} has {size} characters without white space, the quota is {policy_quota}"
                yield Excess(problem, SHORTEN)
