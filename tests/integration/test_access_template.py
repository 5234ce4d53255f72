# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whoever applies an export has the very account that the module access makes, and then access changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.applied_template import apply_cloudformation, apply_terraform, set_tags
from tests.support.emulator.accounts import open_account
from tests.support.emulator.servers import Kind, emulator
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.bench import Bench, bench

REGION = "us-east-1"
POLICY: dict[str, Any] = {"deploy_targets": ["ecs"], "regions": [REGION]}
TWO_POLICIES: dict[str, Any] = {
    "deploy_targets": ["ecs", "eks"],
    "regions": [REGION],
    "artifact_buckets": [{"name": "example-artifacts"}],
    "extra_statements": [
        {"Sid": "Own", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::x-${aws:username}/*"}
    ],
}
ACCOUNTS: dict[str, dict[str, Any]] = {
    "whole": {
        "policy": POLICY,
        "group": {},
        "users": [{"name": "ada"}, {"name": "g.race", "tags": {"team": "platform"}}],
        "general_role": {"trusted_permission_sets": ["Developer"], "max_session_hours": 4},
        "worker": {"ssm": True},
        "deployer": {},
    },
    "two policies": {"policy": TWO_POLICIES, "group": {}, "worker": {}},
    "tags and path": {
        "policy": POLICY,
        "group": {"name": "A+b"},
        "worker": {"role_name": "W.1", "instance_profile_name": "W-2"},
        "path": "/teams/a2c/",
        "tags": {"stage": "test"},
    },
    "users alone": {"group": {}, "users": [{"name": "a-b"}, {"name": "a.b"}, {"name": "a_b"}]},
    "trust among them": {
        "policy": POLICY,
        "group": {},
        "users": [{"name": "ada"}],
        "deployer": {"kind": "role", "trusted_principals": ["arn:aws:iam::ACCOUNT:user/app2container/ada"]},
    },
}

IMPORTED = {
    "aws_iam_group.general_group": "App2ContainerUsers",
    "aws_iam_group_policy_attachment.general_group_general_policy": "App2ContainerUsers/{policy}",
    "aws_iam_instance_profile.worker_profile": "App2ContainerWorker",
    "aws_iam_policy.general_policy": "{policy}",
    "aws_iam_role.general_role": "App2ContainerGeneralRole",
    "aws_iam_role.worker_role": "App2ContainerWorker",
    "aws_iam_role_policy_attachment.general_role_general_policy": "App2ContainerGeneralRole/{policy}",
    "aws_iam_role_policy_attachment.worker_role_AmazonSSMManagedInstanceCore": (
        "App2ContainerWorker/arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
    ),
    "aws_iam_role_policy_attachment.worker_role_general_policy": "App2ContainerWorker/{policy}",
    "aws_iam_user.deployer": "App2ContainerDeployer",
    "aws_iam_user.user_ada": "ada",
    "aws_iam_user.user_g_race_b70dfc53": "g.race",
    "aws_iam_user_group_membership.user_ada": "ada/App2ContainerUsers",
    "aws_iam_user_group_membership.user_g_race_b70dfc53": "g.race/App2ContainerUsers",
}


def written(wanted: dict[str, Any], account_id: str, **params: Any) -> tuple[dict[str, Any], ModuleResult]:
    """The options for one account, and what the module returns for them."""
    own: dict[str, Any] = json.loads(json.dumps(wanted).replace("ACCOUNT", account_id))
    outcome = run_module("access_template", {"account_id": account_id, **own, **params}, environment={})
    assert not outcome.failed, outcome["msg"]
    assert not outcome.changed
    return own, outcome


def made_by_access(account: Bench, own: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What an empty account holds after a run of the module access, and what the run returns. It is empty again."""
    start = account.save()
    outcome = account.run(**own)
    assert not outcome.failed, outcome["msg"]
    held = account.snapshot()
    account.restore(start)
    return held, outcome["access"]


def changes(account: Bench, own: dict[str, Any], **params: Any) -> list[str]:
    """What the module access changes in an account."""
    outcome = account.run(**own, **params)
    assert not outcome.failed, outcome["msg"]
    return told_of(outcome)


def told_of(outcome: ModuleResult) -> list[str]:
    """The changes of a run in words."""
    return [f"{change['api'].removeprefix('iam:')} {change['name']}" for change in outcome["changes"]]


def arns_in(access: dict[str, Any]) -> set[str]:
    """The ARNs of everything but the users."""
    worker = access["worker"] or {}
    singles = (access["group"], access["general_role"], *worker.values(), access["deployer"])
    return {part["arn"] for part in (*access["policies"], *filter(None, singles))}


@pytest.mark.parametrize("wanted", ACCOUNTS.values(), ids=ACCOUNTS)
def test_terraform_makes_the_account_that_access_makes(wanted: dict[str, Any]) -> None:
    with bench() as account:
        own, outcome = written(wanted, account.account_id, format="terraform")
        expected, access = made_by_access(account, own)
        outputs = apply_terraform(account.iam, json.loads(outcome["text"]))
        assert account.snapshot() == expected
        assert changes(account, own) == []
    assert set(outputs.values()) == arns_in(access)
    assert outcome["access"] == access


@pytest.mark.parametrize("wanted", ACCOUNTS.values(), ids=ACCOUNTS)
def test_cloudformation_makes_it_but_for_the_tags_that_it_cannot_set(wanted: dict[str, Any]) -> None:
    with bench() as account:
        own, outcome = written(wanted, account.account_id, format="cloudformation")
        expected, access = made_by_access(account, own)
        outputs = apply_cloudformation(account.iam, json.loads(outcome["text"]))
        set_tags(account.iam, outcome["missing_tags"])
        assert account.snapshot() == expected
        assert changes(account, own) == []
    assert set(outputs.values()) == arns_in(access)


def test_access_adopts_what_cloudformation_leaves_without_tags() -> None:
    with bench() as account:
        own, outcome = written(ACCOUNTS["two policies"], account.account_id, format="cloudformation")
        expected, _access = made_by_access(account, own)
        apply_cloudformation(account.iam, outcome["template"])
        refused = account.run(**own)
        assert refused.failed
        assert "set adopt: true" in refused["msg"]
        assert changes(account, own, adopt=True) == [
            "TagPolicy App2ContainerGeneral",
            "TagPolicy App2ContainerGeneral-2",
            "TagInstanceProfile App2ContainerWorker",
        ]
        assert changes(account, own) == []
        assert account.snapshot() == expected


def test_terraform_imports_all_that_access_has_made() -> None:
    with bench() as account:
        account.run(**ACCOUNTS["whole"])
        found = account.run(module_name="access_info", audit=False)["access"]
        _own, outcome = written(ACCOUNTS["whole"], account.account_id, format="terraform", existing=found)
        policy = found["policies"][0]["arn"]
    configuration = outcome["template"]
    addresses = {f"{kind}.{name}" for kind, named in configuration["resource"].items() for name in named}
    attachment = "aws_iam_user_policy_attachment.deployer_AdministratorAccess"  # of a user, access does not return it
    assert {entry["to"]: entry["id"] for entry in configuration["import"]} == {
        address: identifier.format(policy=policy) for address, identifier in IMPORTED.items()
    }
    assert addresses == {*IMPORTED, attachment}
    assert outcome["imports"] == configuration["import"]


def test_cloudformation_imports_all_that_access_has_made() -> None:
    with bench() as account:
        found = account.run(**ACCOUNTS["whole"])["access"]
        _own, outcome = written(ACCOUNTS["whole"], account.account_id, format="cloudformation", existing=found)
    resources = outcome["template"]["Resources"]
    imported = {entry["LogicalResourceId"]: entry for entry in outcome["imports"]}
    assert {*resources} - {*imported} == {"GeneralGroupMembers"}
    assert outcome["import_template"]["Resources"] == {name: resources[name] for name in resources if name in imported}
    assert "Outputs" not in outcome["import_template"]
    assert imported["GeneralPolicy"]["ResourceIdentifier"] == {"PolicyArn": found["policies"][0]["arn"]}
    assert imported["WorkerProfile"] == {
        "ResourceType": "AWS::IAM::InstanceProfile",
        "LogicalResourceId": "WorkerProfile",
        "ResourceIdentifier": {"InstanceProfileName": "App2ContainerWorker"},
    }


# What moto's own CloudFormation leaves out of a stack, and the calls of the module access that add it. moto knows no
# AWS::IAM::Group and no AWS::IAM::UserToGroupAddition, ignores ManagedPolicyArns of roles, and Tags of users. (A user
# without the tag is not managed: it joins the group.)
LEFT_TO_ACCESS = [
    "TagPolicy App2ContainerGeneral",
    "CreateGroup App2ContainerUsers",
    "TagInstanceProfile App2ContainerWorker",
    "AttachGroupPolicy App2ContainerUsers",
    "AddUserToGroup ada",
    "AttachRolePolicy App2ContainerWorker",
]


@pytest.mark.thorough
def test_moto_creates_the_stack_as_far_as_it_can() -> None:
    wanted = {"policy": POLICY, "group": {}, "users": [{"name": "ada"}], "worker": {}}
    with emulator(Kind.PLAIN_MOTO) as endpoint:
        account = open_account(Kind.PLAIN_MOTO, endpoint, "100000000002")
        _own, outcome = written(wanted, account.account_id, format="cloudformation")
        template = outcome["template"]
        del template["Outputs"]["GeneralGroupArn"]  # of a type that it does not know, moto ends with a traceback
        client = account.client("cloudformation")
        client.create_stack(StackName="a2c", TemplateBody=json.dumps(template), Capabilities=["CAPABILITY_NAMED_IAM"])
        (stack,) = client.describe_stacks(StackName="a2c")["Stacks"]
        first = run_module("access", {**wanted, "adopt": True}, environment=account.environment)
        second = run_module("access", wanted, environment=account.environment)
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    assert not first.failed, first["msg"]
    assert told_of(first) == LEFT_TO_ACCESS
    assert (second.failed, second.changed) == (False, False)
