# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions of every service are judged by what AWS documents of them, with the date of the data, and not beyond."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import SOURCE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from tests.support.inputs.statements import allow, document, found

ACCOUNT = "111122223333"
ACTIONS_RULES = {
    "unknown-action",
    "unknown-service",
    "star-only-action",
    "perhaps-star-only-action",
    "resource-type-mismatch",
    "perhaps-resource-type-mismatch",
    "partly-dead-wildcard",
    "dead-statement",
    "unsupported-condition-key",
    "perhaps-unsupported-condition-key",
}


def arn(service: str, resource: str) -> str:
    """Return an ARN in one Region and account."""
    return f"arn:aws:{service}:eu-west-1:{ACCOUNT}:{resource}"


def on(key: str, value: str = "red", operator: str = "StringEquals") -> dict[str, Any]:
    """Return a condition as an argument of ``allow``."""
    return {"Condition": {operator: {key: value}}}


def rules(*statements: dict[str, Any]) -> set[tuple[str, str]]:
    """Return what is found on actions."""
    return {row for row in found(document(*statements)) if row[0] in ACTIONS_RULES}


UNKNOWN = [
    ("unknown-action", "glue:StartJobRuns"),
    ("unknown-action", "ec2:GetInstanceTypesFromInstanceRequirementsPages"),
    ("unknown-action", "memorydb:DescribeCluster"),
    ("unknown-action", "elasticfilesystem:Mount*"),
    ("unknown-action", "s3:ListObjectsV2"),
    ("unknown-service", "cloud-watch:PutMetricData"),
    ("unknown-service", "elb:Describe*"),
]


@pytest.mark.parametrize(("name", "action"), UNKNOWN)
def test_what_is_misspelt_is_found(name: str, action: str) -> None:
    for statement in (allow(action, "*"), allow(action, "*", Effect="Deny"), {"NotAction": action, "Resource": "*"}):
        assert rules(statement) == {(name, f"S {action}")}


MISMATCHES = [
    ("perhaps-resource-type-mismatch", "dynamodb:GetItem", arn("dynamodb", "global-table/a")),
    ("perhaps-resource-type-mismatch", "lambda:GetEventSourceMapping", arn("lambda", "function:a")),
    ("perhaps-resource-type-mismatch", "s3:PutBucketTagging", "arn:aws:s3:::bucket/*"),
    ("perhaps-resource-type-mismatch", "logs:PutLogEvents", arn("logs", "log-group:/a")),
    ("perhaps-resource-type-mismatch", "imagebuilder:*Component", "arn:aws:imagebuilder:*:*:image/*"),
    ("perhaps-resource-type-mismatch", "ebs:GetSnapshotBlock", "arn:aws:ec2:eu-west-1::image/*"),
    ("resource-type-mismatch", "kafka:DescribeCluster", "arn:aws:s3:::bucket"),
    ("resource-type-mismatch", "dynamodb:GetItem", "arn:aws:s3:*"),
    ("resource-type-mismatch", "ecs:RunTask", "arn:aws:ecs:*:*:cluster/*"),
    ("perhaps-star-only-action", "sagemaker:ListModels", arn("sagemaker", "model/*")),
    ("perhaps-star-only-action", "fsx:DescribeBackups", arn("fsx", "backup/*")),
    ("perhaps-star-only-action", "lambda:ListFunctions", arn("lambda", "function:*")),
]


@pytest.mark.parametrize(("name", "action", "resource"), MISMATCHES)
def test_an_action_on_resources_of_other_kinds_is_found(name: str, action: str, resource: str) -> None:
    assert (name, f"S {action}") in rules(allow(action, resource))
    assert (name, f"S {action}") in rules(allow(action, resource, Effect="Deny"))
    assert rules(allow(action, "*")) == set()
    assert rules(allow(action, [resource, "arn:aws:s3:::*/${aws:username}", "*"])) == set()
    assert rules({"Action": action, "NotResource": resource}) == set()


def test_of_a_wildcard_the_actions_without_effect_are_named() -> None:
    statement = allow("dynamodb:*Backup", arn("dynamodb", "table/a"))
    (finding,) = [item for item in lint(document(statement), partition="aws") if item.id == "partly-dead-wildcard"]
    assert "dynamodb:DeleteBackup, dynamodb:DescribeBackup" in finding.message
    assert "dynamodb:CreateBackup" not in finding.message
    many = allow("ec2:*", arn("ec2", "instance/*"))
    (finding,) = [item for item in lint(document(many), partition="aws") if item.id == "partly-dead-wildcard"]
    assert finding.message.count("ec2:") < 12
    assert " more." in finding.message


KEYS = [
    ("perhaps-unsupported-condition-key", "ec2:DescribeInstances", on("ec2:ResourceTag/team")),
    ("perhaps-unsupported-condition-key", "dynamodb:ListTables", on("dynamodb:LeadingKeys")),
    ("perhaps-unsupported-condition-key", "iam:TagRole", on("iam:PermissionsBoundary", operator="ArnEquals")),
    ("perhaps-unsupported-condition-key", "sns:Publish", on("aws:RequestTag/team")),
    ("perhaps-unsupported-condition-key", "cloudfront:CreateDistribution", on("aws:ResourceTag/team")),
    ("perhaps-unsupported-condition-key", "kms:DescribeKey", on("aws:TagKeys")),
    ("perhaps-unsupported-condition-key", "sns:Publish", on("aws:RequestTag/team", "false", "Null")),
    ("perhaps-unsupported-condition-key", "dynamodb:ListT*", on("dynamodb:LeadingKeys", operator="StringNotEquals")),
    ("unsupported-condition-key", "s3:GetObject", on("iam:PassedToService", operator="StringNotLike")),
]


