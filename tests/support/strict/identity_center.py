# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM Identity Center, on what moto's backend of sso-admin holds.

Moto lacks tags and permissions boundaries of permission sets, the conflicts, the requests that take their time and may
fail, and knows in which account a set is provisioned only for its own. Here, each request is done after some further
calls; an assignment or provisioning fails where the account lacks a policy that the set refers to.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from moto.ssoadmin.exceptions import ConflictException, ResourceNotFoundException
from moto.ssoadmin.models import PermissionSet, ssoadmin_backends

from tests.support.strict.answers import Answer, RefusedError
from tests.support.strict.call import JSON, Call
from tests.support.strict.center import Center, Content, backend_of, provisioned
from tests.support.strict.center_calls import OPERATIONS
from tests.support.strict.model import input_problems, paginated_lists

API = "https://docs.aws.amazon.com/singlesignon/latest/APIReference"
# https://docs.aws.amazon.com/singlesignon/latest/userguide/limits.html
OUTSTANDING = 10


def arn_of_set(instance_arn: str) -> str:
    """Return the ARN of a new permission set, as AWS forms it and moto does not."""
    start, _slash, instance = instance_arn.rpartition("instance/")
    return f"{start.removesuffix('instance/')}permissionSet/{instance}/ps-{uuid4().hex[:16]}"


def correct_moto() -> None:
    """Give moto's permission sets the ARNs that AWS gives them."""
    held: Any = PermissionSet
    held.generate_id = staticmethod(arn_of_set)


REQUESTING = frozenset({"CreateAccountAssignment", "DeleteAccountAssignment", "ProvisionPermissionSet"})


def refusals(center: Center) -> Iterator[RefusedError]:
    """Give the reasons to refuse a call that moto does not know."""
    call = center.call
    wrong = input_problems(call.operation, call.params, "sso-admin")
    if wrong:
        yield RefusedError("ValidationException", wrong[0], "sso-form")
    if call.operation == "CreatePermissionSet":
        names = [item.name for item in center.moto.permission_sets]
        if call["Name"] in names:
            yield RefusedError(
                "ConflictException", f"PermissionSet with name {call['Name']} already exists.", "sso-name"
            )
    arn = call.get("PermissionSetArn")
    if call.operation == "DeletePermissionSet" and (center.assignments(arn) or provisioned(center.set)):
        yield RefusedError("ConflictException", "The permission set is provisioned in accounts.", "sso-assigned")
    open_requests = [item for item in center.requests.values() if item.calls_left > 0]
    if call.operation in REQUESTING and len(open_requests) >= OUTSTANDING:
        yield RefusedError("ThrottlingException", "There are too many requests processing.", "sso-outstanding")
    account_id = call.get("TargetId", "")
    same = [item for item in open_requests if item.set_arn == arn and (not account_id or account_id == item.account_id)]
    if not call.reads and same:
        yield RefusedError("ConflictException", "There is a conflicting operation in process.", "sso-in-process")


def answered(call: Call, page: int | None) -> Answer:
    """Return the answer to a call, or refuse it."""
    center = Center(call)
    for request in center.requests.values():
        request.calls_left -= 1
    if call.operation not in OPERATIONS:
        raise RefusedError("UnknownOperationException", f"Nothing is known of {call.operation}.", "sso-operation")
    try:
        for refusal in refusals(center):
            raise refusal
        content = OPERATIONS[call.operation](center)
    except (ConflictException, ResourceNotFoundException) as refusal:
        raise RefusedError(str(refusal.error_type), str(refusal.message), "moto") from refusal
    return Answer(200, json.dumps(paged(call, content, page)).encode(), JSON)


def paged(call: Call, content: Content, page: int | None) -> Content:
    """Return the page of a listing that a call asks for."""
    key = paginated_lists("sso-admin").get(call.operation)
    if key is None:
        return content
    start, size = int(call.get("NextToken", 0)), min(call.get("MaxResults", 100), page or 100)
    items = content[key[0]]
    rest = {"NextToken": str(start + size)} if start + size < len(items) else {}
    return {key[0]: items[start : start + size], **rest}


def saved(account_id: str, region: str) -> Any:
    """Return what an account holds, detached from it; None if it holds nothing."""
    if region not in ssoadmin_backends[account_id].keys():  # noqa: SIM118 - the backends themselves say that all are there
        return None
    held = backend_of(account_id, region)
    return copy.deepcopy((held.permission_sets, held.account_assignments, held.__dict__.get("requests", {})))


def restored(account_id: str, region: str, before: Any) -> None:
    """Make an account what it was."""
    if before is None:
        return
    held = backend_of(account_id, region)
    sets, assignments, requests = copy.deepcopy(before)
    held.permission_sets, held.account_assignments = sets, assignments
    held.__dict__["requests"] = requests
