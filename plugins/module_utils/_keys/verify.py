# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until a new access key works: IAM needs some seconds, and no call of the key's owner tells when."""

from __future__ import annotations

from math import ceil

from .._aws.connection import Connection
from .._aws.errors import AwsError, translated
from .model import NewKey

try:
    from botocore.exceptions import WaiterError
    from botocore.waiter import WaiterModel, create_waiter_with_client
except ImportError:  # AnsibleAWSModule says so, and what to install
    pass

__all__ = ["until_key_works"]

PAUSE = 2  # seconds


def until_key_works(connection: Connection, key: NewKey, seconds: int) -> None:
    """Asks with the key who it is, until AWS knows it.

    Raises:
        AwsError: AWS does not know it after so many seconds, or refuses it for another reason.
    """
    waiter = {
        "operation": "GetCallerIdentity",
        "delay": PAUSE,
        "maxAttempts": ceil(seconds / PAUSE) + 1,
        "acceptors": [
            {"matcher": "status", "expected": 200, "state": "success"},
            {"matcher": "error", "expected": "InvalidClientTokenId", "state": "retry"},
        ],
    }
    model = WaiterModel({"version": 2, "waiters": {"KeyWorks": waiter}})
    with translated(f"use the new access key {key.key_id} of user {key.user}"):
        try:
            create_waiter_with_client("KeyWorks", model, connection.client_of(key.key_id, key.secret)).wait()
        except WaiterError as error:
            raise AwsError(
                f"The access key {key.key_id} of user {key.user} is in its store, but AWS did not accept it within"
                f" {seconds} seconds ({error}): wait a little before it is used.",
                "WaiterError",
            ) from error
