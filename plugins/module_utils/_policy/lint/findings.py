# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on policy documents: id, severity, meaning, what to do, and where AWS says so.

Ids are stable: users filter on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..._plan.finding import FindingType
from ..catalogue.section import GUIDE
from .findings_further import ARNS, CONDITIONS, DOCUMENTED, POWERS

__all__ = ["ESCALATIONS", "FINDINGS", "GROUPS"]

_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
_QUOTAS = f"{_IAM}/reference_iam-quotas.html"
_GRAMMAR = f"{_IAM}/reference_policies_grammar.html"
_RESOURCE = f"{_IAM}/reference_policies_elements_resource.html"
_OPERATORS = f"{_IAM}/reference_policies_elements_condition_operators.html"
_PASS_ROLE = f"{_IAM}/id_roles_use_passrole.html"
_BOUNDARY = f"{_IAM}/access_policies_boundaries.html"
_LEAST = f"{_IAM}/best-practices.html"

_FORM: dict[str, FindingType] = {
    "document-too-large": FindingType(
        "error",
        "The document is larger than a managed policy may be",
        "Split it into several policies.",
        _QUOTAS,
    ),
    "forbidden-character": FindingType(
        "error",
        "The document has a character that IAM refuses",
        "Use only tabs, line ends and the printable characters of Latin-1.",
        "https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html",
    ),
    "empty-document": FindingType(
        "error",
        "The document has no statement",
        "Add a statement, or do not create the policy.",
        _GRAMMAR,
    ),
    "bad-sid": FindingType(
        "error",
        "A Sid has characters other than ASCII letters and digits",
        "Rename it.",
        f"{_IAM}/reference_policies_elements_sid.html",
    ),
    "duplicate-sid": FindingType(
        "error",
        "Two statements have the same Sid",
        "Make each Sid unique within its document.",
        f"{_IAM}/reference_policies_elements_sid.html",
    ),
    "incomplete-statement": FindingType(
        "error",
        "A statement has neither or both of Action and NotAction, or of Resource and NotResource",
        "Give exactly one of Action and NotAction, and exactly one of Resource and NotResource.",
        _GRAMMAR,
    ),
    "principal-in-identity-policy": FindingType(
        "error",
        "A statement names a principal, which an identity policy cannot",
        "Remove the principal. The policy applies to the identity that it is attached to.",
        f"{_IAM}/reference_policies_elements_principal.html",
    ),
    "malformed-action": FindingType(
        "error",
        "An action does not have the form service:Name",
        "Write a service, a colon and a name; only the name may have wildcards.",
        f"{_IAM}/reference_policies_elements_action.html",
    ),
    "malformed-resource": FindingType(
        "error",
        "A resource is neither * nor an ARN",
        "Write the whole ARN.",
        _RESOURCE,
    ),
    "placeholder": FindingType(
        "error",
        "A placeholder of the guide, or of a template language, is not filled in",
        "Replace it with a value of your account.",
        GUIDE,
    ),
    "unknown-condition-operator": FindingType(
        "error",
        "IAM has no such condition operator",
        "Correct its spelling and letter case.",
        _OPERATORS,
    ),
    "bad-condition-value": FindingType(
        "error",
        "A condition has a value that is not of the type that its operator compares",
        "Write a Boolean, a number, a date or an address, as the operator needs it.",
        _OPERATORS,
    ),
    "unknown-version": FindingType(
        "error",
        "The policy language has no such version",
        "Set Version to 2012-10-17.",
        f"{_IAM}/reference_policies_elements_version.html",
    ),
    "outdated-version": FindingType(
        "warning",
        "Policy variables do not work in this version of the policy language",
        "Set Version to 2012-10-17.",
        f"{_IAM}/reference_policies_elements_version.html",
    ),
}

_EFFECT: dict[str, FindingType] = {
    "wrong-partition": FindingType(
        "error",
        "An ARN belongs to another AWS partition",
        "Use the partition of the account, for example aws-us-gov or aws-cn.",
        f"{_IAM}/reference-arns.html",
    ),
    "star-only-action": FindingType(
        "error",
        "An action without resource types is in a statement with ARNs, where it has no effect",
        'Move it to a statement with Resource "*".',
        _ACTIONS,
    ),
    "resource-type-mismatch": FindingType(
        "error",
        "An action is in a statement with resources that it cannot act on, where it has no effect",
        "Give it resources of its own type.",
        _ACTIONS,
    ),
    "partly-dead-wildcard": FindingType(
        "info",
        "Some of the actions that a wildcard matches have no effect on the resources of the statement",
        "Move those that are needed to a statement with resources of their types.",
        _ACTIONS,
    ),
    "unsupported-condition-key": FindingType(
        "error",
        "A condition compares a key that requests of this action never have, so that it never holds, or always does",
        "Move the action to a statement without that condition.",
        _ACTIONS,
    ),
    "dead-statement": FindingType(
        "error",
        "No action of the statement has any effect",
        "Correct its resources or remove it.",
        _ACTIONS,
    ),
    "overridden-by-deny": FindingType(
        "warning",
        "Another statement of the document denies all that this one allows",
        "Remove one of the two.",
        f"{_IAM}/reference_policies_evaluation-logic.html",
    ),
}

