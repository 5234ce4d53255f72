# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies allows."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import warnings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import (
    command_coverage,
    coverage_findings,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.unit.policy.policy_making import ACCOUNT, KEY, REGION, everything, make

CONDITION = {"StringEquals": {"aws:PrincipalTag/team": "red"}}
SECRETS = ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
REMOTE = ("remote inventory", "remote analyze", "remote extract")
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
        **dict.fromkeys(REMOTE, SECRETS),
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
            "ecs:TagResource",
            "iam:PassRole",
        ],
        "upload-support-bundle": ["application-transformation:PutLogData"],
        "generate pipeline": [
            "cloudformation:DescribeStacks",
            "codecommit:CreateCommit",
            "codecommit:CreateRepository",
            "codecommit:GetBranch",
            "codecommit:GetRepository",
            "codecommit:TagResource",
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
    uploads = ["s3:AbortMultipartUpload", "s3:PutObject"]
    assert coverage["extract"] == {"allowed": False, "missing": uploads, "remedies": scoped}
    assert coverage["containerize"] == {"allowed": False, "missing": ["s3:GetObject"], "remedies": scoped}
    assert coverage["generate app-deployment"] == {
        "allowed": False,
        "missing": ["ecr:GetAuthorizationToken", "ecs:RegisterTaskDefinition", "ecs:TagResource", *uploads],
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
        "remedies": ["Remove ecr:PutImage from exclude_actions."],
    }
    assert command_coverage(options, [policy(["*"])])["generate app-deployment"]["allowed"]


@pytest.mark.parametrize(
    ("documents", "allowed"),
    [
        ([policy(["s3:*"])], True),
        ([policy(["s3:PutObject", "s3:Ab*"], "arn:aws:s3:::artifacts/*"), policy(["s3:GetBucketLocation"])], True),
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
        "s3:AbortMultipartUpload",
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
    options = make(remote_workflows=True, support_bundles=True, pipeline="codepipeline")
    assert all(found["allowed"] for found in command_coverage(options, build.build(options)).values())


def test_a_finding_for_the_commands_that_lack_the_same() -> None:
    options = make(commands=["remote inventory", "remote analyze", "analyze"])
    found = coverage_findings(options, build.build(options))
    assert [(item.id, item.severity, item.where) for item in found] == [
        ("command-not-allowed", "warning", "remote inventory"),
        ("command-not-allowed", "warning", "remote analyze"),
    ]
    (line,) = warnings(found)
    assert line == (
        "remote inventory, remote analyze: The policy does not allow what the command needs:"
        " secretsmanager:DescribeSecret, secretsmanager:GetSecretValue. Set remote_workflows to true."
        " [command-not-allowed]"
    )


def test_commands_with_the_same_remedy_are_shown_together() -> None:
    options = make(style="documented", editions=["original"], **BUCKET)
    found = coverage_findings(options, build.build(options))
    assert found[0].message == (
        "The policy does not allow what the command needs: s3:ListAllMyBuckets. Set style to scoped."
    )
    (line,) = warnings(found)
    assert line == (
        "init, extract, containerize, generate app-deployment: The policy does not allow all that the commands need."
        " Set style to scoped. [command-not-allowed]"
    )


@pytest.mark.parametrize(
    ("written", "commands"),
    [
        ({}, []),
        ({"deploy_targets": ["ecs", "eks", "apprunner"]}, []),
        ({"firelens": True}, []),  # the finding firelens-needs-boundary says it
        ({"exclude_actions": ["ecr:Put*"]}, ["generate app-deployment"]),
        ({"remote_workflows": True, "exclude_actions": ["*:GetSecretValue"]}, list(REMOTE)),
        ({"commands": ["upload-support-bundle", "extract"]}, ["upload-support-bundle"]),
        ({"style": "documented", "deploy_targets": ["eks"]}, ["generate app-deployment", "generate pipeline"]),
        ({"valid_until": "2020-01-01"}, []),  # the finding access-ended says it
    ],
)
def test_only_what_the_options_ask_for_is_told(written: dict[str, Any], commands: list[str]) -> None:
    options = make(**written)
    found = coverage_findings(options, build.build(options))
    assert [item.where for item in found] == commands
    assert {item.by_design for item in found} <= {options.style == "documented"}


def test_an_end_of_the_access_that_has_not_come_is_no_reason() -> None:
    options = make(valid_until="2099-01-01", exclude_actions=["ecr:Put*"])
    (found,) = coverage_findings(options, build.build(options))
    assert found.message.endswith("ecr:PutImage. Remove ecr:Put* from exclude_actions.")
