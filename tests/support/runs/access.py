# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for users of the module access: runs it, predicts its changes, and reads the whole account."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.summary import short_name
from tests.support.emulator.accounts import Account
from tests.support.runs.modules import ModuleResult, run_module

# How the account is read; `make test` leaves the second way to the unit tests and the tests of whole runs.
BOTH_WAYS = pytest.mark.parametrize("discovery", ["account", pytest.param("targeted", marks=pytest.mark.thorough)])
REPORTED = ("changed", "diff", "changes", "access", "findings")
READING = ("Get", "List", "AssumeRole", "Simulate")
OUR_TAG = {"Key": "app2container:managed-by", "Value": "fleetops.app2container"}
CATALOGUE_TAG = "app2container:catalogue"
PATH = "/app2container/"
POLICY, GROUP, GENERAL_ROLE, WORKER, DEPLOYER = (
    "App2ContainerGeneral",
    "App2ContainerUsers",
    "App2ContainerGeneralRole",
    "App2ContainerWorker",
    "App2ContainerDeployer",
)
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"

SMALL_POLICY: dict[str, Any] = {
    "deploy_targets": ["ecs"],
    "artifact_buckets": [{"name": "example-artifacts"}],
}
# All parts but the general role, with a policy of one document.
WHOLE: Mapping[str, Any] = {
    "policy": SMALL_POLICY,
    "group": {},
    "users": [{"name": "ada"}, {"name": "grace"}],
    "worker": {},
    "deployer": {},
}
EVERY_PART: Mapping[str, Any] = {**WHOLE, "general_role": {"trusted_permission_sets": ["Developer"]}}


def arn_of(account: Account, name: str = POLICY, path: str = PATH) -> str:
    """The ARN of a customer managed policy in the account."""
    return f"arn:aws:iam::{account.account_id}:policy{path}{name}"


def two_documents(extra: str = "One") -> dict[str, Any]:
    """A policy whose statements do not fit into one document."""
    resources = [f"arn:aws:s3:::{extra.lower()}-{number:03}-{'x' * 40}/*" for number in range(90)]
    statement = {"Sid": extra, "Effect": "Allow", "Action": "s3:GetObject", "Resource": resources}
    return {**SMALL_POLICY, "extra_statements": [statement]}


def converge(account: Account, *, check: bool = False, **params: Any) -> ModuleResult:
    """Run the access module with these options in the account."""
    return run_module("access", params, check=check, environment=account.environment)


def converged(account: Account, **params: Any) -> ModuleResult:
    """Predict, run, and compare the two: both report the same, and the prediction only reads. Return the real run."""
    predicted = converge(account, check=True, **params)
    assert not predicted.failed, predicted.result
    assert only_reads(predicted)
    real = converge(account, **params)
    assert not real.failed, real.result
    for key in REPORTED:
        assert real[key] == predicted[key], key
    assert real.changed != only_reads(real)
    return real


def refused(account: Account, **params: Any) -> str:
    """Run what cannot work, in check mode and for real: same message, nothing changed. Return the message."""
    before = contents(account)
    outcomes = [converge(account, check=check, **params) for check in (True, False)]
    assert [outcome.failed for outcome in outcomes] == [True, True], outcomes
    assert all(map(only_reads, outcomes))
    assert not any(outcome.changed for outcome in outcomes)
    assert contents(account) == before
    predicted, real = (str(outcome["msg"]) for outcome in outcomes)
    assert predicted == real
    return real


def only_reads(outcome: ModuleResult) -> bool:
    """Tell whether no call of a run can have changed anything."""
    return all(action.split(":")[1].startswith(READING) for action in outcome["api_calls"])


def steps(outcome: ModuleResult) -> list[str]:
    """The changes of a run in short: the action, on what."""
    return [f"{change['api'].removeprefix('iam:')} {change['type']} {change['name']}" for change in outcome["changes"]]


def found(outcome: ModuleResult) -> list[tuple[str, str]]:
    """The findings of a run, by id and place, but for the one that tells how the account was read."""
    places = ((item["id"], item.get("where") or short_name(item["resource"])) for item in outcome["findings"])
    return [item for item in places if item[0] != "not-looked"]


def contents(account: Account) -> dict[str, Any]:
    """Everything that the account holds, without ids, dates, and the numbers and older versions of policies."""
    iam = account.client("iam")
    details = iam.get_account_authorization_details(Filter=["User", "Group", "Role", "LocalManagedPolicy"])
    return {
        "users": {
            user["UserName"]: {"groups": sorted(user["GroupList"]), **_principal(user, "UserPolicyList")}
            for user in details["UserDetailList"]
        },
        "groups": {group["GroupName"]: _principal(group, "GroupPolicyList") for group in details["GroupDetailList"]},
        "roles": {
            role["RoleName"]: {
                "trust": role["AssumeRolePolicyDocument"],
                "session": iam.get_role(RoleName=role["RoleName"])["Role"]["MaxSessionDuration"],
                **_principal(role, "RolePolicyList"),
            }
            for role in details["RoleDetailList"]
        },
        "profiles": {
            profile["InstanceProfileName"]: {
                "path": profile["Path"],
                "tags": _tags(
                    iam.get_instance_profile(InstanceProfileName=profile["InstanceProfileName"])["InstanceProfile"]
                ),
                "roles": [role["RoleName"] for role in profile["Roles"]],
            }
            for profile in iam.list_instance_profiles()["InstanceProfiles"]
        },
        "policies": {policy["Arn"]: _policy(iam, policy) for policy in details["Policies"]},
    }


def without_number(tags: Mapping[str, str]) -> dict[str, str]:
    """The tags of a policy without the number of the version, which tells how often the policy has changed."""
    return {key: re.sub(r"/v\d+/", "/v*/", value) if key == CATALOGUE_TAG else value for key, value in tags.items()}


def _tags(item: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in item.get("Tags", ())}


def _principal(item: Mapping[str, Any], inline: str) -> dict[str, Any]:
    return {
        "path": item["Path"],
        "tags": _tags(item),
        "boundary": item.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        "attached": sorted(policy["PolicyArn"] for policy in item["AttachedManagedPolicies"]),
        "inline": sorted(policy["PolicyName"] for policy in item[inline]),
    }


def _policy(iam: Any, policy: Mapping[str, Any]) -> dict[str, Any]:
    in_force = [version["Document"] for version in policy["PolicyVersionList"] if version["IsDefaultVersion"]]
    tags = _tags(iam.list_policy_tags(PolicyArn=policy["Arn"]))
    return {"path": policy["Path"], "tags": without_number(tags), "document": in_force}
