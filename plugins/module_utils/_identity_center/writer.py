# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the changes of a permission set, and waits until AWS has finished them. It holds no rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._aws.connection import Connection, method_name
from .._aws.errors import AwsError, ClientError, error_code, translated, unless_missing
from .._aws.non_idempotent import until_answered
from .._aws.waiter import IN_PROGRESS, SUCCEEDED, final_status
from .._plan.change import Change
from .._plan.ownership import has_own_tag
from .._plan.summary import listed
from .center import IdentityCenter
from .draft import State
from .spec import PermissionSetSpec

__all__ = ["Writer"]


@dataclass(frozen=True, kw_only=True)
class _Request:
    """How AWS tells what became of a request: the part of the answer, and the action to ask with its parameter."""

    key: str
    asks: str
    id_parameter: str


REQUESTS: Mapping[str, _Request] = {
    "CreateAccountAssignment": _Request(
        key="AccountAssignmentCreationStatus",
        asks="DescribeAccountAssignmentCreationStatus",
        id_parameter="AccountAssignmentCreationRequestId",
    ),
    "DeleteAccountAssignment": _Request(
        key="AccountAssignmentDeletionStatus",
        asks="DescribeAccountAssignmentDeletionStatus",
        id_parameter="AccountAssignmentDeletionRequestId",
    ),
    "ProvisionPermissionSet": _Request(
        key="PermissionSetProvisioningStatus",
        asks="DescribePermissionSetProvisioningStatus",
        id_parameter="ProvisionPermissionSetRequestId",
    ),
}
CONFLICT = "ConflictException"
VERBS = ("create", "delete", "provision")


class Writer:
    """Makes changes to one permission set."""

    def __init__(self, connection: Connection, center: IdentityCenter, spec: PermissionSetSpec) -> None:
        self._connection, self._center, self._spec = connection, center, spec

    def apply(self, change: Change[State]) -> None:
        """Makes one change. What somebody else, or a first try whose answer was lost, has done already is not an error.

        Raises:
            AwsError: AWS refused the call, did not do what it was asked to, or has not finished in time.
        """
        verb = change.action if change.action in VERBS else "change"
        with translated(f"{verb} {change.target}"):
            if change.operation == "CreatePermissionSet":
                self._create(change)
            elif change.operation.startswith("Attach"):
                self._attach(change)
            elif change.operation in REQUESTS:
                self._request(change, REQUESTS[change.operation])
            else:
                self._call(change)

    def _call(self, change: Change[State]) -> Any:
        """Makes the call. Returns the answer, None if a call that takes something away does not find it any more."""
        center = self._center
        named = center.of_tags if change.operation in ("TagResource", "UntagResource") else center.of_set
        call = getattr(center.client, method_name(change.operation))
        params = {**named, **change.params}
        takes_away = change.operation.startswith(("Delete", "Detach"))
        return unless_missing(call, **params) if takes_away else call(**params)

    def _create(self, change: Change[State]) -> None:
        center = self._center

        def call() -> str:
            answer = center.client.create_permission_set(InstanceArn=center.instance_arn, **change.params)
            return str(answer["PermissionSet"]["PermissionSetArn"])

        def look() -> str | None:
            arn = center.find_set(self._spec.name)
            return arn if arn and has_own_tag(center.tags()) else None

        center.set_arn = _unless_conflict(call, look)
        self._connection.fresh.add(center.set_arn)

    def _attach(self, change: Change[State]) -> None:
        wanted = change.params["CustomerManagedPolicyReference"]

        def call() -> bool:
            self._call(change)
            return True

        def look() -> bool | None:
            return any(policy.params() == wanted for policy in self._center.references()) or None

        _unless_conflict(call, look)

    def _request(self, change: Change[State], request: _Request) -> None:
        """Makes a request, and waits until AWS has carried it out."""
        answer = self._call(change)
        if answer is None:
            return
        status = answer[request.key]
        if status["Status"] == IN_PROGRESS:
            params = {"InstanceArn": self._center.instance_arn, request.id_parameter: status["RequestId"]}
            status = final_status(self._center.client, request.asks, params, request.key, self._spec.wait_seconds)
        if status["Status"] != SUCCEEDED:
            raise self._failure(change, status)

    def _failure(self, change: Change[State], status: Mapping[str, Any]) -> AwsError:
        """The error of a request that has failed, or that takes too long."""
        where = ""
        if change.operation == "ProvisionPermissionSet":
            accounts = self._center.outdated_accounts()
            where = f" in {'account' if len(accounts) == 1 else 'the accounts'} {listed(accounts)}" if accounts else ""
        what = f"Cannot {change.action} {change.target}{where}"
        if status["Status"] == IN_PROGRESS:
            seconds = self._spec.wait_seconds
            hint = "AWS goes on with it: run again later, or raise wait_timeout"
            return AwsError(f"{what}: AWS has not finished after {seconds} seconds; {hint}.", IN_PROGRESS)
        reason = str(status.get("FailureReason") or "AWS gives no reason").rstrip(".")
        hint = "correct this and run again. If it is about a policy, run access or the playbook site there first"
        return AwsError(f"{what}: AWS reports a failure ({reason}): {hint}.", status["Status"])


def _unless_conflict(call: Any, look: Any) -> Any:
    """The answer to a call that must not be made twice; that of ``look`` if there is already what it should make."""
    try:
        return until_answered(call, look)
    except ClientError as error:
        found = look() if error_code(error) == CONFLICT else None
        if found is None:
            raise
        return found
