# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the strict layer answers: attributes by operation, pages, and what moto does otherwise or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.sample import (
    AWS_POLICY,
    GROUP,
    POLICY,
    ROLE,
    USER,
    WHOLE,
    Step,
    document,
    filled,
    step,
    take,
    take_all,
    trust,
)
from tests.support.strict.corrections import CORRECTIONS
from tests.support.strict.moto_iam import knows
from tests.support.strict.pages import paginated

FILTER = ["User", "Group", "Role", "LocalManagedPolicy"]


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as made:
        yield made


@pytest.fixture
def full(account: Bench) -> Bench:
    take_all(account.iam, account.account_id, WHOLE)
    return account


def keys(answer: Any) -> set[str]:
    return set(answer) - {"ResponseMetadata"}


BASIC = {
    "user": {"Path", "UserName", "UserId", "Arn", "CreateDate"},
    "role": {"Path", "RoleName", "RoleId", "Arn", "CreateDate", "AssumeRolePolicyDocument"},
    "policy": {
        *("PolicyName", "PolicyId", "Arn", "Path", "DefaultVersionId", "AttachmentCount"),
        *("PermissionsBoundaryUsageCount", "IsAttachable", "CreateDate", "UpdateDate"),
    },
}


def test_a_user_by_name_in_a_listing_and_in_the_details(full: Bench) -> None:
    full.iam.put_user_permissions_boundary(UserName="ada", PermissionsBoundary=AWS_POLICY)
    (listed,) = full.iam.list_users()["Users"]
    named = full.iam.get_user(UserName="ada")["User"]
    (detail,) = full.iam.get_account_authorization_details(Filter=["User"])["UserDetailList"]
    assert keys(listed) == BASIC["user"]
    assert keys(named) == BASIC["user"] | {"Tags", "PermissionsBoundary"}
    assert keys(detail) == keys(named) | {"UserPolicyList", "GroupList", "AttachedManagedPolicies"}
    assert named["Tags"] == detail["Tags"] == [{"Key": "team", "Value": "blue"}]
    assert named["PermissionsBoundary"] == {
        "PermissionsBoundaryType": "Policy",
        "PermissionsBoundaryArn": AWS_POLICY,
    }
    assert detail["PermissionsBoundary"] == named["PermissionsBoundary"]
    assert (detail["GroupList"], [item["PolicyName"] for item in detail["UserPolicyList"]]) == (["staff"], ["own"])


def test_a_role_by_name_in_a_listing_and_in_the_details(full: Bench) -> None:
    full.iam.tag_role(RoleName="worker", Tags=[{"Key": "team", "Value": "blue"}])
    full.iam.update_role(RoleName="worker", Description="made", MaxSessionDuration=7200)
    (listed,) = full.iam.list_roles()["Roles"]
    named = full.iam.get_role(RoleName="worker")["Role"]
    (detail,) = full.iam.get_account_authorization_details(Filter=["Role"])["RoleDetailList"]
    assert keys(listed) == BASIC["role"] | {"Description", "MaxSessionDuration"}
    assert keys(named) == keys(listed) | {"Tags", "PermissionsBoundary", "RoleLastUsed"}
    assert keys(detail) == BASIC["role"] | {
        *("InstanceProfileList", "RolePolicyList", "AttachedManagedPolicies", "PermissionsBoundary"),
        *("Tags", "RoleLastUsed"),
    }
    assert named["AssumeRolePolicyDocument"]["Statement"][0]["Principal"] == {"Service": "ec2.amazonaws.com"}
    assert detail["PermissionsBoundary"]["PermissionsBoundaryArn"] == AWS_POLICY


def test_a_policy_by_arn_in_a_listing_and_in_the_details(full: Bench) -> None:
    (listed,) = full.iam.list_policies(Scope="Local")["Policies"]
    full.iam.tag_policy(PolicyArn=listed["Arn"], Tags=[{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}])
    named = full.iam.get_policy(PolicyArn=listed["Arn"])["Policy"]
    (detail,) = full.iam.get_account_authorization_details(Filter=["LocalManagedPolicy"])["Policies"]
    assert keys(listed) == BASIC["policy"]
    assert keys(named) == BASIC["policy"] | {"Tags"}
    assert named["Tags"] == [{"Key": "a", "Value": "1"}, {"Key": "A", "Value": "2"}]
    assert keys(detail) == BASIC["policy"] | {"PolicyVersionList"}
    assert [item["VersionId"] for item in detail["PolicyVersionList"]] == ["v2", "v1"]
    assert detail["PolicyVersionList"][1]["Document"]["Statement"][0]["Action"] == "s3:GetObject"
    assert (named["AttachmentCount"], named["PermissionsBoundaryUsageCount"]) == (1, 0)


