# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan -> calls, wave by wave.

One entity's changes run one after the other, entities side by side. There are no rules here: what is called, with what
and when, the plan says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from threading import Event
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils.aws.answers import profile_from
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.connection import (
    MAX_ATTEMPTS,
    ONCE,
    SERVER_ERROR,
    Connection,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.errors import (
    AwsError,
    BotoCoreError,
    ClientError,
    ResponseParserError,
    error_code,
    translated,
)
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.parallel import side_by_side
from ansible_collections.fleetops.app2container.plugins.module_utils.errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.changes import Change
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.model import ManagedPolicy, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.plan import Plan

__all__ = ["PartialFailureError", "apply"]

GOING = frozenset({"delete", "detach", "remove", "deactivate", "untag"})


class PartialFailureError(App2ContainerError):
    """A change failed on the way. The next run finishes what remains."""

    def __init__(self, applied: list[Change], failed: list[tuple[Change, AwsError]], remaining: list[Change]) -> None:
        self.applied, self.failed, self.remaining = applied, failed, remaining
        reasons = " ".join(str(error) for _change, error in failed)
        super().__init__(
            f"{reasons} Of {len(applied) + len(failed) + len(remaining)} changes {len(applied)} were made,"
            f" {len(failed)} failed and {len(remaining)} remain; run again to finish."
        )

    def details(self) -> dict[str, Any]:
        """What results tell beside the message."""
        return {
            "changed": bool(self.applied),
            "applied": [change.to_json() for change in self.applied],
            "failed_changes": [{**change.to_json(), "error": str(error)} for change, error in self.failed],
            "remaining": [change.to_json() for change in self.remaining],
        }


@dataclass(frozen=True)
class _Done:
    """What became of a change: ``error`` None means it was made."""

    change: Change
    error: AwsError | None = None


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


def _lost(error: Exception) -> bool:
    """Tells whether an error leaves open if the call took effect."""
    status = error.response["ResponseMetadata"].get("HTTPStatusCode", 0) if isinstance(error, ClientError) else None
    return status is None or status >= SERVER_ERROR


def _until_answered(connection: Connection, change: Change) -> None:
    """Makes the call. After a lost answer to one of ``ONCE`` it is made again only if it did not take effect."""
    for left in reversed(range(MAX_ATTEMPTS)):
        try:
            connection.call(change.operation, change.params)
        except (ClientError, BotoCoreError, ResponseParserError) as error:
            if change.operation not in ONCE or not left or not _lost(error):
                raise
            if _TOOK_EFFECT[change.operation](connection, change):
                return
        else:
            return


def _call(connection: Connection, change: Change) -> None:
    """Makes the call. What is to go and is gone already, and what our own lost first try made, is no error."""
    with translated(f"{change.verb} {change.target}"):
        try:
            _until_answered(connection, change)
        except ClientError as error:
            code = error_code(error)
            tried_before = error.response.get("ResponseMetadata", {}).get("RetryAttempts", 0) > 0
            gone = code == "NoSuchEntity" and change.verb in GOING
            made = code == "EntityAlreadyExists" and change.verb == "create" and tried_before
            if not gone and not made:
                raise


def _run_entity(connection: Connection, changes: Iterable[Change], stop: Event) -> list[_Done]:
    """One entity's changes in their order, until one fails here or elsewhere."""
    done: list[_Done] = []
    for change in changes:
        if stop.is_set():
            break
        try:
            _call(connection, change)
        except AwsError as error:
            stop.set()
            return [*done, _Done(change, error)]
        done.append(_Done(change))
    return done


def _chains(changes: Iterable[Change]) -> list[list[Change]]:
    chains: dict[Ref | None, list[Change]] = {}
    for change in changes:
        chains.setdefault(change.chain, []).append(change)
    return list(chains.values())


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
    stop = Event()
    done: list[_Done] = []
    for _wave, changes in groupby(plan.changes, key=lambda change: change.wave):
        for finished in side_by_side(lambda chain: _run_entity(connection, chain, stop), _chains(changes)):
            done += finished
        if stop.is_set():
            break
    failed = [(item.change, item.error) for item in done if item.error is not None]
    if failed:
        reached = {id(item.change) for item in done}
        raise PartialFailureError(
            applied=[item.change for item in done if item.error is None],
            failed=failed,
            remaining=[change for change in plan.changes if id(change) not in reached],
        )
