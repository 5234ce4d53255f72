# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What IAM Identity Center refuses, and how its requests end, where moto knows nothing of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.emulator.people import GENERAL, PATH, make_policy, permission_sets
from tests.support.scenarios.bench import Bench, bench

PERSON = {"PrincipalType": "USER", "PrincipalId": "01234567-89ab-cdef-0123-456789abcdef"}
REFERENCE = {"Name": GENERAL, "Path": PATH}
OURS = {"CustomerManagedPolicyReference": REFERENCE}
OTHER_ACCOUNT = "123456789012"


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as here:
        yield here


@pytest.fixture
def sso(account: Bench) -> Any:
    return account.account.client("sso-admin")


@pytest.fixture
def named(sso: Any) -> dict[str, str]:
    instance = {"InstanceArn": sso.list_instances()["Instances"][0]["InstanceArn"]}
    made = sso.create_permission_set(**instance, Name="People", Tags=[{"Key": "team", "Value": "a"}])
    return {**instance, "PermissionSetArn": made["PermissionSet"]["PermissionSetArn"]}


def refused(call: Callable[..., Any], code: str, told: str = "", **params: Any) -> None:
    with pytest.raises(ClientError) as caught:
        call(**params)
    assert caught.value.response["Error"]["Code"] == code
    assert told in caught.value.response["Error"]["Message"]


def ended(sso: Any, named: dict[str, str], request: Any, kind: str = "Creation") -> dict[str, Any]:
    """Ask for the end of a request, which takes two calls."""
    ask = sso.describe_account_assignment_creation_status
    if kind == "Deletion":
        ask = sso.describe_account_assignment_deletion_status
    begun = request[f"AccountAssignment{kind}Status"]
    assert begun["Status"] == "IN_PROGRESS"
    parameter = {f"AccountAssignment{kind}RequestId": begun["RequestId"], "InstanceArn": named["InstanceArn"]}
    states = [ask(**parameter)[f"AccountAssignment{kind}Status"] for _turn in range(2)]
    assert states[0]["Status"] == "IN_PROGRESS"
    return dict(states[1])


def assign(sso: Any, named: dict[str, str], account_id: str) -> dict[str, Any]:
    return dict(sso.create_account_assignment(**named, **PERSON, TargetId=account_id, TargetType="AWS_ACCOUNT"))


def test_arns_have_the_form_of_aws(named: dict[str, str]) -> None:
    instance = named["InstanceArn"].rpartition("/")[2]
    assert named["PermissionSetArn"].startswith(f"arn:aws:sso:::permissionSet/{instance}/ps-")


def test_names_are_unique(sso: Any, named: dict[str, str]) -> None:
    instance = {"InstanceArn": named["InstanceArn"]}
    refused(sso.create_permission_set, "ConflictException", "already exists", **instance, Name="People")
    sso.create_permission_set(**instance, Name="Others")


@pytest.mark.parametrize("wrong", [{"Name": "x" * 33}, {"Name": "a b"}, {"Name": "A", "Description": "—"}])
def test_values_that_do_not_fit(sso: Any, named: dict[str, str], wrong: dict[str, str]) -> None:
    refused(sso.create_permission_set, "ValidationException", InstanceArn=named["InstanceArn"], **wrong)


def test_an_update_resets_what_it_leaves_out(sso: Any, named: dict[str, str]) -> None:
    sso.update_permission_set(**named, Description="x", SessionDuration="PT8H", RelayState="https://x")
    sso.update_permission_set(**named, Description="y")
    shown = sso.describe_permission_set(**named)["PermissionSet"]
    assert (shown["Description"], shown["SessionDuration"], "RelayState" in shown) == ("y", "PT1H", False)


def test_tags(sso: Any, named: dict[str, str]) -> None:
    place = {"InstanceArn": named["InstanceArn"], "ResourceArn": named["PermissionSetArn"]}
    sso.tag_resource(**place, Tags=[{"Key": "team", "Value": "b"}, {"Key": "stage", "Value": "c"}])
    sso.untag_resource(**place, TagKeys=["stage", "unknown"])
    assert sso.list_tags_for_resource(**place)["Tags"] == [{"Key": "team", "Value": "b"}]


