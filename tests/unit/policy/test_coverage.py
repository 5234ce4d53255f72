# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies allows."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    command_coverage,
    coverage_lines,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.unit.policy.policy_making import ACCOUNT, KEY, REGION, everything, make

CONDITION = {"StringEquals": {"aws:PrincipalTag/team": "red"}}
SECRETS = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
BUCKET = {"artifact_buckets": [{"name": "artifacts"}]}


def policy(actions: list[str], resource: str = "*", effect: str = "Allow", **further: object) -> Document:
    return Document.parse(
        {
            "Version": "2012-10-17",
            "Statement": [{"Effect": effect, "Action": actions, "Resource": resource, **further}],
        }
    )


def test_everything_allows_every_command() -> None:
    coverage = command_coverage(everything(), [policy(["*"])])
    assert coverage == {command: {"allowed": True, "missing": [], "remedies": []} for command in COMMANDS}


def test_nothing_allows_what_needs_nothing() -> None:
    coverage = command_coverage(make(editions=["current"]), [])
    assert {command: found["missing"] for command, found in coverage.items()} == {
        **{command: [] for command in COMMANDS},
        "remote configure": ["secretsmanager:DescribeSecret"],
        **dict.fromkeys(("remote inventory", "remote analyze", "remote extract"), SECRETS),
        "generate app-deployment": [
            "cloudformation:DescribeStacks",
            "ec2:CreateKeyPair",
            "ec2:DescribeAvailabilityZones",
            "ec2:DescribeKeyPairs",
            "ecr:BatchCheckLayerAvailability",
            "ecr:BatchGetImage",
            "ecr:CompleteLayerUpload",
            "ecr:CreateRepository",
            "ecr:DescribeRepositories",
            "ecr:GetAuthorizationToken",
            "ecr:InitiateLayerUpload",
            "ecr:PutImage",
            "ecr:TagResource",
            "ecr:UploadLayerPart",
            "ecs:RegisterTaskDefinition",
            "iam:PassRole",
        ],
        "generate pipeline": [
            "cloudformation:DescribeStacks",
            "ecs:DescribeClusters",
            "ecs:DescribeServices",
            "ecs:DescribeTaskDefinition",
            "ecs:ListClusters",
            "ecs:ListServices",
        ],
    }


def test_only_the_commands_of_the_options_are_judged() -> None:
    assert list(command_coverage(make(commands=["upgrade", "extract"]), [])) == ["extract", "upgrade"]


def test_what_the_guide_forgot_is_missing() -> None:
    """With the bucket's ARN as the guide says, no object can be written, and the registry cannot be logged in to."""
    options = make(style="documented", editions=["original"], **BUCKET)
    coverage = command_coverage(options, build.build(options))
    scoped = ["Set style to scoped."]
    assert coverage["init"] == {"allowed": False, "missing": ["s3:ListAllMyBuckets"], "remedies": scoped}
    assert coverage["extract"] == {"allowed": False, "missing": ["s3:PutObject"], "remedies": scoped}
    assert coverage["containerize"] == {"allowed": False, "missing": ["s3:GetObject"], "remedies": scoped}
    assert coverage["generate app-deployment"] == {
        "allowed": False,
        "missing": ["ecr:GetAuthorizationToken", "ecs:RegisterTaskDefinition", "s3:PutObject"],
        "remedies": scoped,
    }
    assert coverage["remote inventory"] == {
        "allowed": False,
        "missing": SECRETS,
        "remedies": ["Set remote_workflows to true."],
    }


def test_secrets_of_apprunner_in_another_region() -> None:
    for region, missing in (
        ("us-east-1", []),
        (REGION, ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]),
    ):
        options = make(style="documented", deploy_targets=["apprunner"], remote_workflows=True, regions=[region])
        assert command_coverage(options, build.build(options))["remote analyze"]["missing"] == missing


def test_style_and_exclusions_of_the_options_do_not_count() -> None:
    options = make(exclude_actions=["ecr:PutImage"])
    coverage = command_coverage(options, build.build(options))
    assert coverage["generate app-deployment"] == {
        "allowed": False,
        "missing": ["ecr:PutImage"],
        "remedies": ["exclude_actions leaves out ecr:PutImage: remove it there."],
    }
    assert command_coverage(options, [policy(["*"])])["generate app-deployment"]["allowed"]


