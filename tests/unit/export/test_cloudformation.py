# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CloudFormation templates: the resources of each part, references, imports, limits, and CloudFormation's schema."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from tests.unit.export.templates import ACCOUNT, IAM, OURS, POLICY, named, outcome, template

BOUNDARY = f"{IAM}:policy/Boundary"
RETAINED = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}
TAGS = [{"Key": key, "Value": value} for key, value in OURS.items()]
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
TRUSTED = f"{IAM}:role/Admins"


def without_documents(resources: dict[str, Any]) -> dict[str, Any]:
    """The resources without documents and descriptions, which other tests look at."""
    for resource in resources.values():
        for name in ("PolicyDocument", "AssumeRolePolicyDocument", "Description"):
            resource["Properties"].pop(name, None)
    return resources


def resource(kind: str, *, after: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    needs = {"DependsOn": list(after)} if after else {}
    return {"Type": f"AWS::IAM::{kind}", **RETAINED, **needs, "Properties": properties}


PATH: dict[str, Any] = {"Path": "/app2container/"}
GENERAL = resource("ManagedPolicy", ManagedPolicyName="App2ContainerGeneral", **PATH)
GROUP = resource("Group", GroupName="App2ContainerUsers", **PATH)
ADA = resource("User", UserName="ada", **PATH, Tags=TAGS)
PROFILE = resource("InstanceProfile", InstanceProfileName="App2ContainerWorker", **PATH, Roles=[{"Ref": "WorkerRole"}])
WORKER: dict[str, Any] = {"RoleName": "App2ContainerWorker", **PATH, "MaxSessionDuration": 3600, "Tags": TAGS}
DEPLOYER: dict[str, Any] = {"RoleName": "App2ContainerDeployer", **PATH, "MaxSessionDuration": 3600}
MEMBERS: dict[str, Any] = {"GroupName": {"Ref": "GeneralGroup"}, "Users": [{"Ref": "Userada"}]}
ROLE_TAGS = [{"Key": "app2container:component", "Value": "general_role"}, *TAGS]
GENERAL_ROLE: dict[str, Any] = {
    "RoleName": "App2ContainerGeneralRole",
    **PATH,
    "MaxSessionDuration": 7200,
    "Tags": ROLE_TAGS,
}

RESOURCES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "policy": ({"policy": POLICY}, {"GeneralPolicy": GENERAL}),
    "group": ({"group": {}}, {"GeneralGroup": GROUP}),
    "users": ({"users": [{"name": "ada"}]}, {"Userada": ADA}),
    "boundary": (
        {"users": [{"name": "ada", "permissions_boundary": BOUNDARY}]},
        {"Userada": resource("User", UserName="ada", **PATH, PermissionsBoundary=BOUNDARY, Tags=TAGS)},
    ),
    "removed user": ({"group": {}, "users": [{"name": "ada", "state": "absent"}]}, {"GeneralGroup": GROUP}),
    "members": (
        {"group": {}, "users": [{"name": "ada"}]},
        {"GeneralGroup": GROUP, "Userada": ADA, "GeneralGroupMembers": resource("UserToGroupAddition", **MEMBERS)},
    ),
    "group of others": (
        {"group": {"name": "Theirs", "manage": False}, "users": [{"name": "ada"}]},
        {
            "Userada": ADA,
            "GeneralGroupMembers": resource("UserToGroupAddition", GroupName="Theirs", Users=[{"Ref": "Userada"}]),
        },
    ),
    "policy of a group": (
        {"policy": POLICY, "group": {}},
        {
            "GeneralPolicy": GENERAL,
            "GeneralGroup": resource(
                "Group", GroupName="App2ContainerUsers", **PATH, ManagedPolicyArns=[{"Ref": "GeneralPolicy"}]
            ),
        },
    ),
    "general role": (
        {"general_role": {"trusted_principals": [TRUSTED], "max_session_hours": 2}},
        {"GeneralRole": resource("Role", **GENERAL_ROLE)},
    ),
    "worker": (
        {"worker": {"ssm": True}},
        {
            "WorkerRole": resource(
                "Role", **WORKER, ManagedPolicyArns=["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]
            ),
            "WorkerProfile": PROFILE,
        },
    ),
    "deployer": (
        {"deployer": {}},
        {
            "Deployer": resource(
                "User", UserName="App2ContainerDeployer", **PATH, Tags=TAGS, ManagedPolicyArns=[ADMINISTRATOR]
            )
        },
    ),
    "deployer that trusts a new user": (
        {
            "users": [{"name": "ada"}],
            "deployer": {"kind": "role", "trusted_principals": [f"{IAM}:user/app2container/ada"]},
        },
        {
            "Userada": ADA,
            "Deployer": resource("Role", after=("Userada",), **DEPLOYER, Tags=TAGS, ManagedPolicyArns=[ADMINISTRATOR]),
        },
    ),
}


@pytest.mark.parametrize(("params", "expected"), RESOURCES.values(), ids=RESOURCES)
def test_resources_of_each_part(params: dict[str, Any], expected: dict[str, Any]) -> None:
    assert without_documents(template("cloudformation", **params)["Resources"]) == expected


def test_names_that_logical_ids_cannot_have_stay_apart() -> None:
    users = [{"name": name} for name in ("ab", "a.b", "a-b", "a_b")]
    resources = template("cloudformation", users=users)["Resources"]
    assert sorted(resources[name]["Properties"]["UserName"] for name in resources) == ["a-b", "a.b", "a_b", "ab"]
    assert "Userab" in resources
    assert all(name.isalnum() for name in resources)


def test_outputs_and_description() -> None:
    made = template("cloudformation", policy=POLICY, users=[{"name": "ada"}], worker={})
    assert {name: output["Value"] for name, output in made["Outputs"].items()} == {
        "GeneralPolicyArn": {"Ref": "GeneralPolicy"},
        "WorkerRoleArn": {"Fn::GetAtt": ["WorkerRole", "Arn"]},
        "WorkerProfileArn": {"Fn::GetAtt": ["WorkerProfile", "Arn"]},
    }
    assert ACCOUNT in made["Description"]
    assert "Outputs" not in template("cloudformation", users=[{"name": "ada"}])


EXISTING: dict[str, Any] = {
    "policies": [named("policy", "/old/", "App2ContainerGeneral")],
    "group": named("group", "/app2container/", "App2ContainerUsers", members=["ada"], attached_policies=[]),
    "users": [named("user", "/", "ada", managed=False)],
}


def test_what_exists_is_imported_first() -> None:
    parts = {"policy": POLICY, "group": {}, "users": [{"name": "ada"}, {"name": "grace"}], "worker": {}}
    returned = outcome("cloudformation", existing=EXISTING, **parts)
    imported = returned["import_template"]["Resources"]
    arn = f"{IAM}:policy/old/App2ContainerGeneral"
    assert returned["imports"] == [
        {
            "ResourceType": "AWS::IAM::ManagedPolicy",
            "LogicalResourceId": "GeneralPolicy",
            "ResourceIdentifier": {"PolicyArn": arn},
        },
        {
            "ResourceType": "AWS::IAM::Group",
            "LogicalResourceId": "GeneralGroup",
            "ResourceIdentifier": {"GroupName": "App2ContainerUsers"},
        },
    ]
    assert set(imported) == {"GeneralPolicy", "GeneralGroup"}
    assert imported["GeneralPolicy"]["Properties"]["Path"] == "/old/"
    members = returned["template"]["Resources"]["GeneralGroupMembers"]["Properties"]["Users"]
    assert members == ["ada", {"Ref": "Usergrace"}]
    assert "Userada" not in returned["template"]["Resources"]
    found = {(finding["id"], finding["where"]) for finding in returned["findings"]}
    assert {("path-differs", "policy App2ContainerGeneral"), ("user-not-ours", "user ada")} <= found


def test_an_import_refers_to_nothing_that_does_not_exist() -> None:
    only_group = {"group": EXISTING["group"]}
    returned = outcome("cloudformation", existing=only_group, policy=POLICY, group={})
    assert returned["import_template"]["Resources"]["GeneralGroup"]["Properties"]["ManagedPolicyArns"] == []
    assert returned["template"]["Resources"]["GeneralGroup"]["Properties"]["ManagedPolicyArns"]


def test_tags_that_cloudformation_cannot_set() -> None:
    returned = outcome("cloudformation", worker={}, tags={"stage": "test"})
    name = "App2ContainerWorker"
    arn = f"{IAM}:instance-profile/app2container/{name}"
    tags = {**OURS, "stage": "test"}
    assert returned["missing_tags"] == [{"type": "instance_profile", "name": name, "arn": arn, "tags": tags}]
    assert [finding["where"] for finding in returned["findings"] if finding["id"] == "tags-not-in-template"] == [
        f"instance profile {name}"
    ]


def users(number: int) -> list[dict[str, Any]]:
    return [{"name": f"user-{at}"} for at in range(number)]


@pytest.mark.parametrize(
    ("number", "identifiers"), [(60, []), (200, ["template-needs-bucket"]), (498, ["template-needs-bucket"])]
)
def test_size_of_templates(number: int, identifiers: list[str]) -> None:
    returned = outcome("cloudformation", group={}, users=users(number))
    assert [finding["id"] for finding in returned["findings"]] == identifiers
    assert (returned["size"] > 51_200) == bool(identifiers)
    assert ("\n  " in returned["text"]) == (number == 60)


def test_too_many_resources() -> None:
    returned = outcome("cloudformation", group={}, users=users(499))
    assert returned.failed
    assert "It has 501 resources, and CloudFormation accepts at most 500" in returned["msg"]


WHOLE: dict[str, Any] = {
    "policy": {**POLICY, "deploy_targets": ["ecs", "eks", "apprunner"], "eks_roles": True, "firelens": True},
    "group": {},
    "users": [{"name": "ada", "tags": {"team": "a"}}, {"name": "g.race", "permissions_boundary": BOUNDARY}],
    "general_role": {"trusted_principals": [TRUSTED]},
    "worker": {"ssm": True},
    "deployer": {},
}


@pytest.mark.parametrize("parts", [WHOLE, {**WHOLE, "existing": EXISTING}], ids=["all new", "import"])
def test_cloudformation_accepts_the_templates(parts: dict[str, Any]) -> None:
    """CloudFormation's own schema of each resource type, as cfn-lint ships it."""
    returned = outcome("cloudformation", **parts)
    imported = returned["import_template"]
    texts = [returned["text"], *([json.dumps(imported)] if imported else [])]
    assert [str(match) for text in texts for match in lint(text, config=ManualArgs(regions=["us-east-1"]))] == []


def test_cfn_lint_finds_what_the_schema_refuses() -> None:
    made = template("cloudformation", worker={})
    made["Resources"]["WorkerProfile"]["Properties"]["Tags"] = TAGS
    found = lint(json.dumps(made), config=ManualArgs(regions=["us-east-1"]))
    assert [match.rule.id for match in found] == ["E3002"]
