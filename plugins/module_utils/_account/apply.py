# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out the plan for an account. There are no rules here: the plan says what is called, with what and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from .._aws.connection import Connection
from .._aws.errors import ClientError, error_code, translated
from .._aws.execute import execute
from .._aws.non_idempotent import until_answered
from .._aws.retries import NON_IDEMPOTENT
from .._plan.change import Change
from .._policy.language.document import Document
from .answers import profile_from
from .draft import AccountPlan
from .model import Entity

__all__ = ["apply"]

REMOVALS = frozenset({"delete", "detach", "remove", "deactivate", "untag"})


def _has_new_version(connection: Connection, change: Change[Entity]) -> bool:
    """Tells whether the document that the change sets is the one in force."""
    arn = change.params["PolicyArn"]
    default = connection.iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    version = connection.iam.get_policy_version(PolicyArn=arn, VersionId=default)["PolicyVersion"]
    return Document.parse(version["Document"]) == Document.parse(change.params["PolicyDocument"])


def _holds_role(connection: Connection, change: Change[Entity]) -> bool:
    """Tells whether the role is in the instance profile."""
    found = connection.iam.get_instance_profile(InstanceProfileName=change.params["InstanceProfileName"])
    return bool(profile_from(found["InstanceProfile"]).role == change.params["RoleName"])


_TOOK_EFFECT: Mapping[str, Callable[[Connection, Change[Entity]], bool]] = {
    "AddRoleToInstanceProfile": _holds_role,
    "CreatePolicyVersion": _has_new_version,
}


def _call_once(connection: Connection, change: Change[Entity]) -> None:
    """Makes the call. A call that is not idempotent is repeated after a lost answer only if it did not take effect."""
    call = partial(connection.call, change.operation, change.params)
    if change.operation in NON_IDEMPOTENT:
        until_answered(call, lambda: _TOOK_EFFECT[change.operation](connection, change) or None)
    else:
        call()


def _call(connection: Connection, change: Change[Entity]) -> None:
    """Makes the call. What is to be removed and is missing, and what a lost first try created, is not an error."""
    with translated(f"{change.action} {change.target}"):
        try:
            _call_once(connection, change)
        except ClientError as error:
            code = error_code(error)
            tried_before = error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0
            removed = code == "NoSuchEntity" and change.action in REMOVALS
            created = code == "EntityAlreadyExists" and change.action == "create" and tried_before
            if not removed and not created:
                raise


def apply(connection: Connection, plan: AccountPlan) -> None:
    """Carries out a plan.

    Raises:
        PartialFailureError: a call failed; it says what was changed, what failed, and what remains.
    """
    connection.fresh |= {
        name
        for change in plan.changes
        if change.action == "create" and change.after is not None
        for name in (change.after.name, change.after.arn)
    }
    execute(partial(_call, connection), plan.changes)
