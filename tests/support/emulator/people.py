# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for an organization with IAM Identity Center: its people, and the accounts with or without our policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.sample import document

ENGINEERS, ADA = "Migration engineers", "ada"
GENERAL, PATH = "App2ContainerGeneral", "/app2container/"
LOOKUP = "arn:aws:iam::{account_id}:role/Automation"


def store_of(account: Account) -> dict[str, str]:
    """Return the parameter that names the identity store."""
    (instance,) = account.client("sso-admin").list_instances()["Instances"]
    return {"IdentityStoreId": instance["IdentityStoreId"]}


def make_people(account: Account) -> dict[str, str]:
    """Make a group and a user; return their ids by name."""
    client, store = account.client("identitystore"), store_of(account)
    name = {"GivenName": "Ada", "FamilyName": "Lovelace"}
    return {
        ENGINEERS: client.create_group(**store, DisplayName=ENGINEERS)["GroupId"],
        ADA: client.create_user(**store, UserName=ADA, DisplayName="Ada Lovelace", Name=name)["UserId"],
    }


def others(account: Account) -> list[str]:
    """Return the ids of two further accounts of the organization."""
    return [f"{digit}{account.account_id[1:]}" for digit in "89"]


def within(account: Account, account_id: str) -> Account:
    """Return another account, or the same, with credentials for it."""
    role = LOOKUP.format(account_id=account_id)
    issued = account.client("sts").assume_role(RoleArn=role, RoleSessionName="tests")["Credentials"]
    session = {
        "AWS_ACCESS_KEY_ID": issued["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": issued["SecretAccessKey"],
        "AWS_SESSION_TOKEN": issued["SessionToken"],
    }
    return Account(account_id=account_id, environment={**account.environment, **session})


def make_policy(account: Account, account_id: str, name: str = GENERAL) -> None:
    """Make a policy in an account, as another module does."""
    iam = within(account, account_id).client("iam")
    iam.create_policy(PolicyName=name, Path=PATH, PolicyDocument=document())


def remove_policy(account: Account, account_id: str, name: str = GENERAL) -> None:
    """Remove a policy from an account."""
    iam = within(account, account_id).client("iam")
    iam.delete_policy(PolicyArn=f"arn:aws:iam::{account_id}:policy{PATH}{name}")


def converge(account: Account, *, check: bool = False, **params: Any) -> ModuleResult:
    """Run the module permission_set with these options in the account."""
    return run_module("permission_set", params, check=check, environment=account.environment)


def set_named(account: Account, name: str = GENERAL) -> dict[str, str]:
    """Return the parameters that name a permission set, which must exist."""
    client = account.client("sso-admin")
    (instance,) = client.list_instances()["Instances"]
    for page in client.get_paginator("list_permission_sets").paginate(InstanceArn=instance["InstanceArn"]):
        for arn in page["PermissionSets"]:
            named = {"InstanceArn": instance["InstanceArn"], "PermissionSetArn": arn}
            if client.describe_permission_set(**named)["PermissionSet"]["Name"] == name:
                return named
    raise LookupError(name)


def permission_sets(account: Account) -> dict[str, Any]:
    """Return all permission sets by name, with their policies, assignments and outdated accounts."""
    client = account.client("sso-admin")
    (instance,) = client.list_instances()["Instances"]
    named = {"InstanceArn": instance["InstanceArn"]}
    arns = [
        arn for page in client.get_paginator("list_permission_sets").paginate(**named) for arn in page["PermissionSets"]
    ]
    return dict(sorted(_shown(client, {**named, "PermissionSetArn": arn}) for arn in arns))


def _shown(client: Any, named: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    def listed(operation: str, key: str, **further: Any) -> list[Any]:
        pages = client.get_paginator(operation).paginate(**{**named, **further})
        return [item for page in pages for item in page[key]]

    shown = client.describe_permission_set(**named)["PermissionSet"]
    accounts = listed("list_accounts_for_provisioned_permission_set", "AccountIds")
    try:
        boundary = client.get_permissions_boundary_for_permission_set(**named)["PermissionsBoundary"]
    except client.exceptions.ResourceNotFoundException:
        boundary = None
    tags = client.list_tags_for_resource(InstanceArn=named["InstanceArn"], ResourceArn=named["PermissionSetArn"])[
        "Tags"
    ]
    references = listed("list_customer_managed_policy_references_in_permission_set", "CustomerManagedPolicyReferences")
    managed = listed("list_managed_policies_in_permission_set", "AttachedManagedPolicies")
    assignments = [
        (item["AccountId"], item["PrincipalType"], item["PrincipalId"])
        for account_id in accounts
        for item in listed("list_account_assignments", "AccountAssignments", AccountId=account_id)
    ]
    outdated = {"ProvisioningStatus": "LATEST_PERMISSION_SET_NOT_PROVISIONED"}
    return shown["Name"], {
        "settings": {key: shown.get(key) for key in ("Description", "SessionDuration", "RelayState")},
        "tags": {tag["Key"]: tag["Value"] for tag in tags},
        "policies": sorted(item["Path"] + item["Name"] for item in references),
        "managed": sorted(item["Arn"] for item in managed),
        "inline": client.get_inline_policy_for_permission_set(**named)["InlinePolicy"],
        "boundary": boundary,
        "assignments": sorted(assignments),
        "outdated": listed("list_accounts_for_provisioned_permission_set", "AccountIds", **outdated),
    }
