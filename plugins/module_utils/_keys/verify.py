# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits until a new access key works: IAM needs some seconds before all services know it."""

from __future__ import annotations

from .._aws.connection import Connection
from .._aws.errors import AwsError, translated
from .._aws.waiter import NotAcceptedError, wait_until_accepted
from .model import NewKey

__all__ = ["verify_key"]


def verify_key(connection: Connection, key: NewKey, seconds: int) -> None:
    """Calls STS with the key until AWS accepts it.

    Raises:
        AwsError: AWS has not accepted the key after so many seconds, or refuses it for another reason.
    """
    client = connection.client_of(key.key_id, key.secret)
    with translated(f"use the new access key {key.key_id} of user {key.user}"):
        try:
            wait_until_accepted(client, "GetCallerIdentity", refusal="InvalidClientTokenId", seconds=seconds)
        except NotAcceptedError as error:
            raise AwsError(
                f"The access key {key.key_id} of user {key.user} is in its store, but AWS did not accept it within"
                f" {seconds} seconds ({error}): wait a little before you use it.",
                error.code,
            ) from error
