# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The scoped styles: all that the guide means to grant, on the right resources, and nothing beyond."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import ACTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.render import wordings_for
from tests.unit.policy.policy_making import (
    ACCOUNT,
    KEY,
    PROPERTY,
    REGION,
    SLOW_PROPERTY,
    expanded,
    guide_sections,
    make,
    params,
)

OTHER_ACCOUNT = "999988887777"
BOUNDARY = f"arn:aws:iam::{ACCOUNT}:policy/App2ContainerBoundary"
ROLE = f"arn:aws:iam::{ACCOUNT}:role"
POLICY = f"arn:aws:iam::{ACCOUNT}:policy"
Context = dict[str, str]

# A resource of each type that every drawn option reaches. {} is a Region with the account.
IN_REGION: Mapping[str, str] = {
    "ecr:repository": "arn:aws:ecr:{}:repository/java-app",
    "ecs:cluster": "arn:aws:ecs:{}:cluster/a2c-app",
    "ecs:service": "arn:aws:ecs:{}:service/a2c-app/web",
    "ecs:task-set": "arn:aws:ecs:{}:task-set/a2c-app/web/ecs-svc",
    "ecs:container-instance": "arn:aws:ecs:{}:container-instance/a2c-app/0123",
    "ecs:task-definition": "arn:aws:ecs:{}:task-definition/java-app:3",
    "ecs:task": "arn:aws:ecs:{}:task/a2c-app/0123",
    "apprunner:service": "arn:aws:apprunner:{}:service/a2c-app/0123",
    "apprunner:autoscalingconfiguration": "arn:aws:apprunner:{}:autoscalingconfiguration/high/1/0123",
    "apprunner:connection": "arn:aws:apprunner:{}:connection/git/0123",
    "apprunner:observabilityconfiguration": "arn:aws:apprunner:{}:observabilityconfiguration/xray/1/0123",
    "apprunner:vpcconnector": "arn:aws:apprunner:{}:vpcconnector/inside/1/0123",
    "apprunner:vpcingressconnection": "arn:aws:apprunner:{}:vpcingressconnection/inside/0123",
    "apprunner:webacl": "arn:aws:wafv2:{}:regional/webacl/wall/0123",
    "codecommit:repository": "arn:aws:codecommit:{}:a2c-app-ecs",
    "cloudformation:stack": "arn:aws:cloudformation:{}:stack/a2c-app-ECS/0123",
    "ec2:key-pair": "arn:aws:ec2:{}:key-pair/any",
    "eks:cluster": "arn:aws:eks:{}:cluster/any",
    "firehose:deliverystream": "arn:aws:firehose:{}:deliverystream/any",
    "kinesis:stream": "arn:aws:kinesis:{}:stream/any",
    "lambda:function": "arn:aws:lambda:{}:function:eks-quickstart-ResourceReader",
    "secretsmanager:Secret": "arn:aws:secretsmanager:{}:secret:a2c/host-AbCdEf",
}
# What IAM roles and policies the sections mean, and with what context.
IAM: Mapping[str, tuple[str, ...]] = {
    "SectionForPassRoleToECS": (f"{ROLE}/ecsTaskExecutionRole",),
    "SectionForEKS": (f"{ROLE}/eks-quickstart-ResourceReader",),
    "SectionForFirelensIAMRoleAccess": (f"{ROLE}/A2CEcsFirelensRole",),
    "SectionForFirelensFirehoseIAMRoleAccess": (f"{ROLE}/app-a2c-FirehoseRole-1",),
    "SectionForFirelensIAMPolicyAccess": (f"{POLICY}/service-role/A2CEcsFirelensPolicy",),
    "SectionForFirelensFirehoseIAMPolicyAccess": (f"{POLICY}/app-a2c-KinesisFirehosePolicy-1",),
    "SectionForIAMAccess": (f"{ROLE}/a2c-app-EKS-Node", f"{ROLE}/app2container-app-EKS"),
    "JenkinsAWS": (f"{ROLE}/a2c-app-deploy",),
}
IAM_CONTEXT: Mapping[str, Context] = {
    "SectionForPassRoleToECS": {"iam:PassedToService": "ecs-tasks.amazonaws.com"},
    "SectionForFirelensIAMRoleAccess": {
        "iam:PolicyARN": f"{POLICY}/service-role/A2CEcsFirelensPolicy",
        "iam:PermissionsBoundary": BOUNDARY,
    },
    "SectionForFirelensFirehoseIAMRoleAccess": {
        "iam:PolicyARN": f"{POLICY}/app-a2c-KinesisFirehosePolicy-1",
        "iam:PermissionsBoundary": BOUNDARY,
    },
    "SectionForIAMAccess": {
        "iam:PolicyARN": "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy",
        "iam:PermissionsBoundary": BOUNDARY,
    },
}
# Actions that the guide leaves out.
ADDED = ("ecs:TagResource", "iam:PassRole", "kms:Decrypt", "kms:GenerateDataKey", "s3:AbortMultipartUpload")
TELEMETRY = {
    "SectionForMetricsService": "arn:aws:execute-api:us-east-1:555566667777:a1b2c3/prod/POST/put-metric-data",
    "SectionForUploadSupportBundleService": "arn:aws:execute-api:us-east-1:555566667777:a1b2c3/prod/POST/put-log-data",
}
# Actions that AWS authorizes without a resource, although they have a resource type.
WITHOUT_RESOURCE = ("ecs:ListTasks", "ecs:RegisterTaskDefinition")
# Services whose requests name no Region that could be relied on.
WITHOUT_REGION = ("iam:", "s3:", "application-transformation:")


