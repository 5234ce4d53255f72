# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests for the roles that App2Container creates: those of FireLens log routing, and of EKS clusters and nodes."""

from __future__ import annotations

from . import sources
from .grants import GENERATED_ROLES, iam_arns, of, regional_arns
from .need import Need
from .sources import Source

__all__ = ["EKS_ROLES", "LOGS"]

_WITHOUT_BOUNDARY = (
    "The policy allows the holder to create roles, and to attach the policies that it writes to them, only with the"
    " permissions boundary {created_roles_boundary}, which App2Container does not set. No option changes this safely:"
    " have an administrator create the roles with this boundary, and attach their policies, before App2Container runs."
)


def _create(section: str, roles: tuple[str, ...], source: Source) -> tuple[Need, Need]:
    """A role is looked for, and created without a boundary."""
    need = Need(section=section, actions=("iam:GetRole",), resources=roles, source=source)
    return need, need._replace(actions=("iam:CreateRole",), remedy=_WITHOUT_BOUNDARY)


def _attach(section: str, roles: tuple[str, ...], policy: str, source: Source) -> Need:
    """A role is given a policy."""
    return Need(
        section=section,
        actions=("iam:AttachRolePolicy",),
        resources=roles,
        context=(("iam:PolicyARN", policy),),
        source=source,
        remedy=_WITHOUT_BOUNDARY,
    )


def _pass(section: str, role: tuple[str, ...], *services: str) -> tuple[Need, ...]:
    """A role is named for services."""
    return tuple(
        Need(
            section=section,
            actions=("iam:PassRole",),
            resources=role,
            context=(("iam:PassedToService", f"{service}.{{dns_suffix}}"),),
            source=sources.CREATED_ROLE,
        )
        for service in services
    )


_FIRELENS_ROLE = iam_arns("role/A2CEcsFirelensRole")
_FIREHOSE_ROLE = iam_arns("role/*a2c-FirehoseRole-*")
(_FIRELENS_POLICY,) = iam_arns("policy/service-role/A2CEcsFirelensPolicy")
(_FIREHOSE_POLICY,) = iam_arns("policy/*a2c-KinesisFirehosePolicy-*")
_OF_FIRELENS, _OF_FIREHOSE = "SectionForFirelensIAMRoleAccess", "SectionForFirelensFirehoseIAMRoleAccess"
LOGS = (
    *_create(_OF_FIRELENS, _FIRELENS_ROLE, sources.FIRELENS_ROLE),
    _attach(_OF_FIRELENS, _FIRELENS_ROLE, _FIRELENS_POLICY, sources.FIRELENS_ROLE),
    *_pass(_OF_FIRELENS, _FIRELENS_ROLE, "ecs-tasks"),
    Need(
        section="SectionForFirelensIAMPolicyAccess",
        actions=("iam:CreatePolicy",),
        resources=(_FIRELENS_POLICY,),
        source=sources.FIRELENS_ROLE,
    ),
    Need(
        section="SectionForFirelensFirehoseIAMPolicyAccess",
        actions=of("iam", "CreatePolicy GetPolicy"),
        resources=(_FIREHOSE_POLICY,),
        source=sources.FIREHOSE_ROLE,
    ),
    *_create(_OF_FIREHOSE, _FIREHOSE_ROLE, sources.FIREHOSE_ROLE),
    _attach(_OF_FIREHOSE, _FIREHOSE_ROLE, _FIREHOSE_POLICY, sources.FIREHOSE_ROLE),
    *_pass(_OF_FIREHOSE, _FIREHOSE_ROLE, "firehose"),
    Need(
        section="SectionForFirelensFirehoseStreamsAccess",
        actions=of("firehose", "CreateDeliveryStream DescribeDeliveryStream"),
        resources=regional_arns("firehose", "deliverystream/*"),
        source=sources.STREAMS,
    ),
    Need(
        section="SectionForFirelensKinesisStreamsAccess",
        actions=("kinesis:CreateStream",),
        resources=regional_arns("kinesis", "stream/*"),
        source=sources.STREAMS,
    ),
)

_OF_EKS = "SectionForIAMAccess"
_EKS_POLICIES = (
    ("AmazonEKSClusterPolicy", sources.EKS_CLUSTER_POLICY),
    ("AmazonEKSWorkerNodePolicy", sources.EKS_NODE_POLICIES),
    ("AmazonEKS_CNI_Policy", sources.EKS_NODE_POLICIES),
    ("AmazonEC2ContainerRegistryPullOnly", sources.EKS_NODE_POLICIES),
)
EKS_ROLES = (
    *_create(_OF_EKS, GENERATED_ROLES, sources.EKS_ROLES),
    *(
        _attach(_OF_EKS, GENERATED_ROLES, f"arn:{{partition}}:iam::aws:policy/{name}", source)
        for name, source in _EKS_POLICIES
    ),
    *_pass(_OF_EKS, GENERATED_ROLES, "ec2", "eks"),
    # App2Container looks for the roles even where it is not to create them.
    Need(
        section=_OF_EKS,
        actions=of("iam", "GetRole ListRoleTags"),
        resources=GENERATED_ROLES,
        source=sources.EKS_ROLES,
        always=True,
    ),
    Need(section=_OF_EKS, actions=("iam:ListRoles",), source=sources.EKS_ROLES, always=True),
)