@pytest.mark.parametrize("page", [1, 2, 3, None])
def test_the_details_come_in_pages_over_all_lists(full: Bench, page: int | None) -> None:
    names = ("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies")
    whole = full.iam.get_account_authorization_details(Filter=FILTER)
    full.settings(page=page)
    pages = list(full.iam.get_paginator("get_account_authorization_details").paginate(Filter=FILTER))
    assert len(pages) == {1: 4, 2: 2, 3: 2, None: 1}[page]
    assert [item["IsTruncated"] for item in pages] == [True] * (len(pages) - 1) + [False]
    for name in names:
        assert [item for found in pages for item in found[name]] == whole[name]


PARAMETERS: dict[str, dict[str, str]] = {
    "ListPolicies": {"Scope": "AWS"},
    "ListPolicyVersions": {"PolicyArn": "arn:aws:iam::ACCOUNT:policy/general"},
    "ListPolicyTags": {"PolicyArn": "arn:aws:iam::ACCOUNT:policy/general"},
    "ListInstanceProfileTags": {"InstanceProfileName": "worker"},
    "ListVirtualMFADevices": {},
    "ListUsers": {},
    "ListGroups": {},
    "ListRoles": {},
    "ListInstanceProfiles": {},
    **{f"List{name}": {"RoleName": "worker"} for name in ("RoleTags", "RolePolicies", "InstanceProfilesForRole")},
    "ListAttachedRolePolicies": {"RoleName": "worker"},
    "ListGroupPolicies": {"GroupName": "staff"},
    "ListAttachedGroupPolicies": {"GroupName": "staff"},
}
THREE: tuple[Step, ...] = tuple(
    made
    for number in range(3)
    for made in (
        step("CreateUser", UserName=f"user{number}"),
        step("CreateGroup", GroupName=f"group{number}"),
        step("CreateRole", RoleName=f"role{number}", AssumeRolePolicyDocument=trust()),
        step("CreateInstanceProfile", InstanceProfileName=f"profile{number}"),
        step("AddRoleToInstanceProfile", InstanceProfileName=f"profile{number}", RoleName="worker"),
        step("AddUserToGroup", UserName="ada", GroupName=f"group{number}"),
        step("PutUserPolicy", UserName="ada", PolicyName=f"policy{number}", PolicyDocument=document()),
        step("PutGroupPolicy", GroupName="staff", PolicyName=f"policy{number}", PolicyDocument=document()),
        step("PutRolePolicy", RoleName="worker", PolicyName=f"policy{number}", PolicyDocument=document()),
        step("CreatePolicy", PolicyName=f"policy{number}", PolicyDocument=document()),
        *(
            step(
                f"Attach{noun}Policy",
                **{f"{noun}Name": name, "PolicyArn": f"arn:aws:iam::ACCOUNT:policy/policy{number}"},
            )
            for noun, name in (("User", "ada"), ("Group", "staff"), ("Role", "worker"))
        ),
        step("CreatePolicyVersion", PolicyArn="arn:aws:iam::ACCOUNT:policy/general", PolicyDocument=document()),
        step("TagPolicy", PolicyArn="arn:aws:iam::ACCOUNT:policy/general", Tags=[{"Key": f"k{number}", "Value": ""}]),
        step("TagRole", RoleName="worker", Tags=[{"Key": f"k{number}", "Value": ""}]),
        step("TagUser", UserName="ada", Tags=[{"Key": f"k{number}", "Value": ""}]),
        step("TagInstanceProfile", InstanceProfileName="worker", Tags=[{"Key": f"k{number}", "Value": ""}]),
        step("CreateVirtualMFADevice", VirtualMFADeviceName=f"device{number}"),
        step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody=f"ssh-rsa {number}"),
    )
)
# Nothing of these kinds is there to list, or several lists are (which has a test of its own).
ELSEWHERE = {"ListAccountAliases", "ListServerCertificates", "ListOpenIDConnectProviderTags", "ListEntitiesForPolicy"}
LISTINGS = {
    name for name in paginated() if name.startswith("List") and (name in CORRECTIONS or knows(name))
} - ELSEWHERE
FEWER = {"ListAccessKeys": 1, "ListSigningCertificates": 1, "ListMFADevices": 1, "ListServiceSpecificCredentials": 1}


