# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the catalogue: buckets, the image registry, and what the deployment targets need."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .grants import ECS_TYPES, IN_REGIONS, REPOSITORIES, TOKEN, decrypt, iam_arns, of, passed_to, regional_arns
from .section import (
    APPRUNNER,
    CLUSTERS,
    CURRENT,
    ECS,
    EKS,
    ORIGINAL,
    SERVICE_REFERENCE,
    Condition,
    Grant,
    Section,
    When,
    Wording,
)

__all__ = ["DEPLOYMENT"]

IN_CLUSTERS: Condition = ("ArnLike", "ecs:cluster", regional_arns("ecs", "cluster/{cluster}"))
_S3 = of(
    "s3",
    "DeleteObject GetBucketAcl GetBucketLocation GetObject GetObjectAcl ListAllMyBuckets ListBucket PutObject"
    " PutObjectAcl",
)
_ECR = of(
    "ecr",
    "BatchCheckLayerAvailability BatchDeleteImage BatchGetImage CompleteLayerUpload CreateRepository DeleteRepository"
    " DescribeImages DescribeRepositories GetAuthorizationToken GetDownloadUrlForLayer GetRepositoryPolicy"
    " InitiateLayerUpload ListImages PutImage TagResource UntagResource UploadLayerPart",
)
_ECR_TOKEN_GRANT = Grant(on="*", only=(TOKEN,), conditions=(IN_REGIONS,), suffix="2")
_ECS_WRITE = of(
    "ecs",
    "CreateCluster CreateService CreateTaskSet DeleteCluster DeleteService DeleteTaskSet DeregisterTaskDefinition Poll"
    " RegisterContainerInstance RegisterTaskDefinition RunTask StartTask StopTask SubmitContainerStateChange"
    " SubmitTaskStateChange UpdateContainerInstancesState UpdateService UpdateServicePrimaryTaskSet UpdateTaskSet",
)
_ECS_READ = of(
    "ecs",
    "DescribeClusters DescribeContainerInstances DescribeServices DescribeTaskDefinition DescribeTaskSets DescribeTasks"
    " ListClusters ListContainerInstances ListServices ListTaskDefinitionFamilies ListTaskDefinitions ListTasks",
)
_ECS_ARNS = tuple(arn for arns in ECS_TYPES.values() for arn in arns)
# What both sections act on.
_ECS_GRANTS = (
    Grant(on="ecs:cluster", resources=ECS_TYPES["cluster"], suffix="Clusters"),
    Grant(on="ecs:service", resources=ECS_TYPES["service"], suffix="Services"),
    Grant(on="ecs:task-set", resources=ECS_TYPES["task-set"], suffix="TaskSets"),
    Grant(on="ecs:container-instance", resources=ECS_TYPES["container-instance"], suffix="Instances"),
)
_RUN = of("ecs", "RunTask StartTask")
_REGISTER = of("ecs", "RegisterTaskDefinition")
_FAMILIES = regional_arns("ecs", "task-definition/{task_family}:*")
_APPRUNNER_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "service": regional_arns("apprunner", "service/{apprunner_service}/*"),
        "autoscalingconfiguration": regional_arns("apprunner", "autoscalingconfiguration/*"),
        "connection": regional_arns("apprunner", "connection/*"),
        "observabilityconfiguration": regional_arns("apprunner", "observabilityconfiguration/*"),
        "vpcconnector": regional_arns("apprunner", "vpcconnector/*"),
        "vpcingressconnection": regional_arns("apprunner", "vpcingressconnection/*"),
    }
)
_APPRUNNER_SUFFIXES = (
    ("service", "Services"),
    ("autoscalingconfiguration", "AutoScaling"),
    ("connection", "Connections"),
    ("observabilityconfiguration", "Observability"),
    ("vpcconnector", "VpcConnectors"),
    ("vpcingressconnection", "VpcIngress"),
)
_READER = "eks-quickstart-ResourceReader"

