# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the state of IAM Identity Center: moto's backend of sso-admin, with what moto leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from moto.iam.models import iam_backends
from moto.ssoadmin.models import ssoadmin_backends

from tests.support.strict.answers import RefusedError
from tests.support.strict.call import Call

CALLS_TO_FINISH = 2  # calls after which a request is done
IN_PROGRESS, SUCCEEDED, FAILED = "IN_PROGRESS", "SUCCEEDED", "FAILED"
Content = dict[str, Any]


@dataclass(kw_only=True)
class Request:
    """A request that takes its time; ``failure`` is the reason why it fails in the end, empty if it does not."""

    request_id: str
    set_arn: str
    account_id: str  # empty for all accounts
    failure: str
    calls_left: int

    def status(self) -> Content:
        """Return what AWS tells of it."""
        state = IN_PROGRESS if self.calls_left > 0 else FAILED if self.failure else SUCCEEDED
        told = {"Status": state, "RequestId": self.request_id, "PermissionSetArn": self.set_arn}
        return told | ({"FailureReason": self.failure} if state == FAILED else {})


class Center:
    """IAM Identity Center of one account and Region, on moto's backend."""

    def __init__(self, call: Call) -> None:
        self.call, self.moto = call, backend_of(call.account_id, call.region)

    @property
    def requests(self) -> dict[str, Request]:
        """Return the requests by id."""
        requests: dict[str, Request] = self.moto.__dict__.setdefault("requests", {})
        return requests

    def found(self, arn: str) -> Any:
        """Return a permission set."""
        return self.moto._find_permission_set(self.call["InstanceArn"], arn)

    @property
    def set(self) -> Any:
        """Return the permission set that the call names."""
        return self.found(self.call.get("PermissionSetArn") or self.call["ResourceArn"])

    def changed(self) -> Any:
        """Return the permission set that the call changes: what is provisioned is outdated then."""
        found = self.set
        found.__dict__["version"] = version(found) + 1
        return found

    def assignments(self, arn: str, account_id: str | None = None) -> list[Any]:
        """Return the assignments of a permission set."""
        held = [item for item in self.moto.account_assignments if item.permission_set_arn == arn]
        return [item for item in held if account_id in (None, item.target_id)]

    def lacking(self, found: Any, account_id: str) -> str:
        """Return why a permission set cannot be provisioned in an account; empty if it can."""
        boundary = found.__dict__.get("boundary") or {}
        names = [(item.path, item.name) for item in found.customer_managed_policies]
        names += [(item.get("Path", "/"), item["Name"]) for item in boundary.values() if isinstance(item, dict)]
        policies = iam_backends[account_id][self.call.partition].managed_policies
        for path, name in names:
            arn = f"arn:{self.call.partition}:iam::{account_id}:policy{path}{name}"
            if arn not in policies:
                return f"Received a 404 status error: Not supported policy {arn}."
        return ""

    def begun(self, key: str, arn: str, account_id: str, failure: str) -> Content:
        """Return the answer to a request that is begun."""
        request = Request(
            request_id=str(uuid4()), set_arn=arn, account_id=account_id, failure=failure, calls_left=CALLS_TO_FINISH
        )
        self.requests[request.request_id] = request
        return {key: request.status()}

    def told(self, key: str, parameter: str) -> Content:
        """Return the answer to the question what became of a request."""
        request = self.requests.get(self.call[parameter])
        if request is None:
            raise RefusedError("ResourceNotFoundException", "The request does not exist.", "sso-exists")
        return {key: request.status()}


def backend_of(account_id: str, region: str) -> Any:
    """Return moto's backend for an account and Region."""
    return ssoadmin_backends[account_id][region]


def version(found: Any) -> int:
    """Return the number of a permission set's version."""
    return int(found.__dict__.setdefault("version", 1))


def provisioned(found: Any) -> dict[str, int]:
    """Return the version of a permission set that each account has, to be changed in place."""
    held: dict[str, int] = found.__dict__.setdefault("provisioned", {})
    return held
