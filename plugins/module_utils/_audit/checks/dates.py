# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on access that should end by itself, or has ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ..._account.model import END_TAG, ManagedPolicy
from ..._policy.language.conditions import EvaluationError, as_moment
from ..._policy.validity import limited
from ..facts import Fact, Facts, unread
from ..model import Check, Hit, Unseen
from ..ours import NO_DOCUMENT, own_policies, unseen, unseen_parts, untagged
from ..policy_findings import in_force

__all__ = ["CHECKS"]

_PAST, _ENDED, _SOON = "access-past-end", "access-ended", "access-ends-soon"
_IDS = (_PAST, _ENDED, _SOON)
_NEAR = timedelta(days=30)
_KEYS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"


def _end(policy: ManagedPolicy) -> datetime | None:
    """When the access of a part ends; None if it does not, or if its tag is no time."""
    try:
        return as_moment((policy.tags or {})[END_TAG])
    except (KeyError, EvaluationError):
        return None


def _ends_in_force(policy: ManagedPolicy, end: str) -> bool | None:
    """Tells whether every statement that allows something ends then, or earlier; None if that is not known."""
    document = in_force(policy)
    if document is None:
        return None
    try:
        return all(limited(one, end) == one for one in document.statements)
    except EvaluationError:  # a condition with something else than a time
        return False


def _of_policy(facts: Facts, policy: ManagedPolicy, end: datetime) -> Iterator[Hit | Unseen]:
    date = (policy.tags or {})[END_TAG]
    ends = _ends_in_force(policy, date)
    values = {"end": date, "days": (end - facts.now).days}
    if ends is None:
        yield from unseen(policy.arn, NO_DOCUMENT, *_IDS)
    elif facts.now >= end:
        yield Hit(resource=policy.arn, values=values, id=_ENDED if ends else _PAST)
    elif end - facts.now <= _NEAR:
        yield Hit(resource=policy.arn, values=values, id=_SOON)


def _dates(facts: Facts) -> Iterator[Hit | Unseen]:
    """The ends of the parts. All parts end together, so that of an end as it should be, the first part tells."""
    told: set[str] = set()
    yield from unseen_parts(facts, *_IDS)
    for policy in own_policies(facts):
        if reason := untagged(facts, policy):
            yield from unseen(policy.arn, reason, *_IDS)
        elif (text := (policy.tags or {}).get(END_TAG)) and _end(policy) is None:
            no_time: Fact[Any] = unread(f"the tag {END_TAG} of the policy is no time: {text}")
            yield from unseen(policy.arn, no_time, *_IDS)
        elif end := _end(policy):
            found = [item for item in _of_policy(facts, policy, end) if item.id == _PAST or item.id not in told]
            told.update(item.id for item in found if isinstance(item, Hit))
            yield from found


CHECKS = (
    Check(
        id=_PAST,
        severity="high",
        title="It still allows something, although access was to end at {end}: somebody has edited it",
        remedy="Run the role a2c_iam, which writes the condition on aws:CurrentTime again, or with a2c_iam_state:"
        " absent, which removes the access.",
        find=_dates,
        source=_KEYS,
    ),
    Check(
        id=_ENDED,
        severity="low",
        title="It has allowed nothing since {end}, and is still there with everything that has it",
        remedy="To remove the access, run the role a2c_iam with a2c_iam_state: absent. To renew it, set"
        " a2c_iam_policy_valid_until to a later date.",
        find=_dates,
        source=_KEYS,
    ),
    Check(
        id=_SOON,
        severity="low",
        title="It allows nothing any more from {end} on: in {days} days",
        remedy="To renew the access, set a2c_iam_policy_valid_until to a later date.",
        find=_dates,
        source=_KEYS,
    ),
)
