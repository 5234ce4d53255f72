# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for a module that runs in an emulated account, as far as a connection needs one."""

from __future__ import annotations

from collections import Counter
from typing import Any

import boto3

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.connection import Connection
from tests.support.emulator.accounts import Account


class ClientsIn:
    """As much of the clients of a module as a connection needs: those of an account."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.region = account.environment["AWS_REGION"]
        self.params: dict[str, Any] = {}

    def client(self, service: str, *, region: str = "", **settings: Any) -> Any:
        """Return a client."""
        make: Any = boto3.client
        environment = self.account.environment
        credentials = {
            "aws_access_key_id": environment["AWS_ACCESS_KEY_ID"],
            "aws_secret_access_key": environment["AWS_SECRET_ACCESS_KEY"],
            "aws_session_token": environment.get("AWS_SESSION_TOKEN"),
            "region_name": region or self.region,
            "endpoint_url": environment["AWS_ENDPOINT_URL"],
        }
        settings.pop("profile_name", None)
        return make(service, **{**credentials, **settings})


def connected(account: Account, calls: Counter[str] | None = None) -> Connection:
    """Return a connection to an emulated account, as a module has it."""
    module: Any = ClientsIn(account)
    return Connection(module, Counter() if calls is None else calls)
