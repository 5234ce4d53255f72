# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights that a plan for access keys needs, where it creates keys. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .._plan.rights import Need
from .draft import KeyChange, KeyPlan
from .record import RECORD_TAG

__all__ = ["needs"]

TAG = "iam:TagUser"  # each change of a key is recorded in a tag of the user


def needs(plan: KeyPlan, arn_of: Callable[[str], str]) -> tuple[Need, ...]:
    """The rights for all changes of a plan if it creates a key, otherwise none.

    Args:
        plan: the plan.
        arn_of: the ARN of a user, by name; of one that does not exist yet, without its path.
    """
    if not any(change.action == "issue" for change in plan.changes):
        return ()
    return tuple(need for change in plan.changes for need in _needs(change, arn_of))


def _needs(change: KeyChange, arn_of: Callable[[str], str]) -> Iterator[Need]:
    if not change.api:  # the store makes its own calls, and proves that it is writable
        return
    resource, exact = arn_of(change.target.name), change.before.exists
    for action in dict.fromkeys((change.api, TAG)):
        tags = action in (TAG, "iam:UntagUser")
        yield Need(
            action=action,
            resource=resource,
            carries=frozenset({"aws:RequestTag", "aws:TagKeys"} if tags else ()),
            context={"aws:TagKeys": (RECORD_TAG,)} if tags else {},
            exact=exact,
        )