def test_a_boundary(sso: Any, named: dict[str, str]) -> None:
    code = "ResourceNotFoundException"
    refused(sso.get_permissions_boundary_for_permission_set, code, **named)
    refused(sso.delete_permissions_boundary_from_permission_set, code, **named)
    sso.put_permissions_boundary_to_permission_set(**named, PermissionsBoundary=OURS)
    assert sso.get_permissions_boundary_for_permission_set(**named)["PermissionsBoundary"] == OURS
    sso.delete_permissions_boundary_from_permission_set(**named)
    refused(sso.get_permissions_boundary_for_permission_set, code, **named)


def test_a_policy_is_attached_once(sso: Any, named: dict[str, str]) -> None:
    attach = sso.attach_customer_managed_policy_reference_to_permission_set
    attach(**named, **OURS)
    refused(attach, "ConflictException", "already attached", **named, **OURS)


@pytest.mark.parametrize("missing", ["policy", "boundary"])
def test_an_account_without_the_policy_fails_late(
    account: Bench, sso: Any, named: dict[str, str], missing: str
) -> None:
    if missing == "policy":
        sso.attach_customer_managed_policy_reference_to_permission_set(**named, **OURS)
    else:
        sso.put_permissions_boundary_to_permission_set(**named, PermissionsBoundary=OURS)
    status = ended(sso, named, assign(sso, named, OTHER_ACCOUNT))
    arn = f"arn:aws:iam::{OTHER_ACCOUNT}:policy{PATH}{GENERAL}"
    assert status["Status"] == "FAILED"
    assert status["FailureReason"] == f"Received a 404 status error: Not supported policy {arn}."
    assert permission_sets(account.account)["People"]["assignments"] == []
    make_policy(account.account, account.account_id)
    assert ended(sso, named, assign(sso, named, account.account_id))["Status"] == "SUCCEEDED"
    assert permission_sets(account.account)["People"]["assignments"] == [(account.account_id, *PERSON.values())]


def test_one_request_at_a_time_in_an_account(account: Bench, sso: Any, named: dict[str, str]) -> None:
    request = assign(sso, named, account.account_id)
    with pytest.raises(ClientError, match="ConflictException"):
        assign(sso, named, account.account_id)
    assign(sso, named, OTHER_ACCOUNT)
    assert request["AccountAssignmentCreationStatus"]["Status"] == "IN_PROGRESS"
    sso.list_instances()
    assert assign(sso, named, account.account_id)["AccountAssignmentCreationStatus"]["Status"] == "IN_PROGRESS"


def test_a_change_outdates_what_is_provisioned(account: Bench, sso: Any, named: dict[str, str]) -> None:
    ended(sso, named, assign(sso, named, account.account_id))
    assert permission_sets(account.account)["People"]["outdated"] == []
    sso.update_permission_set(**named, Description="New")
    assert permission_sets(account.account)["People"]["outdated"] == [account.account_id]
    sso.provision_permission_set(**named, TargetType="ALL_PROVISIONED_ACCOUNTS")
    assert permission_sets(account.account)["People"]["outdated"] == []


def test_a_set_is_deleted_after_its_assignments(account: Bench, sso: Any, named: dict[str, str]) -> None:
    ended(sso, named, assign(sso, named, account.account_id))
    refused(sso.delete_permission_set, "ConflictException", "provisioned in accounts", **named)
    delete = sso.delete_account_assignment
    target = {**PERSON, "TargetId": account.account_id, "TargetType": "AWS_ACCOUNT"}
    assert ended(sso, named, delete(**named, **target), "Deletion")["Status"] == "SUCCEEDED"
    refused(delete, "ResourceNotFoundException", **named, **target)
    sso.delete_permission_set(**named)
    refused(sso.describe_permission_set, "ResourceNotFoundException", **named)


def test_pages(account: Bench, sso: Any, named: dict[str, str]) -> None:
    account.settings(page=1)
    sso.create_permission_set(InstanceArn=named["InstanceArn"], Name="Others")
    first = sso.list_permission_sets(InstanceArn=named["InstanceArn"])
    assert len(first["PermissionSets"]) == 1
    second = sso.list_permission_sets(InstanceArn=named["InstanceArn"], NextToken=first["NextToken"])
    assert "NextToken" not in second
    assert len({*first["PermissionSets"], *second["PermissionSets"]}) == 2


def test_sets_come_back(account: Bench, sso: Any, named: dict[str, str]) -> None:
    start, before = account.save(), permission_sets(account.account)
    for _turn in range(2):
        sso.update_permission_set(**named, Description="New")
        assert permission_sets(account.account) != before
        account.restore(start)
        assert permission_sets(account.account) == before
