# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the metadata service of an EC2 instance: hands out the credentials of an instance profile."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from tests.support.emulator.accounts import Account
from tests.support.emulator.fixed_answers import serving

CREDENTIALS = "/latest/meta-data/iam/security-credentials/"


def answers(account: Account, role: str, instance: str) -> Mapping[str, str]:
    """Return what the service says, by path, for an instance whose profile holds a role."""
    arn = f"arn:aws:iam::{account.account_id}:role/{role}"
    given = account.client("sts").assume_role(RoleArn=arn, RoleSessionName=instance)["Credentials"]
    credentials = {
        "Code": "Success",
        "Type": "AWS-HMAC",
        "LastUpdated": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "AccessKeyId": given["AccessKeyId"],
        "SecretAccessKey": given["SecretAccessKey"],
        "Token": given["SessionToken"],
        "Expiration": (datetime.now(UTC) + timedelta(hours=6)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {"/latest/api/token": "token", CREDENTIALS: role, CREDENTIALS + role: json.dumps(credentials)}


@contextmanager
def instance_metadata(
    account: Account, role: str, instance: str = "i-0123456789abcdef0"
) -> Iterator[Mapping[str, str]]:
    """Serve for the time of the context, and give the variables for a process that runs on such an instance."""
    with serving(answers(account, role, instance)) as endpoint:
        yield {"AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": endpoint}
