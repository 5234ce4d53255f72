# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The permissions of docs/permissions.md are enough for every component, none is too much, and they stop at its edge.

On ministack, which judges principals and policies; ``enforcing_iam`` lets it ask on the resources that AWS asks on.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from botocore.exceptions import ClientError

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When, actions_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import PREFLIGHT
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import (
    COMPONENTS,
    GENERAL,
    grants_for,
)
from tests.conftest import ACCOUNT_IDS
from tests.support.authorization.control_node import CONTROL_NODE, Learner, allow, control_node, run
from tests.support.authorization.permission_steps import EC2_MAY, LIVES, NOTHING_ALLOWED, READ_ONLY
from tests.support.authorization.permissions import assume_policy, document, trust_policy
from tests.support.emulator import servers as emulators
from tests.support.emulator.accounts import Account, open_account
from tests.support.runs.access import GROUP, PATH, POLICY, WORKER, converge
from tests.support.scenarios.thorough import some


@pytest.mark.parametrize("component", COMPONENTS)
def test_the_permissions_of_a_component_are_enough(account: Account, component: str) -> None:
    policies = [document([component], when, account_id=account.account_id) for when in When]
    own = control_node(account, *filter(lambda policy: policy["Statement"], policies))
    for step in LIVES[component]:
        step.prepare(account)
        outcome = run(own, step)
        assert not outcome.failed, outcome["msg"]
        assert outcome.changed is step.changes


@pytest.mark.parametrize("component", some(COMPONENTS, every=1))
def test_each_permission_of_a_component_is_demanded_by_name(
    account: Account, component: str, requests: list[str]
) -> None:
    """Starting with none, the denials name exactly the permissions of the table, in the steps that these are for."""
    learner = Learner(account, [component], requests)
    before: set[str] = set()
    for when in When:
        for step in LIVES[component]:
            if step.when is when:
                learner.demand(step)
        before |= actions_of(grants_for([component], when))
        assert learner.granted == before, when


def general_identity(account: Account) -> Account:
    """Return the account with the keys of an identity that may do everything for the general components."""
    return control_node(account, *(document(GENERAL, when, account_id=account.account_id) for when in When))


POLICY_ARN = "arn:aws:iam::{account}:policy" + PATH + POLICY
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
# What the identity for the general components must not be able to do: method of the client, parameters.
FORBIDDEN: tuple[tuple[str, dict[str, str]], ...] = (
    ("attach_group_policy", {"GroupName": GROUP, "PolicyArn": ADMINISTRATOR}),
    ("attach_role_policy", {"RoleName": WORKER, "PolicyArn": ADMINISTRATOR}),
    ("attach_user_policy", {"UserName": "ada", "PolicyArn": ADMINISTRATOR}),
    ("attach_user_policy", {"UserName": "ada", "PolicyArn": POLICY_ARN}),
    ("attach_user_policy", {"UserName": CONTROL_NODE, "PolicyArn": ADMINISTRATOR}),
    ("detach_user_policy", {"UserName": "outsider", "PolicyArn": READ_ONLY}),
    ("delete_user_permissions_boundary", {"UserName": "outsider"}),
    ("delete_user", {"UserName": "outsider"}),
    ("tag_user", {"UserName": "outsider"}),
    ("create_user", {"UserName": "elsewhere"}),
    ("create_user", {"UserName": "elsewhere", "Path": "/elsewhere/"}),
    ("create_access_key", {"UserName": "ada"}),
    ("create_access_key", {"UserName": "outsider"}),
    ("create_login_profile", {"UserName": "ada", "Password": "correct-horse-Battery-9"}),
    ("put_user_policy", {"UserName": "ada", "PolicyName": "inline", "PolicyDocument": NOTHING_ALLOWED}),
    ("put_group_policy", {"GroupName": GROUP, "PolicyName": "inline", "PolicyDocument": NOTHING_ALLOWED}),
    ("put_role_policy", {"RoleName": WORKER, "PolicyName": "inline", "PolicyDocument": NOTHING_ALLOWED}),
    ("create_policy", {"PolicyName": POLICY, "PolicyDocument": NOTHING_ALLOWED}),
    ("create_policy", {"PolicyName": "Another", "Path": PATH, "PolicyDocument": NOTHING_ALLOWED}),
    ("create_role", {"RoleName": "Another", "Path": PATH, "AssumeRolePolicyDocument": EC2_MAY}),
    ("add_user_to_group", {"GroupName": "Administrators", "UserName": "ada"}),
    ("add_role_to_instance_profile", {"InstanceProfileName": WORKER, "RoleName": "Outsider"}),
    ("add_role_to_instance_profile", {"InstanceProfileName": "Outsider", "RoleName": WORKER}),
    ("update_assume_role_policy", {"RoleName": "Outsider", "PolicyDocument": EC2_MAY}),
    ("delete_role", {"RoleName": "Outsider"}),
    ("delete_group", {"GroupName": "Administrators"}),
)


