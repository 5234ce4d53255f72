# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings on policy documents: each rule finds what it should and leaves the rest alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import Finding
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import FINDINGS, GROUPS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from tests.support.inputs.policies import documents
from tests.support.inputs.statements import allow, document, found

ACCOUNT = "111122223333"
OBJECTS = "arn:aws:s3:::bucket/*"
BUCKET = "arn:aws:s3:::bucket"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/worker"
ALL_ROLES = f"arn:aws:iam::{ACCOUNT}:role/*"
REPOSITORIES = f"arn:aws:ecr:eu-west-1:{ACCOUNT}:repository/*"
BOUNDARY = {"StringEquals": {"iam:PermissionsBoundary": f"arn:aws:iam::{ACCOUNT}:policy/Boundary"}}
ONE_POLICY = {"ArnEquals": {"iam:PolicyARN": f"arn:aws:iam::{ACCOUNT}:policy/a2c-Firehose"}}
TO_TASKS = {"StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"}}


RISKS = {name for heading in ("Risk: what grants more than intended", "App2Container") for name in GROUPS[heading]}


# id, where, statements
POSITIVE: list[tuple[str, str, list[dict[str, Any]]]] = [
    ("document-too-large", "Document", [allow("s3:GetObject", [f"{BUCKET}{at}/*" for at in range(300)])]),
    ("forbidden-character", "Document", [allow("s3:GetObject", "arn:aws:s3:::bucket/\N{EN DASH}*")]),
    ("empty-document", "Document", []),
    ("bad-sid", "My Sid", [allow("s3:GetObject", OBJECTS, Sid="My Sid")]),
    ("bad-sid", "Ümlaut", [allow("s3:GetObject", OBJECTS, Sid="Ümlaut")]),
    ("duplicate-sid", "A", [allow("s3:GetObject", OBJECTS, Sid="A"), allow("s3:PutObject", OBJECTS, Sid="A")]),
    ("incomplete-statement", "S", [{"Action": "s3:GetObject"}]),
    ("incomplete-statement", "S", [{"Resource": OBJECTS}]),
    ("incomplete-statement", "S", [{**allow("s3:GetObject", OBJECTS), "NotAction": "s3:PutObject"}]),
    ("principal-in-identity-policy", "S", [allow("s3:GetObject", OBJECTS, Principal="*")]),
    ("malformed-action", "S s3", [allow("s3", OBJECTS)]),
    ("malformed-action", "S iam:ListRoles(https://a.b)", [allow("iam:ListRoles(https://a.b)", "*")]),
    ("malformed-action", "S s*:GetObject", [allow("s*:GetObject", "*")]),
    ("malformed-resource", "S", [allow("s3:GetObject", "bucket/*")]),
    ("malformed-resource", "S", [allow("s3:GetObject", "arn:aws:s3:bucket")]),
    ("malformed-resource", "S", [allow("s3:GetObject", "arn:aws:s3:eu-west-1::bucket/*")]),
    ("malformed-resource", "S", [allow("iam:GetRole", "arn:aws:iam:us-east-1:111122223333:role/r")]),
    ("malformed-resource", "S", [allow("s3:GetObject", "arn:amazon:s3:::bucket/*")]),
    ("malformed-resource", "S", [allow("s3:GetObject", "arn:aws::::bucket/*")]),
    ("placeholder", "S", [allow("s3:GetObject", "<user-provided-bucket-ARN>")]),
    ("placeholder", "S", [allow("s3:GetObject", "amzn-s3-demo-bucket-ARN")]),
    ("placeholder", "S", [allow("ecr:PutImage", "resource-ARNs")]),
    ("placeholder", "S", [allow("iam:PassRole", "ARN for ecsTaskExecutionRole")]),
    ("placeholder", "S", [allow("lambda:GetFunction", "arn:aws:lambda:target Region:*:function:f")]),
    ("placeholder", "S", [allow("iam:GetRole", "arn:aws:iam::your account ID:role/r")]),
    ("placeholder", "S", [allow("secretsmanager:*", "arn:aws:secretsmanager:your region:1:secret:a")]),
    ("placeholder", "S", [allow("s3:GetObject", OBJECTS, Condition={"StringEquals": {"aws:x": "{{ name }}"}})]),
    ("bad-condition-value", "S", [allow("s3:GetObject", OBJECTS, Condition={"Bool": {"aws:SecureTransport": "no"}})]),
    ("impossible-arn", "S", [allow("ecr:PutImage", "arn:aws:ecr::111122223333:repository/a")]),
    ("unknown-variable", "S", [allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:usernam}/*")]),
    (
        "secret-without-suffix",
        "S",
        [allow("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:a2c/db")],
    ),
    (
        "secret-perhaps-without-suffix",
        "S",
        [allow("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:a2c/linux-server")],
    ),
    (
        "unknown-condition-key",
        "S",
        [allow("s3:GetObject", OBJECTS, Condition={"StringEquals": {"aws:SourceVpcs": "vpc-1"}})],
    ),
    (
        "unknown-service-condition-key",
        "S",
        [allow("iam:PassRole", ROLE, Condition={"StringEquals": {"iam:PassedToServices": "x"}})],
    ),
    (
        "operator-of-other-type",
        "S",
        [allow("s3:GetObject", OBJECTS, Condition={"IpAddress": {"aws:PrincipalOrgID": "192.0.2.0/24"}})],
    ),
    (
        "literal-wildcard",
        "S",
        [allow("s3:GetObject", OBJECTS, Condition={"StringEquals": {"aws:PrincipalTag/team": "red*"}})],
    ),
    ("empty-condition", "S", [allow("s3:GetObject", OBJECTS, Condition={"StringEquals": {"aws:PrincipalOrgID": []}})]),
    (
        "for-all-values-without-null",
        "S",
        [allow("ecr:CreateRepository", REPOSITORIES, Condition={"ForAllValues:StringEquals": {"aws:TagKeys": "team"}})],
    ),
    (
        "set-operator-on-single-value",
        "S",
        [allow("s3:GetObject", OBJECTS, Condition={"ForAllValues:StringEquals": {"aws:PrincipalTag/team": "red"}})],
    ),
    ("reads-all-data", "S secretsmanager:GetSecretValue", [allow("secretsmanager:GetSecretValue", "*")]),
    ("whole-service", "S cloudformation:*", [allow("cloudformation:*", "*")]),
    ("every-action", "S sqs:*", [allow("sqs:*", f"arn:aws:sqs:eu-west-1:{ACCOUNT}:queue")]),
    ("path-to-any-role", "Document", [allow(["iam:PassRole", "ec2:RunInstances"], "*")]),
    ("path-to-existing-role", "Document", [allow("ssm:SendCommand", "*")]),
    ("unknown-condition-operator", "S", [allow("s3:GetObject", OBJECTS, Condition={"StringIs": {"aws:x": "y"}})]),
    ("wrong-partition", "S", [allow("s3:GetObject", "arn:aws-cn:s3:::bucket/*")]),
    ("wrong-partition", "S", [allow("s3:GetObject", OBJECTS, Condition={"ArnLike": {"aws:x": "arn:aws-cn:iam::1:a"}})]),
    ("star-only-action", "S ecr:GetAuthorizationToken", [allow("ecr:GetAuthorizationToken", REPOSITORIES)]),
    ("star-only-action", "S s3:ListAllMyBuckets", [allow("s3:ListAllMyBuckets", BUCKET)]),
    ("resource-type-mismatch", "S s3:GetObject", [allow("s3:GetObject", BUCKET)]),
    ("resource-type-mismatch", "S s3:ListBucket", [allow(["s3:ListBucket", "s3:GetObject"], OBJECTS)]),
    ("resource-type-mismatch", "S ecs:RunTask", [allow("ecs:RunTask", f"arn:aws:ecs:eu-west-1:{ACCOUNT}:cluster/*")]),
    ("perhaps-star-only-action", "S autoscaling:Describe*Types", [allow("autoscaling:Describe*Types", BUCKET)]),
    (
        "perhaps-star-only-action",
        "S sqs:ListQueues",
        [allow("sqs:ListQueues", f"arn:aws:sqs:eu-west-1:{ACCOUNT}:queue")],
    ),
    ("perhaps-star-only-action", "S comprehendmedical:*", [allow("comprehendmedical:*", BUCKET)]),
    ("resource-type-mismatch", "S sqs:SendMessage", [allow("sqs:SendMessage", [BUCKET, ROLE])]),
    ("perhaps-resource-type-mismatch", "S ebs:*", [allow("ebs:*", f"arn:aws:ebs:eu-west-1:{ACCOUNT}:snapshot/*")]),
    ("unknown-action", "S sqs:SendMesage", [allow("sqs:SendMesage", "*")]),
    ("resource-type-mismatch", "S apprunner:DescribeVpcC*", [allow("apprunner:DescribeVpcC*", BUCKET)]),
    ("partly-dead-wildcard", "S s3:*", [allow("s3:*", BUCKET)]),
    (
        "partly-dead-wildcard",
        "S apprunner:List*",
        [allow("apprunner:List*", f"arn:aws:apprunner:eu-west-1:{ACCOUNT}:service/*")],
    ),
    ("unknown-action", "S ecs:CreateTaskDefinition", [allow("ecs:CreateTaskDefinition", "*")]),
    ("unknown-service", "S dyanmodb:GetItem", [allow("dyanmodb:GetItem", "*")]),
    (
        "perhaps-unsupported-condition-key",
        "S ec2:DescribeInstances",
        [allow("ec2:DescribeInstances", "*", Condition={"StringEquals": {"ec2:ResourceTag/team": "red"}})],
    ),
    ("unsupported-condition-key", "S s3:GetObject", [allow("s3:GetObject", OBJECTS, Condition=TO_TASKS)]),
    (
        "unsupported-condition-key",
        "S iam:ListRoleTags",
        [allow(["iam:ListRoleTags", "iam:CreateRole"], ROLE, Condition=BOUNDARY)],
    ),
    (
        "unsupported-condition-key",
        "S secretsmanager:GetSecretValue",
        [allow("secretsmanager:GetSecretValue", "*", Condition={"StringEquals": {"secretsmanager:Other": "x"}})],
    ),
    ("overridden-by-deny", "S", [allow("S3:GET*", OBJECTS), allow(["iam:*", "S3:*"], ["x", "*"], Effect="Deny")]),
    ("full-access", "S", [allow(["s3:GetObject", "*"], [OBJECTS, "*"])]),
    ("any-bucket", "S s3:ListBucket", [allow("s3:ListBucket", [BUCKET, "arn:aws:s3:::*"])]),
    ("unscoped-write", "S ecr:PutImage", [allow("ecr:PutImage", [REPOSITORIES, "*"])]),
    (
        "own-policy-attach",
        "S iam:AttachRolePolicy",
        [
            allow("iam:AttachRolePolicy", ROLE, Condition=ONE_POLICY),
            allow("iam:CreatePolicyVersion", ["arn:aws:iam::1:policy/x", f"arn:aws:iam::{ACCOUNT}:policy/*"]),
        ],
    ),
    (
        "identity-escalation",
        "S iam:CreateAccessKey",
        [allow("iam:CreateAccessKey", ["arn:aws:iam::1:user/${aws:username}", "arn:aws:iam::1:user/other"])],
    ),
    ("dead-statement", "S", [allow(["s3:GetObject", "s3:PutObject", "s3:ListAllMyBuckets"], BUCKET)]),
    ("dead-statement", "S", [allow("s3:GetObject", BUCKET, Effect="Deny")]),
    ("overridden-by-deny", "S", [allow("s3:Get*", OBJECTS), allow("s3:*", "arn:aws:s3:::*", Effect="Deny")]),
    ("full-access", "S", [allow("*", "*")]),
    ("full-access", "S", [{"Action": "*", "NotResource": OBJECTS}]),
    ("allow-not-action", "S", [{"NotAction": "iam:*", "Resource": OBJECTS}]),
    ("allow-not-resource", "S", [{"Action": "s3:GetObject", "NotResource": OBJECTS}]),
    ("passrole-any-role", "S iam:PassRole", [allow("iam:PassRole", "*", Condition=TO_TASKS)]),
    ("passrole-any-role", "S iam:PassRole", [allow("iam:Pass*", ALL_ROLES, Condition=TO_TASKS)]),
    ("passrole-any-role", "S iam:PassRole", [allow("iam:PassRole", "arn:aws:iam::*:role/*", Condition=TO_TASKS)]),
    ("passrole-any-service", "S iam:PassRole", [allow("iam:PassRole", ROLE)]),
    (
        "passrole-any-service",
        "S iam:PassRole",
        [allow("iam:PassRole", ROLE, Condition={"StringEqualsIfExists": {"iam:PassedToService": "x"}})],
    ),
    (
        "passrole-any-service",
        "S iam:PassRole",
        [allow("iam:PassRole", ROLE, Condition={"StringLike": {"iam:PassedToService": "*"}})],
    ),
    ("role-escalation", "S iam:AttachRolePolicy", [allow(["iam:CreateRole", "iam:AttachRolePolicy"], ROLE)]),
    (
        "passrole-any-service",
        "S iam:PassRole",
        [allow("iam:PassRole", ROLE, Condition={"StringLike": {"iam:PassedToService": ["ecs-tasks.*", "*"]}})],
    ),
    ("passrole-any-role", "S iam:PassRole", [{"NotAction": "s3:*", "Resource": "*"}]),
    ("role-escalation", "S iam:PutRolePolicy", [allow("iam:PutRolePolicy", ROLE, Condition=ONE_POLICY)]),
    (
        "role-escalation",
        "S iam:AttachRolePolicy",
        [
            allow(
                "iam:AttachRolePolicy",
                ROLE,
                Condition={"ArnLike": {"iam:PolicyARN": "arn:aws:iam::aws:policy/Admin*"}},
            )
        ],
    ),
    (
        "own-policy-attach",
        "S iam:AttachRolePolicy",
        [
            allow("iam:AttachRolePolicy", ROLE, Condition=ONE_POLICY),
            allow("iam:CreatePolicy", f"arn:aws:iam::{ACCOUNT}:policy/a2c-*"),
        ],
    ),
    ("identity-escalation", "S iam:AttachUserPolicy", [allow("iam:AttachUserPolicy", "*")]),
    ("identity-escalation", "S iam:CreateAccessKey", [allow("iam:CreateAccessKey", "*")]),
    ("identity-escalation", "S iam:PutUserPolicy", [allow("iam:Put*", "arn:aws:iam::1:user/${aws:username}")]),
    ("assume-any-role", "S sts:AssumeRole", [allow("sts:AssumeRole", "*")]),
    ("assume-any-role", "S sts:AssumeRole", [allow("sts:AssumeRole", ALL_ROLES)]),
    ("any-bucket", "S s3:ListBucket", [allow(["s3:ListBucket"], "arn:aws:s3:::*")]),
    ("any-bucket", "S s3:PutObject", [allow("s3:Put*", "*")]),
    ("any-account", "S", [allow("codecommit:GetBranch", "arn:aws:codecommit:*:*:*")]),
    ("unscoped-write", "S ecr:PutImage", [allow("ecr:PutImage", "*")]),
    ("permissions-management", "S iam:CreateRole", [allow("iam:CreateRole", ROLE)]),
    ("permissions-management", "S s3:PutObjectAcl", [allow("s3:PutObjectAcl", OBJECTS)]),
    (
        "superseded-telemetry",
        "S execute-api:Invoke",
        [allow("execute-api:invoke", "arn:aws:execute-api:us-east-1:*:*/prod/POST/put-metric-data")],
    ),
    ("container-instance-action", "S ecs:Poll", [allow("ecs:Poll", "*")]),
]


