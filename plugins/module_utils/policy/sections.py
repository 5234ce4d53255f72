# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue: every section of App2Container's published policies, as data.

To add a section, add one entry. An entry says how the guide words it (``Wording``, one for each combination of
editions and targets that prints it the same way) and how the ``scoped`` style writes it (``Grant``, one for each
statement). Templates hold fields such as ``{region}``; ``templates.py`` lists and fills them.

Wildcards inside a documented ARN are the guide's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ansible_collections.fleetops.app2container.plugins.module_utils.policy import actions as facts

__all__ = [
    "ALL_ACTIONS",
    "EDITIONS",
    "GUIDE",
    "SECTIONS",
    "TARGETS",
    "Grant",
    "Section",
    "When",
    "Wording",
]

GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/iam-a2c.html"
SERVICE_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_"

ORIGINAL, CURRENT = "original", "current"
ECS, EKS, APPRUNNER = "ecs", "eks", "apprunner"
EDITIONS = (ORIGINAL, CURRENT)
TARGETS = (ECS, EKS, APPRUNNER)
CLUSTERS = (ECS, EKS)

Condition = tuple[str, str, tuple[str, ...]]  # operator, key, templates of the values


@dataclass(frozen=True, kw_only=True)
class When:
    """An option that turns a section on: it has this value, or with ``value`` True, it is not empty."""

    option: str
    value: str | bool = True

    def holds(self, options: object) -> bool:
        """Whether the options turn the section on."""
        given = getattr(options, self.option)
        return bool(given) if self.value is True else bool(given == self.value)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How the guide prints a section in some editions for some targets.

    ``label`` is added to the Sid where two wordings of one section stand side by side in a union; the one listed first
    keeps the documented Sid. ``scoped_targets``: further targets that need the section although the guide forgot them.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    editions: tuple[str, ...] = EDITIONS
    targets: tuple[str, ...] = TARGETS
    label: str = ""
    scoped_targets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One statement of a section in the ``scoped`` style.

    Args:
        on: resource type ``service:type`` that the actions act on, or ``*`` for actions that know no resource.
            The statement takes all actions of the section that can act on this type.
        suffix: what follows the documented Sid.
        resources: templates; a statement whose templates come out empty is left out.
        conditions: all must hold.
        only: take these actions alone. No other grant of the section on the same type takes them then.
        adds: actions that the guide forgot, each with the documented actions of the section of which one needs it.
    """

    on: str
    resources: tuple[str, ...] = ("*",)
    suffix: str = ""
    conditions: tuple[Condition, ...] = ()
    only: tuple[str, ...] = ()
    adds: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One documented section.

    Args:
        sid: the documented Sid.
        purpose: what the section is for, as one sentence for people.
        when: options that turn it on, one is enough; none means always.
        always_documented: the guide has it always, so ``documented`` ignores ``when``.
        service: what must exist in the partition for the section to be of use, a name of ``Partition.lacks``.
        scoping: where the resource types and condition keys of its actions are documented.
    """

    sid: str
    purpose: str
    wordings: tuple[Wording, ...]
    grants: tuple[Grant, ...]
    scoping: str
    when: tuple[When, ...] = ()
    always_documented: bool = False
    service: str = ""
    source: str = GUIDE

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action of the section in any edition, wildcards expanded, sorted."""
        named = {action for wording in self.wordings for action in wording.actions}
        return tuple(sorted({action for pattern in named for action in facts.expand(pattern)}))

    @property
    def added_actions(self) -> tuple[str, ...]:
        """The actions that the scoped style adds to the documented ones."""
        return tuple(sorted({action for grant in self.grants for action, _needed_by in grant.adds}))


def _of(service: str, names: str) -> tuple[str, ...]:
    return tuple(f"{service}:{name}" for name in names.split())


def _arn(service: str, *resources: str) -> tuple[str, ...]:
    """ARN templates in the account and in each Region."""
    return tuple(f"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}" for resource in resources)


def _iam(*resources: str) -> tuple[str, ...]:
    return tuple(f"arn:{{partition}}:iam::{{account}}:{resource}" for resource in resources)


IN_REGIONS: Condition = ("StringEquals", "aws:RequestedRegion", ("{region}",))
IN_CLUSTERS: Condition = ("ArnLike", "ecs:cluster", _arn("ecs", "cluster/{cluster}"))


def _passed_to(*services: str) -> Condition:
    return ("StringEquals", "iam:PassedToService", tuple(f"{service}.{{dns_suffix}}" for service in services))


_S3 = _of(
    "s3",
    "DeleteObject GetBucketAcl GetBucketLocation GetObject GetObjectAcl ListAllMyBuckets ListBucket PutObject"
    " PutObjectAcl",
)
_ECR = _of(
    "ecr",
    "BatchCheckLayerAvailability BatchDeleteImage BatchGetImage CompleteLayerUpload CreateRepository DeleteRepository"
    " DescribeImages DescribeRepositories GetAuthorizationToken GetDownloadUrlForLayer GetRepositoryPolicy"
    " InitiateLayerUpload ListImages PutImage TagResource UntagResource UploadLayerPart",
)
_TOKEN = "ecr:GetAuthorizationToken"  # noqa: S105 -- the name of an action
_ECR_TOKEN_GRANT = Grant(on="*", only=(_TOKEN,), conditions=(IN_REGIONS,), suffix="2")
_REPOSITORIES = _arn("ecr", "repository/{repository}")
_ECS_WRITE = _of(
    "ecs",
    "CreateCluster CreateService CreateTaskSet DeleteCluster DeleteService DeleteTaskSet DeregisterTaskDefinition Poll"
    " RegisterContainerInstance RegisterTaskDefinition RunTask StartTask StopTask SubmitContainerStateChange"
    " SubmitTaskStateChange UpdateContainerInstancesState UpdateService UpdateServicePrimaryTaskSet UpdateTaskSet",
)
_ECS_READ = _of(
    "ecs",
    "DescribeClusters DescribeContainerInstances DescribeServices DescribeTaskDefinition DescribeTaskSets DescribeTasks"
    " ListClusters ListContainerInstances ListServices ListTaskDefinitionFamilies ListTaskDefinitions ListTasks",
)
_ECS_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cluster": _arn("ecs", "cluster/{cluster}"),
        "service": _arn("ecs", "service/{cluster}/*"),
        "task-set": _arn("ecs", "task-set/{cluster}/*"),
        "container-instance": _arn("ecs", "container-instance/{cluster}/*"),
        "task-definition": _arn("ecs", "task-definition/*"),
        "task": _arn("ecs", "task/{cluster}/*"),
    }
)
_ECS_ARNS = tuple(arn for arns in _ECS_TYPES.values() for arn in arns)
_RUN = _of("ecs", "RunTask StartTask")
_APPRUNNER_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "service": _arn("apprunner", "service/{apprunner_service}/*"),
        "autoscalingconfiguration": _arn("apprunner", "autoscalingconfiguration/*"),
        "connection": _arn("apprunner", "connection/*"),
        "observabilityconfiguration": _arn("apprunner", "observabilityconfiguration/*"),
        "vpcconnector": _arn("apprunner", "vpcconnector/*"),
        "vpcingressconnection": _arn("apprunner", "vpcingressconnection/*"),
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
_SECRETS = _of("secretsmanager", "GetSecretValue DescribeSecret")
_FIRELENS_ROLE = _iam("role/A2CEcsFirelensRole")
_FIRELENS_POLICY = _iam("policy/service-role/A2CEcsFirelensPolicy")
_FIREHOSE_ROLES = _iam("role/*a2c-FirehoseRole-*")
_FIREHOSE_POLICIES = _iam("policy/*a2c-KinesisFirehosePolicy-*")
_MAKE_ROLE = _of("iam", "CreateRole GetRole AttachRolePolicy")
_WITH_BOUNDARY: Condition = ("ArnEquals", "iam:PermissionsBoundary", ("{created_roles_boundary}",))
_GENERATED_ROLES = _iam("role/a2c-*", "role/app2container-*")
_READER = "eks-quickstart-ResourceReader"

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


def _create(resources: tuple[str, ...]) -> Grant:
    """``iam:CreateRole`` for roles with the boundary alone.

    The creator writes whom a role trusts, and App2Container, run by an administrator, attaches policies to roles that
    it finds: a role without a boundary would hand the creator whatever that administrator attaches.
    """
    return Grant(
        on="iam:role",
        suffix="Create",
        resources=resources,
        only=("iam:CreateRole",),
        conditions=(_WITH_BOUNDARY,),
    )


def _attach(resources: tuple[str, ...], policies: tuple[str, ...], *further: Condition) -> Grant:
    """``iam:AttachRolePolicy`` for the named policies alone."""
    return Grant(
        on="iam:role",
        suffix="Attach",
        resources=resources,
        only=("iam:AttachRolePolicy",),
        conditions=(("ArnLike", "iam:PolicyARN", policies), *further),
    )


def _pass(resources: tuple[str, ...], *services: str) -> Grant:
    """``iam:PassRole``, which the guide forgot, to the services that take the role."""
    return Grant(
        on="",
        suffix="Pass",
        resources=resources,
        conditions=(_passed_to(*services),),
        adds=(("iam:PassRole", ("iam:CreateRole", "iam:GetRole")),),
    )


def _decrypt(service: str, keys: str, *adds: tuple[str, tuple[str, ...]]) -> Grant:
    """Use of customer managed keys through one service, in the Region of the key: elsewhere it cannot be used."""
    return Grant(
        on="",
        suffix="Encryption",
        resources=(f"{{{keys}}}",),
        conditions=(("StringEquals", "kms:ViaService", (f"{service}.{{{keys}_region}}.{{dns_suffix}}",)),),
        adds=adds,
    )


def _telemetry(path: str, action: str) -> tuple[tuple[Wording, ...], tuple[Grant, ...]]:
    """A telemetry section: the original edition's API Gateway endpoint, and the service that took its place.

    The API belongs to AWS, so neither its account nor its id is known.
    """
    endpoint = (f"arn:{{partition}}:execute-api:us-east-1:*:*/prod/POST/{path}",)
    return (
        (
            Wording(editions=(CURRENT,), actions=(action,), resources=("*",)),
            Wording(editions=(ORIGINAL,), actions=("execute-api:invoke",), resources=endpoint, label="Original"),
        ),
        (
            Grant(on="*"),
            Grant(on="execute-api:execute-api-general", resources=endpoint, suffix="Original"),
        ),
    )


_METRICS = _telemetry("put-metric-data", "application-transformation:PutMetricData")
_SUPPORT = _telemetry("put-log-data", "application-transformation:PutLogData")


SECTIONS: tuple[Section, ...] = (
    Section(
        sid="SectionForS3Access",
        purpose="Upload artifacts and templates to the artifact bucket and read them back.",
        when=(When(option="artifact_buckets"),),
        wordings=(
            Wording(
                targets=CLUSTERS,
                scoped_targets=(APPRUNNER,),
                actions=_S3,
                resources=("arn:{partition}:s3:::{bucket}",),
            ),
        ),
        grants=(
            Grant(on="s3:bucket", resources=("arn:{partition}:s3:::{bucket}",)),
            Grant(on="s3:object", resources=("arn:{partition}:s3:::{artifact_object}",), suffix="Objects"),
            Grant(on="*", suffix="List"),
            _decrypt(
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
        purpose="List and inspect any bucket; the guide does not say what for.",
        when=(When(option="artifact_buckets"),),
        wordings=(
            Wording(
                targets=CLUSTERS,
                scoped_targets=(APPRUNNER,),
                actions=_of("s3", "ListBucket GetBucketAcl"),
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
                targets=(APPRUNNER,),
                actions=_of("apprunner", "List* Describe*"),
                resources=tuple(arn for arns in _APPRUNNER_TYPES.values() for arn in arns),
            ),
        ),
        grants=(
            *(
                Grant(on=f"apprunner:{kind}", resources=_APPRUNNER_TYPES[kind], suffix=suffix)
                for kind, suffix in _APPRUNNER_SUFFIXES
            ),
            Grant(on="apprunner:webacl", resources=_arn("wafv2", "*/webacl/*"), suffix="WebAcls"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="List"),
        ),
        service="apprunner",
        scoping=f"{SERVICE_REFERENCE}awsapprunner.html",
    ),
    Section(
        sid="SectionForECRAccess",
        purpose="Create image repositories and push, read and delete images.",
        wordings=(
            Wording(editions=(CURRENT,), targets=(ECS,), actions=_ECR, resources=_REPOSITORIES),
            Wording(
                editions=(CURRENT,),
                targets=(EKS, APPRUNNER),
                actions=tuple(action for action in _ECR if action != _TOKEN),
                resources=_REPOSITORIES,
                label="WithoutToken",
            ),
            Wording(editions=(ORIGINAL,), actions=_ECR, resources=_REPOSITORIES, label="Original"),
        ),
        grants=(Grant(on="ecr:repository", resources=_REPOSITORIES), _ECR_TOKEN_GRANT),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerregistry.html",
    ),
    Section(
        sid="SectionForECRAccess2",
        purpose="Log Docker in to the registry.",
        wordings=(Wording(editions=(CURRENT,), actions=(_TOKEN,), resources=("*",)),),
        grants=(Grant(on="*", conditions=(IN_REGIONS,)),),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerregistry.html",
    ),
    Section(
        sid="SectionForECSWriteAccess",
        purpose="Register task definitions, and run and change clusters, services and tasks.",
        wordings=(Wording(targets=(ECS,), actions=_ECS_WRITE, resources=_ECS_ARNS),),
        grants=(
            Grant(on="ecs:cluster", resources=_ECS_TYPES["cluster"], suffix="Clusters"),
            Grant(on="ecs:service", resources=_ECS_TYPES["service"], suffix="Services"),
            Grant(on="ecs:task-set", resources=_ECS_TYPES["task-set"], suffix="TaskSets"),
            Grant(on="ecs:container-instance", resources=_ECS_TYPES["container-instance"], suffix="Instances"),
            Grant(on="ecs:task-definition", resources=_ECS_TYPES["task-definition"], suffix="TaskDefinitions"),
            Grant(
                on="ecs:task-definition",
                resources=_ECS_TYPES["task-definition"],
                suffix="Run",
                only=_RUN,
                conditions=(IN_CLUSTERS,),
            ),
            Grant(on="ecs:task", resources=_ECS_TYPES["task"], suffix="Tasks"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="Deregister"),
        ),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerservice.html",
    ),
    Section(
        sid="SectionForPassRoleToECS",
        purpose="Name the task execution role in a task definition.",
        wordings=(Wording(targets=(ECS,), actions=("iam:PassRole",), resources=("{task_execution_role}",)),),
        grants=(Grant(on="iam:role", resources=("{task_execution_role}",), conditions=(_passed_to("ecs-tasks"),)),),
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
            Grant(on="ecs:cluster", resources=_ECS_TYPES["cluster"], suffix="Clusters"),
            Grant(on="ecs:service", resources=_ECS_TYPES["service"], suffix="Services"),
            Grant(on="ecs:task-set", resources=_ECS_TYPES["task-set"], suffix="TaskSets"),
            Grant(on="ecs:container-instance", resources=_ECS_TYPES["container-instance"], suffix="Instances"),
            Grant(on="ecs:task", resources=_ECS_TYPES["task"], suffix="Tasks"),
            Grant(on="*", only=("ecs:ListServices",), conditions=(IN_CLUSTERS,), suffix="ListServices"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="List"),
        ),
        scoping=f"{SERVICE_REFERENCE}amazonelasticcontainerservice.html",
    ),
    Section(
        sid="SectionForEKS",
        purpose="Find the helper function of the EKS Quick Start and its role.",
        wordings=(
            Wording(
                targets=(EKS,),
                actions=("iam:GetRole", "lambda:GetFunction"),
                resources=(
                    f"arn:{{partition}}:iam::*:role/{_READER}",
                    f"arn:{{partition}}:lambda:{{region}}:*:function:{_READER}",
                ),
            ),
        ),
        grants=(
            Grant(on="iam:role", resources=_iam(f"role/{_READER}"), suffix="Role"),
            Grant(on="lambda:function", resources=_arn("lambda", f"function:{_READER}"), suffix="Function"),
        ),
        scoping=f"{SERVICE_REFERENCE}awslambda.html",
    ),
    Section(
        sid="SectionForFirelensIAMRoleAccess",
        purpose="Create the role that tasks with FireLens log routing run as.",
        when=(When(option="firelens"),),
        wordings=(Wording(editions=(CURRENT,), targets=(ECS,), actions=_MAKE_ROLE, resources=_FIRELENS_ROLE),),
        grants=(
            Grant(on="iam:role", resources=_FIRELENS_ROLE),
            _create(_FIRELENS_ROLE),
            _attach(_FIRELENS_ROLE, _FIRELENS_POLICY, _WITH_BOUNDARY),
            _pass(_FIRELENS_ROLE, "ecs-tasks"),
        ),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForFirelensIAMPolicyAccess",
        purpose="Create the policy of the FireLens task role.",
        when=(When(option="firelens"),),
        wordings=(
            Wording(editions=(CURRENT,), targets=(ECS,), actions=("iam:CreatePolicy",), resources=_FIRELENS_POLICY),
        ),
        grants=(Grant(on="iam:policy", resources=_FIRELENS_POLICY),),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForFirelensFirehoseIAMPolicyAccess",
        purpose="Create the policy with which Firehose delivers logs.",
        when=(When(option="firelens"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS,),
                actions=_of("iam", "CreatePolicy GetPolicy"),
                resources=_FIREHOSE_POLICIES,
            ),
        ),
        grants=(Grant(on="iam:policy", resources=_FIREHOSE_POLICIES),),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForFirelensFirehoseIAMRoleAccess",
        purpose="Create the role with which Firehose delivers logs.",
        when=(When(option="firelens"),),
        wordings=(Wording(editions=(CURRENT,), targets=(ECS,), actions=_MAKE_ROLE, resources=_FIREHOSE_ROLES),),
        grants=(
            Grant(on="iam:role", resources=_FIREHOSE_ROLES),
            _create(_FIREHOSE_ROLES),
            _attach(_FIREHOSE_ROLES, _FIREHOSE_POLICIES, _WITH_BOUNDARY),
            _pass(_FIREHOSE_ROLES, "firehose"),
        ),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForFirelensFirehoseStreamsAccess",
        purpose="Create the Firehose stream that takes the logs.",
        when=(When(option="firelens"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS,),
                actions=_of("firehose", "DescribeDeliveryStream CreateDeliveryStream"),
                resources=("arn:{partition}:firehose:*:{account}:deliverystream/*",),
            ),
        ),
        grants=(Grant(on="firehose:deliverystream", resources=_arn("firehose", "deliverystream/*")),),
        scoping=f"{SERVICE_REFERENCE}amazonkinesisfirehose.html",
    ),
    Section(
        sid="SectionForFirelensKinesisStreamsAccess",
        purpose="Create the Kinesis stream that takes the logs.",
        when=(When(option="firelens"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(ECS,),
                actions=("kinesis:CreateStream",),
                resources=("arn:{partition}:kinesis:*:{account}:stream/*",),
            ),
        ),
        grants=(Grant(on="kinesis:stream", resources=_arn("kinesis", "stream/*")),),
        scoping=f"{SERVICE_REFERENCE}amazonkinesisdatastreams.html",
    ),
    Section(
        sid="SectionForCodeCommitAccess",
        purpose="Create the repository of a pipeline and commit the artifacts to it.",
        when=(When(option="pipeline", value="codepipeline"),),
        wordings=(
            Wording(
                actions=_of("codecommit", "GetRepository GetBranch CreateRepository CreateCommit TagResource"),
                resources=("arn:{partition}:codecommit:*:*:*",),
            ),
        ),
        grants=(Grant(on="codecommit:repository", resources=_arn("codecommit", "{codecommit_repository}")),),
        service="codecommit",
        scoping=f"{SERVICE_REFERENCE}awscodecommit.html",
    ),
    Section(
        sid="SectionForByoVPC",
        purpose="Look up the parts of a VPC of your own, or of one that is used again.",
        when=(When(option="byo_vpc"),),
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=CLUSTERS,
                actions=_of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs"),
                resources=_arn("ec2", "internet-gateway/*", "route-table/*", "subnet/*", "vpc/*"),
            ),
            Wording(
                editions=(ORIGINAL,),
                targets=CLUSTERS,
                actions=_of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs"),
                resources=("*",),
                label="Original",
            ),
        ),
        grants=(Grant(on="*", conditions=(IN_REGIONS,)),),
        scoping=f"{SERVICE_REFERENCE}amazonec2.html",
    ),
    Section(
        sid="SectionForEC2",
        purpose="List Availability Zones and key pairs, and make a key pair for EC2 hosts.",
        when=(When(option="ec2_key_pairs"),),
        always_documented=True,
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=CLUSTERS,
                actions=_of("ec2", "DescribeKeyPairs CreateKeyPair DescribeAvailabilityZones"),
                resources=_arn("ec2", "key-pair/*"),
            ),
            Wording(
                editions=(ORIGINAL,),
                targets=CLUSTERS,
                actions=_of("ec2", "DescribeKeyPairs CreateKeyPair DescribeAvailabilityZones"),
                resources=("*",),
                label="Original",
            ),
        ),
        grants=(
            Grant(on="ec2:key-pair", resources=_arn("ec2", "key-pair/*"), suffix="KeyPairs"),
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
                targets=CLUSTERS,
                actions=_SECRETS,
                resources=_arn("secretsmanager", "secret:a2c/*"),
            ),
            Wording(
                targets=(APPRUNNER,),
                actions=_SECRETS,
                resources=("arn:{partition}:secretsmanager:us-east-1:*:secret:a2c/*",),
                label="AppRunner",
            ),
        ),
        grants=(
            Grant(on="secretsmanager:Secret", resources=("{secret}",)),
            _decrypt("secretsmanager", "secret_key", ("kms:Decrypt", ("secretsmanager:GetSecretValue",))),
        ),
        scoping=f"{SERVICE_REFERENCE}awssecretsmanager.html",
    ),
    Section(
        sid="SectionForIAMAccess",
        purpose="Find and create the roles of an EKS cluster and of its nodes.",
        when=(When(option="eks_roles"),),
        always_documented=True,
        wordings=(
            Wording(
                editions=(CURRENT,),
                targets=(EKS,),
                actions=_of("iam", "AttachRolePolicy CreateRole GetRole ListRoles ListRoleTags"),
                resources=_GENERATED_ROLES,
            ),
        ),
        grants=(
            Grant(on="iam:role", resources=_GENERATED_ROLES),
            _create(_GENERATED_ROLES),
            _attach(_GENERATED_ROLES, _EKS_MANAGED_POLICIES),
            Grant(on="*", suffix="List"),
            _pass(_GENERATED_ROLES, "ec2", "eks"),
        ),
        scoping=f"{SERVICE_REFERENCE}awsidentityandaccessmanagementiam.html",
    ),
    Section(
        sid="SectionForCloudFormation",
        purpose="See whether a stack of an earlier deployment exists.",
        wordings=(
            Wording(
                editions=(CURRENT,),
                actions=("cloudformation:DescribeStacks",),
                resources=("arn:{partition}:cloudformation:*:{account}:stack/a2c-*",),
            ),
        ),
        grants=(
            Grant(
                on="cloudformation:stack",
                resources=_arn("cloudformation", "stack/a2c-*/*", "stack/app2container-*/*"),
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
                actions=(
                    *_of(
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
            Grant(on="ecr:repository", resources=_REPOSITORIES, suffix="Repositories"),
            Grant(on="*", conditions=(IN_REGIONS,), suffix="Token"),
            Grant(on="ecs:service", resources=_ECS_TYPES["service"], suffix="Services"),
            Grant(on="eks:cluster", resources=_arn("eks", "cluster/*"), suffix="Clusters"),
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
            Grant(on="ecr:repository", resources=_REPOSITORIES, suffix="Repositories"),
            Grant(on="*", only=(_TOKEN,), conditions=(IN_REGIONS,), suffix="Token"),
            Grant(on="*", suffix="ListRoles"),
            Grant(on="ecs:service", resources=_ECS_TYPES["service"], suffix="Services"),
            Grant(on="eks:cluster", resources=_arn("eks", "cluster/*"), suffix="Clusters"),
            Grant(on="sts:role", resources=_GENERATED_ROLES, suffix="AssumeRole"),
        ),
        scoping=f"{SERVICE_REFERENCE}awssecuritytokenservice.html",
    ),
)

ALL_ACTIONS: tuple[str, ...] = tuple(
    sorted({action for section in SECTIONS for action in (*section.actions, *section.added_actions)})
)