def test_the_general_identity_stops_at_the_edge_of_the_general_components(account: Account) -> None:
    iam = account.client("iam")
    own = general_identity(account)
    outcome = converge(own, policy={"deploy_targets": ["ecs"]}, group={}, users=[{"name": "ada"}], worker={})
    assert not outcome.failed, outcome["msg"]
    iam.create_user(UserName="outsider", PermissionsBoundary=READ_ONLY)
    iam.attach_user_policy(UserName="outsider", PolicyArn=READ_ONLY)
    iam.create_group(GroupName="Administrators")
    iam.create_role(RoleName="Outsider", AssumeRolePolicyDocument=EC2_MAY)
    iam.create_instance_profile(InstanceProfileName="Outsider")
    client = own.client("iam")
    for method, params in FORBIDDEN:
        filled: dict[str, Any] = {key: value.replace("{account}", account.account_id) for key, value in params.items()}
        if method == "tag_user":
            filled["Tags"] = [{"Key": "app2container:managed-by", "Value": "fleetops.app2container"}]
        with pytest.raises(ClientError, match="AccessDenied"):
            getattr(client, method)(**filled)


# As docs/permissions.md has it under "Less to read".
ONLY_BY_NAME = {
    "iam:GetGroup",
    "iam:GetPolicyVersion",
    "iam:ListAttachedGroupPolicies",
    "iam:ListAttachedRolePolicies",
    "iam:ListPolicies",
    "iam:ListPolicyVersions",
}


def test_reading_the_whole_account_needs_fewer_reads(account: Account) -> None:
    policies = [document(GENERAL, when, account_id=account.account_id) for when in When]
    rows = [row for policy in policies for row in policy["Statement"]]
    fewer = [{**row, "Action": [action for action in row["Action"] if action not in ONLY_BY_NAME]} for row in rows]
    own = control_node(account, {"Version": "2012-10-17", "Statement": [row for row in fewer if row["Action"]]})
    params: dict[str, Any] = {
        "policy": {"deploy_targets": ["ecs"]},
        "group": {},
        "users": [{"name": "ada"}],
        "worker": {},
    }
    for further in ({}, {"tags": {"team": "red"}}, {"state": "absent"}):
        outcome = converge(own, **params, **further, discovery="account")
        assert not outcome.failed, outcome["msg"]
        assert outcome.changed


def test_the_deployer_and_the_move_to_another_path_are_denied_by_name(account: Account) -> None:
    own = general_identity(account)
    params: dict[str, Any] = {"users": [{"name": "ada"}], "group": {}, "policy": {"deploy_targets": ["ecs"]}}
    assert not converge(own, **params).failed
    moved = converge(own, **params, path="/other/", adopt=True)
    assert re.search(r"access denied to iam:(CreatePolicy|UpdateGroup|UpdateUser) ", moved["msg"])
    assert "access denied to iam:AttachUserPolicy" in converge(own, deployer={})["msg"]
    role = {"kind": "role", "trusted_principals": [account.account_id]}
    assert "access denied to iam:CreateRole" in converge(own, deployer=role)["msg"]


def test_an_identity_without_permissions_is_told_what_it_needs_first(account: Account) -> None:
    own = control_node(account)
    for discovery, action in (
        ("account", "GetAccountAuthorizationDetails"),
        ("targeted", "GetUser"),
        ("auto", "GetUser"),
    ):
        outcome = converge(own, users=[{"name": f"user{number}"} for number in range(5)], discovery=discovery)
        assert f"access denied to iam:{action}" in outcome["msg"]


def test_the_identity_tries_its_own_rights_if_it_may(account: Account) -> None:
    """The run is the same without this permission, and says so."""
    own = general_identity(account)
    params: dict[str, Any] = {"policy": {"deploy_targets": ["ecs"]}, "group": {}, "users": [{"name": "ada"}]}
    untried = converge(own, **params, check=True)
    (told,) = (item["message"] for item in untried["findings"] if item["id"].startswith("rights-"))
    assert "it may not call iam:SimulatePrincipalPolicy." in told
    allow(account, document([PREFLIGHT], When.SET_UP, account_id=account.account_id))
    tried = converge(own, **params)
    assert (tried.failed, tried["api_calls"]["iam:SimulatePrincipalPolicy"]) == (False, 1)
    assert "rights-not-tried" not in {item["id"] for item in tried["findings"]}


def test_a_role_in_another_account_needs_no_more_than_to_be_assumed(account: Account, endpoint: str) -> None:
    """The control node's identity may only assume the role; the role has the policies."""
    other = open_account(emulators.Kind.MINISTACK, endpoint, next(ACCOUNT_IDS))
    arn = f"arn:aws:iam::{other.account_id}:role/ControlNode"
    own = control_node(account, assume_policy(arn))
    iam = other.client("iam")
    iam.create_role(RoleName="ControlNode", AssumeRolePolicyDocument=json.dumps(trust_policy(account.account_id)))
    for when in When:
        policy = json.dumps(document(GENERAL, when, account_id=other.account_id))
        iam.put_role_policy(RoleName="ControlNode", PolicyName=when.name, PolicyDocument=policy)
    params: dict[str, Any] = {"policy": {"deploy_targets": ["ecs"]}, "group": {}, "users": [{"name": "ada"}]}
    outcome = converge(own, **params, assume_role_arn=arn, account_id=other.account_id)
    assert not outcome.failed, outcome["msg"]
    assert outcome["access"]["account_id"] == other.account_id
    denied = converge(own, **params)
    assert "access denied to iam:" in denied["msg"]