@pytest.mark.parametrize(("name", "where", "statements"), POSITIVE)
def test_finds(name: str, where: str, statements: list[dict[str, Any]]) -> None:
    assert (name, where) in found(document(*statements))


@pytest.mark.parametrize(("name", "where", "statements"), [row for row in POSITIVE if row[0] in RISKS])
def test_a_deny_is_no_risk(name: str, where: str, statements: list[dict[str, Any]]) -> None:
    denied = [{**item, "Effect": "Deny"} for item in statements]
    assert (name, where) not in found(document(*denied))


def test_what_the_holder_may_not_write_is_no_risk_to_attach() -> None:
    """A Deny on writing the policy is not taken for leave to write it, and a role may be made without any."""
    attach = allow("iam:AttachRolePolicy", ROLE, Condition=ONE_POLICY)
    for effect, action in (("Deny", "iam:CreatePolicy"), ("Allow", "iam:GetPolicy")):
        other = allow(action, f"arn:aws:iam::{ACCOUNT}:policy/*", Effect=effect)
        assert "own-policy-attach" not in {name for name, _unused in found(document(attach, other))}


def test_finds_variables_in_the_old_version_of_the_language() -> None:
    statement = allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:username}")
    assert ("outdated-version", "Document") in found(document(statement, version="2008-10-17"))
    assert found(document(statement)) == set()


