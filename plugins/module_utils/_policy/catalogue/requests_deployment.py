# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The requests of ``generate app-deployment``, without ``--deploy``."""

from __future__ import annotations

from . import sources
from .grants import TOKEN, iam_arns, of, regional_arns
from .need import Need
from .requests_roles import EKS_ROLES, LOGS
from .requests_shared import PUSH, STACKS, ecr, uploads

__all__ = ["APP_DEPLOYMENT"]

_EKS_READER = "eks-quickstart-ResourceReader"
_EC2 = Need(
    section="SectionForEC2",
    actions=of("ec2", "DescribeAvailabilityZones DescribeKeyPairs"),
    source=sources.KEY_PAIR,
)
# The request names no task definition: see the row of the section.
_REGISTER = Need(
    section="SectionForECSWriteAccess",
    actions=("ecs:RegisterTaskDefinition",),
    source=sources.DEFINITION,
)
_EKS_HELPER = Need(
    section="SectionForEKS",
    actions=("iam:GetRole",),
    resources=iam_arns(f"role/{_EKS_READER}"),
    source=sources.EKS_READER,
)

APP_DEPLOYMENT = (
    *uploads(sources.TEMPLATES),
    ecr("SectionForECRAccess", "DescribeRepositories CreateRepository TagResource", sources.REPOSITORY),
    ecr("SectionForECRAccess", PUSH, sources.PUSH),
    Need(section="SectionForECRAccess", actions=(TOKEN,), source=sources.LOGIN),
    Need(section="SectionForECRAccess2", actions=(TOKEN,), source=sources.LOGIN),
    _REGISTER,
    _REGISTER._replace(
        actions=("ecs:TagResource",),
        resources=regional_arns("ecs", "task-definition/{task_family}:*"),
        context=(("ecs:CreateAction", "RegisterTaskDefinition"),),
        source=sources.DEFINITION_TAGS,
    ),
    Need(
        section="SectionForPassRoleToECS",
        actions=("iam:PassRole",),
        resources=("{task_execution_role}",),
        context=(("iam:PassedToService", "ecs-tasks.{dns_suffix}"),),
        source=sources.EXECUTION_ROLE,
    ),
    Need(
        section="SectionForByoVPC",
        actions=of("ec2", "DescribeInternetGateways DescribeRouteTables DescribeSubnets DescribeVpcs"),
        source=sources.OWN_VPC,
    ),
    _EC2,
    _EC2._replace(actions=("ec2:CreateKeyPair",), resources=regional_arns("ec2", "key-pair/*")),
    _EKS_HELPER,
    _EKS_HELPER._replace(
        actions=("lambda:GetFunction",),
        resources=regional_arns("lambda", f"function:{_EKS_READER}"),
    ),
    *EKS_ROLES,
    *LOGS,
    STACKS,
)
