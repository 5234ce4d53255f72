# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on the options of a policy: id, severity, meaning, what to do, and where AWS says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType
from .catalogue.section import GUIDE

__all__ = ["ADVICE"]

_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"

ADVICE: Mapping[str, FindingType] = MappingProxyType(
    {
        "access-ended": FindingType(
            "warning",
            "The date until which the access is valid has passed",
            "Set a later date, or remove the access with state: absent.",
            f"{_IAM}/reference_policies_condition-keys.html",
        ),
        "access-ends-soon": FindingType(
            "info",
            "The access ends within 30 days",
            "Set a later date if it is needed longer.",
            f"{_IAM}/reference_policies_condition-keys.html",
        ),
        "command-not-allowed": FindingType(
            "warning",
            "The policy does not allow what the command needs: {missing}",
            "{remedies}",
            GUIDE,
        ),
        "option-without-effect": FindingType(
            "warning",
            "An option is set that has no effect with the other options, or not all of it",
            "Set what it needs, or do not set the option.",
            GUIDE,
        ),
        "option-ignored-by-style": FindingType(
            "info",
            "The chosen style does not use an option that is set",
            "Choose another style, or do not set the option.",
            GUIDE,
        ),
        "not-in-partition": FindingType(
            "warning",
            "The service of a section is not known to exist in the partition",
            "Turn the section off in this partition.",
            "https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html",
        ),
        "unknown-region": FindingType(
            "warning",
            "The collection does not know a Region of the policy",
            "Correct its name, unless AWS has added this Region lately.",
            "https://docs.aws.amazon.com/general/latest/gr/rande.html",
        ),
        "no-user-name": FindingType(
            "info",
            "The prefix of a bucket has the name of an IAM user, which roles do not have",
            "Use the prefix for users only, or write it without aws:username for roles.",
            f"{_IAM}/reference_policies_variables.html",
        ),
        "not-in-region": FindingType(
            "warning",
            "App Runner is not available in a Region of the policy",
            "Choose other Regions or another target.",
            "https://docs.aws.amazon.com/general/latest/gr/apprunner.html",
        ),
        "secret-in-other-region": FindingType(
            "warning",
            "A statement grants secrets in a Region that the options do not name",
            "Use style scoped, or store the secrets in that Region.",
            GUIDE,
        ),
        "secret-of-other-account": FindingType(
            "info",
            "A secret belongs to another account",
            "Give it a resource policy and a customer managed key, and name that key in secrets_kms_key_arns.",
            "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html",
        ),
        "every-name": FindingType(
            "warning",
            "Actions that change resources are granted on every name in the account",
            "Name the resources of App2Container, or do not set the option: its default is the names that App2Container"
            " gives.",
            GUIDE,
        ),
        "firelens-needs-boundary": FindingType(
            "info",
            "An administrator has to prepare the FireLens roles",
            "Create the boundary, and the roles with it, before App2Container runs.",
            f"{_IAM}/access_policies_boundaries.html",
        ),
        "firelens-without-passrole": FindingType(
            "warning",
            "The guide allows creating roles for FireLens, but not passing them to a service",
            "Use style scoped, or add iam:PassRole with extra_statements.",
            f"{_IAM}/id_roles_use_passrole.html",
        ),
        "eks-roles-reach": FindingType(
            "info",
            "The holder can use whatever the attachable EKS policies allow",
            "Leave eks_roles off unless App2Container has to create the roles itself.",
            "https://docs.aws.amazon.com/eks/latest/userguide/security-iam-awsmanpol.html",
        ),
        "eks-roles-off": FindingType(
            "info",
            "App2Container cannot create the roles of EKS clusters and nodes",
            "Nothing has to be done where these roles exist.",
            GUIDE,
        ),
        "jenkins-roles-limited": FindingType(
            "info",
            "Jenkins can assume only the roles that App2Container names",
            "Allow further roles with extra_statements.",
            GUIDE,
        ),
    }
)
