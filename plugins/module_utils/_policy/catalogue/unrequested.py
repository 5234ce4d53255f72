# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the policy grants although no command of App2Container requests it without ``--deploy``, and why.

Whatever a section grants is either in the tables of requests or here. Style ``minimal`` leaves out what is here, except
for the statements that people use who prepare something for App2Container.
"""

from __future__ import annotations

from dataclasses import dataclass

from .grants import of

__all__ = ["UNREQUESTED", "Unrequested"]


@dataclass(frozen=True, kw_only=True)
class Unrequested:
    """Actions of a section that no command requests.

    Args:
        section: its Sid.
        actions: the actions.
        reason: why no command requests them, and why the section has them nevertheless, in one sentence.
        statement: the suffix of the statement of the ``scoped`` style that this is about. Without it, it is about all
            statements of the section, in every style.
    """

    section: str
    actions: tuple[str, ...]
    reason: str
    statement: str = ""


_DEPLOYED = "Only a deployment needs them, which an administrator runs with --deploy; the guide grants them."
_NOT_NAMED = "The guide grants them, and names no command that uses them."
_BY_PEOPLE = (
    "App2Container sets no permissions boundary. The statement is for people who prepare the roles with the boundary."
)
_CREATE, _ATTACH = ("iam:CreateRole",), ("iam:AttachRolePolicy",)

UNREQUESTED: tuple[Unrequested, ...] = (
    Unrequested(
        section="SectionForS3Access",
        actions=of("s3", "DeleteObject GetObjectAcl PutObjectAcl"),
        reason=_NOT_NAMED,
    ),
    Unrequested(
        section="SectionForS3ReadAccess",
        actions=of("s3", "GetBucketAcl ListBucket"),
        reason="The guide grants them on all buckets; the commands use the artifact bucket, which has its own section.",
    ),
    Unrequested(
        section="SectionForAppRunnerAccess",
        actions=of(
            "apprunner",
            "DescribeAutoScalingConfiguration DescribeCustomDomains DescribeObservabilityConfiguration"
            " DescribeOperation DescribeVpcConnector DescribeVpcIngressConnection DescribeWebAclForService"
            " ListAssociatedServicesForWebAcl ListAutoScalingConfigurations ListConnections"
            " ListObservabilityConfigurations ListOperations ListServicesForAutoScalingConfiguration"
            " ListTagsForResource ListVpcConnectors ListVpcIngressConnections",
        ),
        reason="The guide grants all reads with wildcards; a pipeline needs only the service that it updates.",
    ),
    Unrequested(
        section="SectionForECRAccess",
        actions=of(
            "ecr",
            "BatchDeleteImage DeleteRepository DescribeImages GetDownloadUrlForLayer GetRepositoryPolicy ListImages"
            " UntagResource",
        ),
        reason="The guide grants them; pushing an image does not need them.",
    ),
    Unrequested(
        section="SectionForECSWriteAccess",
        actions=of(
            "ecs",
            "CreateCluster CreateService CreateTaskSet DeleteCluster DeleteService DeleteTaskSet"
            " DeregisterTaskDefinition RunTask StartTask StopTask UpdateContainerInstancesState UpdateService"
            " UpdateServicePrimaryTaskSet UpdateTaskSet",
        ),
        reason=_DEPLOYED,
    ),
    Unrequested(
        section="SectionForECSWriteAccess",
        actions=of("ecs", "Poll RegisterContainerInstance SubmitContainerStateChange SubmitTaskStateChange"),
        reason="Only the agent on a container instance sends them; the guide grants them.",
    ),
    Unrequested(
        section="SectionForECSReadAccess",
        actions=of(
            "ecs",
            "DescribeContainerInstances DescribeTaskSets DescribeTasks ListContainerInstances"
            " ListTaskDefinitionFamilies ListTaskDefinitions ListTasks",
        ),
        reason=_NOT_NAMED,
    ),
    *(
        Unrequested(section=section, actions=actions, statement=statement, reason=_BY_PEOPLE)
        for section, statement, actions in (
            ("SectionForFirelensIAMRoleAccess", "Create", _CREATE),
            ("SectionForFirelensIAMRoleAccess", "Attach", _ATTACH),
            ("SectionForFirelensFirehoseIAMRoleAccess", "Create", _CREATE),
            ("SectionForFirelensFirehoseIAMRoleAccess", "Attach", _ATTACH),
            ("SectionForIAMAccess", "Create", _CREATE),
        )
    ),
)
