# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Single requests that the scoped style allows and denies."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from tests.unit.policy.policy_making import ACCOUNT, KEY, REGION, everything, make

OTHER_ACCOUNT = "999988887777"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/App2ContainerBoundary"
ROLE = f"arn:aws:iam::{ACCOUNT}:role"
USER = f"arn:aws:iam::{ACCOUNT}:user"
POLICY = f"arn:aws:iam::{ACCOUNT}:policy"
Context = dict[str, str]

ALL = everything(
    artifact_buckets=[{"name": "artifacts", "prefix": "team/", "kms_key_arn": KEY}],
    ecr_repositories=["java-*"],
    ecs_clusters=["a2c-*"],
    secrets=["a2c/*", "host"],
    secrets_kms_key_arns=[KEY],
    pipeline="jenkins",
)
ALLOWED = [
    ("s3:GetObject", "arn:aws:s3:::artifacts/team/app", {}),
    ("s3:ListBucket", "arn:aws:s3:::artifacts", {}),
    ("s3:ListBucket", "arn:aws:s3:::any", {"aws:ResourceAccount": ACCOUNT}),
    ("kms:Decrypt", KEY, {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}),
    ("kms:GenerateDataKey", KEY, {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}),
    ("kms:Decrypt", KEY, {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"}),
    ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:host-123456", {}),
    (
        "ecs:RunTask",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/x:1",
        {"ecs:cluster": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/a2c-x"},
    ),
    # ECS has no resource for a definition that is new, as its error messages show
    ("ecs:RegisterTaskDefinition", "*", {"aws:RequestedRegion": REGION}),
    (
        "ecs:RegisterTaskDefinition",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/java-x:*",
        {"aws:RequestedRegion": REGION},
    ),
    (
        "ecs:TagResource",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/java-x:*",
        {"ecs:CreateAction": "RegisterTaskDefinition"},
    ),
    ("ecs:ListTasks", "*", {"aws:RequestedRegion": REGION}),
    (
        "ecs:ListTasks",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:container-instance/a2c-x/1",
        {"aws:RequestedRegion": REGION},
    ),
    ("s3:AbortMultipartUpload", "arn:aws:s3:::artifacts/team/app", {}),
    ("iam:PassRole", f"{ROLE}/A2CEcsFirelensRole", {"iam:PassedToService": "ecs-tasks.amazonaws.com"}),
    ("iam:PassRole", f"{ROLE}/x-a2c-FirehoseRole-y", {"iam:PassedToService": "firehose.amazonaws.com"}),
    ("iam:PassRole", f"{ROLE}/a2c-node", {"iam:PassedToService": "ec2.amazonaws.com"}),
    ("iam:PassRole", f"{ROLE}/a2c-cluster", {"iam:PassedToService": "eks.amazonaws.com"}),
    ("iam:CreateRole", f"{ROLE}/A2CEcsFirelensRole", {"iam:PermissionsBoundary": BOUNDARY}),
    ("iam:GetRole", f"{ROLE}/A2CEcsFirelensRole", {}),
    ("iam:ListRoles", "*", {}),
    ("sts:AssumeRole", f"{ROLE}/a2c-deploy", {}),
    ("cloudformation:DescribeStacks", f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/app2container-x/1", {}),
    ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:555566667777:abc/prod/POST/put-log-data", {}),
    ("codecommit:CreateCommit", f"arn:aws:codecommit:{REGION}:{ACCOUNT}:a2c-app", {}),
    ("iam:UploadSSHPublicKey", f"{USER}/alice", {"aws:username": "alice"}),
    ("iam:UploadSSHPublicKey", f"{USER}/team/red/alice", {"aws:username": "alice"}),
]
DENIED = [
    ("ecs:RegisterTaskDefinition", "*", {"aws:RequestedRegion": "us-west-1"}),
    ("ecs:TagResource", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/java-x:1", {}),
    ("ecs:RunTask", "*", {"aws:RequestedRegion": REGION}),
    ("s3:AbortMultipartUpload", "arn:aws:s3:::artifacts/other/app", {}),
    ("s3:GetObject", "arn:aws:s3:::artifacts/other/app", {}),
    ("s3:PutObject", "arn:aws:s3:::other/team/app", {}),
    ("s3:ListBucket", "arn:aws:s3:::any", {"aws:ResourceAccount": OTHER_ACCOUNT}),
    ("s3:DeleteBucket", "arn:aws:s3:::artifacts", {}),
    ("kms:Decrypt", KEY, {}),
    ("kms:Decrypt", KEY, {"kms:ViaService": "s3.us-east-1.amazonaws.com"}),
    ("kms:GenerateDataKey", KEY, {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"}),
    ("kms:Decrypt", f"{KEY}2", {"kms:ViaService": f"s3.{REGION}.amazonaws.com"}),
    ("secretsmanager:GetSecretValue", f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:host-of-others-123456", {}),
    ("secretsmanager:PutSecretValue", f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a2c/x-123456", {}),
    ("ecr:PutImage", f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/python-app", {}),
    ("ecr:SetRepositoryPolicy", f"arn:aws:ecr:{REGION}:{ACCOUNT}:repository/java-app", {}),
    ("ecr:GetAuthorizationToken", "*", {"aws:RequestedRegion": "us-east-1"}),
    (
        "ecs:RunTask",
        f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/x:1",
        {"ecs:cluster": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/prod"},
    ),
    ("ecs:RunTask", f"arn:aws:ecs:{REGION}:{ACCOUNT}:task-definition/x:1", {}),
    ("ecs:UpdateService", f"arn:aws:ecs:{REGION}:{ACCOUNT}:service/prod/web", {}),
    ("iam:PassRole", f"{ROLE}/ecsTaskExecutionRole", {"iam:PassedToService": "ec2.amazonaws.com"}),
    ("iam:PassRole", f"{ROLE}/ecsTaskExecutionRole", {}),
    ("iam:PassRole", f"{ROLE}/A2CEcsFirelensRole", {"iam:PassedToService": "lambda.amazonaws.com"}),
    ("iam:PassRole", f"{ROLE}/Admin", {"iam:PassedToService": "ecs-tasks.amazonaws.com"}),
    ("iam:CreateRole", f"{ROLE}/A2CEcsFirelensRole", {}),
    (
        "iam:CreateRole",
        f"{ROLE}/a2c-FirehoseRole-1",
        {"iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"},
    ),
    ("iam:CreateRole", f"{ROLE}/a2c-node", {}),
    (
        "iam:AttachRolePolicy",
        f"{ROLE}/A2CEcsFirelensRole",
        {"iam:PolicyARN": f"{POLICY}/service-role/A2CEcsFirelensPolicy"},
    ),
    (
        "iam:AttachRolePolicy",
        f"{ROLE}/A2CEcsFirelensRole",
        {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess", "iam:PermissionsBoundary": BOUNDARY},
    ),
    (
        "iam:AttachRolePolicy",
        f"{ROLE}/a2c-FirehoseRole-1",
        {
            "iam:PolicyARN": f"arn:aws:iam::{OTHER_ACCOUNT}:policy/a2c-KinesisFirehosePolicy-1",
            "iam:PermissionsBoundary": BOUNDARY,
        },
    ),
    ("iam:AttachRolePolicy", f"{ROLE}/a2c-node", {"iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess"}),
    ("iam:AttachRolePolicy", f"{ROLE}/a2c-node", {"iam:PolicyARN": f"{POLICY}/a2c-KinesisFirehosePolicy-1"}),
    ("iam:AttachRolePolicy", f"{ROLE}/Admin", {"iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}),
    ("iam:CreatePolicy", BOUNDARY, {}),
    ("iam:CreatePolicyVersion", f"{POLICY}/a2c-KinesisFirehosePolicy-1", {}),
    ("iam:PutRolePolicy", f"{ROLE}/A2CEcsFirelensRole", {}),
    ("iam:PutRolePermissionsBoundary", f"{ROLE}/A2CEcsFirelensRole", {}),
    ("iam:DeleteRolePermissionsBoundary", f"{ROLE}/A2CEcsFirelensRole", {}),
    ("iam:UpdateAssumeRolePolicy", f"{ROLE}/A2CEcsFirelensRole", {}),
    ("iam:GetRole", f"arn:aws:iam::{OTHER_ACCOUNT}:role/eks-quickstart-ResourceReader", {}),
    ("sts:AssumeRole", f"{ROLE}/Admin", {}),
    ("sts:AssumeRole", f"arn:aws:iam::{OTHER_ACCOUNT}:role/a2c-deploy", {}),
    ("cloudformation:DescribeStacks", f"arn:aws:cloudformation:{REGION}:{ACCOUNT}:stack/prod/1", {}),
    ("cloudformation:DescribeStacks", "*", {}),
    ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:555566667777:abc/prod/GET/put-log-data", {}),
    ("execute-api:Invoke", f"arn:aws:execute-api:{REGION}:{ACCOUNT}:abc/prod/POST/put-log-data", {}),
    ("codecommit:CreateCommit", f"arn:aws:codecommit:{REGION}:{ACCOUNT}:billing", {}),
    ("iam:UploadSSHPublicKey", f"{USER}/mallice", {"aws:username": "alice"}),
    ("iam:UploadSSHPublicKey", f"{USER}/alice/bob", {"aws:username": "alice"}),
    ("iam:UploadSSHPublicKey", f"{USER}/alice", {}),  # a role has no name in aws:username
]


@pytest.mark.parametrize(("action", "resource", "given_context"), ALLOWED)
def test_allowed(action: str, resource: str, given_context: Context) -> None:
    assert is_allowed(build.build(ALL), action, resource, given_context)


@pytest.mark.parametrize(("action", "resource", "given_context"), DENIED)
def test_denied(action: str, resource: str, given_context: Context) -> None:
    assert not is_allowed(build.build(ALL), action, resource, given_context)


def test_another_boundary() -> None:
    documents = build.build(make(firelens=True, created_roles_boundary="limits/A2C"))
    given_context = {"iam:PermissionsBoundary": f"{POLICY}/limits/A2C"}
    assert is_allowed(documents, "iam:CreateRole", f"{ROLE}/A2CEcsFirelensRole", given_context)
    assert not is_allowed(
        documents, "iam:CreateRole", f"{ROLE}/A2CEcsFirelensRole", {"iam:PermissionsBoundary": BOUNDARY}
    )


READS = [("iam:GetRole", f"{ROLE}/a2c-node"), ("iam:ListRoleTags", f"{ROLE}/a2c-node"), ("iam:ListRoles", "*")]
WRITES = [
    ("iam:CreateRole", {"iam:PermissionsBoundary": BOUNDARY}),
    ("iam:AttachRolePolicy", {"iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"}),
    ("iam:PassRole", {"iam:PassedToService": "ec2.amazonaws.com"}),
]


@pytest.mark.parametrize("style", ["scoped", "minimal"])
def test_without_eks_roles_they_can_be_read_but_not_written(style: str) -> None:
    documents = build.build(make(deploy_targets=["eks"], style=style))
    assert all(is_allowed(documents, action, resource) for action, resource in READS)
    assert not any(is_allowed(documents, action, f"{ROLE}/a2c-node", values) for action, values in WRITES)


def test_jenkins_with_another_git_has_no_codecommit() -> None:
    documents = build.build(make(pipeline="jenkins", pipeline_source="git"))
    assert not is_allowed(documents, "codecommit:GetRepository", f"arn:aws:codecommit:{REGION}:{ACCOUNT}:a2c-app")
    assert not is_allowed(documents, "iam:UploadSSHPublicKey", f"{USER}/alice", {"aws:username": "alice"})
