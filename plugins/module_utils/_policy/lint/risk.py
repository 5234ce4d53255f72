# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on what a statement risks: more power than meant, and ways to become an administrator."""

from __future__ import annotations

from collections.abc import Iterator

from ..._iam.arn import Arn
from ..._plan.finding import Finding
from ..catalogue.actions import ACTIONS, CONTAINER_INSTANCE_ONLY, PERMISSIONS_MANAGEMENT
from ..catalogue.powers import PATHS
from ..language.document import Document
from ..language.patterns import matches, overlap
from .scope import Scope, is_any, reaches_all

__all__ = ["STATEMENT_RULES", "full_access"]

_OWNER_KEYS = ("aws:ResourceAccount", "s3:ResourceAccount", "aws:ResourceOrgID", "aws:ResourceOrgPaths")
_BOUNDARY = "iam:PermissionsBoundary"
_POLICY = "iam:PolicyARN"

# Each is enough, alone or with what most users can do anyway, to gain permissions that were not granted.
_IDENTITY_ESCALATION = frozenset(
    {
        "iam:AddUserToGroup",
        "iam:AttachGroupPolicy",
        "iam:AttachUserPolicy",
        "iam:CreateAccessKey",
        "iam:CreateLoginProfile",
        "iam:CreatePolicyVersion",
        "iam:DeleteRolePermissionsBoundary",
        "iam:DeleteUserPermissionsBoundary",
        "iam:PutGroupPolicy",
        "iam:PutRolePermissionsBoundary",
        "iam:PutUserPermissionsBoundary",
        "iam:PutUserPolicy",
        "iam:SetDefaultPolicyVersion",
        "iam:UpdateAssumeRolePolicy",
        "iam:UpdateLoginProfile",
    }
)
# A user who can do these only to itself gains nothing.
_HARMLESS_TO_SELF = frozenset({"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile"})
_LIMITED_BY_POLICY = frozenset({"iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy"})
_LIMITED_BY_BOUNDARY = frozenset(
    {"iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:PutRolePolicy", "iam:PutUserPolicy"}
)
# A pattern that fits two of these is no name of a service.
_RECEIVERS = frozenset(path.receiver for path in PATHS if path.receiver)
# Actions that have a rule of their own.
_JUDGED_APART = frozenset({"iam:PassRole", "sts:AssumeRole"})
_CHANGING = frozenset({"Write", "Tagging", "Permissions management"})


def full_access(scope: Scope) -> Iterator[Finding]:
    """Every action on every resource. Further risks of such a statement are not reported."""
    everything = any(not action.strip("*?:") and "*" in action for action in scope.statement.actions)
    if scope.allows and everything and any(map(is_any, scope.reach)):
        yield scope.finding("full-access", "The statement allows every action on every resource.")


def negated_allow(scope: Scope) -> Iterator[Finding]:
    """Allow with NotAction or NotResource."""
    if scope.allows and scope.statement.not_actions:
        yield scope.finding("allow-not-action", "Allow with NotAction also grants actions that AWS adds later.")
    if scope.allows and scope.statement.not_resources:
        yield scope.finding(
            "allow-not-resource", "Allow with NotResource grants on all resources except those that it names."
        )


def _one_service(scope: Scope) -> bool:
    """Tells whether a condition names the services that may receive a role; ``*.amazonaws.com`` names none."""
    return any(
        all(sum(matches(value, service) for service in _RECEIVERS) <= 1 for value in values)
        for values in scope.limiting_values("iam:PassedToService")
    )


def pass_role(scope: Scope) -> Iterator[Finding]:
    """iam:PassRole for every role, or to every service."""
    action = "iam:PassRole"
    if not scope.allows or action not in scope.granted:
        return
    for resource in scope.reach:
        if reaches_all(resource, "iam", "role/*"):
            yield scope.finding("passrole-any-role", f"{resource!r} allows passing every role.", action)
    if not _one_service(scope):
        yield scope.finding("passrole-any-service", "No condition names the service that receives the role.", action)


def _limited(scope: Scope, action: str) -> bool:
    """Tells whether a condition limits the permissions that an action can grant."""
    administrator = f"arn:{scope.partition}:iam::aws:policy/AdministratorAccess"
    if action in _LIMITED_BY_BOUNDARY and scope.limits(_BOUNDARY, but_not=administrator):
        return True
    return action in _LIMITED_BY_POLICY and scope.limits(_POLICY, but_not=administrator)


def role_escalation(scope: Scope) -> Iterator[Finding]:
    """Permissions for a role without any limit."""
    if not scope.allows:
        return
    creates = any(
        "iam:CreateRole" in other.granted and other.allows for other in _siblings(scope.document, scope.partition)
    )
    gains = (
        "The holder can also create roles, so it can create one with every permission and use it."
        if creates
        else "The holder can give every permission to a role that it can use."
    )
    for action in ("iam:AttachRolePolicy", "iam:PutRolePolicy"):
        if action in scope.granted and not _limited(scope, action):
            yield scope.finding("role-escalation", f"No condition limits the permissions. {gains}", action)


