# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of the table of findings on what AWS documents of actions, on ARNs, on conditions, and on whole documents."""

from __future__ import annotations

from ..._plan.finding import FindingType
from ..catalogue.services import GLOBAL_KEYS_SOURCE

__all__ = ["ARNS", "CONDITIONS", "DOCUMENTED", "POWERS"]

_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_CHECKS = f"{_IAM}/access-analyzer-reference-policy-checks.html"
_ACTIONS = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html"
_SETS = f"{_IAM}/reference_policies_condition-single-vs-multi-valued-context-keys.html"
_OPERATORS = f"{_IAM}/reference_policies_elements_condition_operators.html"
_SECRETS = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html"

DOCUMENTED: dict[str, FindingType] = {
    "perhaps-star-only-action": FindingType(
        "warning",
        "An action for which AWS documents no resource types is in a statement with ARNs, where it may have no effect",
        'Move it to a statement with Resource "*", unless it is known to work as it is.',
        _ACTIONS,
    ),
    "perhaps-resource-type-mismatch": FindingType(
        "warning",
        "An action is in a statement with resources that it cannot act on in the data of this collection",
        "Give it resources of its own type. Keep it if AWS has added these resources since the date of the data.",
        _ACTIONS,
    ),
    "unknown-action": FindingType(
        "warning",
        "The service has no such action in the data of this collection",
        "Correct its spelling. Keep it if AWS added the action after the date of the data.",
        _ACTIONS,
    ),
    "unknown-service": FindingType(
        "warning",
        "The data of this collection have no service with the prefix of this action",
        "Correct its spelling, or remove it if AWS has closed the service. Keep it if the service is newer.",
        _ACTIONS,
    ),
    "perhaps-unsupported-condition-key": FindingType(
        "warning",
        "A condition compares a key that requests of this action do not have in the data of this collection",
        "Move the action to a statement without that condition. Keep it if AWS has added the key since.",
        _ACTIONS,
    ),
}

ARNS: dict[str, FindingType] = {
    "impossible-arn": FindingType(
        "error",
        "No resource has such an ARN: its Region or its account cannot be right",
        "Write the Region and the account that this kind of resource has, or leave empty what it does not have.",
        f"{_IAM}/reference-arns.html",
    ),
    "unknown-variable": FindingType(
        "error",
        "IAM has no such policy variable, so it never has a value",
        "Correct its spelling.",
        f"{_IAM}/reference_policies_variables.html",
    ),
    "secret-without-suffix": FindingType(
        "error",
        "The ARN of a secret lacks the six characters that Secrets Manager appends to its name",
        "Append -?????? to the name.",
        _SECRETS,
    ),
    "secret-perhaps-without-suffix": FindingType(
        "warning",
        "The ARN of a secret ends in a word where Secrets Manager appends six characters",
        "Append -?????? to the name, unless the word is those six characters.",
        _SECRETS,
    ),
}

CONDITIONS: dict[str, FindingType] = {
    "unknown-condition-key": FindingType(
        "error",
        "AWS has no such global condition key: an Allow that needs it grants nothing, and a Deny denies nothing or all",
        "Correct its spelling.",
        GLOBAL_KEYS_SOURCE,
    ),
    "unknown-service-condition-key": FindingType(
        "warning",
        "The service has no such condition key in the data of this collection",
        "Correct its spelling. Keep it if AWS added the key after the date of the data.",
        _CHECKS,
    ),
    "operator-of-other-type": FindingType(
        "error",
        "An operator compares another type than its condition key has, so that it never holds or always does",
        "Use an operator of the type of the key.",
        _OPERATORS,
    ),
    "literal-wildcard": FindingType(
        "error",
        "A wildcard stands under an operator that takes it as a plain character",
        "Use StringLike or StringNotLike, or write the whole value.",
        _OPERATORS,
    ),
    "empty-condition": FindingType(
        "error",
        "A condition has no values, so that it never holds or always does",
        "Give it a value, or remove it.",
        _CHECKS,
    ),
    "for-all-values-without-null": FindingType(
        "warning",
        "ForAllValues also holds for requests without the key, so that the statement allows them",
        "Add a Null condition on the key with the value false.",
        _SETS,
    ),
    "set-operator-on-single-value": FindingType(
        "warning",
        "A set operator stands with a key that has one value; ForAllValues also holds without it",
        "Remove ForAllValues or ForAnyValue.",
        _SETS,
    ),
}

POWERS: dict[str, FindingType] = {
    "reads-all-data": FindingType(
        "warning",
        "The statement allows reading secrets, data or credentials everywhere",
        "Name the resources that may be read.",
        f"{_IAM}/best-practices.html",
    ),
    "whole-service": FindingType(
        "warning",
        "The statement allows every action of a service on every resource",
        "Name the actions and the resources that are needed.",
        f"{_IAM}/best-practices.html",
    ),
    "every-action": FindingType(
        "info",
        "The statement allows every action of a service on the resources that it names",
        "Name the actions that are needed.",
        f"{_IAM}/best-practices.html",
    ),
    "path-to-any-role": FindingType(
        "error",
        "The document allows passing every role to something that the holder controls",
        "Name the roles that may be passed.",
        f"{_IAM}/id_roles_use_passrole.html",
    ),
    "path-to-existing-role": FindingType(
        "warning",
        "The document allows changing or entering everything of a kind that runs with a role",
        "Name the resources that the holder works with.",
        f"{_IAM}/best-practices.html",
    ),
}
