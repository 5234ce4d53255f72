# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The one table of the policy options: each field of ``OptionTable`` is an option, and its metadata is the row.

To add an option, add a row. The argument specs and the documentation of modules, and the reading of options follow from
it; so do the variables of the role ``a2c_iam``, which tools/generate_role_variables.py writes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import option_checks
from . import resource_names as names
from .artifact_buckets import BUCKET_OPTIONS, ArtifactBucket, artifact_buckets
from .catalogue.commands import COMMANDS
from .catalogue.section import EDITIONS, TARGETS
from .language.document import Statement
from .option_row import flag, one_of, row, some_of, texts

__all__ = ["OptionTable"]

_STYLES = ("documented", "scoped", "minimal")
_PIPELINES = ("none", "codepipeline", "jenkins", "azure_devops")
_PIPELINE_SOURCES = ("codecommit", "git")
_GENERATED = ("a2c-*", "app2container-*")  # the names that App2Container gives


@dataclass(frozen=True, kw_only=True)
class OptionTable:
    """The options of a policy, as they are after they were checked.

    Lists are sorted and without repetition, so that options that mean the same are equal. ``ecs_task_execution_role``
    and ``created_roles_boundary`` are ARNs; ``secrets`` are ARN patterns.
    """

    deploy_targets: tuple[str, ...] = field(
        metadata=row(
            "Where the applications are deployed. Several targets give the union of their permissions.",
            "V(apprunner) is for Linux applications in partition V(aws).",
            check=option_checks.deploy_targets,
            type="list",
            elements="str",
            choices=TARGETS,
        )
    )
    style: str = field(
        metadata=one_of(
            _STYLES,
            "V(documented) grants the statements of the App2Container guide word for word, with their placeholders"
            " filled in. Some of them grant nothing as they are written, and some grant more than they should. The"
            " findings say which.",
            "V(scoped) grants the same actions, each on the resources that it can act on, in this account and in"
            " O(regions), with conditions where they are safe.",
            "V(minimal) is V(scoped), reduced to what O(commands) need.",
            default="scoped",
        )
    )
    editions: tuple[str, ...] = field(
        metadata=some_of(
            EDITIONS,
            "The editions of the App2Container guide whose permissions are granted. Two editions give the union of"
            " their permissions.",
            "V(original) sends telemetry to an endpoint that V(current) has replaced. V(current) adds FireLens, EKS"
            " roles, CloudFormation, Jenkins and Azure DevOps.",
        )
    )
    commands: tuple[str, ...] = field(
        metadata=some_of(
            tuple(COMMANDS),
            "The commands of C(app2container) that the holder runs, always without C(--deploy).",
            "Only O(style=minimal) is reduced to what they need. The task warns of a command that is named here and"
            " cannot work with the policy.",
        )
    )
    regions: tuple[str, ...] = field(
        metadata=row(
            "The Regions in which the holder works.",
            "The default is the Region of the connection, or of the environment where there is no connection. Without"
            " any of them, the task fails.",
            check=names.regions,
            type="list",
            elements="str",
        )
    )
    valid_until: str = field(
        metadata=row(
            "The date at which the access ends by itself, such as V(2027-03-31). Without a time, it ends at the"
            " beginning of that day in UTC.",
            "Every statement that allows something gets the condition C(aws:CurrentTime), those in O(extra_statements)"
            " too. The policy, the group, the users and the role remain.",
            check=option_checks.moment,
        )
    )
    artifact_buckets: tuple[ArtifactBucket, ...] = field(
        metadata=row(
            "The buckets in which App2Container stores artifacts. S3 is granted only where one is named.",
            check=artifact_buckets,
            type="list",
            elements="dict",
            default=(),
            suboptions=BUCKET_OPTIONS,
        )
    )
    ecr_repositories: tuple[str, ...] = field(
        metadata=texts(
            names.named("an ECR repository", r"[a-z0-9._/*?-]{1,256}"),
            "Names of image repositories, or patterns with V(*) and V(?). App2Container names a repository like its"
            " application.",
            "An ARN, or the URI of an image, stands for the name. Its account and Region must be those of the policy.",
            "The holder can replace the images of these repositories. The default is every repository, because the"
            " names have no common prefix.",
            default=("*",),
        )
    )
    ecs_clusters: tuple[str, ...] = field(
        metadata=texts(
            names.named("an ECS cluster", r"[A-Za-z0-9_*?-]{1,255}"),
            "Names of ECS clusters, or patterns. App2Container names a cluster C(a2c-<application>-ECS-Cluster).",
            "An ARN of this account stands for the name.",
            default=_GENERATED,
        )
    )
    ecs_task_families: tuple[str, ...] = field(
        metadata=texts(
            names.named("a family of ECS task definitions", r"[A-Za-z0-9_*?-]{1,255}"),
            "Families of ECS task definitions, or patterns. App2Container names a family like its application.",
            "An ARN of this account stands for the name, without the revision.",
            "The holder runs these tasks in O(ecs_clusters), with a command of its own choice and with the roles that a"
            " definition names. The default is every family, because the names have no common prefix.",
            "O(style=documented) does not use it.",
            default=("*",),
        )
    )
    cloudformation_stacks: tuple[str, ...] = field(
        metadata=texts(
            names.named("a CloudFormation stack", r"[A-Za-z0-9*?-]{1,128}"),
            "Names of CloudFormation stacks, or patterns. App2Container looks for the stack of an earlier deployment.",
            "An ARN of this account stands for the name.",
            "O(style=documented) does not use it.",
            default=_GENERATED,
        )
    )
    codecommit_repositories: tuple[str, ...] = field(
        metadata=texts(
            names.named("a CodeCommit repository", r"[A-Za-z0-9._*?-]{1,100}"),
            "Names of CodeCommit repositories, or patterns. O(style=documented) does not use it.",
            "An ARN or a clone URL stands for the name. Its Region must be one of the policy.",
            default=_GENERATED,
        )
    )
    apprunner_services: tuple[str, ...] = field(
        metadata=texts(
            names.named("an App Runner service", r"[A-Za-z0-9_*?-]{1,40}"),
            "Names of App Runner services, or patterns. An ARN of this account stands for the name.",
            default=("*",),
        )
    )
    ecs_task_execution_role: str = field(
        metadata=row(
            "Name or ARN of the role that task definitions name as their execution role. It must be in the same"
            " account.",
            check=names.role,
            default="ecsTaskExecutionRole",
        )
    )
    byo_vpc: bool = field(
        metadata=flag(
            "Whether applications are deployed into a VPC of your own, or into one that App2Container created earlier.",
            default=False,
        )
    )
    metrics: bool = field(metadata=flag("Whether the user has consented to usage metrics.", default=False))
    support_bundles: bool = field(
        metadata=flag(
            "Whether the user has consented to the upload of support bundles, or uploads them by hand.", default=False
        )
    )
    remote_workflows: bool = field(
        metadata=flag(
            "Whether a worker machine connects to other servers with the credentials in O(secrets).", default=False
        )
    )
    firelens: bool = field(
        metadata=flag(
            "Whether logs are routed with FireLens to Firehose or Kinesis. Only ECS has it, in edition V(current).",
            "With O(style=scoped) and O(style=minimal), an administrator has to create O(created_roles_boundary)"
            " first.",
            default=False,
        )
    )
    ec2_key_pairs: bool = field(
        metadata=flag(
            "Whether App2Container may list and create EC2 key pairs, for hosts of ECS and EKS. Fargate needs none.",
            "O(style=documented) always has this section.",
            default=True,
            not_secret=True,
        )
    )
    eks_roles: bool = field(
        metadata=flag(
            "Whether App2Container may create the roles of EKS clusters and nodes itself.",
            "O(style=documented) always has this section, without conditions, so that its holder can gain any"
            " permission.",
            default=False,
        )
    )
    created_roles_boundary: str = field(
        metadata=row(
            "Name, with its path if it has one, or ARN of a policy of this account. Roles can be created, and FireLens"
            " policies be attached to them, only with this policy as their permissions boundary.",
            "The holder of O(firelens) writes the policies of those roles, so this boundary is what limits the holder."
            " It must exist, and must allow no more than these roles need.",
            "O(style=documented) does not use it.",
            check=names.boundary,
            default="App2ContainerBoundary",
        )
    )
    secrets: tuple[str, ...] = field(
        metadata=row(
            "Names or ARNs of secrets, or patterns. O(remote_workflows) and pipelines with Jenkins or Azure DevOps read"
            " these secrets.",
            "A full name is matched with the six characters that Secrets Manager adds to it.",
            "They cannot be among the secrets under C(app2container/access-keys/), which hold access keys of users.",
            "O(style=documented) does not use it.",
            check=names.secrets,
            type="list",
            elements="str",
            default=("a2c/*",),
            not_secret=True,
        )
    )
    secrets_kms_key_arns: tuple[str, ...] = field(
        metadata=texts(
            names.kms_key,
            "ARNs of the customer managed keys that encrypt O(secrets). O(style=documented) does not use it.",
            default=(),
            not_secret=True,
        )
    )
    pipeline: str = field(
        metadata=one_of(
            _PIPELINES,
            "The pipelines that are generated. V(codepipeline) uses CodeCommit.",
            "V(jenkins) and V(azure_devops) exist in edition V(current). Their statements are meant for the AWS profile"
            " of that system and are added to the others.",
            default="none",
        )
    )
    pipeline_source: str = field(
        metadata=one_of(
            _PIPELINE_SOURCES,
            "Where a Jenkins pipeline takes its source from. App2Container creates or uses a repository of CodeCommit,"
            " unless C(pipeline.json) names another Git repository.",
            "V(codecommit) grants what is needed for that repository, and lets IAM users upload an SSH key of their"
            " own. Roles cannot have SSH keys, so that only a user can generate such a pipeline.",
            "Only O(pipeline=jenkins) uses it. CodePipeline has CodeCommit in any case, and Azure DevOps has its own"
            " repositories.",
            default="codecommit",
        )
    )
    extra_statements: tuple[Statement, ...] = field(
        metadata=row(
            "Statements that are added unchanged, in the form of IAM.",
            "Their C(Sid) must not be one that the policy uses already.",
            check=option_checks.extra_statements,
            type="list",
            elements="dict",
            default=(),
        )
    )
    exclude_actions: tuple[str, ...] = field(
        metadata=texts(
            option_checks.action_pattern,
            "Actions, or patterns such as V(ecr:Delete*), that are left out of every section. O(extra_statements) keep"
            " them.",
            "Each must match an action of the sections.",
            default=(),
        )
    )
