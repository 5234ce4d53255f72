# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the catalogue: the choices that the guide leaves to its reader."""

from __future__ import annotations

from .grants import GENERATED_ROLES, IN_REGIONS, attach, create, decrypt, of, pass_role, regional_arns
from .section import APPRUNNER, CLUSTERS, CURRENT, ECS, EKS, ORIGINAL, SERVICE_REFERENCE, Grant, Section, When, Wording

__all__ = ["CHOICES"]

_VPC_PARTS = of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs")
_KEY_PAIRS = of("ec2", "DescribeKeyPairs CreateKeyPair DescribeAvailabilityZones")
_SECRETS = of("secretsmanager", "GetSecretValue DescribeSecret")

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
)
