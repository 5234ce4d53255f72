# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The permissions of docs/permissions.md for audits are enough to check everything, and none too much.

A denied read does not fail an audit: the checks that need it are not made, and name the permission.
"""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When, actions_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import (
    AUDIT,
    AUDIT_CONTENTS,
    AUDIT_PARTS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import grants_for
from tests.support.authorization.control_node import Learner, allow, control_node
from tests.support.authorization.permissions import ARTIFACTS, document
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind
from tests.support.runs.access import EVERY_PART, converge
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.secrets import LINUX

# Permissions that no audit of `prepared` lacks: its secret is of today, and the emulator tells everyone the public
# access block of the account.
UNTOLD = {"s3:GetAccountPublicAccessBlock", "secretsmanager:ListSecretVersionIds"}


# The options of the role a2c_audit for what `prepared` makes, all of which are compared.
def wanted(account: Account) -> dict[str, Any]:
    """The options for what `prepared` makes. The secret is named by its ARN: its name alone would be a pattern."""
    root = open_account(Kind.MINISTACK, account.environment["AWS_ENDPOINT_URL"], account.account_id)
    secret = root.client("secretsmanager").describe_secret(SecretId=f"a2c/{LINUX['name']}")
    return {
        **EVERY_PART,
        "policy": {
            "deploy_targets": ["ecs", "eks"],
            "artifact_buckets": [{"name": f"{ARTIFACTS}{account.account_id}"}],
            "remote_workflows": True,
            "secrets": [secret["ARN"]],
        },
    }


def audit(own: Account, **options: Any) -> ModuleResult:
    params = {**wanted(own), "secret_contents": True, **options}
    return run_module("access_info", params, environment=own.environment)


def missing(outcome: ModuleResult) -> set[str]:
    """The permissions that an audit says it lacks."""
    assert not outcome.failed, outcome["msg"]
    told = {item["missing_action"] for item in (*outcome["findings"], *outcome["sources"])}
    return told - {None}


@pytest.fixture
def prepared(account: Account) -> Account:
    """An account with all components, a bucket and a secret."""
    region = {"LocationConstraint": account.environment["AWS_REGION"]}
    account.client("s3").create_bucket(Bucket=f"{ARTIFACTS}{account.account_id}", CreateBucketConfiguration=region)
    secrets = run_module("remote_secrets", {"secrets": [LINUX]}, environment=account.environment)
    assert not secrets.failed, secrets["msg"]
    made = converge(account, **wanted(account))
    assert not made.failed, made["msg"]
    return account


def test_an_audit_with_the_documented_permissions_checks_everything(prepared: Account) -> None:
    own = control_node(prepared, document([AUDIT], When.SET_UP, account_id=prepared.account_id))
    assert missing(audit(own, secret_contents=False)) == set()
    assert missing(audit(own)) == {"secretsmanager:GetSecretValue"}
    allow(prepared, document([AUDIT_CONTENTS], When.SET_UP, account_id=prepared.account_id))
    found, whole = audit(own), audit(prepared)
    assert missing(found) == set()
    assert [row["id"] for row in found["findings"]] == [row["id"] for row in whole["findings"]]
    assert found["counts"] == whole["counts"]


def test_each_permission_is_told_by_name(prepared: Account, requests: list[str]) -> None:
    """Starting with none, audits name exactly the permissions of the table, until they lack none."""
    learner = Learner(prepared, AUDIT_PARTS, requests)
    for options in ({}, {"worker": {"instance_profile_name": "None"}}):
        while lacking := missing(audit(learner.own, **options)):
            assert lacking.isdisjoint(learner.granted)
            learner.grant(lacking)
    assert learner.granted | UNTOLD == actions_of(grants_for(AUDIT_PARTS, When.SET_UP))
    assert learner.granted.isdisjoint(UNTOLD)