@pytest.mark.parametrize("operation", sorted(LISTINGS))
def test_every_listing_comes_in_pages(full: Bench, operation: str) -> None:
    take_all(full.iam, full.account_id, THREE)
    (key,) = paginated()[operation]
    asked = step(operation, **PARAMETERS.get(operation, {"UserName": "ada"}))
    whole = take(full.iam, full.account_id, asked)[key]
    assert len(whole) >= FEWER.get(operation, 3)
    found: list[Any] = []
    marker: dict[str, str] = {}
    for _unused in range(len(whole)):
        answer = take(full.iam, full.account_id, Step(operation, {**asked.params, **marker, "MaxItems": 1}))
        assert len(answer[key]) == 1
        found += answer[key]
        marker = {"Marker": answer["Marker"]} if answer["IsTruncated"] else {}
    assert (found, marker) == (whole, {})


def test_members_of_a_group_and_users_of_a_policy_come_in_pages(full: Bench) -> None:
    take_all(full.iam, full.account_id, THREE)
    for number in range(3):
        full.iam.add_user_to_group(UserName=f"user{number}", GroupName="staff")
    full.settings(page=1)
    members = full.iam.get_paginator("get_group").paginate(GroupName="staff").build_full_result()
    assert [user["UserName"] for user in members["Users"]] == ["ada", "user0", "user1", "user2"]
    arn = filled("arn:aws:iam::ACCOUNT:policy/policy0", full.account_id)
    using = full.iam.get_paginator("list_entities_for_policy").paginate(PolicyArn=arn).build_full_result()
    assert [len(using[f"Policy{kind}s"]) for kind in ("User", "Group", "Role")] == [1, 1, 1]


@pytest.mark.parametrize("marker", ["nonsense", "TGlzdFJvbGVzIDE="])
def test_a_marker_of_another_listing_is_refused(account: Bench, marker: str) -> None:
    with pytest.raises(ClientError, match="Invalid Marker"):
        account.iam.list_users(Marker=marker)


def test_users_of_a_policy_by_what_they_use_it_for(account: Bench) -> None:
    take_all(account.iam, account.account_id, (POLICY, USER, GROUP, ROLE))
    arn = filled("arn:aws:iam::ACCOUNT:policy/general", account.account_id)
    account.iam.attach_group_policy(GroupName="staff", PolicyArn=arn)
    account.iam.put_user_permissions_boundary(UserName="ada", PermissionsBoundary=arn)
    account.iam.put_role_permissions_boundary(RoleName="worker", PermissionsBoundary=arn)

    def using(**usage: str) -> list[str]:
        answer = account.iam.list_entities_for_policy(PolicyArn=arn, **usage)
        return [item[f"{kind}Name"] for kind in ("User", "Group", "Role") for item in answer[f"Policy{kind}s"]]

    assert using() == ["ada", "staff", "worker"]
    assert using(PolicyUsageFilter="PermissionsPolicy") == ["staff"]
    assert using(PolicyUsageFilter="PermissionsBoundary") == ["ada", "worker"]
    assert using(EntityFilter="Role") == ["worker"]


def test_boundaries_of_users(account: Bench) -> None:
    made = account.iam.create_user(UserName="ada", PermissionsBoundary=AWS_POLICY)["User"]
    assert made["PermissionsBoundary"]["PermissionsBoundaryArn"] == AWS_POLICY
    account.iam.delete_user_permissions_boundary(UserName="ada")
    assert "PermissionsBoundary" not in account.iam.get_user(UserName="ada")["User"]
    with pytest.raises(account.iam.exceptions.NoSuchEntityException):
        account.iam.delete_user_permissions_boundary(UserName="ada")