_RISK: dict[str, FindingType] = {
    "full-access": FindingType(
        "error",
        "The statement allows every action on every resource",
        "Name the actions and resources that are needed.",
        _LEAST,
    ),
    "allow-not-action": FindingType(
        "warning",
        "The statement allows all actions except those that it names, including future ones",
        "Name the actions that are needed.",
        f"{_IAM}/reference_policies_elements_notaction.html",
    ),
    "allow-not-resource": FindingType(
        "warning",
        "The statement allows actions on all resources except those that it names",
        "Name the resources that are needed.",
        f"{_IAM}/reference_policies_elements_notresource.html",
    ),
    "passrole-any-role": FindingType(
        "error",
        "Every role of the account can be passed, including roles of administrators",
        "Name the roles that may be passed.",
        _PASS_ROLE,
    ),
    "passrole-any-service": FindingType(
        "warning",
        "A role can be passed to any service",
        "Add a condition on iam:PassedToService that names the service that receives the role.",
        _PASS_ROLE,
    ),
    "role-escalation": FindingType(
        "error",
        "The holder can give a role any permission",
        "Add a condition on iam:PolicyARN or iam:PermissionsBoundary.",
        _BOUNDARY,
    ),
    "own-policy-attach": FindingType(
        "warning",
        "The holder can write a policy and attach it to a role",
        "Add a condition on iam:PermissionsBoundary, or create the policy beforehand.",
        _BOUNDARY,
    ),
    "identity-escalation": FindingType(
        "error",
        "The holder can give any permission to itself or to others, or act as another identity",
        "Remove the action, or limit it to the holder's own user or to a permissions boundary.",
        _BOUNDARY,
    ),
    "assume-any-role": FindingType(
        "error",
        "Every role that trusts the account can be assumed",
        "Name the roles.",
        f"{_IAM}/id_roles_use_permissions-to-switch.html",
    ),
    "any-bucket": FindingType(
        "warning",
        "An S3 action reaches buckets of any account",
        "Name the buckets, or add a condition on aws:ResourceAccount.",
        f"{_IAM}/reference_policies_condition-keys.html",
    ),
    "any-account": FindingType(
        "warning",
        "An ARN is not limited to one account",
        "Write the account id.",
        _RESOURCE,
    ),
    "unscoped-write": FindingType(
        "warning",
        "An action that makes changes is allowed on every resource",
        "Name the resources.",
        _LEAST,
    ),
    "permissions-management": FindingType(
        "info",
        "The action manages permissions",
        "Grant it only where this is intended.",
        f"{_IAM}/access_policies_understand-policy-summary-access-level-summaries.html",
    ),
}

_APP2CONTAINER: dict[str, FindingType] = {
    "superseded-telemetry": FindingType(
        "warning",
        "The statement grants an endpoint that current versions of App2Container no longer call",
        "Grant application-transformation:PutMetricData and application-transformation:PutLogData.",
        GUIDE,
    ),
    "container-instance-action": FindingType(
        "info",
        "Only the agent on a container instance calls this action. No user and no App2Container command does",
        "Remove it.",
        "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/instance_IAM_role.html",
    ),
}

_ALL_EFFECT = {**_EFFECT, **DOCUMENTED, **ARNS, **CONDITIONS}
_ALL_RISK = {**_RISK, **POWERS}

# Heading -> types, as the documentation shows them.
GROUPS: Mapping[str, Mapping[str, FindingType]] = MappingProxyType(
    {
        "Form: what IAM refuses or interprets differently": _FORM,
        "Effect: what grants or denies nothing, or not what it says": _ALL_EFFECT,
        "Risk: what grants more than intended": _ALL_RISK,
        "App2Container": _APP2CONTAINER,
    }
)

# What makes its holder an administrator, or lets it become one.
ESCALATIONS = frozenset(name for name, row in _ALL_RISK.items() if row.severity == "error")

FINDINGS: Mapping[str, FindingType] = MappingProxyType({**_FORM, **_ALL_EFFECT, **_ALL_RISK, **_APP2CONTAINER})
