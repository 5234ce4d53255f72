# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The templates: for one account what the module provisioner_role makes, and the stack set around it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cfnlint.api import ManualArgs, lint

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.features import FEATURES
from tests.support.applied_template import apply_cloudformation
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.bench import bench

GIVEN: dict[str, Any] = {"trusted_principals": ["arn:aws:iam::111122223333:role/ControlNode"], "external_id": "example"}
EVERYTHING: dict[str, Any] = {"features": list(FEATURES), "kms_key_arns": ["arn:aws:kms:*:*:key/*"]}
STACK_SET: dict[str, Any] = {"organizational_units": ["r-ab12"], "region": "eu-west-1"}


def outcome(**params: Any) -> ModuleResult:
    """What the module returns."""
    return run_module("provisioner_template", {**GIVEN, **params}, environment={})


def template(**params: Any) -> dict[str, Any]:
    """The template for options."""
    returned = outcome(**params)
    assert not returned.failed, returned["msg"]
    assert not returned.changed
    assert json.loads(returned["text"]) == returned["template"]
    return dict(returned["template"])


@pytest.mark.parametrize("params", [{}, {**EVERYTHING, "tags": {"team": "a"}}], ids=["default", "everything"])
def test_whoever_applies_it_has_what_the_module_makes(params: dict[str, Any]) -> None:
    """CloudFormation cannot set tags of policies: the module sets them, and changes nothing else."""
    with bench() as account:
        start = account.save()
        made = account.run(module_name="provisioner_role", **GIVEN, **params)
        assert not made.failed, made["msg"]
        expected, ours = account.snapshot(), made["provisioner"]
        account.restore(start)
        built = template(**params)
        outputs = apply_cloudformation(account.iam, built, AccountId=account.account_id, Partition="aws")
        assert outputs["ProvisionerRoleArn"] == ours["arn"]
        refused = account.run(module_name="provisioner_role", **GIVEN, **params)
        assert "set adopt: true to manage it" in refused["msg"]
        adopted = account.run(module_name="provisioner_role", adopt=True, **GIVEN, **params)
        assert {change["api"] for change in adopted["changes"]} == {"iam:TagPolicy"}
        assert account.snapshot() == expected
        assert not account.run(module_name="provisioner_role", **GIVEN, **params).changed


@pytest.mark.parametrize("params", [{}, EVERYTHING], ids=["default", "everything"])
@pytest.mark.parametrize("stack_set", [None, STACK_SET, {**STACK_SET, "management_account": False}])
def test_cloudformation_accepts_the_templates(params: dict[str, Any], stack_set: dict[str, Any] | None) -> None:
    returned = outcome(**params, stack_set=stack_set)
    if params and stack_set == STACK_SET:
        assert "stack-set-too-large" in returned["msg"]
        assert "set stack_set.management_account to false" in returned["msg"]
        return
    texts = dict.fromkeys(map(json.dumps, (json.loads(returned["text"]), returned["account_template"])))
    assert [str(match) for text in texts for match in lint(text, config=ManualArgs(regions=["us-east-1"]))] == []


def test_the_stack_set() -> None:
    built = template(stack_set={**STACK_SET, "exclude_accounts": ["444455556666"]}, tags={"team": "a"})
    inner = template(tags={"team": "a"})
    resource = built["Resources"].pop("AccountsStackSet")
    body = resource["Properties"].pop("TemplateBody")
    assert json.loads(body) == inner
    assert built["Resources"] == inner["Resources"]
    assert resource == {
        "Type": "AWS::CloudFormation::StackSet",
        "Properties": {
            "StackSetName": "App2ContainerProvisioner",
            "Description": inner["Description"],
            "PermissionModel": "SERVICE_MANAGED",
            "CallAs": "SELF",
            "Capabilities": ["CAPABILITY_NAMED_IAM"],
            "AutoDeployment": {"Enabled": True, "RetainStacksOnAccountRemoval": True},
            "ManagedExecution": {"Active": True},
            "OperationPreferences": {
                "ConcurrencyMode": "SOFT_FAILURE_TOLERANCE",
                "FailureTolerancePercentage": 10,
                "MaxConcurrentPercentage": 25,
            },
            "StackInstancesGroup": [
                {
                    "DeploymentTargets": {
                        "OrganizationalUnitIds": ["r-ab12"],
                        "AccountFilterType": "DIFFERENCE",
                        "Accounts": ["444455556666"],
                    },
                    "Regions": ["eu-west-1"],
                }
            ],
            "Tags": [{"Key": "team", "Value": "a"}],
        },
    }


def test_a_delegated_administrator_makes_the_stack_set_alone() -> None:
    built = template(stack_set={**STACK_SET, "call_as": "DELEGATED_ADMIN"})
    assert [*built["Resources"]] == ["AccountsStackSet"]
    assert built["Resources"]["AccountsStackSet"]["Properties"]["CallAs"] == "DELEGATED_ADMIN"


def test_the_same_options_give_the_same_text() -> None:
    features = ["audit", "users", "group"]
    first, second = (
        outcome(features=features, stack_set=STACK_SET),
        outcome(features=features[::-1], stack_set=STACK_SET),
    )
    assert first["text"] == second["text"]
    assert first["size"] == len(first["text"].encode())


def test_another_partition() -> None:
    principal = "arn:aws-us-gov:iam::111122223333:role/ControlNode"
    returned = outcome(partition="aws-us-gov", trusted_principals=[principal])
    assert returned["role_arn"] == "arn:aws-us-gov:iam::*:role/fleetops-app2container/App2ContainerProvisioner"
    assert "arn:aws:" not in returned["text"]
    assert outcome(trusted_principals=[principal]).failed


# Options -> what the message says.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nobody is trusted": ({"trusted_principals": []}, "trusted_principals: is not set"),
    "no unit": (
        {"stack_set": {**STACK_SET, "organizational_units": []}},
        "stack_set.organizational_units: must not be an empty list",
    ),
    "a unit": ({"stack_set": {**STACK_SET, "organizational_units": ["Workloads"]}}, "organizational_units: is none"),
    "a Region": ({"stack_set": {**STACK_SET, "region": "Ireland"}}, "stack_set.region: is none"),
    "a name": ({"stack_set": {**STACK_SET, "name": "a b"}}, "stack_set.name: is none"),
    "an account": ({"stack_set": {**STACK_SET, "exclude_accounts": ["1"]}}, "stack_set.exclude_accounts: "),
    "a percentage": ({"stack_set": {**STACK_SET, "max_concurrent_percentage": 0}}, "must be 1 to 100 percent"),
    "the management account": (
        {"stack_set": {**STACK_SET, "call_as": "DELEGATED_ADMIN", "management_account": True}},
        "stack_set.management_account: the stack of a delegated administrator is not in the management account",
    ),
}


@pytest.mark.parametrize(("params", "message"), REFUSED.values(), ids=REFUSED)
def test_bad_options_are_refused_by_name(params: dict[str, Any], message: str) -> None:
    returned = outcome(**params)
    assert returned.failed
    assert message in returned["msg"]