def test_finds_a_version_of_the_language_that_does_not_exist() -> None:
    statement = allow("s3:GetObject", "arn:aws:s3:::bucket/${aws:username}")
    assert found(document(statement, version="2012-10-18")) == {("unknown-version", "Document")}


def test_every_finding_has_an_example() -> None:
    assert {name for name, *_unused in POSITIVE} | {"outdated-version", "unknown-version"} == set(FINDINGS)


# id that must not be found, statements
NEGATIVE: list[tuple[str, list[dict[str, Any]]]] = [
    ("document-too-large", [allow("s3:GetObject", [f"{BUCKET}{at}/*" for at in range(200)])]),
    ("forbidden-character", [allow("s3:GetObject", "arn:aws:s3:::bucket/café*")]),
    ("bad-sid", [allow("s3:GetObject", OBJECTS, Sid="")]),
    ("duplicate-sid", [allow("s3:GetObject", OBJECTS, Sid=""), allow("s3:PutObject", OBJECTS, Sid="")]),
    ("malformed-action", [allow(["execute-api:invoke", "s3:?et*", "*"], "*")]),
    ("malformed-resource", [allow("s3:GetObject", ["*", OBJECTS, "arn:aws:s3:*", "<here>"])]),
    ("malformed-resource", [allow("s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a")]),
    ("malformed-resource", [allow("s3:DescribeJob", "arn:aws:s3:eu-west-1:111122223333:job/*")]),
    ("malformed-resource", [allow("s3:GetStorageLensGroup", "arn:aws:s3:eu-west-1:111122223333:storage-lens-group/g")]),
    ("malformed-resource", [allow("s3:GetObject", ["arn:*:s3:::b/*", "arn:${aws:Partition}:s3:::b/*"])]),
    ("placeholder", [allow("s3:GetObject", "arn:aws:s3:::your-bucket/${aws:username}/*")]),
    ("placeholder", [allow("s3:GetObject", "arn:aws:s3:::a2c-resource-arns-not/*")]),
    ("wrong-partition", [allow("s3:GetObject", ["arn:*:s3:::bucket/*", "arn:aws*:s3:::bucket/*", OBJECTS])]),
    ("wrong-partition", [allow("s3:GetObject", "arn:${aws:Partition}:s3:::bucket/*")]),
    ("star-only-action", [allow("ecr:GetAuthorizationToken", "*")]),
    ("star-only-action", [allow("s3:ListAllMyBuckets", "arn:aws:s3:::*")]),
    ("star-only-action", [{"Action": "ecr:GetAuthorizationToken", "NotResource": REPOSITORIES}]),
    ("star-only-action", [allow("ecr:GetAuthorizationToken", "resource-ARNs")]),
    ("star-only-action", [allow("ecr:GetAuthorizationToken", [REPOSITORIES, "resource-ARNs"])]),
    ("resource-type-mismatch", [allow("s3:GetObject", [BUCKET, OBJECTS])]),
    ("resource-type-mismatch", [allow("sqs:SendMessage", [BUCKET, "arn:aws:s?s:*"])]),
    ("resource-type-mismatch", [allow(["sqs:*", "madeup:Do"], "*"), allow("madeup:Do", BUCKET)]),
    ("perhaps-star-only-action", [allow("logs:DescribeResourcePolicies", f"arn:aws:logs:eu-west-1:{ACCOUNT}:*")]),
    ("resource-type-mismatch", [allow("ebs:GetSnapshotBlock", "arn:aws:ec2:*::snapshot/*")]),
    (
        "perhaps-star-only-action",
        [allow(["autoscaling:*", "sqs:ListQueues"], "*"), allow("sqs:List*", "arn:aws:sqs:*:*:a")],
    ),
    ("resource-type-mismatch", [allow("s3:GetObject", "arn:aws-cn:s3:::bucket/*")]),
    ("resource-type-mismatch", [allow("s3:GetObject", f"arn:aws:s3:eu-west-1:{ACCOUNT}:accesspoint/a/object/*")]),
    ("partly-dead-wildcard", [allow("apprunner:List*", "*")]),
    ("dead-statement", [allow(["s3:GetObject", "s3:ListBucket"], BUCKET)]),
    ("dead-statement", [allow(["s3:GetObject", "s3:GetBucketTagging"], BUCKET)]),
    ("unknown-action", [allow(["S3:getobject", "ec2:DescribeFleets", "madeup:Nothing", "ec2:*"], "*")]),
    ("unknown-service", [allow(["S3:GetObject", "EC2:Describe*"], "*"), {"NotAction": "sqs:*", "Resource": "*"}]),
    ("unsupported-condition-key", [allow("iam:PassRole", ROLE, Condition=TO_TASKS)]),
    ("unsupported-condition-key", [allow("s3:GetObject", OBJECTS, Condition={"StringLike": {"aws:any": "x"}})]),
    (
        "unsupported-condition-key",
        [allow("s3:GetObject", OBJECTS, Condition={"StringEqualsIfExists": {"iam:PassedToService": "x"}})],
    ),
    (
        "unsupported-condition-key",
        [allow("ecr:PutImage", REPOSITORIES, Condition={"StringEquals": {"ecr:ResourceTag/team": "red"}})],
    ),
    ("overridden-by-deny", [allow("s3:*", OBJECTS), allow("s3:Get*", OBJECTS, Effect="Deny")]),
    (
        "overridden-by-deny",
        [
            allow("s3:Get*", OBJECTS),
            allow("s3:*", "*", Effect="Deny", Condition={"Bool": {"aws:SecureTransport": "false"}}),
        ],
    ),
    (
        "unsupported-condition-key",
        [
            allow(
                "secretsmanager:GetSecretValue",
                "*",
                Condition={"StringEquals": {"secretsmanager:ResourceTag/team": "x", "AWS:ResourceAccount": ACCOUNT}},
            )
        ],
    ),
    ("overridden-by-deny", [{"NotAction": "s3:*", "Resource": "*"}, allow("iam:*", "*", Effect="Deny")]),
    ("overridden-by-deny", [{"Action": "s3:*", "NotResource": OBJECTS}, allow("s3:*", OBJECTS, Effect="Deny")]),
    ("overridden-by-deny", [allow("s3:*", OBJECTS, Effect="Deny"), allow("s3:*", OBJECTS, Effect="Deny")]),
    ("dead-statement", [{"NotAction": "s3:*", "Resource": BUCKET}]),
    ("full-access", [allow("*", "*", Effect="Deny")]),
    ("passrole-any-role", [allow("iam:PassRole", f"arn:aws:iam::{ACCOUNT}:role/a2c-*")]),
    ("passrole-any-role", [allow("iam:PassRole", "*", Effect="Deny")]),
    ("passrole-any-service", [allow("iam:PassRole", ROLE, Condition=TO_TASKS)]),
    ("role-escalation", [allow(["iam:CreateRole", "iam:AttachRolePolicy"], ROLE, Condition=BOUNDARY)]),
    ("role-escalation", [allow("iam:AttachRolePolicy", ROLE, Condition=ONE_POLICY)]),
    ("role-escalation", [allow("iam:CreateRole", ROLE)]),
    (
        "own-policy-attach",
        [
            allow("iam:AttachRolePolicy", ROLE, Condition=ONE_POLICY),
            allow("iam:CreatePolicy", f"arn:aws:iam::{ACCOUNT}:policy/other-*"),
        ],
    ),
    (
        "own-policy-attach",
        [
            allow("iam:AttachRolePolicy", ROLE, Condition={"ArnEquals": ONE_POLICY["ArnEquals"], **BOUNDARY}),
            allow("iam:CreatePolicy", f"arn:aws:iam::{ACCOUNT}:policy/a2c-*"),
        ],
    ),
    ("identity-escalation", [allow("iam:CreateAccessKey", "arn:aws:iam::1:user/${aws:username}")]),
    ("identity-escalation", [allow("iam:PutUserPolicy", "arn:aws:iam::1:user/a", Condition=BOUNDARY)]),
    ("assume-any-role", [allow("sts:AssumeRole", ROLE)]),
    ("any-bucket", [allow("s3:ListBucket", "*", Condition={"StringEquals": {"aws:ResourceAccount": ACCOUNT}})]),
    ("any-bucket", [allow("s3:ListBucket", "arn:aws:s3:::a2c-*")]),
    ("any-bucket", [allow("s3:ListAllMyBuckets", "*")]),
    ("any-bucket", [{"NotAction": "s3:*", "Resource": "*"}]),
    ("any-account", [allow("s3:GetObject", OBJECTS)]),
    (
        "any-account",
        [
            allow(
                "codecommit:GetBranch",
                "arn:aws:codecommit:*:*:*",
                Condition={"StringEquals": {"aws:ResourceAccount": ACCOUNT}},
            )
        ],
    ),
    ("unscoped-write", [allow("ecr:DescribeImages", "*"), allow("application-transformation:PutLogData", "*")]),
    ("unscoped-write", [allow("ecr:PutImage", REPOSITORIES)]),
    ("unscoped-write", [allow("ecr:PutImage", "*", Condition={"StringEquals": {"aws:ResourceAccount": ACCOUNT}})]),
    ("permissions-management", [allow("iam:CreateRole", "*", Effect="Deny")]),
    ("superseded-telemetry", [allow("execute-api:Invoke", f"arn:aws:execute-api:eu-west-1:{ACCOUNT}:api/prod/GET/x")]),
    ("container-instance-action", [allow("ecs:RunTask", "*")]),
]