def kinds(action: str) -> list[str]:
    service = action.partition(":")[0]
    return [] if action in WITHOUT_RESOURCE else [f"{service}:{kind.name}" for kind in ACTIONS[action].resource_types]


def resources(sid: str, action: str, options: PolicyOptions) -> Iterator[tuple[str, str]]:
    """The resources, each with the Region of the request, on which an action of a section has to work."""
    if not kinds(action):
        yield from (("*", region) for region in options.regions)
    for kind in kinds(action):
        if kind in ("iam:role", "iam:policy", "sts:role"):
            yield from ((arn, options.regions[0]) for arn in IAM[sid])
        elif kind == "execute-api:execute-api-general":
            yield TELEMETRY[sid], "us-east-1"
        elif kind == "s3:bucket":
            yield from ((f"arn:aws:s3:::{bucket.name}", REGION) for bucket in options.artifact_buckets)
        elif kind == "s3:object":
            for bucket in options.artifact_buckets:
                yield f"arn:aws:s3:::{bucket.name}/{bucket.prefix}app/file.tar", REGION
        elif kind in IN_REGION:
            yield from ((IN_REGION[kind].format(f"{region}:{ACCOUNT}"), region) for region in options.regions)


def context(sid: str, region: str) -> Context:
    return {
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": ACCOUNT,
        "ecs:cluster": f"arn:aws:ecs:{region}:{ACCOUNT}:cluster/a2c-app",
        **IAM_CONTEXT.get(sid, {}),
    }


def built(options: PolicyOptions) -> tuple[Document, ...]:
    try:
        return build.build(options)
    except App2ContainerError:
        return ()


@PROPERTY
@given(params(styles=("scoped",)))
def test_every_documented_action_works(written: dict[str, Any]) -> None:
    options = make(**written)
    documents = build.build(options)
    for sid, actions in guide_sections(options):
        for action in expanded(actions):
            tried = list(resources(sid, action, options))
            assert tried, (sid, action)
            for resource, region in tried:
                assert is_allowed(documents, action, resource, context(sid, region)), (sid, action, resource)


def abroad(arn: str) -> Iterator[str]:
    """The same resource in another partition, and where its ARN says so in another account and another Region."""
    parts = arn.split(":", 5)
    yield ":".join([parts[0], "aws-cn", *parts[2:]])
    if parts[4]:
        yield ":".join([*parts[:4], OTHER_ACCOUNT, parts[5]])
    if parts[3]:
        yield ":".join([*parts[:3], "ap-south-1", *parts[4:]])


@SLOW_PROPERTY
@given(params(styles=("scoped", "minimal")))
def test_nothing_beyond_the_sections_works(written: dict[str, Any]) -> None:
    options = make(**written)
    documents = built(options)
    chosen: dict[str, set[str]] = {}
    for sid, actions in guide_sections(replace(options, style="scoped")):
        for action in expanded(actions):
            chosen.setdefault(action, set()).add(sid)
    for action in ACTIONS:
        sids = chosen.get(action, set())
        own = [target for sid in sids for target in resources(sid, action, options)]
        for resource, region in own:
            if resource == "*":
                if not action.startswith(WITHOUT_REGION):
                    assert not is_allowed(documents, action, "*", {**context("", "ap-south-1"), "ecs:cluster": "x"})
                continue
            for other in () if "execute-api" in resource else abroad(resource):
                assert not is_allowed(documents, action, other, context("", region)), (action, other)
        foreign = [f"{ROLE}/Administrator", f"{ROLE}/ecsTaskExecutionRole2", f"{POLICY}/Any", "arn:aws:s3:::foreign/x"]
        here = [IN_REGION[kind].format(f"{REGION}:{ACCOUNT}") for kind in kinds(action) if kind in IN_REGION]
        known = foreign if kinds(action) else []
        for resource in known if sids else [*foreign, *here, "*"]:
            values = {**context("", REGION), "aws:ResourceAccount": OTHER_ACCOUNT}
            assert not is_allowed(documents, action, resource, values), (action, resource)


