# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the catalogue: the choices that the guide leaves to its reader, and pipelines."""

from __future__ import annotations

from .grants import (
    ECS_TYPES,
    GENERATED_ROLES,
    IN_REGIONS,
    OWN_USER,
    REPOSITORIES,
    TOKEN,
    attach,
    create,
    decrypt,
    of,
    pass_role,
    regional_arns,
)
from .section import APPRUNNER, CLUSTERS, CURRENT, ECS, EKS, ORIGINAL, SERVICE_REFERENCE, Grant, Section, When, Wording

__all__ = ["CHOICES"]

_VPC_PARTS = of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs")
_KEY_PAIRS = of("ec2", "DescribeKeyPairs CreateKeyPair DescribeAvailabilityZones")
_SECRETS = of("secretsmanager", "GetSecretValue DescribeSecret")

# https://docs.aws.amazon.com/app2container/latest/UserGuide/config-pipeline.html: Jenkins takes its source from
# CodeCommit or from an existing Git repository.
_JENKINS_WITH_CODECOMMIT = When(option="pipeline", value="jenkins", along_with=(("pipeline_source", "codecommit"),))

# The AWS managed policies that the roles of an EKS cluster and of its nodes need.
# https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html and create-node-role.html
_EKS_MANAGED_POLICIES = tuple(
    f"arn:{{partition}}:iam::aws:policy/{name}"
    for name in (
        "AmazonEC2ContainerRegistryPullOnly",
        "AmazonEC2ContainerRegistryReadOnly",
        "AmazonEKSClusterPolicy",
        "AmazonEKSVPCResourceController",
        "AmazonEKSWorkerNodePolicy",
        "AmazonEKS_CNI_Policy",
    )
)

# What a pipeline updates.
_PIPELINE_DEPLOYS = (
    Grant(on="ecs:service", resources=ECS_TYPES["service"], suffix="Services"),
    Grant(on="eks:cluster", resources=regional_arns("eks", "cluster/*"), suffix="Clusters"),
)


def _telemetry(path: str, action: str) -> tuple[tuple[Wording, ...], tuple[Grant, ...]]:
    """A telemetry section: the API Gateway endpoint of the original edition, and the service that replaced it.

    The API belongs to AWS, so neither its account nor its id is known.
    """
    endpoint = (f"arn:{{partition}}:execute-api:us-east-1:*:*/prod/POST/{path}",)
    return (
        (
            Wording(editions=(CURRENT,), targets=(ECS, EKS, APPRUNNER), actions=(action,), resources=("*",)),
            Wording(
                editions=(ORIGINAL,),
                targets=(ECS, EKS, APPRUNNER),
                actions=("execute-api:invoke",),
                resources=endpoint,
                label="Original",
            ),
        ),
        (
            Grant(on="*"),
            Grant(on="execute-api:execute-api-general", resources=endpoint, suffix="Original"),
        ),
    )


_METRICS = _telemetry("put-metric-data", "application-transformation:PutMetricData")
_SUPPORT = _telemetry("put-log-data", "application-transformation:PutLogData")

