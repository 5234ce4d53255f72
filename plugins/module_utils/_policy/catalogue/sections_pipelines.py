# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the catalogue: pipelines of CodePipeline, Jenkins and Azure DevOps."""

from __future__ import annotations

from .grants import ECS_TYPES, GENERATED_ROLES, IN_REGIONS, OWN_USER, REPOSITORIES, TOKEN, of, regional_arns
from .section import APPRUNNER, CURRENT, ECS, EKS, ORIGINAL, SERVICE_REFERENCE, Grant, Section, When, Wording

__all__ = ["JENKINS_WITH_CODECOMMIT", "PIPELINE_SOURCES", "PIPELINE_SYSTEMS"]

# https://docs.aws.amazon.com/app2container/latest/UserGuide/config-pipeline.html: Jenkins takes its source from
# CodeCommit or from an existing Git repository.
JENKINS_WITH_CODECOMMIT = When(option="pipeline", value="jenkins", along_with=(("pipeline_source", "codecommit"),))

# What a pipeline updates.
_PIPELINE_DEPLOYS = (
    Grant(on="ecs:service", resources=ECS_TYPES["service"], suffix="Services"),
    Grant(on="eks:cluster", resources=regional_arns("eks", "cluster/*"), suffix="Clusters"),
)

PIPELINE_SOURCES: tuple[Section, ...] = (
    Section(
        sid="SectionForCodeCommitAccess",
        purpose="Create the repository of a pipeline and commit the artifacts to it.",
        when=(When(option="pipeline", value="codepipeline"), JENKINS_WITH_CODECOMMIT),
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
        when=(JENKINS_WITH_CODECOMMIT,),
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
)

PIPELINE_SYSTEMS: tuple[Section, ...] = (
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
