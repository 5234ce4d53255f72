# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many users, other accounts, other partitions."""

from __future__ import annotations

from typing import Any

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind
from tests.support.runs.access import BOTH_WAYS, PATH, POLICY, SMALL_POLICY, WHOLE, contents, converge, converged
from tests.support.scenarios.bench import bench

MANY = 100
USERS = [{"name": f"user-{number:03}"} for number in range(MANY)]


def test_a_hundred_users(aws: Account) -> None:
    """Users cost one creation and one membership each; keeping them costs nothing."""
    wanted: dict[str, Any] = {"policy": SMALL_POLICY, "group": {}, "users": USERS, "discovery": "account"}
    made = converge(aws, **wanted)
    assert made["api_calls"] == {
        "iam:AddUserToGroup": MANY,
        "iam:AttachGroupPolicy": 1,
        "iam:CreateGroup": 1,
        "iam:CreatePolicy": 1,
        "iam:CreateUser": MANY,
        "iam:GetAccountAuthorizationDetails": 1,
        "iam:GetAccountSummary": 1,
        "iam:GetRole": 1,
        "iam:SimulatePrincipalPolicy": 1,
        "sts:GetCallerIdentity": 1,
    }
    kept = converge(aws, **wanted)
    assert not kept.changed
    assert kept["api_calls"] == {"iam:GetAccountAuthorizationDetails": 1, "iam:GetPolicy": 1}
    assert made["access"]["group"]["members"] == [user["name"] for user in USERS]
    automatic = converge(aws, **{**wanted, "discovery": "auto"})
    assert automatic["api_calls"] == {**kept["api_calls"], "iam:GetAccountSummary": 1}


def test_a_role_in_another_account(aws: Account, moto_endpoint: str) -> None:
    """Everything happens in the account of the role, and nothing in the caller's."""
    other = open_account(Kind.MOTO, moto_endpoint, str(int(aws.account_id) + 500_000_000_000))
    before = contents(aws)
    wanted = {
        **WHOLE,
        "assume_role_arn": f"arn:aws:iam::{other.account_id}:role/Provisioner",
        "account_id": other.account_id,
    }
    made = converged(aws, **wanted)
    assert made["access"]["account_id"] == other.account_id
    assert made["api_calls"]["sts:AssumeRole"] == 1
    assert "sts:GetCallerIdentity" not in made["api_calls"]
    assert contents(aws) == before
    assert sorted(contents(other)["users"]) == ["App2ContainerDeployer", "ada", "grace"]
    converged(aws, **wanted, state="absent")
    assert contents(other) == before


def test_a_role_that_cannot_be_assumed() -> None:
    role = "arn:aws:iam::444455556666:role/Provisioner"
    with bench() as account:
        account.fault("denied", operations=["AssumeRole"])
        outcome = account.run(group={}, assume_role_arn=role)
        assert outcome.failed
        assert outcome["msg"].startswith(f"Cannot assume role {role}: access denied to sts:AssumeRole ")
        assert account.snapshot()["groups"] == {}


@BOTH_WAYS
def test_china(aws: Account, discovery: str) -> None:
    """The partition is the one of the account, in ARNs of ours and of AWS, and in the policy."""
    region = {"AWS_REGION": "cn-north-1"}
    china = Account(account_id=aws.account_id, environment={**aws.environment, **region})
    principal = "arn:aws-cn:iam::444455556666:user/Automation"
    wanted: dict[str, Any] = {"policy": {"deploy_targets": ["ecs"]}, "group": {}, "worker": {}, "discovery": discovery}
    made = converged(china, **wanted)
    assert made["access"]["partition"] == "aws-cn"
    (policy,) = made["access"]["policies"]
    assert policy["arn"] == f"arn:aws-cn:iam::{aws.account_id}:policy{PATH}{POLICY}"
    assert "arn:aws:" not in str(policy["document"])
    assert not converged(china, **wanted).changed
    refusal = converge(china, deployer={"kind": "role", "trusted_principals": [principal.replace("aws-cn", "aws")]})
    assert refusal["msg"] == (
        "deployer.trusted_principals[0]: the ARN must be in the partition of the account, aws-cn,"
        f" got {principal.replace('aws-cn', 'aws')!r}."
    )
    predicted = converge(china, check=True, deployer={"kind": "role", "trusted_principals": [principal]})
    attached = predicted["changes"][-1]
    assert attached["after"] == {"attached_policies": ["arn:aws-cn:iam::aws:policy/AdministratorAccess"]}
    converged(china, **wanted, state="absent")
