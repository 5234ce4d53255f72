# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS accounts: each test has one of its own, so that tests need no reset and can run in parallel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import boto3

from tests.support.emulator.servers import Kind, aws_environment


@dataclass(frozen=True, kw_only=True)
class Account:
    """An emulated account, and the variables for a process that works in it."""

    account_id: str
    environment: Mapping[str, str]

    def client(self, service: str) -> Any:
        """Return a boto3 client with the same credentials, to prepare the account and to look at it."""
        make: Any = boto3.client  # it is typed for each service by a literal name
        return make(
            service,
            aws_access_key_id=self.environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=self.environment["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=self.environment.get("AWS_SESSION_TOKEN"),
            region_name=self.environment["AWS_REGION"],
            endpoint_url=self.environment["AWS_ENDPOINT_URL"],
        )


def open_account(kind: Kind, endpoint: str, account_id: str) -> Account:
    """Return an account of an emulator with credentials that may do all in it.

    ministack takes an account id as the access key of that account's root. moto gives an account to whoever assumes a
    role in it.
    """
    environment = aws_environment(endpoint)
    if kind is Kind.MINISTACK:
        return Account(account_id=account_id, environment=environment | {"AWS_ACCESS_KEY_ID": account_id})
    credentials = (
        Account(account_id="", environment=environment)
        .client("sts")
        .assume_role(RoleArn=f"arn:aws:iam::{account_id}:role/tests", RoleSessionName="tests")["Credentials"]
    )
    return Account(
        account_id=account_id,
        environment=environment
        | {
            "AWS_ACCESS_KEY_ID": credentials["AccessKeyId"],
            "AWS_SECRET_ACCESS_KEY": credentials["SecretAccessKey"],
            "AWS_SESSION_TOKEN": credentials["SessionToken"],
        },
    )
