# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the catalogue: log routing of ECS tasks with FireLens."""

from __future__ import annotations

from .grants import WITH_BOUNDARY, attach, create, iam_arns, of, pass_role, regional_arns
from .section import CURRENT, ECS, SERVICE_REFERENCE, Grant, Section, When, Wording

__all__ = ["FIRELENS"]

_CREATE_ROLE = of("iam", "CreateRole GetRole AttachRolePolicy")
_FIRELENS_ROLE = iam_arns("role/A2CEcsFirelensRole")
_FIRELENS_POLICY = iam_arns("policy/service-role/A2CEcsFirelensPolicy")
_FIREHOSE_ROLES = iam_arns("role/*a2c-FirehoseRole-*")
_FIREHOSE_POLICIES = iam_arns("policy/*a2c-KinesisFirehosePolicy-*")

FIRELENS: tuple[Section, ...] = (
    Section(
        sid="SectionForFirelensIAMRoleAccess",
        purpose="Create the role that tasks with FireLens log routing run as.",
        when=(When(option="firelens"),),
        wordings=(Wording(editions=(CURRENT,), targets=(ECS,), actions=_CREATE_ROLE, resources=_FIRELENS_ROLE),),
        grants=(
            Grant(on="iam:role", resources=_FIRELENS_ROLE),
            create(_FIRELENS_ROLE),
            attach(_FIRELENS_ROLE, _FIRELENS_POLICY, WITH_BOUNDARY),
            pass_role(_FIRELENS_ROLE, "ecs-tasks"),
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
                actions=of("iam", "CreatePolicy GetPolicy"),
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
        wordings=(Wording(editions=(CURRENT,), targets=(ECS,), actions=_CREATE_ROLE, resources=_FIREHOSE_ROLES),),
        grants=(
            Grant(on="iam:role", resources=_FIREHOSE_ROLES),
            create(_FIREHOSE_ROLES),
            attach(_FIREHOSE_ROLES, _FIREHOSE_POLICIES, WITH_BOUNDARY),
            pass_role(_FIREHOSE_ROLES, "firehose"),
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
                actions=of("firehose", "DescribeDeliveryStream CreateDeliveryStream"),
                resources=("arn:{partition}:firehose:*:{account}:deliverystream/*",),
            ),
        ),
        grants=(Grant(on="firehose:deliverystream", resources=regional_arns("firehose", "deliverystream/*")),),
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
        grants=(Grant(on="kinesis:stream", resources=regional_arns("kinesis", "stream/*")),),
        scoping=f"{SERVICE_REFERENCE}amazonkinesisdatastreams.html",
    ),
)