@pytest.mark.parametrize(
    ("documents", "allowed"),
    [
        ([policy(["s3:*"])], True),
        ([policy(["s3:PutObject"], "arn:aws:s3:::artifacts/*"), policy(["s3:GetBucketLocation"])], True),
        ([policy(["s3:*"], Condition=CONDITION)], False),
        ([policy(["s3:*"]), policy(["s3:PutObject"], effect="Deny")], False),
        ([policy(["s3:*"], "arn:aws:s3:::artifacts*", Condition={"Bool": {"aws:SecureTransport": "true"}})], True),
        ([policy(["s3:*"], Condition={"StringEquals": {"aws:PrincipalAccount": ACCOUNT}})], True),
    ],
)
def test_policies_of_any_origin(documents: list[Document], allowed: bool) -> None:  # noqa: FBT001 -- a test's parameter
    assert command_coverage(make(commands=["extract"], **BUCKET), documents)["extract"]["allowed"] is allowed


def test_every_region_and_bucket_has_to_be_allowed() -> None:
    both = make(
        commands=["extract", "generate app-deployment"],
        regions=["eu-west-1", "us-east-1"],
        artifact_buckets=[{"name": "one"}, {"name": "two", "kms_key_arn": KEY}],
    )
    one = make(regions=["us-east-1"], artifact_buckets=[{"name": "one"}])
    coverage = command_coverage(both, build.build(one))
    assert coverage["extract"]["missing"] == [
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "s3:GetBucketLocation",
        "s3:PutObject",
    ]
    assert "ecr:GetAuthorizationToken" in coverage["generate app-deployment"]["missing"]
    assert "ecr:PutImage" in coverage["generate app-deployment"]["missing"]
    assert command_coverage(both, build.build(both))["generate app-deployment"]["allowed"]


@pytest.mark.parametrize("style", ["scoped", "minimal"])
@pytest.mark.parametrize(("target", "option"), [("ecs", "firelens"), ("eks", "eks_roles")])
def test_a_boundary_that_app2container_does_not_set(style: str, target: str, option: str) -> None:
    options = make(style=style, deploy_targets=[target], created_roles_boundary="Limit", **{option: True})
    found = command_coverage(options, build.build(options))["generate app-deployment"]
    assert "iam:CreateRole" in found["missing"]
    assert set(found["missing"]) <= {"iam:CreateRole", "iam:AttachRolePolicy"}
    (remedy,) = found["remedies"]
    assert f"arn:aws:iam::{ACCOUNT}:policy/Limit" in remedy


def test_the_remedy_is_right() -> None:
    options = make(remote_workflows=True)
    assert all(found["allowed"] for found in command_coverage(options, build.build(options)).values())


@pytest.mark.parametrize("targets", [["ecs"], ["eks"], ["apprunner"]])
def test_each_statement_is_missed(targets: list[str]) -> None:
    """In style minimal, some command needs each statement; those that only set tags are no requests of a command."""
    options = everything(deploy_targets=targets, style="minimal", firelens=False, eks_roles=False)
    built = build.statements(options)
    assert all(found["allowed"] for found in command_coverage(options, [Document(statements=built)]).values())
    for statement in built:
        if statement.sid != "SectionForECSWriteAccessTagTaskDefinitions":
            rest = Document(statements=tuple(item for item in built if item != statement))
            found = command_coverage(options, [rest]).values()
            missing = {action for command in found for action in command["missing"]}
            assert missing, statement.sid
            assert missing <= set(statement.actions)


def test_lines_of_the_summary() -> None:
    options = make(commands=["remote inventory", "remote analyze", "analyze"])
    (line,) = coverage_lines(command_coverage(options, build.build(options)))
    assert line == (
        "Cannot work with this policy: remote inventory, remote analyze. Not allowed: secretsmanager:DescribeSecret,"
        " secretsmanager:GetSecretValue. Set remote_workflows to true."
    )