def _siblings(document: Document, partition: str) -> Iterator[Scope]:
    """All statements of a document."""
    for index in range(len(document.statements)):
        yield Scope(document=document, index=index, partition=partition)


def own_policy_attach(scope: Scope) -> Iterator[Finding]:
    """A role can get a policy that the holder can write."""
    action = "iam:AttachRolePolicy"
    if not scope.allows or action not in scope.granted or scope.limits(_BOUNDARY):
        return
    attachable = {value for values in scope.limiting_values(_POLICY) for value in values}
    for other in _siblings(scope.document, scope.partition):
        writes = {"iam:CreatePolicy", "iam:CreatePolicyVersion"}.intersection(other.granted)
        if not other.allows or not writes:
            continue
        for policy in sorted(attachable):
            if any(overlap(policy, resource) for resource in other.reach):
                message = f"The holder can write {policy!r} (statement {other.name}) and attach it."
                yield scope.finding("own-policy-attach", message, action)


def identity_escalation(scope: Scope) -> Iterator[Finding]:
    """Actions that make a user act as another, or an administrator."""
    if not scope.allows:
        return
    on_self = bool(scope.statement.resources) and all("${aws:username}" in name for name in scope.statement.resources)
    for action in scope.granted:
        if action not in _IDENTITY_ESCALATION or _limited(scope, action):
            continue
        if not (on_self and action in _HARMLESS_TO_SELF):
            yield scope.finding("identity-escalation", f"{action} can be used to gain further permissions.", action)


def assume_any_role(scope: Scope) -> Iterator[Finding]:
    """sts:AssumeRole on every role."""
    action = "sts:AssumeRole"
    if not scope.allows or action not in scope.granted:
        return
    for resource in scope.reach:
        if reaches_all(resource, "iam", "role/*"):
            yield scope.finding("assume-any-role", f"{resource!r} includes every role that trusts the account.", action)


def any_bucket(scope: Scope) -> Iterator[Finding]:
    """S3 actions on buckets of any account."""
    if not scope.allows or scope.limits(*_OWNER_KEYS):
        return
    if not any(reaches_all(resource, "s3", "*") for resource in scope.reach):
        return
    for action in scope.granted:
        if action.startswith("s3:") and not ACTIONS[action].star_only:
            yield scope.finding("any-bucket", "The statement includes buckets of other accounts.", action)


def any_account(scope: Scope) -> Iterator[Finding]:
    """An ARN with a wildcard for the account, except of a public API, whose account is seldom known."""
    if not scope.allows or scope.limits(*_OWNER_KEYS):
        return
    for resource in scope.statement.resources:
        arn = Arn.parse(resource)
        if arn and is_any(arn.account_id) and arn.service != "execute-api":
            yield scope.finding("any-account", f"{resource!r} is not limited to one account.")


def unscoped_write(scope: Scope) -> Iterator[Finding]:
    """Actions that make changes, on every resource, although they can be limited to some."""
    if not scope.allows or scope.statement.conditions or not any(map(is_any, scope.reach)):
        return
    for action in scope.granted:
        facts = ACTIONS[action]
        changing = not _CHANGING.isdisjoint(facts.access_levels)
        if changing and not facts.star_only and action not in _JUDGED_APART and not action.startswith("s3:"):
            yield scope.finding("unscoped-write", f"{action} could be limited to some resources.", action)


def permissions_management(scope: Scope) -> Iterator[Finding]:
    """Actions that manage permissions."""
    for action in scope.granted if scope.allows else ():
        if "Permissions management" in ACTIONS[action].access_levels or action in PERMISSIONS_MANAGEMENT:
            yield scope.finding("permissions-management", f"{action} manages permissions.", action)


def superseded_telemetry(scope: Scope) -> Iterator[Finding]:
    """The API Gateway endpoint of the original edition."""
    if scope.allows and "execute-api:Invoke" in scope.granted:
        for resource in scope.statement.resources:
            if resource.endswith(("/put-metric-data", "/put-log-data")):
                message = f"{resource!r} is the former endpoint for metrics and support bundles."
                yield scope.finding("superseded-telemetry", message, "execute-api:Invoke")


def container_instance_action(scope: Scope) -> Iterator[Finding]:
    """ECS calls of the container agent."""
    for action in scope.granted if scope.allows else ():
        if action in CONTAINER_INSTANCE_ONLY:
            yield scope.finding("container-instance-action", f"App2Container never calls {action}.", action)


STATEMENT_RULES = (
    negated_allow,
    pass_role,
    role_escalation,
    own_policy_attach,
    identity_escalation,
    assume_any_role,
    any_bucket,
    any_account,
    unscoped_write,
    permissions_management,
    superseded_telemetry,
    container_instance_action,
)
