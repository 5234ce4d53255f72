# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack that makes the provisioner in all accounts of organizational units, by a stack set inside it.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-stackset.html.
A stack set never reaches the management account, so the stack makes the role there itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from .._errors import OptionError
from .._export.rendered import Json, without_empty
from .._options.checks import account_id, texts

__all__ = ["REGION_FORM", "STACK_SET_SPEC", "stack_set_template"]

STACK_SET_SPEC: Mapping[str, Mapping[str, Any]] = {
    "organizational_units": {"type": "list", "elements": "str", "required": True},
    "region": {"type": "str", "required": True},
    "name": {"type": "str", "default": "App2ContainerProvisioner"},
    "call_as": {"type": "str", "choices": ["SELF", "DELEGATED_ADMIN"], "default": "SELF"},
    "management_account": {"type": "bool"},
    "exclude_accounts": {"type": "list", "elements": "str", "default": []},
    "max_concurrent_percentage": {"type": "int", "default": 25},
    "failure_tolerance_percentage": {"type": "int", "default": 10},
}
RESOURCE = "AccountsStackSet"
CAPABILITY = "CAPABILITY_NAMED_IAM"
DESCRIPTION = "The provisioner of fleetops.app2container in the accounts of an organization, and in this account."
_UNIT = re.compile(r"r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,127}")
REGION_FORM = r"[a-z]{2}[a-z0-9-]*-[0-9]+"
_PERCENTAGES = {"max_concurrent_percentage": 1, "failure_tolerance_percentage": 0}  # the least of each
ALL = 100


def _matching(option: str, value: str, pattern: re.Pattern[str], hint: str) -> str:
    where = f"stack_set.{option}"
    if not pattern.fullmatch(value):
        raise OptionError(where, value, "is none that AWS CloudFormation accepts", hint)
    return value


def _percentage(option: str, value: int) -> int:
    least = _PERCENTAGES[option]
    if not least <= value <= ALL:
        raise OptionError(f"stack_set.{option}", value, f"must be {least} to 100 percent of the accounts")
    return value


def _has_own_role(options: Mapping[str, Any]) -> bool:
    """Tells whether the stack makes the role in its own account, too.

    Raises:
        OptionError: the stack set does so already.
    """
    is_management = options["call_as"] == "SELF"
    wanted = options["management_account"]
    if wanted and not is_management:
        problem = "the stack of a delegated administrator is not in the management account"
        hint = "leave it out, and make the role of the management account with provisioner_role"
        raise OptionError("stack_set.management_account", wanted, problem, hint)
    return is_management if wanted is None else bool(wanted)


def _targets(options: Mapping[str, Any]) -> Json:
    hint = "write the ID of a root or an organizational unit, such as r-ab12 or ou-ab12-11111111"
    given = texts("stack_set.organizational_units", options["organizational_units"])
    units = [_matching("organizational_units", unit, _UNIT, hint) for unit in given]
    left = [account_id("stack_set.exclude_accounts", text) for text in options["exclude_accounts"]]
    excluded = {"AccountFilterType": "DIFFERENCE", "Accounts": left} if left else {}
    return {"OrganizationalUnitIds": units, **excluded}


def _preferences(options: Mapping[str, Any]) -> Json:
    """In strict mode, the other one, one account after another would be done, whatever the percentage says."""
    return {
        "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
        "FailureTolerancePercentage": _percentage(
            "failure_tolerance_percentage", options["failure_tolerance_percentage"]
        ),
        "MaxConcurrentPercentage": _percentage("max_concurrent_percentage", options["max_concurrent_percentage"]),
    }


def stack_set_template(account: Json, options: Mapping[str, Any], tags: Mapping[str, str] | None) -> Json:
    """The template of the stack.

    Args:
        account: the template for one account.
        options: the option ``stack_set``.
        tags: for all resources of the stacks in the accounts that can have tags.

    Raises:
        OptionError: a value that AWS would refuse.
    """
    region = _matching("region", options["region"], re.compile(REGION_FORM), "write a Region such as eu-west-1")
    properties = without_empty(
        [
            ("StackSetName", _matching("name", options["name"], _NAME, "use letters, digits and hyphens")),
            ("Description", account["Description"]),
            ("PermissionModel", "SERVICE_MANAGED"),
            ("CallAs", options["call_as"]),
            ("Capabilities", [CAPABILITY]),
            # Accounts that join a unit get the role, and those that leave it keep it, so that they can be torn down.
            ("AutoDeployment", {"Enabled": True, "RetainStacksOnAccountRemoval": True}),
            ("ManagedExecution", {"Active": True}),
            ("OperationPreferences", _preferences(options)),
            # IAM is global: a second Region would make the same names again, and fail.
            ("StackInstancesGroup", [{"DeploymentTargets": _targets(options), "Regions": [region]}]),
            ("Tags", [{"Key": key, "Value": value} for key, value in sorted((tags or {}).items())]),
            ("TemplateBody", json.dumps(account, separators=(",", ":"))),
        ]
    )
    own = account["Resources"] if _has_own_role(options) else {}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": DESCRIPTION,
        "Resources": {RESOURCE: {"Type": "AWS::CloudFormation::StackSet", "Properties": properties}, **own},
        "Outputs": {
            "StackSetId": {"Description": "ID of the stack set", "Value": {"Ref": RESOURCE}},
            **(account["Outputs"] if own else {}),
        },
    }
