# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provisioner can do what its features need, and can neither change itself nor make itself more powerful."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.authorization.control_node import control_node
from tests.support.authorization.judges import with_keys
from tests.support.authorization.permission_steps import EC2_MAY, NOTHING_ALLOWED, READ_ONLY
from tests.support.authorization.permissions import assume_policy
from tests.support.emulator.accounts import Account
from tests.support.runs.access import ADMINISTRATOR, GENERAL_ROLE, GROUP, PATH, POLICY, WORKER
from tests.support.runs.modules import ModuleResult, run_module

NAME, OWN_PATH, EXTERNAL_ID = "App2ContainerProvisioner", "/fleetops-app2container/", "example"
EVERY_COMPONENT = ["group", "users", "general_role", "worker", "boundaries", "removal"]
FEATURES = [*EVERY_COMPONENT, "access_keys", "access_keys_secretsmanager", "artifact_bucket", "audit", "report"]


class Estate:
    """An account with its provisioner, and the control node that may do nothing but assume it."""

    def __init__(self, account: Account) -> None:
        self.account, self.own_arn = account, f"arn:aws:iam::{account.account_id}"
        self.role = f"{self.own_arn}:role{OWN_PATH}{NAME}"
        self.boundary = f"{self.own_arn}:policy/App2ContainerBoundary"
        self.node = control_node(account, assume_policy(self.role))
        trusted = [f"{self.own_arn}:user/control-node"]
        given = {"trusted_principals": trusted, "external_id": EXTERNAL_ID, "features": FEATURES}
        made = run_module("provisioner_role", given, environment=account.environment)
        assert not made.failed, made["msg"]

    def run(self, module: str, **params: Any) -> ModuleResult:
        """Run a module as the control node, through the provisioner."""
        through = {"assume_role_arn": self.role, "assume_role_external_id": EXTERNAL_ID}
        return run_module(module, {**through, **params}, environment=self.node.environment)

    def session(self) -> Account:
        """The account with the keys of a session of the provisioner."""
        sts = self.node.client("sts")
        keys = sts.assume_role(RoleArn=self.role, RoleSessionName="probe", ExternalId=EXTERNAL_ID)["Credentials"]
        return with_keys(self.account, keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"])

    def access(self, **further: Any) -> dict[str, Any]:
        """The options of access for everything but a deployer, with the boundary that the provisioner asks for."""
        return {
            "policy": {"deploy_targets": ["ecs"]},
            "group": {},
            "users": [{"name": "ada", "permissions_boundary": self.boundary}],
            "worker": {"permissions_boundary": self.boundary, "ssm": True},
            "general_role": {"trusted_principals": [self.account.account_id], "permissions_boundary": self.boundary},
            "discovery": "targeted",
            **further,
        }


@pytest.fixture
def estate(account: Account) -> Estate:
    return Estate(account)


def test_the_features_work_through_it(estate: Estate) -> None:
    store = {"kind": "secretsmanager"}
    keys = {"users": [{"name": "ada"}], "store": store}
    bucket = {"name": f"a2c-artifacts-{estate.account.account_id}"}
    runs: tuple[tuple[str, dict[str, Any]], ...] = (
        ("access", estate.access()),
        ("access", estate.access(tags={"team": "red"}, policy={"deploy_targets": ["ecs", "eks"]})),
        ("access_keys", keys),
        ("artifact_bucket", bucket),
        ("access_info", {"audit": True}),
        ("access_keys", {**keys, "state": "absent"}),
        ("access", estate.access(state="absent")),
    )
    for module, params in runs:
        outcome = estate.run(module, **params)
        assert not outcome.failed, (module, outcome["msg"])
    left = estate.account.client("iam").list_roles()["Roles"]
    assert [role["RoleName"] for role in left] == [NAME]
    denied = run_module(
        "access", {**estate.access(), "assume_role_arn": estate.role}, environment=estate.node.environment
    )
    assert "access denied" in denied["msg"]
    assert "sts:AssumeRole" in denied["msg"]


# What the module access is to make without a boundary, and the call that is denied.
WITHOUT_BOUNDARY: dict[str, tuple[dict[str, Any], str]] = {
    "users": ({"users": [{"name": "ada"}]}, "iam:CreateUser"),
    "worker": ({"worker": {}}, "iam:CreateRole"),
    "general_role": ({"general_role": {"trusted_principals": ["123456789012"]}}, "iam:CreateRole"),
}


@pytest.mark.parametrize(("part", "call"), WITHOUT_BOUNDARY.values(), ids=WITHOUT_BOUNDARY)
def test_what_it_creates_must_have_the_boundary(estate: Estate, part: dict[str, Any], call: str) -> None:
    outcome = estate.run("access", **estate.access(**part))
    assert outcome.failed
    assert f"access denied to {call}" in outcome["msg"]


EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
OWN_POLICY = "{own}:policy" + OWN_PATH + NAME
GENERAL = "{own}:policy" + PATH + POLICY
WORK_BOUNDARY = "{own}:policy/App2ContainerBoundary"
TAG = [{"Key": "app2container:managed-by", "Value": "fleetops.app2container"}]
# What a session of the provisioner must not be able to do: method of the client, parameters.
FORBIDDEN: tuple[tuple[str, dict[str, Any]], ...] = (
    # itself and the boundaries
    ("attach_role_policy", {"RoleName": NAME, "PolicyArn": ADMINISTRATOR}),
    ("attach_role_policy", {"RoleName": NAME, "PolicyArn": GENERAL}),
    ("detach_role_policy", {"RoleName": NAME, "PolicyArn": OWN_POLICY}),
    ("put_role_policy", {"RoleName": NAME, "PolicyName": "inline", "PolicyDocument": EVERYTHING}),
    ("update_assume_role_policy", {"RoleName": NAME, "PolicyDocument": EC2_MAY}),
    ("delete_role_permissions_boundary", {"RoleName": NAME}),
    ("put_role_permissions_boundary", {"RoleName": NAME, "PermissionsBoundary": ADMINISTRATOR}),
    ("put_role_permissions_boundary", {"RoleName": NAME, "PermissionsBoundary": WORK_BOUNDARY}),
    ("tag_role", {"RoleName": NAME, "Tags": TAG}),
    ("delete_role", {"RoleName": NAME}),
    ("create_policy_version", {"PolicyArn": OWN_POLICY, "PolicyDocument": EVERYTHING, "SetAsDefault": True}),
    ("create_policy_version", {"PolicyArn": OWN_POLICY + "Boundary", "PolicyDocument": EVERYTHING}),
    ("create_policy_version", {"PolicyArn": WORK_BOUNDARY, "PolicyDocument": EVERYTHING, "SetAsDefault": True}),
    ("delete_policy", {"PolicyArn": WORK_BOUNDARY}),
    ("tag_policy", {"PolicyArn": OWN_POLICY, "Tags": TAG}),
    # users and roles without the boundary
    ("create_user", {"UserName": "new", "Path": PATH}),
    ("create_user", {"UserName": "new", "Path": PATH, "PermissionsBoundary": ADMINISTRATOR}),
    ("create_role", {"RoleName": "App2ContainerWorker2", "Path": PATH, "AssumeRolePolicyDocument": EC2_MAY}),
    ("create_role", {"RoleName": "new", "AssumeRolePolicyDocument": EC2_MAY, "PermissionsBoundary": WORK_BOUNDARY}),
    ("delete_user_permissions_boundary", {"UserName": "ada"}),
    ("put_user_permissions_boundary", {"UserName": "ada", "PermissionsBoundary": ADMINISTRATOR}),
    ("delete_role_permissions_boundary", {"RoleName": WORKER}),
    ("put_role_permissions_boundary", {"RoleName": GENERAL_ROLE, "PermissionsBoundary": GENERAL}),
    ("attach_role_policy", {"RoleName": "Unbounded", "PolicyArn": GENERAL}),
    # more than the general policy
    ("attach_role_policy", {"RoleName": WORKER, "PolicyArn": ADMINISTRATOR}),
    ("attach_user_policy", {"UserName": "ada", "PolicyArn": GENERAL}),
    ("put_user_policy", {"UserName": "ada", "PolicyName": "inline", "PolicyDocument": EVERYTHING}),
    ("put_group_policy", {"GroupName": GROUP, "PolicyName": "inline", "PolicyDocument": EVERYTHING}),
    ("attach_group_policy", {"GroupName": GROUP, "PolicyArn": ADMINISTRATOR}),
    ("create_policy", {"PolicyName": "Another", "PolicyDocument": NOTHING_ALLOWED}),
    ("create_login_profile", {"UserName": "ada", "Password": "correct-horse-Battery-9"}),
    # others
    ("create_access_key", {"UserName": "outsider"}),
    ("create_access_key", {"UserName": "control-node"}),
    ("attach_user_policy", {"UserName": "outsider", "PolicyArn": ADMINISTRATOR}),
    ("detach_user_policy", {"UserName": "outsider", "PolicyArn": READ_ONLY}),
    ("update_assume_role_policy", {"RoleName": "Outsider", "PolicyDocument": EC2_MAY}),
    ("delete_user", {"UserName": "outsider"}),
)


def test_it_can_change_neither_itself_nor_its_limits(estate: Estate) -> None:
    made = estate.run("access", **estate.access())
    assert not made.failed, made["msg"]
    iam = estate.account.client("iam")
    iam.create_user(UserName="outsider")
    iam.attach_user_policy(UserName="outsider", PolicyArn=READ_ONLY)
    for name, path in (("Outsider", "/"), ("Unbounded", PATH)):
        iam.create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=EC2_MAY)
    client = estate.session().client("iam")
    for method, params in FORBIDDEN:
        filled = {
            key: value.replace("{own}", estate.own_arn) if isinstance(value, str) else value
            for key, value in params.items()
        }
        with pytest.raises(ClientError, match="AccessDenied"):
            getattr(client, method)(**filled)


