# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The emulator that enforces policies does so."""

from __future__ import annotations

import json

import pytest
from botocore.exceptions import ClientError

from tests.support.emulator.accounts import Account

READ_USERS = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "iam:ListUsers", "Resource": "*"}]}


def test_a_user_may_do_only_what_a_policy_allows(enforcing_aws: Account) -> None:
    """One allowed action works and another is denied."""
    iam = enforcing_aws.client("iam")
    iam.create_user(UserName="reader")
    iam.put_user_policy(UserName="reader", PolicyName="read", PolicyDocument=json.dumps(READ_USERS))
    key = iam.create_access_key(UserName="reader")["AccessKey"]
    credentials = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    reader = Account(
        account_id=enforcing_aws.account_id, environment={**enforcing_aws.environment, **credentials}
    ).client("iam")
    assert [user["UserName"] for user in reader.list_users()["Users"]] == ["reader"]
    with pytest.raises(ClientError, match="AccessDenied"):
        reader.list_roles()
