# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests of ``generate pipeline``, without ``--deploy``, and of the pipelines of other systems."""

from __future__ import annotations

from . import sources
from .grants import ECS_TYPES, GENERATED_ROLES, OWN_USER, TOKEN, of, regional_arns
from .need import Need
from .requests_shared import PUSH, READ_SECRETS, STACKS, ecr, secrets
from .section import When
from .sections_pipelines import JENKINS_WITH_CODECOMMIT
from .sources import Source

__all__ = ["PIPELINE"]


def _pipeline_system(section: str, names: str, source: Source) -> tuple[Need, ...]:
    """What the pipelines of another system do."""
    need = Need(
        section=section,
        actions=("ecs:UpdateService",),
        resources=ECS_TYPES["service"],
        source=source,
    )
    return (
        ecr(section, names, source),
        need._replace(actions=(TOKEN,), resources=("*",)),
        need,
        need._replace(actions=("eks:DescribeCluster",), resources=regional_arns("eks", "cluster/*")),
    )


(_CLUSTER,) = ECS_TYPES["cluster"]
_ECS_READ = Need(
    section="SectionForECSReadAccess",
    actions=("ecs:DescribeClusters",),
    resources=(_CLUSTER,),
    source=sources.PIPELINE_TARGET,
)
_APPRUNNER = Need(
    section="SectionForAppRunnerAccess",
    actions=("apprunner:ListServices",),
    source=sources.PIPELINE_TARGET,
)
PIPELINE = (
    # CodePipeline with CodeCommit is what pipeline.json has unless it is edited.
    Need(
        section="SectionForCodeCommitAccess",
        actions=of("codecommit", "CreateCommit CreateRepository GetBranch GetRepository TagResource"),
        resources=regional_arns("codecommit", "{codecommit_repository}"),
        source=sources.CODECOMMIT,
        when=(
            When(option="pipeline", value="none"),
            When(option="pipeline", value="codepipeline"),
            JENKINS_WITH_CODECOMMIT,
        ),
    ),
    # Only users have a name in aws:username. A role cannot have SSH keys.
    Need(
        section="SectionForCodeCommitSSHKey",
        actions=("iam:UploadSSHPublicKey",),
        resources=OWN_USER,
        source=sources.SSH_KEY,
    ),
    _ECS_READ,
    _ECS_READ._replace(actions=("ecs:DescribeServices",), resources=ECS_TYPES["service"]),
    _ECS_READ._replace(actions=of("ecs", "DescribeTaskDefinition ListClusters"), resources=("*",)),
    _ECS_READ._replace(
        actions=("ecs:ListServices",),
        resources=("*",),
        context=(("ecs:cluster", _CLUSTER),),
    ),
    _APPRUNNER,
    _APPRUNNER._replace(
        actions=("apprunner:DescribeService",),
        resources=regional_arns("apprunner", "service/{apprunner_service}/*"),
    ),
    STACKS._replace(source=sources.PIPELINE_TARGET),
    *secrets(
        *READ_SECRETS,
        source=sources.PIPELINE_SECRETS,
        when=(When(option="pipeline", value="jenkins"), When(option="pipeline", value="azure_devops")),
    ),
    *_pipeline_system("AzureDevOpsAWS", f"{PUSH} DescribeRepositories GetDownloadUrlForLayer", sources.AZURE_DEVOPS),
    *_pipeline_system("JenkinsAWS", f"{PUSH} GetDownloadUrlForLayer", sources.JENKINS),
    Need(section="JenkinsAWS", actions=("iam:ListRoles",), source=sources.JENKINS),
    Need(section="JenkinsAWS", actions=("sts:AssumeRole",), resources=GENERATED_ROLES, source=sources.JENKINS),
)