def test_the_boundary_limits_even_a_policy_that_allows_everything(estate: Estate) -> None:
    """Whoever takes over the provisioner writes the general policy, and uses it with the keys of a user."""
    assert not estate.run("access", **estate.access()).failed
    client = estate.session().client("iam")
    client.create_policy_version(
        PolicyArn=GENERAL.replace("{own}", estate.own_arn), PolicyDocument=EVERYTHING, SetAsDefault=True
    )
    key = client.create_access_key(UserName="ada")["AccessKey"]
    ada = with_keys(estate.account, key["AccessKeyId"], key["SecretAccessKey"])
    assert ada.client("ecs").list_clusters()["clusterArns"] == []
    own = ada.client("iam")
    attempts: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (own, "attach_user_policy", {"UserName": "ada", "PolicyArn": ADMINISTRATOR}),
        (own, "delete_user_permissions_boundary", {"UserName": "ada"}),
        (own, "create_user", {"UserName": "eve"}),
        (own, "create_access_key", {"UserName": "control-node"}),
        (own, "update_assume_role_policy", {"RoleName": NAME, "PolicyDocument": EC2_MAY}),
        (
            ada.client("sts"),
            "assume_role",
            {"RoleArn": estate.role, "RoleSessionName": "probe", "ExternalId": EXTERNAL_ID},
        ),
        (ada.client("secretsmanager"), "create_secret", {"Name": "own", "SecretString": "{}"}),
    )
    for here, method, params in attempts:
        with pytest.raises(ClientError, match="AccessDenied"):
            getattr(here, method)(**params)