CHOICES: tuple[Section, ...] = (
    Section(
        sid="SectionForCodeCommitAccess",
        purpose="Create the repository of a pipeline and commit the artifacts to it.",
        when=(When(option="pipeline", value="codepipeline"), _JENKINS_WITH_CODECOMMIT),
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=(ECS, EKS, APPRUNNER),
                actions=of("codecommit", "GetRepository GetBranch CreateRepository CreateCommit TagResource"),
                resources=("arn:{partition}:codecommit:*:*:*",),
            ),
        ),
        grants=(Grant(on="codecommit:repository", resources=regional_arns("codecommit", "{codecommit_repository}")),),
        service="codecommit",
        scoping=f"{SERVICE_REFERENCE}awscodecommit.html",
    ),
    Section(
        sid="SectionForCodeCommitSSHKey",
        purpose="Upload the SSH key with which Jenkins reads the CodeCommit repository, for the caller alone.",
        when=(_JENKINS_WITH_CODECOMMIT,),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(),
                scoped_targets=(ECS, EKS, APPRUNNER),
                actions=("iam:UploadSSHPublicKey",),
                resources=OWN_USER,
            ),
        ),
        grants=(Grant(on="iam:user", resources=OWN_USER),),
        service="codecommit",
        source="https://docs.aws.amazon.com/app2container/latest/UserGuide/cmd-generate-pipeline.html",
        scoping="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html",
    ),
    Section(
        sid="SectionForByoVPC",
        purpose="Look up the parts of a VPC of your own, or of one that is reused.",
        when=(When(option="byo_vpc"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=CLUSTERS,
                actions=_VPC_PARTS,
                resources=regional_arns("ec2", "internet-gateway/*", "route-table/*", "subnet/*", "vpc/*"),
            ),
            Wording(
                editions=(ORIGINAL,),
                targets=CLUSTERS,
                actions=_VPC_PARTS,
                resources=("*",),
                label="Original",
            ),
        ),
        grants=(Grant(on="*", conditions=(IN_REGIONS,)),),
        scoping=f"{SERVICE_REFERENCE}amazonec2.html",
    ),
    Section(
        sid="SectionForEC2",
        purpose="List Availability Zones and key pairs, and create a key pair for EC2 hosts.",
        when=(When(option="ec2_key_pairs"),),
        always_documented=True,
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=CLUSTERS,
                actions=_KEY_PAIRS,
                resources=regional_arns("ec2", "key-pair/*"),
            ),
            Wording(
                editions=(ORIGINAL,),
                targets=CLUSTERS,
                actions=_KEY_PAIRS,
                resources=("*",),
                label="Original",
            ),
        ),
        grants=(
            Grant(on="ec2:key-pair", resources=regional_arns("ec2", "key-pair/*"), suffix="KeyPairs"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="List"),
        ),
        scoping=f"{SERVICE_REFERENCE}amazonec2.html",
    ),
    Section(
        sid="SectionForMetricsService",
        purpose="Send the usage metrics that `init` asks consent for.",
        when=(When(option="metrics"),),
        wordings=_METRICS[0],
        grants=_METRICS[1],
        service="telemetry",
        scoping=f"{SERVICE_REFERENCE}awsapplicationtransformationservice.html",
    ),
    Section(
        sid="SectionForUploadSupportBundleService",
        purpose="Upload support bundles, automatically after a failure or by hand.",
        when=(When(option="support_bundles"),),
        wordings=_SUPPORT[0],
        grants=_SUPPORT[1],
        service="telemetry",
        scoping=f"{SERVICE_REFERENCE}awsapplicationtransformationservice.html",
    ),
    Section(
        sid="SectionForSecretManagerAccess",
        purpose="Read the credentials of remote servers and of pipeline systems.",
        when=(
            When(option="remote_workflows"),
            When(option="pipeline", value="jenkins"),
            When(option="pipeline", value="azure_devops"),
        ),
        wordings=(
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=CLUSTERS,
                actions=_SECRETS,
                resources=regional_arns("secretsmanager", "secret:a2c/*"),
            ),
            Wording(
                editions=(ORIGINAL, CURRENT),
                targets=(APPRUNNER,),
                actions=_SECRETS,
                resources=("arn:{partition}:secretsmanager:us-east-1:*:secret:a2c/*",),
                label="AppRunner",
            ),
        ),
        grants=(
            Grant(on="secretsmanager:Secret", resources=("{secret}",)),
            decrypt("secretsmanager", "secret_key", ("kms:Decrypt", ("secretsmanager:GetSecretValue",))),
        ),
        scoping=f"{SERVICE_REFERENCE}awssecretsmanager.html",
    ),
    Section(
        sid="SectionForIAMAccess",
        purpose="Find and create the roles of an EKS cluster and of its nodes.",
        when=(When(option="eks_roles"),),
        always_documented=True,
        always_scoped=of("iam", "GetRole ListRoles ListRoleTags"),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(EKS,),
                actions=of("iam", "AttachRolePolicy CreateRole GetRole ListRoles ListRoleTags"),
                resources=GENERATED_ROLES,
            ),
        ),
        grants=(
            Grant(on="iam:role", resources=GENERATED_ROLES),
            create(GENERATED_ROLES),
            attach(GENERATED_ROLES, _EKS_MANAGED_POLICIES),
            Grant(on="*", suffix="List"),
            pass_role(GENERATED_ROLES, "ec2", "eks"),
        ),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForCloudFormation",
        purpose="Check whether a stack of an earlier deployment exists.",
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS, EKS, APPRUNNER),
                actions=("cloudformation:DescribeStacks",),
                resources=("arn:{partition}:cloudformation:*:{account}:stack/a2c-*",),
            ),
        ),
        grants=(
            Grant(
                on="cloudformation:stack",
                resources=regional_arns("cloudformation", "stack/{stack}/*"),
            ),
        ),
        scoping=f"{SERVICE_REFERENCE}awscloudformation.html",
    ),
    Section(
        sid="AzureDevOpsAWS",
        purpose="Push images and update services from an Azure DevOps pipeline.",
        when=(When(option="pipeline", value="azure_devops"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS, EKS, APPRUNNER),
                actions=(
                    *of(
                        "ecr",
                        "DescribeRepositories GetAuthorizationToken UploadLayerPart PutImage CompleteLayerUpload"
                        " InitiateLayerUpload BatchCheckLayerAvailability BatchGetImage GetDownloadUrlForLayer",
                    ),
                    "ecs:UpdateService",
                    "eks:DescribeCluster",
                ),
                resources=("*",),
            ),
        ),
        grants=(
            Grant(on="ecr:repository", resources=REPOSITORIES, suffix="Repositories"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="Token"),
            *_PIPELINE_DEPLOYS,
        ),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerregistry.html",
    ),
    Section(
        sid="JenkinsAWS",
        purpose="Push images, update services and assume the deployment roles from a Jenkins pipeline.",
        when=(When(option="pipeline", value="jenkins"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS, EKS, APPRUNNER),
                actions=(
                    "ecr:GetDownloadUrlForLayer",
                    "iam:ListRoles",
                    "ecr:GetAuthorizationToken",
                    "ecr:UploadLayerPart",
                    "ecr:PutImage",
                    "ecs:UpdateService",
                    "sts:AssumeRole",
                    "ecr:BatchGetImage",
                    "ecr:CompleteLayerUpload",
                    "eks:DescribeCluster",
                    "ecr:InitiateLayerUpload",
                    "ecr:BatchCheckLayerAvailability",
                ),
                resources=("*",),
            ),
        ),
        grants=(
            Grant(on="ecr:repository", resources=REPOSITORIES, suffix="Repositories"),
            Grant(on="*", only=(TOKEN,), conditions=(IN_REGIONS,), suffix="Token"),
            Grant(on="*", suffix="ListRoles"),
            *_PIPELINE_DEPLOYS,
            Grant(on="sts:role", resources=GENERATED_ROLES, suffix="AssumeRole"),
        ),
        scoping=f"{SERVICE_REFERENCE}awssecuritytokenservice.html",
    ),
)
