# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for IAM Identity Center as the AWS CLI sees it: a person who is logged in, and the credentials for it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from tests.support.emulator.accounts import Account
from tests.support.emulator.fixed_answers import serving

SUFFIX = "0123456789abcdef"  # AWS adds one to the names of its roles


def log_in(home: Path, session: str, start_url: str) -> None:
    """Store what ``aws sso login`` stores in a home directory, for an hour."""
    cache = home / ".aws/sso/cache"
    cache.mkdir(parents=True)
    token = {
        "startUrl": start_url,
        "region": "us-east-1",
        "accessToken": "made-up-token-of-a-person",
        "expiresAt": (datetime.now(UTC) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    name = hashlib.sha1(session.encode()).hexdigest()  # noqa: S324 - as the AWS CLI does it
    (cache / f"{name}.json").write_text(json.dumps(token))


@contextmanager
def identity_center(account: Account, permission_set: str) -> Iterator[Mapping[str, str]]:
    """Serve the credentials of a permission set, and give the variables for a process that asks for them."""
    arn = f"arn:aws:iam::{account.account_id}:role/AWSReservedSSO_{permission_set}_{SUFFIX}"
    given = account.client("sts").assume_role(RoleArn=arn, RoleSessionName="ada")["Credentials"]
    credentials = {
        "accessKeyId": given["AccessKeyId"],
        "secretAccessKey": given["SecretAccessKey"],
        "sessionToken": given["SessionToken"],
        "expiration": int((datetime.now(UTC) + timedelta(hours=1)).timestamp() * 1000),
    }
    query = urlencode({"role_name": permission_set, "account_id": account.account_id})
    with serving({f"/federation/credentials?{query}": json.dumps({"roleCredentials": credentials})}) as endpoint:
        yield {"AWS_ENDPOINT_URL_SSO": endpoint}
