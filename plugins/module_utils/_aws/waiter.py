# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until an AWS service accepts a call that it refuses at first, or has finished what it was asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from .errors import AwsError, ClientError

try:
    from botocore.exceptions import WaiterError
    from botocore.waiter import WaiterModel, create_waiter_with_client
except ImportError:  # AnsibleAWSModule says so, and what to install
    pass

__all__ = ["IN_PROGRESS", "SUCCEEDED", "NotAcceptedError", "final_status", "wait_until_accepted"]

PAUSE = 2  # seconds
IN_PROGRESS, SUCCEEDED, FAILED = "IN_PROGRESS", "SUCCEEDED", "FAILED"  # of a request


class NotAcceptedError(AwsError):
    """A service refuses a call to the end of the time, or for another reason than the one that is waited for."""


def wait_until_accepted(client: Any, operation: str, *, refusal: str, seconds: int) -> None:
    """Makes a call without parameters until the service accepts it.

    Args:
        client: the boto3 client of the service.
        operation: the name of the API action, for example ``GetCallerIdentity``.
        refusal: the error code that the service answers at first.
        seconds: how long to wait at most.

    Raises:
        NotAcceptedError: the service has not accepted the call.
    """
    acceptors: list[dict[str, Any]] = [
        {"matcher": "status", "expected": 200, "state": "success"},
        {"matcher": "error", "expected": refusal, "state": "retry"},
    ]
    try:
        _waiter(client, operation, acceptors, seconds).wait()
    except WaiterError as error:
        raise NotAcceptedError(str(error), type(error).__name__) from error


def final_status(client: Any, operation: str, params: Mapping[str, str], key: str, seconds: int) -> Mapping[str, Any]:
    """Asks for the status of a request until it has succeeded or failed.

    Args:
        client: the boto3 client of the service.
        operation: the name of the API action that tells the status.
        params: its parameters.
        key: the part of its answer that has the ``Status``.
        seconds: how long to wait at most.

    Returns:
        That part of the last answer. Its status is still ``IN_PROGRESS`` if the time did not suffice.

    Raises:
        ClientError: the service refuses to tell it.
    """
    states = {SUCCEEDED: "success", FAILED: "failure"}
    acceptors = [
        {"matcher": "path", "argument": f"{key}.Status", "expected": status, "state": state}
        for status, state in states.items()
    ]
    try:
        _waiter(client, operation, acceptors, seconds).wait(**params)
    except WaiterError as error:
        answer: Any = error.last_response
        if "Error" in answer:
            raise ClientError(answer, operation) from error
        status: Mapping[str, Any] = answer[key]
        return status
    return {"Status": SUCCEEDED}


def _waiter(client: Any, operation: str, acceptors: list[dict[str, Any]], seconds: int) -> Any:
    """A waiter of botocore, which has none for these operations."""
    attempts = ceil(seconds / PAUSE) + 1
    waiter = {"operation": operation, "delay": PAUSE, "maxAttempts": attempts, "acceptors": acceptors}
    model = WaiterModel({"version": 2, "waiters": {operation: waiter}})
    return create_waiter_with_client(operation, model, client)