def test_service_specific_credentials(account: Bench) -> None:
    take(account.iam, account.account_id, USER)
    asked = {"UserName": "ada", "ServiceName": "codecommit.amazonaws.com"}
    made = account.iam.create_service_specific_credential(**asked)["ServiceSpecificCredential"]
    assert made["ServicePassword"]
    (listed,) = account.iam.list_service_specific_credentials(UserName="ada")["ServiceSpecificCredentials"]
    assert "ServicePassword" not in listed
    identifier = listed["ServiceSpecificCredentialId"]
    assert identifier == made["ServiceSpecificCredentialId"]
    assert (
        account.iam.list_service_specific_credentials(UserName="ada", ServiceName="cassandra.amazonaws.com")[
            "ServiceSpecificCredentials"
        ]
        == []
    )
    account.iam.delete_service_specific_credential(UserName="ada", ServiceSpecificCredentialId=identifier)
    with pytest.raises(account.iam.exceptions.NoSuchEntityException):
        account.iam.delete_service_specific_credential(UserName="ada", ServiceSpecificCredentialId=identifier)


def test_a_user_that_moves_keeps_everything_but_the_arn(full: Bench) -> None:
    before = full.snapshot()["users"]["ada"]
    full.iam.update_user(UserName="ada", NewPath="/elsewhere/")
    full.iam.update_user(UserName="ada", NewUserName="Ada")
    assert full.iam.get_user(UserName="Ada")["User"]["Arn"].endswith(":user/elsewhere/Ada")
    assert full.snapshot()["users"] == {"Ada": {**before, "path": "/elsewhere/"}}
    assert full.iam.list_access_keys(UserName="Ada")["AccessKeyMetadata"][0]["UserName"] == "Ada"
    full.iam.remove_user_from_group(UserName="Ada", GroupName="staff")


def test_a_group_that_moves_keeps_everything_but_the_arn(full: Bench) -> None:
    before = full.snapshot()["groups"]["staff"]
    full.iam.update_group(GroupName="staff", NewPath="/elsewhere/")
    full.iam.update_group(GroupName="staff", NewGroupName="team")
    assert full.iam.get_group(GroupName="team")["Group"]["Arn"].endswith(":group/elsewhere/team")
    assert full.snapshot()["groups"] == {"team": {**before, "path": "/elsewhere/"}}


def test_what_is_not_given_to_update_role_stays(account: Bench) -> None:
    account.iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust(), Description="d", MaxSessionDuration=7200)
    account.iam.update_role(RoleName="r", MaxSessionDuration=3600)
    account.iam.update_role(RoleName="r", Description="e")
    role = account.iam.get_role(RoleName="r")["Role"]
    assert (role["Description"], role["MaxSessionDuration"]) == ("e", 3600)


def test_keys_of_tags_ignore_case_on_users_and_roles_only(full: Bench) -> None:
    full.iam.tag_role(RoleName="worker", Tags=[{"Key": "team", "Value": "blue"}])
    full.iam.tag_instance_profile(InstanceProfileName="worker", Tags=[{"Key": "team", "Value": "blue"}])
    red = [{"Key": "Team", "Value": "red"}]
    full.iam.tag_user(UserName="ada", Tags=red)
    full.iam.tag_role(RoleName="worker", Tags=red)
    full.iam.tag_instance_profile(InstanceProfileName="worker", Tags=red)
    assert full.iam.list_user_tags(UserName="ada")["Tags"] == red
    assert full.iam.list_role_tags(RoleName="worker")["Tags"] == red
    assert len(full.iam.list_instance_profile_tags(InstanceProfileName="worker")["Tags"]) == 2
    full.iam.untag_user(UserName="ada", TagKeys=["TEAM"])
    full.iam.untag_instance_profile(InstanceProfileName="worker", TagKeys=["TEAM"])
    assert full.iam.list_user_tags(UserName="ada")["Tags"] == []
    assert len(full.iam.list_instance_profile_tags(InstanceProfileName="worker")["Tags"]) == 2


