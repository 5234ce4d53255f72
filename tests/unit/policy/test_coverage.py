# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies allows."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import COMMANDS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import command_coverage
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.unit.policy.policy_making import ACCOUNT, KEY, REGION, everything, make

CONDITION = {"StringEquals": {"aws:PrincipalTag/team": "red"}}
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
    assert coverage == {command: {"allowed": True, "missing": []} for command in COMMANDS}


def test_nothing_allows_what_needs_nothing() -> None:
    coverage = command_coverage(make(editions=["current"]), [])
    assert coverage == {
        command: {"allowed": not missing, "missing": missing}
        for command, missing in {
            **{command: [] for command in COMMANDS},
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
        }.items()
    }


def test_only_the_commands_of_the_options_are_judged() -> None:
    assert list(command_coverage(make(commands=["upgrade", "extract"]), [])) == ["extract", "upgrade"]


def test_what_the_guide_forgot_is_missing() -> None:
    """With the bucket's ARN as the guide says, no object can be written, and the registry cannot be logged in to."""
    options = make(style="documented", editions=["original"], **BUCKET)
    coverage = command_coverage(options, build.build(options))
    assert coverage["init"] == {"allowed": False, "missing": ["s3:ListAllMyBuckets"]}
    assert coverage["extract"] == {"allowed": False, "missing": ["s3:PutObject"]}
    assert coverage["containerize"] == {"allowed": False, "missing": ["s3:GetObject"]}
    assert coverage["generate app-deployment"] == {
        "allowed": False,
        "missing": ["ecr:GetAuthorizationToken", "ecs:RegisterTaskDefinition", "s3:PutObject"],
    }
    assert coverage["remote inventory"] == {"allowed": True, "missing": []}


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
    assert coverage["generate app-deployment"] == {"allowed": False, "missing": ["ecr:PutImage"]}
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