DEPLOYMENT: tuple[Section, ...] = (
    Section(
        sid="SectionForS3Access",
        purpose="Upload artifacts and templates to the artifact bucket and read them back.",
        when=(When(option="artifact_buckets"),),
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=CLUSTERS,
                scoped_targets=(APPRUNNER,),
                actions=_S3,
                resources=("arn:{partition}:s3:::{bucket}",),
            ),
        ),
        grants=(
            Grant(on="s3:bucket", resources=("arn:{partition}:s3:::{bucket}",)),
            Grant(
                on="s3:object",
                resources=("arn:{partition}:s3:::{artifact_object}",),
                suffix="Objects",
                # A large file is uploaded in parts; when that fails, the AWS SDK ends the upload with this action:
                # https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
                adds=(("s3:AbortMultipartUpload", ("s3:PutObject",)),),
            ),
            Grant(on="*", suffix="List"),
            decrypt(
                "s3",
                "artifact_key",
                ("kms:Decrypt", ("s3:GetObject", "s3:PutObject")),
                ("kms:GenerateDataKey", ("s3:PutObject",)),
            ),
        ),
        scoping=f"{SERVICE_REFERENCE}amazons3.html",
    ),
    Section(
        sid="SectionForS3ReadAccess",
        purpose="List and inspect any bucket, for a reason that the guide does not state.",
        when=(When(option="artifact_buckets"),),
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=CLUSTERS,
                scoped_targets=(APPRUNNER,),
                actions=of("s3", "ListBucket GetBucketAcl"),
                resources=("arn:{partition}:s3:::*",),
            ),
        ),
        grants=(
            Grant(
                on="s3:bucket",
                resources=("arn:{partition}:s3:::*",),
                conditions=(("StringEquals", "aws:ResourceAccount", ("{account}",)),),
            ),
        ),
        scoping=f"{SERVICE_REFERENCE}amazons3.html",
    ),
    Section(
        sid="SectionForAppRunnerAccess",
        purpose="Read App Runner services and what belongs to them.",
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=(APPRUNNER,),
                actions=of("apprunner", "List* Describe*"),
                resources=tuple(arn for arns in _APPRUNNER_TYPES.values() for arn in arns),
            ),
        ),
        grants=(
            *(
                Grant(on=f"apprunner:{kind}", resources=_APPRUNNER_TYPES[kind], suffix=suffix)
                for kind, suffix in _APPRUNNER_SUFFIXES
            ),
            Grant(on="apprunner:webacl", resources=regional_arns("wafv2", "*/webacl/*"), suffix="WebAcls"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="List"),
        ),
        service="apprunner",
        scoping=f"{SERVICE_REFERENCE}awsapprunner.html",
    ),
    Section(
        sid="SectionForECRAccess",
        purpose="Create image repositories and push, read and delete images.",
        wordings=(
            Wording(editions=(CURRENT,), targets=(ECS,), actions=_ECR, resources=REPOSITORIES),
            Wording(
                editions=(CURRENT,),
                targets=(EKS, APPRUNNER),
                actions=tuple(action for action in _ECR if action != TOKEN),
                resources=REPOSITORIES,
                label="WithoutToken",
            ),
            Wording(
                editions=(ORIGINAL,),
                targets=(ECS, EKS, APPRUNNER),
                actions=_ECR,
                resources=REPOSITORIES,
                label="Original",
            ),
        ),
        grants=(Grant(on="ecr:repository", resources=REPOSITORIES), _ECR_TOKEN_GRANT),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerregistry.html",
    ),
    Section(
        sid="SectionForECRAccess2",
        purpose="Log in to the registry with Docker.",
        wordings=(Wording(editions=(CURRENT,), targets=(ECS, EKS, APPRUNNER), actions=(TOKEN,), resources=("*",)),),
        grants=(Grant(on="*", conditions=(IN_REGIONS,)),),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerregistry.html",
    ),
    Section(
        sid="SectionForECSWriteAccess",
        purpose="Register task definitions, and run and change clusters, services and tasks.",
        wordings=(Wording(editions=(ORIGINAL, CURRENT), targets=(ECS,), actions=_ECS_WRITE, resources=_ECS_ARNS),),
        grants=(
            *_ECS_GRANTS,
            Grant(
                on="",
                resources=_FAMILIES,
                suffix="TagTaskDefinitions",
                conditions=(("StringEquals", "ecs:CreateAction", ("RegisterTaskDefinition",)),),
                # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/supported-iam-actions-tagging.html
                adds=(("ecs:TagResource", ("ecs:RegisterTaskDefinition",)),),
            ),
            Grant(
                on="ecs:task-definition",
                resources=_FAMILIES,
                suffix="Run",
                only=_RUN,
                conditions=(IN_CLUSTERS,),
            ),
            Grant(on="ecs:task", resources=ECS_TYPES["task"], suffix="Tasks"),
            # ECS names no task definition in the request to register one; the service reference says otherwise:
            # https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security_iam_id-based-policy-examples.html
            Grant(on="*", also_on_any=_REGISTER, conditions=(IN_REGIONS,), suffix="Definitions"),
        ),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerservice.html",
    ),
    Section(
        sid="SectionForPassRoleToECS",
        purpose="Name the task execution role in a task definition.",
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=(ECS,),
                actions=("iam:PassRole",),
                resources=("{task_execution_role}",),
            ),
        ),
        grants=(Grant(on="iam:role", resources=("{task_execution_role}",), conditions=(passed_to("ecs-tasks"),)),),
        scoping="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
    ),
    Section(
        sid="SectionForECSReadAccess",
        purpose="Read clusters, services, tasks and task definitions.",
        wordings=(
            Wording(editions=(CURRENT,), targets=(ECS,), actions=_ECS_READ, resources=_ECS_ARNS),
            Wording(editions=(ORIGINAL,), targets=(ECS,), actions=_ECS_READ, resources=("*",), label="Original"),
        ),
        grants=(
            *_ECS_GRANTS,
            Grant(on="ecs:task", resources=ECS_TYPES["task"], suffix="Tasks"),
            Grant(on="*", only=("ecs:ListServices",), conditions=(IN_CLUSTERS,), suffix="ListServices"),
            # Only a request for the tasks of one container instance names a resource.
            Grant(on="*", also_on_any=of("ecs", "ListTasks"), conditions=(IN_REGIONS,), suffix="List"),
        ),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerservice.html",
    ),
    Section(
        sid="SectionForEKS",
        purpose="Find the helper function of the EKS Quick Start and its role.",
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=(EKS,),
                actions=("iam:GetRole", "lambda:GetFunction"),
                resources=(
                    f"arn:{{partition}}:iam::*:role/{_READER}",
                    f"arn:{{partition}}:lambda:{{region}}:*:function:{_READER}",
                ),
            ),
        ),
        grants=(
            Grant(on="iam:role", resources=iam_arns(f"role/{_READER}"), suffix="Role"),
            Grant(on="lambda:function", resources=regional_arns("lambda", f"function:{_READER}"), suffix="Function"),
        ),
        scoping=f"{SERVICE_REFERENCE}awslambda.html",
    ),
)