@pytest.mark.parametrize(("name", "statements"), NEGATIVE)
def test_does_not_find(name: str, statements: list[dict[str, Any]]) -> None:
    assert name not in {item.id for item in lint(document(*statements), partition="aws")}


def test_a_sound_document_has_no_findings() -> None:
    sound = document(
        allow(["s3:ListBucket", "s3:GetBucketLocation"], BUCKET),
        allow(["s3:GetObject", "s3:PutObject"], OBJECTS),
        allow("ecr:GetAuthorizationToken", "*"),
        allow(["ecr:PutImage", "ecr:CreateRepository"], REPOSITORIES),
    )
    assert lint(sound, partition="aws") == ()


def test_a_managed_policy_may_have_6144_characters() -> None:
    size = document(allow("s3:GetObject", "arn:aws:s3:::")).size
    for length, expected in ((6144 - size, set()), (6145 - size, {("document-too-large", "Document")})):
        value = document(allow("s3:GetObject", f"arn:aws:s3:::{'b/' + 'k' * (length - 2)}"))
        assert found(value) == expected


def test_partitions() -> None:
    statement = allow("s3:GetObject", "arn:aws-us-gov:s3:::bucket/*")
    assert found(document(statement), "aws-us-gov") == set()
    assert found(document(statement), "aws") == {("wrong-partition", "S")}


