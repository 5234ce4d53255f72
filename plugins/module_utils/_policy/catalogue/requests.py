# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests that each command of App2Container makes, and how they are known.

A row says what App2Container sends, not what a policy expects: the values of conditions are those that the command or
the service puts into the request. So a condition that App2Container cannot meet shows as a missing action.

This is for commands without ``--deploy``: a deployment needs an administrator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .grants import ECS_TYPES, GENERATED_ROLES, OWN_USER, REPOSITORIES, TOKEN, iam_arns, of, regional_arns
from .need import DOCUMENTED, INFERRED, OBSERVED, Need
from .section import When

__all__ = ["EVERY_COMMAND", "OWN_NEEDS"]

_PIPELINES = "https://docs.aws.amazon.com/app2container/latest/UserGuide/cmd-generate-pipeline.html"
_BUCKET = ("arn:{partition}:s3:::{bucket}",)
_OBJECTS = ("arn:{partition}:s3:::{artifact_object}",)


def _bucket(names: str, basis: str = INFERRED) -> Need:
    return Need(section="SectionForS3Access", actions=of("s3", names), resources=_BUCKET, basis=basis)


def _objects(name: str, keys: str, basis: str) -> tuple[Need, Need]:
    """A request for objects, and those that S3 makes for it where the bucket has a key."""
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
    need = Need(section="SectionForS3Access", actions=of("s3", name), resources=_OBJECTS, basis=basis)
    through = (("kms:ViaService", "s3.{region}.{dns_suffix}"),)
    return need, replace(need, actions=of("kms", keys), resources=("{artifact_key}",), context=through)


_PUT, _PUT_KEYS = "PutObject", "GenerateDataKey Decrypt"  # a multipart upload needs both


def _secrets(*actions: str, basis: str = DOCUMENTED, when: tuple[When, ...] = ()) -> tuple[Need, Need]:
    """Requests for secrets, and those of Secrets Manager where they have a key."""
    need = Need(
        section="SectionForSecretManagerAccess",
        actions=actions,
        resources=("{secret}",),
        basis=basis,
        when=when,
        always=not when,
    )
    through = (("kms:ViaService", "secretsmanager.{region}.{dns_suffix}"),)
    return need, replace(need, actions=("kms:Decrypt",), resources=("{secret_key}",), context=through)


_READ_SECRETS = _secrets(*of("secretsmanager", "DescribeSecret GetSecretValue"))
_PIPELINE_SECRETS = _secrets(
    *of("secretsmanager", "DescribeSecret GetSecretValue"),
    when=(When(option="pipeline", value="jenkins"), When(option="pipeline", value="azure_devops")),
)


def _ecr(section: str, names: str, basis: str = DOCUMENTED) -> Need:
    # https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
    return Need(section=section, actions=of("ecr", names), resources=REPOSITORIES, basis=basis)


_PUSH = "BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload InitiateLayerUpload PutImage UploadLayerPart"


def _pass(section: str, role: tuple[str, ...], *services: str) -> tuple[Need, ...]:
    return tuple(
        Need(
            section=section,
            actions=("iam:PassRole",),
            resources=role,
            context=(("iam:PassedToService", f"{service}.{{dns_suffix}}"),),
            basis=INFERRED,
        )
        for service in services
    )


_WITHOUT_BOUNDARY = (
    "App2Container creates roles without a permissions boundary. Before it runs, have an administrator create the roles"
    " that it uses with the boundary {created_roles_boundary}, and attach their policies."
)


def _create(section: str, roles: tuple[str, ...], policies: str) -> tuple[Need, ...]:
    """A role is looked for, created without a boundary, given a policy and passed on."""
    need = Need(section=section, actions=("iam:GetRole",), resources=roles, basis=INFERRED)
    return (
        need,
        replace(need, actions=("iam:CreateRole",), remedy=_WITHOUT_BOUNDARY),
        replace(
            need,
            actions=("iam:AttachRolePolicy",),
            context=(("iam:PolicyARN", policies),),
            remedy=_WITHOUT_BOUNDARY,
        ),
    )


