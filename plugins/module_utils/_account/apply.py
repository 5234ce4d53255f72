# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan -> IAM calls, wave by wave.

One entity's changes run one after the other, entities side by side. There are no rules here: what is called, with what
and when, the plan says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from .._aws.connection import ONCE, Connection
from .._aws.errors import ClientError, error_code, translated
from .._aws.execute import carry_out
from .._aws.non_idempotent import until_answered
from .answers import profile_from
from .draft import Change
from .model import ManagedPolicy
from .plan import Plan

__all__ = ["apply"]

GOING = frozenset({"delete", "detach", "remove", "deactivate", "untag"})


def _has_version(connection: Connection, change: Change) -> bool:
    """Tells whether another version is in force than before."""
    before = change.before.default if isinstance(change.before, ManagedPolicy) else None
    found = connection.iam.get_policy(PolicyArn=change.params["PolicyArn"])["Policy"]
    return before is None or bool(found["DefaultVersionId"] != before.version_id)


def _holds_role(connection: Connection, change: Change) -> bool:
    """Tells whether the role is in the instance profile."""
    found = connection.iam.get_instance_profile(InstanceProfileName=change.params["InstanceProfileName"])
    return bool(profile_from(found["InstanceProfile"]).role == change.params["RoleName"])


_TOOK_EFFECT: Mapping[str, Callable[[Connection, Change], bool]] = {
    "AddRoleToInstanceProfile": _holds_role,
    "CreatePolicyVersion": _has_version,
}


def _made_once(connection: Connection, change: Change) -> None:
    """Makes the call; one of ``ONCE`` is made again after a lost answer only if it did not take effect."""
    call = partial(connection.call, change.operation, change.params)
    if change.operation in ONCE:
        until_answered(call, lambda: _TOOK_EFFECT[change.operation](connection, change) or None)
    else:
        call()


def _call(connection: Connection, change: Change) -> None:
    """Makes the call. What is to go and is gone already, and what our own lost first try made, is no error."""
    with translated(f"{change.verb} {change.target}"):
        try:
            _made_once(connection, change)
        except ClientError as error:
            code = error_code(error)
            tried_before = error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0
            gone = code == "NoSuchEntity" and change.verb in GOING
            made = code == "EntityAlreadyExists" and change.verb == "create" and tried_before
            if not gone and not made:
                raise


def apply(connection: Connection, plan: Plan) -> None:
    """Carries out a plan.

    Raises:
        PartialFailureError: a call failed; it says what was made, what failed, and what remains.
    """
    connection.fresh |= {
        name
        for change in plan.changes
        if change.verb == "create" and change.after is not None
        for name in (change.after.name, change.after.arn)
    }
    carry_out(partial(_call, connection), plan.changes)
