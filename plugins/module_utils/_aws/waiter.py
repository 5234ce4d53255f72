# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until an AWS service accepts a call that it refuses at first, or has finished what it was asked to do."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from .errors import AwsError, ClientError

try:
    from botocore import xform_name
    from botocore.exceptions import WaiterError
    from botocore.waiter import NormalizedOperationMethod, Waiter, WaiterModel
except ImportError:  # AnsibleAWSModule says so, and what to install
    pass

__all__ = [
    "IN_PROGRESS",
    "SUCCEEDED",
    "NotAcceptedError",
    "answer_at_last",
    "final_status",
    "wait_until_accepted",
]

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
        _Waiting(client, operation, acceptors, seconds).wait({})
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
    status: Mapping[str, Any] = answer_at_last(client, operation, params, acceptors, seconds)[key]
    return status


def answer_at_last(
    client: Any, operation: str, params: Mapping[str, Any], acceptors: list[dict[str, Any]], seconds: int
) -> Mapping[str, Any]:
    """Makes a call until its answer is one that ends the waiting.

    Args:
        client: the boto3 client of the service.
        operation: the name of the API action.
        params: its parameters.
        acceptors: which answers end the waiting, as the waiters of botocore have them.
        seconds: how long to wait at most.

    Returns:
        The last answer, which is another one if the time did not suffice.

    Raises:
        ClientError: the last answer was an error.
    """
    waiting = _Waiting(client, operation, acceptors, seconds)
    try:
        waiting.wait(params)
    except WaiterError as error:
        if "Error" in waiting.answer:
            raise ClientError(waiting.answer, operation) from error
    answer: Mapping[str, Any] = waiting.answer
    return answer


class _Waiting:
    """A waiter of botocore, which has none for these operations, that keeps the last answer."""

    def __init__(self, client: Any, operation: str, acceptors: list[dict[str, Any]], seconds: int) -> None:
        attempts = ceil(seconds / PAUSE) + 1
        waiter = {"operation": operation, "delay": PAUSE, "maxAttempts": attempts, "acceptors": acceptors}
        model = WaiterModel({"version": 2, "waiters": {operation: waiter}})
        self._call = NormalizedOperationMethod(getattr(client, xform_name(operation)))
        config: Any = model.get_waiter(operation)
        self._waiter = Waiter(operation, config, self._kept)
        self.answer: Any = {}

    def _kept(self, **params: Any) -> Any:
        self.answer = self._call(**params)
        return self.answer

    def wait(self, params: Mapping[str, Any]) -> None:
        """Waits. An answer that ends it without success raises WaiterError."""
        self._waiter.wait(**params)