_FIRELENS_ROLE = iam_arns("role/A2CEcsFirelensRole")
_FIREHOSE_ROLE = iam_arns("role/*a2c-FirehoseRole-*")
(_FIRELENS_POLICY,) = iam_arns("policy/service-role/A2CEcsFirelensPolicy")
(_FIREHOSE_POLICY,) = iam_arns("policy/*a2c-KinesisFirehosePolicy-*")
_LOGS = (
    *_create("SectionForFirelensIAMRoleAccess", _FIRELENS_ROLE, _FIRELENS_POLICY),
    *_pass("SectionForFirelensIAMRoleAccess", _FIRELENS_ROLE, "ecs-tasks"),
    Need(
        section="SectionForFirelensIAMPolicyAccess",
        actions=("iam:CreatePolicy",),
        resources=(_FIRELENS_POLICY,),
        basis=INFERRED,
    ),
    Need(
        section="SectionForFirelensFirehoseIAMPolicyAccess",
        actions=of("iam", "CreatePolicy GetPolicy"),
        resources=(_FIREHOSE_POLICY,),
        basis=INFERRED,
    ),
    *_create("SectionForFirelensFirehoseIAMRoleAccess", _FIREHOSE_ROLE, _FIREHOSE_POLICY),
    *_pass("SectionForFirelensFirehoseIAMRoleAccess", _FIREHOSE_ROLE, "firehose"),
    Need(
        section="SectionForFirelensFirehoseStreamsAccess",
        actions=of("firehose", "CreateDeliveryStream DescribeDeliveryStream"),
        resources=regional_arns("firehose", "deliverystream/*"),
        basis=INFERRED,
    ),
    Need(
        section="SectionForFirelensKinesisStreamsAccess",
        actions=("kinesis:CreateStream",),
        resources=regional_arns("kinesis", "stream/*"),
        basis=INFERRED,
    ),
)

# The roles of EKS clusters and nodes: App2Container looks for them even where it is not to create them.
_EKS_ROLES = (
    *_create("SectionForIAMAccess", GENERATED_ROLES, "arn:{partition}:iam::aws:policy/AmazonEKSClusterPolicy"),
    *_pass("SectionForIAMAccess", GENERATED_ROLES, "ec2", "eks"),
    Need(
        section="SectionForIAMAccess",
        actions=of("iam", "GetRole ListRoleTags"),
        resources=GENERATED_ROLES,
        basis=INFERRED,
        always=True,
    ),
    Need(section="SectionForIAMAccess", actions=("iam:ListRoles",), basis=INFERRED, always=True),
)

_EKS_READER = "eks-quickstart-ResourceReader"
_EC2 = Need(section="SectionForEC2", actions=of("ec2", "DescribeAvailabilityZones DescribeKeyPairs"), basis=INFERRED)
_STACKS = Need(
    section="SectionForCloudFormation",
    actions=("cloudformation:DescribeStacks",),
    resources=regional_arns("cloudformation", "stack/{stack}/*"),
    basis=INFERRED,
)

_APP_DEPLOYMENT = (
    *_objects(_PUT, _PUT_KEYS, OBSERVED),
    _bucket("GetBucketLocation"),
    _ecr("SectionForECRAccess", "DescribeRepositories CreateRepository TagResource", OBSERVED),
    _ecr("SectionForECRAccess", _PUSH),
    Need(section="SectionForECRAccess", actions=(TOKEN,)),
    Need(section="SectionForECRAccess2", actions=(TOKEN,)),
    # The request names no task definition: see the row of the section.
    Need(section="SectionForECSWriteAccess", actions=("ecs:RegisterTaskDefinition",), basis=OBSERVED),
    Need(
        section="SectionForPassRoleToECS",
        actions=("iam:PassRole",),
        resources=("{task_execution_role}",),
        context=(("iam:PassedToService", "ecs-tasks.{dns_suffix}"),),
        basis=OBSERVED,
    ),
    Need(
        section="SectionForByoVPC",
        actions=of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs"),
        basis=INFERRED,
    ),
    _EC2,
    replace(_EC2, actions=("ec2:CreateKeyPair",), resources=regional_arns("ec2", "key-pair/*")),
    Need(
        section="SectionForEKS",
        actions=("iam:GetRole",),
        resources=iam_arns(f"role/{_EKS_READER}"),
        basis=INFERRED,
    ),
    Need(
        section="SectionForEKS",
        actions=("lambda:GetFunction",),
        resources=regional_arns("lambda", f"function:{_EKS_READER}"),
        basis=INFERRED,
    ),
    *_EKS_ROLES,
    *_LOGS,
    _STACKS,
)


