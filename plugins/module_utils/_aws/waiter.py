# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until an AWS service accepts a call that it refuses at first."""

from __future__ import annotations

from math import ceil
from typing import Any

from .errors import AwsError

try:
    from botocore.exceptions import WaiterError
    from botocore.waiter import WaiterModel, create_waiter_with_client
except ImportError:  # AnsibleAWSModule says so, and what to install
    pass

__all__ = ["NotAcceptedError", "wait_until_accepted"]

PAUSE = 2  # seconds


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
    waiter = {
        "operation": operation,
        "delay": PAUSE,
        "maxAttempts": ceil(seconds / PAUSE) + 1,
        "acceptors": [
            {"matcher": "status", "expected": 200, "state": "success"},
            {"matcher": "error", "expected": refusal, "state": "retry"},
        ],
    }
    model = WaiterModel({"version": 2, "waiters": {operation: waiter}})
    try:
        create_waiter_with_client(operation, model, client).wait()
    except WaiterError as error:
        raise NotAcceptedError(str(error), type(error).__name__) from error