def test_a_statement_without_sid_is_named_by_its_place() -> None:
    value = document(allow("s3:GetObject", OBJECTS), allow("s3:GetObject", BUCKET, Sid=""))
    assert ("resource-type-mismatch", "Statement[1] s3:GetObject") in found(value)


def test_full_access_is_not_followed_by_each_of_its_risks() -> None:
    assert found(document(allow("*", "*"))) == {("full-access", "S")}


def test_messages_name_what_to_correct() -> None:
    messages = {item.id: item.message for item in lint(document(allow("s3:GetObject", BUCKET)), partition="aws")}
    expected = "s3:GetObject acts on arn:${Partition}:s3:::${BucketName}/${ObjectName}, not on arn:aws:s3:::bucket."
    assert messages["resource-type-mismatch"] == expected
    attach, create = allow("iam:AttachRolePolicy", ROLE), allow("iam:CreateRole", ROLE)
    alone, both = (lint(document(*items), partition="aws") for items in ((attach,), (attach, create)))
    for findings, created in ((alone, False), (both, True)):
        message = next(item.message for item in findings if item.id == "role-escalation")
        assert ("create one" in message) is created


def test_the_published_s3_section_grants_three_of_nine_actions_on_a_bucket() -> None:
    """The guide asks for the ARN of a bucket only; six of the nine actions need another resource."""
    names = "DeleteObject GetBucketAcl GetBucketLocation GetObject GetObjectAcl ListAllMyBuckets ListBucket PutObject"
    actions = [f"s3:{name}" for name in f"{names} PutObjectAcl".split()]
    dead = {where for name, where in found(document(allow(actions, BUCKET))) if name != "permissions-management"}
    assert len(actions) == 9
    assert len(dead) == 6


