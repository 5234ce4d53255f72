# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What other auditors report on a right set-up although it is by design: one row for each of their checks. Data.

Measured with prowler 5.46.0 and cloudsplaining 0.9.1, see docs/for-auditors.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .subjects import (
    Subject,
    allows,
    deployer,
    deployer_role,
    deployer_user,
    policies,
    rotating_users,
    unlimited,
    users,
    worker_role,
)

__all__ = ["CLOUDSPLAINING", "CLOUDSPLAINING_DEFAULTS", "NEVER", "PROWLER", "Mute"]

Subjects = Callable[[Mapping[str, Any]], Iterator[Subject]]

_GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/iam-a2c.html"
_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"


@dataclass(frozen=True, kw_only=True)
class Mute:
    """One check of another auditor, and what of its findings is by design.

    Args:
        check: the name of the check, or the names of its kinds of findings.
        of: what it is by design for.
        resource: the resource of the finding as the auditor names it.
        unless: checks of ours that tell that it is not by design, where they have a finding on the same entity.
        unless_anywhere: the same, where they have a finding at all.
        only: limits it to some of ``of``.
        reason: why it is by design, and what makes the finding go away.
        source: a page that says so.
    """

    check: str
    of: tuple[Subjects, ...]
    resource: str = "{name}"
    unless: tuple[str, ...] = ()
    unless_anywhere: tuple[str, ...] = ()
    only: Callable[[Subject], bool] = lambda _subject: True
    reason: str
    source: str


# Nothing is by design on what is to go.
NEVER = ("drift-not-wanted", "left-over")

_ADMINISTRATOR = (
    "The deployer is an administrator: app2container generate app-deployment --deploy creates what CloudFormation"
    " templates name. Use the deployer for deployments only, or leave it out of a2c_iam_components."
)
_OTHER_ADMINISTRATORS = (
    "administrators-beside-deployer",
    "foreign-administrator",
    "group-administrator",
    "role-administrator",
    "user-administrator",
)
_NOT_AS_WRITTEN = (
    "access-past-end",
    "drift-differs",
    "policy-broad",
    "policy-edited",
    "policy-escalates",
    "policy-passes-roles",
    "policy-placeholder",
)
# The actions of prowler's combinations that App2Container needs.
_ESCALATING = frozenset({"iam:passrole", "iam:attachrolepolicy", "iam:createpolicyversion", "sts:assumerole"})

PROWLER = (
    Mute(
        check="iam_user_administrator_access_policy",
        of=(deployer_user,),
        reason=_ADMINISTRATOR,
        source=_GUIDE,
    ),
    Mute(
        check="iam_role_administratoraccess_policy",
        of=(deployer_role,),
        reason=_ADMINISTRATOR,
        source=_GUIDE,
    ),
    Mute(
        check="iam_policy_attached_only_to_group_or_roles",
        of=(deployer_user,),
        resource="{name}/AdministratorAccess",
        reason="There is one deployer, so a group for it would only hide who is an administrator."
        " Set a2c_iam_deployer_kind to role to have no such user.",
        source=_GUIDE,
    ),
    Mute(
        check="iam_aws_attached_policy_no_administrative_privileges",
        of=(deployer,),
        resource="AdministratorAccess",
        unless_anywhere=_OTHER_ADMINISTRATORS,
        reason=f"{_ADMINISTRATOR} Nobody else in the account has the policy.",
        source=_GUIDE,
    ),
    Mute(
        check="iam_user_hardware_mfa_enabled",
        of=(users, deployer_user),
        unless=("deployer-password-without-mfa", "password", "password-without-mfa"),
        reason="The user has no console password, and App2Container signs requests with access keys, for which it"
        " cannot ask for MFA. People who sign in use the component general_role or IAM Identity Center, with MFA.",
        source=f"{_IAM}/id_credentials_mfa_configure-api-require.html",
    ),
    Mute(
        check="iam_user_with_temporary_credentials",
        of=(users, deployer_user),
        reason="App2Container outside of AWS reads access keys of an IAM user. Machines with the instance profile of"
        " the worker, IAM Roles Anywhere or people with the component general_role need no such user.",
        source=_GUIDE,
    ),
    Mute(
        check="iam_user_two_active_access_key",
        of=(rotating_users,),
        unless=("key-not-recorded", "key-of-others", "keys-doubled"),
        reason="A rotation is under way: both keys are those of the module access_keys, which deactivates the older one"
        " after its grace period.",
        source=f"{_IAM}/id-credentials-access-keys-update.html",
    ),
    Mute(
        check="iam_role_cross_service_confused_deputy_prevention",
        of=(worker_role,),
        unless=("trust-anyone", "trust-other-account", "trust-other-service", "trust-whole-account"),
        reason="Only ec2.amazonaws.com can assume the role, for instances to which somebody with iam:PassRole in the"
        " same account gave it: a role cannot be passed to an instance of another account.",
        source=f"{_IAM}/id_roles_use_passrole.html",
    ),
    Mute(
        check="iam_policy_allows_privilege_escalation",
        of=(policies,),
        unless=_NOT_AS_WRITTEN,
        only=lambda subject: allows(subject, _ESCALATING),
        reason="App2Container passes roles to ECS, and with some options attaches policies to the roles that it"
        " creates. The statements name these roles, what may be attached, and the service that gets them. The check"
        " does not look at that.",
        source=_GUIDE,
    ),
)

CLOUDSPLAINING = (
    Mute(
        check="CredentialsExposure, InfrastructureModification, PrivilegeEscalation and others",
        of=(policies,),
        unless=_NOT_AS_WRITTEN,
        only=unlimited,
        reason="The guide has statements on all resources, and a2c_iam_policy_style documented keeps them. With style"
        " scoped there is nothing to exclude.",
        source=_GUIDE,
    ),
)

# What cloudsplaining excludes without a file of exclusions, which it does not do besides one. MyRole, an example in its
# list, is left out, as it would hide a real policy of this name.
# Source: cloudsplaining/shared/default-exclusions.yml of cloudsplaining 0.9.1
CLOUDSPLAINING_DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "policies": (
        "AWSServiceRoleFor*",
        "*ServiceRolePolicy",
        "*ServiceLinkedRolePolicy",
        "AdministratorAccess",
        "service-role*",
        "aws-service-role*",
        "/service-role*",
        "/aws-service-role*",
    ),
    "roles": ("service-role*", "aws-service-role*"),
    "users": ("",),
    "groups": ("",),
    "include-actions": (
        "s3:GetObject",
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
        "secretsmanager:GetSecretValue",
        "rds:CopyDBSnapshot",
        "rds:CreateDBSnapshot",
    ),
    "exclude-actions": ("",),
    "known-accounts": ("",),
}