@pytest.mark.parametrize(("name", "action", "condition"), KEYS)
def test_a_key_that_requests_do_not_have_is_found(name: str, action: str, condition: dict[str, Any]) -> None:
    for effect in ("Allow", "Deny"):
        assert rules(allow(action, "*", Effect=effect, **condition)) == {(name, f"S {action}")}


def test_the_message_says_what_the_condition_does_then() -> None:
    for operator, end in (("StringEquals", "never holds."), ("StringNotEquals", "always holds.")):
        statement = allow("ec2:DescribeInstances", "*", **on("ec2:ResourceTag/team", operator=operator))
        (finding,) = [item for item in lint(document(statement), partition="aws") if "key" in item.id]
        assert finding.message.endswith(end)


def test_what_manages_permissions_is_told() -> None:
    id_ = "permissions-management"
    assert (id_, "S sqs:AddPermission") in found(document(allow("sqs:AddPermission", arn("sqs", "a"))))
    assert (id_, "S glue:*") in found(document(allow("glue:*", "*")))
    for statement in (allow("sqs:SendMessage", arn("sqs", "a")), allow("sqs:AddPermission", "*", Effect="Deny")):
        assert id_ not in {name for name, _where in found(document(statement))}


SOUND = [
    allow(["dynamodb:GetItem", "dynamodb:Query"], [arn("dynamodb", "table/a"), arn("dynamodb", "table/a/index/*")]),
    allow(
        "dynamodb:Query", arn("dynamodb", "table/a"), **on("dynamodb:LeadingKeys", operator="ForAllValues:StringLike")
    ),
    allow("dynamodb:ListTables", "*", **on("dynamodb:LeadingKeys", operator="StringEqualsIfExists")),
    allow("dynamodb:ListTables", "*", **on("dynamodb:LeadingKeys", "true", operator="Null")),
    allow("ec2:*", "*", **on("ec2:ResourceTag/team")),
    allow("ec2:StartInstances", arn("ec2", "instance/*"), **on("ec2:ResourceTag/team")),
    allow("ec2:RunInstances", "arn:aws:ec2:eu-west-1::image/ami-*"),
    allow(["ec2:RunInstances", "ec2:CreateFleet"], arn("ec2", "launch-template/*"), **on("aws:ResourceTag/team")),
    allow("autoscaling:SetDesiredCapacity", arn("autoscaling", "autoScalingGroup:*:autoScalingGroupName/a")),
    allow("autoscaling:SetDesiredCapacity", "*", **on("autoscaling:ResourceTag/k8s.io/cluster-autoscaler/a", "owned")),
    allow("route53:ChangeResourceRecordSets", "arn:aws:route53:::hostedzone/*"),
    allow("elasticloadbalancing:AddTags", arn("elasticloadbalancing", "targetgroup/*/*"), **on("aws:RequestTag/a")),
    allow("elasticloadbalancing:AddTags", "*", **on("elasticloadbalancing:CreateAction", "CreateTargetGroup")),
    allow(["logs:CreateLogStream", "logs:PutLogEvents"], arn("logs", "log-group:/a:*")),
    allow("logs:DescribeLogGroups", arn("logs", "log-group:*")),
    allow("ssmmessages:OpenDataChannel", "arn:aws:ssm:*:*:session/${aws:userid}-*"),
    allow("arc-zonal-shift:GetManagedResource", arn("eks", "cluster/a")),
    allow("vpc-lattice:AssociateViaAWSService-EventsAndStates", "*"),
    allow(
        "glue:StopSession",
        "*",
        Effect="Deny",
        Condition={
            "StringNotEquals": {"aws:RequestTag/owner": "${aws:userid}", "aws:ResourceTag/owner": "${aws:userid}"}
        },
    ),
    allow("iottwinmaker:GetEntity", "*", **on("iottwinmaker:linkedServices")),
    allow("aws-marketplace:Subscribe", "*", **on("aws-marketplace:ProductId", operator="ForAnyValue:StringEquals")),
    allow("ec2:CreateNetworkInterface", "*", **on("lambda:SourceFunctionArn", operator="ArnLike")),
    allow("sqs:ListQueues", "arn:aws:sqs:*"),
    allow("dynamodb:GetItem", "<table>"),
]


@pytest.mark.parametrize("statement", SOUND, ids=lambda row: str(row["Action"]))
def test_what_is_documented_is_left_alone(statement: dict[str, Any]) -> None:
    assert rules(statement) == set()
    assert "malformed-action" not in {name for name, _where in found(document(statement))}


def test_what_may_be_newer_than_the_data_is_no_error_and_names_their_date() -> None:
    statements = [
        allow("dynamodb:Defragment", "*"),
        allow("brand-new:Do", "*"),
        allow("dynamodb:GetItem", arn("dynamodb", "vault/a")),
        allow("dynamodb:ListTables", arn("dynamodb", "table/a")),
        allow("ec2:DescribeInstances", "*", **on("ec2:Vpc")),
    ]
    for statement in statements:
        (finding,) = [item for item in lint(document(statement), partition="aws") if item.id in ACTIONS_RULES]
        assert FINDINGS[finding.id].severity == "warning"
        assert SOURCE.date in finding.message