def test_order_is_document_then_statements_and_stable() -> None:
    value = document(
        allow("s3:GetObject", BUCKET, Sid="A"),
        allow(["iam:PassRole", "ecs:Poll"], "*", Sid="A"),
    )
    ids = [item.id for item in lint(value, partition="aws")]
    assert ids == [
        "duplicate-sid",
        "resource-type-mismatch",
        "dead-statement",
        "passrole-any-role",
        "passrole-any-service",
        "unscoped-write",
        "permissions-management",
        "container-instance-action",
    ]


@given(documents())
def test_lint_judges_any_document_and_always_alike(value: Document) -> None:
    findings = lint(value, partition="aws")
    assert findings == lint(Document.parse(value.text), partition="aws")
    assert len(set(findings)) == len(findings)
    for item in findings:
        assert item.severity == FINDINGS[item.id].severity
        assert item.to_json() == {
            "id": item.id,
            "severity": item.severity,
            "where": item.where,
            "message": item.message,
        }


def test_findings_are_values() -> None:
    one = Finding(id="any-bucket", severity="warning", where="S", message="m")
    assert one == Finding(id="any-bucket", severity="warning", where="S", message="m")
    with pytest.raises(AttributeError):
        one.id = "other"  # type: ignore[misc]


@pytest.mark.parametrize("name", FINDINGS)
def test_each_type_is_fully_described(name: str) -> None:
    kind = FINDINGS[name]
    assert name == name.lower()
    assert kind.severity in ("error", "warning", "info")
    assert kind.title[0].isupper()
    assert not kind.title.endswith(".")
    assert kind.advice.endswith(".")
    assert kind.source.startswith("https://docs.aws.amazon.com/")