@PROPERTY
@given(params(styles=("scoped", "minimal")))
def test_statements_stay_inside(written: dict[str, Any]) -> None:
    """Only documented actions and the named additions; every ARN in the account and Regions, or a named exception."""
    options = make(**written)
    documented = {
        action for _sid, actions in guide_sections(replace(options, style="scoped")) for action in expanded(actions)
    }
    undocumented = {
        action
        for section in SECTIONS
        if not section.in_guide and wordings_for(section, options)
        for action in section.actions
    }
    for statement in (item for document in built(options) for item in document.statements):
        known = {*documented, *undocumented, *ADDED}
        assert set(statement.actions) <= known
        if "*" in statement.resources:
            assert statement.resources == ("*",)
            assert all(ACTIONS[action].star_only or action in WITHOUT_RESOURCE for action in statement.actions)
            continue
        for resource in statement.resources:
            _arn, partition, service, region, account, name = resource.split(":", 5)
            assert partition == "aws"
            if service == "s3":
                names = tuple(bucket.name for bucket in options.artifact_buckets)
                conditioned = statement.conditions == (("StringEquals", (("aws:ResourceAccount", (ACCOUNT,)),)),)
                assert name.startswith(names) or (name == "*" and conditioned)
            elif service == "execute-api":
                assert resource.endswith(("/prod/POST/put-metric-data", "/prod/POST/put-log-data"))
            else:
                assert account == ACCOUNT
                assert region in (
                    *options.regions,
                    *([REGION] if service == "kms" else [""] if service == "iam" else []),
                )


@PROPERTY
@given(params(styles=("scoped",)))
def test_minimal_is_a_part_of_scoped(written: dict[str, Any]) -> None:
    options = make(**written)
    whole = build.statements(options)
    try:
        part = build.statements(replace(options, style="minimal"))
    except App2ContainerError:
        return
    for statement in part:
        assert any(
            set(statement.actions) <= set(scoped.actions)
            and replace(statement, sid="", actions=()) == replace(scoped, sid="", actions=())
            for scoped in whole
        ), statement.sid


def test_apprunner_gets_the_bucket_that_the_guide_forgot() -> None:
    buckets = [{"name": "artifacts"}]
    assert is_allowed(
        build.build(make(deploy_targets=["apprunner"], artifact_buckets=buckets)),
        "s3:PutObject",
        "arn:aws:s3:::artifacts/x",
    )
    assert not is_allowed(
        build.build(make(deploy_targets=["apprunner"], artifact_buckets=buckets, style="documented")),
        "s3:PutObject",
        "arn:aws:s3:::artifacts/x",
    )


@pytest.mark.parametrize(
    ("partition", "region", "services"),
    [
        ("aws", "eu-west-1", "ecs-tasks.amazonaws.com"),
        ("aws-us-gov", "us-gov-west-1", "ecs-tasks.amazonaws.com"),
        ("aws-cn", "cn-north-1", ["ecs-tasks.amazonaws.com", "ecs-tasks.amazonaws.com.cn"]),
    ],
)
def test_partitions(partition: str, region: str, services: str | list[str]) -> None:
    found = {
        statement.sid: statement.to_json()
        for statement in build.statements(make(partition=partition, regions=[region]))
    }
    assert found["SectionForPassRoleToECS"] == {
        "Sid": "SectionForPassRoleToECS",
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": f"arn:{partition}:iam::{ACCOUNT}:role/ecsTaskExecutionRole",
        "Condition": {"StringEquals": {"iam:PassedToService": services}},
    }


def test_exact_statements() -> None:
    """The smallest useful policy, word for word."""
    options = make(
        style="minimal",
        commands=["extract", "remote inventory"],
        remote_workflows=True,
        artifact_buckets=[{"name": "artifacts", "prefix": "team/", "kms_key_arn": KEY}],
        metrics=True,
        editions=["current"],
    )
    (document,) = build.build(options)
    assert document.to_json() == {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "SectionForS3Access",
                "Effect": "Allow",
                "Action": "s3:GetBucketLocation",
                "Resource": "arn:aws:s3:::artifacts",
            },
            {
                "Sid": "SectionForS3AccessObjects",
                "Effect": "Allow",
                "Action": ["s3:AbortMultipartUpload", "s3:PutObject"],
                "Resource": "arn:aws:s3:::artifacts/team/*",
            },
            {
                "Sid": "SectionForS3AccessEncryption",
                "Effect": "Allow",
                "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
                "Resource": KEY,
                "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
            },
            {
                "Sid": "SectionForMetricsService",
                "Effect": "Allow",
                "Action": "application-transformation:PutMetricData",
                "Resource": "*",
            },
            {
                "Sid": "SectionForSecretManagerAccess",
                "Effect": "Allow",
                "Action": ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
                "Resource": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a2c/*",
            },
        ],
    }


@pytest.mark.parametrize(("pipeline", "reads"), [("codepipeline", False), ("jenkins", True), ("azure_devops", True)])
def test_a_pipeline_reads_secrets_only_of_another_system(pipeline: str, reads: bool) -> None:  # noqa: FBT001 -- a test's parameter
    """The secrets of remote hosts are none of a pipeline's."""
    options = make(style="minimal", commands=["generate pipeline"], pipeline=pipeline, remote_workflows=True)
    secret = f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:a2c/host-AbC123"
    assert is_allowed(build.build(options), "secretsmanager:GetSecretValue", secret) is reads