def test_a_deleted_principal_shows_as_its_id_even_after_one_of_its_name_is_made(account: Bench) -> None:
    made = account.iam.create_user(UserName="ada")["User"]
    account.iam.create_role(RoleName="r", AssumeRolePolicyDocument=trust(Principal={"AWS": made["Arn"]}))

    def trusted() -> str:
        found = account.iam.get_role(RoleName="r")["Role"]["AssumeRolePolicyDocument"]
        return str(found["Statement"][0]["Principal"]["AWS"])

    assert trusted() == made["Arn"]
    account.iam.delete_user(UserName="ada")
    assert trusted() == made["UserId"]
    account.iam.create_user(UserName="ada")
    assert trusted() == made["UserId"]
    document_again = trust(Principal={"AWS": made["Arn"]})
    account.iam.update_assume_role_policy(RoleName="r", PolicyDocument=document_again)
    assert trusted() == made["Arn"]


def test_a_whole_account_can_be_taken_apart_in_order(full: Bench) -> None:
    iam = full.iam
    arn = filled("arn:aws:iam::ACCOUNT:policy/general", full.account_id)
    (key,) = iam.list_access_keys(UserName="ada")["AccessKeyMetadata"]
    (ssh,) = iam.list_ssh_public_keys(UserName="ada")["SSHPublicKeys"]
    (signed,) = iam.list_signing_certificates(UserName="ada")["Certificates"]
    (git,) = iam.list_service_specific_credentials(UserName="ada")["ServiceSpecificCredentials"]
    (device,) = iam.list_virtual_mfa_devices(AssignmentStatus="Assigned")["VirtualMFADevices"]
    assert device["User"]["UserName"] == "ada"
    iam.delete_login_profile(UserName="ada")
    iam.delete_access_key(UserName="ada", AccessKeyId=key["AccessKeyId"])
    iam.delete_ssh_public_key(UserName="ada", SSHPublicKeyId=ssh["SSHPublicKeyId"])
    iam.delete_signing_certificate(UserName="ada", CertificateId=signed["CertificateId"])
    iam.delete_service_specific_credential(
        UserName="ada", ServiceSpecificCredentialId=git["ServiceSpecificCredentialId"]
    )
    iam.deactivate_mfa_device(UserName="ada", SerialNumber=device["SerialNumber"])
    iam.delete_virtual_mfa_device(SerialNumber=device["SerialNumber"])
    iam.delete_user_policy(UserName="ada", PolicyName="own")
    iam.detach_user_policy(UserName="ada", PolicyArn=AWS_POLICY)
    iam.remove_user_from_group(UserName="ada", GroupName="staff")
    iam.delete_user(UserName="ada")
    iam.detach_group_policy(GroupName="staff", PolicyArn=arn)
    iam.delete_group(GroupName="staff")
    iam.remove_role_from_instance_profile(InstanceProfileName="worker", RoleName="worker")
    iam.delete_instance_profile(InstanceProfileName="worker")
    iam.delete_role_permissions_boundary(RoleName="worker")
    iam.delete_role(RoleName="worker")
    iam.delete_policy_version(PolicyArn=arn, VersionId="v2")
    iam.delete_policy(PolicyArn=arn)
    assert all(held == {} for held in full.snapshot().values())


@pytest.mark.parametrize("operation", ["DetachUserPolicy", "DeleteUserPolicy", "RemoveUserFromGroup"])
def test_what_is_not_there_cannot_be_taken_away(account: Bench, operation: str) -> None:
    take_all(account.iam, account.account_id, (USER, GROUP))
    given = {
        "DetachUserPolicy": {"PolicyArn": AWS_POLICY},
        "DeleteUserPolicy": {"PolicyName": "own"},
        "RemoveUserFromGroup": {"GroupName": "staff"},
    }
    with pytest.raises(account.iam.exceptions.NoSuchEntityException):
        take(account.iam, account.account_id, Step(operation, {"UserName": "ada", **given[operation]}))


def test_an_account_that_is_saved_can_be_restored_again_and_again(full: Bench) -> None:
    saved, before = full.save(), full.snapshot()
    for _unused in range(2):
        full.iam.remove_user_from_group(UserName="ada", GroupName="staff")
        full.iam.tag_user(UserName="ada", Tags=[{"Key": "team", "Value": "red"}])
        assert full.snapshot() != before
        full.restore(saved)
        assert full.snapshot() == before