def _pipeline_system(section: str, names: str) -> tuple[Need, ...]:
    """What the pipelines of another system do."""
    need = Need(section=section, actions=("ecs:UpdateService",), resources=ECS_TYPES["service"])
    return (
        _ecr(section, names),
        replace(need, actions=(TOKEN,), resources=("*",)),
        need,
        replace(need, actions=("eks:DescribeCluster",), resources=regional_arns("eks", "cluster/*")),
    )


(_CLUSTER,) = ECS_TYPES["cluster"]
_ECS_READ = Need(
    section="SectionForECSReadAccess",
    actions=("ecs:DescribeClusters",),
    resources=(_CLUSTER,),
    basis=INFERRED,
)
_PIPELINE = (
    Need(
        section="SectionForCodeCommitAccess",
        actions=of("codecommit", "CreateCommit CreateRepository GetBranch GetRepository TagResource"),
        resources=regional_arns("codecommit", "{codecommit_repository}"),
    ),
    # Only users have a name in aws:username. A role cannot have SSH keys.
    Need(
        section="SectionForCodeCommitSSHKey",
        actions=("iam:UploadSSHPublicKey",),
        resources=OWN_USER,
        source=_PIPELINES,
    ),
    _ECS_READ,
    replace(_ECS_READ, actions=("ecs:DescribeServices",), resources=ECS_TYPES["service"]),
    replace(_ECS_READ, actions=of("ecs", "DescribeTaskDefinition ListClusters"), resources=("*",)),
    replace(
        _ECS_READ,
        actions=("ecs:ListServices",),
        resources=("*",),
        context=(("ecs:cluster", _CLUSTER),),
    ),
    Need(
        section="SectionForAppRunnerAccess",
        actions=("apprunner:DescribeService",),
        resources=regional_arns("apprunner", "service/{apprunner_service}/*"),
        basis=INFERRED,
    ),
    Need(section="SectionForAppRunnerAccess", actions=("apprunner:ListServices",), basis=INFERRED),
    _STACKS,
    *_PIPELINE_SECRETS,
    *_pipeline_system("AzureDevOpsAWS", f"{_PUSH} DescribeRepositories GetDownloadUrlForLayer"),
    *_pipeline_system("JenkinsAWS", f"{_PUSH} GetDownloadUrlForLayer"),
    Need(section="JenkinsAWS", actions=("iam:ListRoles",)),
    Need(section="JenkinsAWS", actions=("sts:AssumeRole",), resources=GENERATED_ROLES),
)


def _telemetry(section: str, path: str, action: str) -> tuple[Need, Need]:
    """A message in the current edition, and in the original one."""
    return (
        Need(section=section, actions=(action,)),
        Need(
            section=section,
            actions=("execute-api:Invoke",),
            resources=(f"arn:{{partition}}:execute-api:us-east-1:*:*/prod/POST/{path}",),
        ),
    )


# Consent at `init` makes every command send metrics, and a failed one a support bundle.
EVERY_COMMAND = (
    *_telemetry("SectionForMetricsService", "put-metric-data", "application-transformation:PutMetricData"),
    *_telemetry("SectionForUploadSupportBundleService", "put-log-data", "application-transformation:PutLogData"),
)

# In the order of the guide.
OWN_NEEDS: Mapping[str, tuple[Need, ...]] = {
    "init": (
        Need(section="SectionForS3Access", actions=("s3:ListAllMyBuckets",), basis=INFERRED),
        _bucket("GetBucketLocation GetBucketAcl ListBucket"),
    ),
    "remote configure": _secrets("secretsmanager:DescribeSecret", basis=INFERRED)[:1],
    "inventory": (),
    "analyze": (),
    "remote inventory": _READ_SECRETS,
    "remote analyze": _READ_SECRETS,
    "remote extract": _READ_SECRETS,
    "extract": (*_objects(_PUT, _PUT_KEYS, DOCUMENTED), _bucket("GetBucketLocation")),
    "containerize": (*_objects("GetObject", "Decrypt", DOCUMENTED), _bucket("GetBucketLocation")),
    "generate app-deployment": _APP_DEPLOYMENT,
    "generate pipeline": _PIPELINE,
    "upgrade": (),
    "upload-support-bundle": (),
}
