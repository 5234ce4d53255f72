# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Removal: complete for what is ours, and nothing but a relation for what is not; taking over what exists."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import FINDINGS
from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    ADMINISTRATOR,
    BOTH_WAYS,
    DEPLOYER,
    GROUP,
    OUR_TAG,
    PATH,
    POLICY,
    SMALL_POLICY,
    WHOLE,
    WORKER,
    arn_of,
    contents,
    converge,
    converged,
    found,
    steps,
)

DENY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}],
    }
)
SSH_KEY = "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQC7vbqajDjUqpjQ0mEb5Y3bDFJ1bEwHdmJj6Q8m2mC0Q3cZbS6VvDF0u0D4H6k8c6c3pZ4r"


@BOTH_WAYS
def test_a_user_goes_with_all_credentials(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    empty = contents(aws)
    converge(aws, users=[{"name": "ada"}])
    keys = [iam.create_access_key(UserName="ada")["AccessKey"]["AccessKeyId"] for _unused in range(2)]
    iam.create_login_profile(UserName="ada", Password="Emulated-1")
    serial = iam.create_virtual_mfa_device(VirtualMFADeviceName="ada")["VirtualMFADevice"]["SerialNumber"]
    iam.enable_mfa_device(
        UserName="ada", SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="234567"
    )
    iam.upload_ssh_public_key(UserName="ada", SSHPublicKeyBody=SSH_KEY)
    iam.put_user_policy(UserName="ada", PolicyName="notes", PolicyDocument=DENY)
    iam.attach_user_policy(UserName="ada", PolicyArn=ADMINISTRATOR)
    gone = converged(aws, users=[{"name": "ada", "state": "absent"}], discovery=discovery)
    assert steps(gone) == [
        "DeleteLoginProfile user ada",
        *["DeleteAccessKey user ada" for _unused in keys],
        "DeleteSSHPublicKey user ada",
        "TagUser user ada",
        "DeactivateMFADevice user ada",
        "DeleteVirtualMFADevice user ada",
        "DeleteUserPolicy user ada",
        "DetachUserPolicy user ada",
        "DeleteUser user ada",
    ]
    assert contents(aws) == empty
    assert iam.list_virtual_mfa_devices()["VirtualMFADevices"] == []


@BOTH_WAYS
def test_what_others_hang_on_ours_is_let_go_and_stays(aws: Account, discovery: str) -> None:
    """Their members, attachments, boundaries and inline policies do not block the removal, and they themselves stay."""
    iam = aws.client("iam")
    iam.create_user(UserName="eve")
    iam.create_group(GroupName="Others")
    iam.create_role(RoleName="Other", AssumeRolePolicyDocument=TRUST)
    iam.create_instance_profile(InstanceProfileName="Console")
    before = contents(aws)
    converge(aws, **WHOLE)
    policy = arn_of(aws)
    iam.add_user_to_group(UserName="eve", GroupName=GROUP)
    iam.attach_user_policy(UserName="eve", PolicyArn=policy)
    iam.attach_group_policy(GroupName="Others", PolicyArn=policy)
    iam.attach_role_policy(RoleName="Other", PolicyArn=policy)
    iam.put_role_permissions_boundary(RoleName="Other", PermissionsBoundary=policy)
    iam.put_group_policy(GroupName=GROUP, PolicyName="extra", PolicyDocument=DENY)
    iam.put_role_policy(RoleName=WORKER, PolicyName="extra", PolicyDocument=DENY)
    iam.remove_role_from_instance_profile(InstanceProfileName=WORKER, RoleName=WORKER)
    iam.add_role_to_instance_profile(InstanceProfileName="Console", RoleName=WORKER)
    gone = converged(aws, **WHOLE, state="absent", discovery=discovery)
    assert contents(aws) == before
    assert steps(gone) == [
        "RemoveUserFromGroup user ada",
        "RemoveUserFromGroup user grace",
        f"DetachUserPolicy user {DEPLOYER}",
        "RemoveRoleFromInstanceProfile instance_profile Console",
        f"DeleteRolePolicy role {WORKER}",
        f"DetachRolePolicy role {WORKER}",
        "RemoveUserFromGroup user eve",
        f"DeleteGroupPolicy group {GROUP}",
        f"DetachGroupPolicy group {GROUP}",
        "DetachGroupPolicy group Others",
        "DetachRolePolicy role Other",
        "DetachUserPolicy user eve",
        "DeleteRolePermissionsBoundary role Other",
        "DeleteUser user ada",
        "DeleteUser user grace",
        f"DeleteUser user {DEPLOYER}",
        f"DeleteInstanceProfile instance_profile {WORKER}",
        f"DeleteRole role {WORKER}",
        f"DeleteGroup group {GROUP}",
        f"DeletePolicy policy {POLICY}",
    ]
    assert found(gone) == [("boundary-cleared", "role Other")]
    assert not converge(aws, **WHOLE, state="absent", discovery=discovery).changed


@BOTH_WAYS
def test_our_users_who_are_not_named_stay_and_are_noted(aws: Account, discovery: str) -> None:
    converge(aws, group={}, users=[{"name": "ada"}, {"name": "grace"}])
    aws.client("iam").create_user(UserName="eve", Path=PATH)
    aws.client("iam").add_user_to_group(UserName="eve", GroupName=GROUP)
    gone = converged(aws, group={}, users=[{"name": "ada"}], state="absent", discovery=discovery)
    assert sorted(contents(aws)["users"]) == ["eve", "grace"]
    expected = {
        "targeted": [("left-behind", "user grace")],
        "account": [("unmarked", "user eve"), ("left-over", "user grace")],
    }
    assert found(gone) == expected[discovery]


@BOTH_WAYS
def test_nothing_of_others_goes(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    iam.create_policy(PolicyName=POLICY, PolicyDocument=DENY, Path=PATH)
    iam.create_group(GroupName=GROUP)
    iam.create_user(UserName="ada", Path=PATH)
    iam.add_user_to_group(UserName="ada", GroupName=GROUP)
    iam.create_user(UserName=DEPLOYER, Path=PATH)
    iam.attach_user_policy(UserName=DEPLOYER, PolicyArn=ADMINISTRATOR)
    iam.create_role(RoleName=WORKER, AssumeRolePolicyDocument=TRUST, Path=PATH)
    iam.create_instance_profile(InstanceProfileName=WORKER, Path=PATH)
    before = contents(aws)
    kept = converged(aws, **WHOLE, state="absent", discovery=discovery)
    assert steps(kept) == ["RemoveUserFromGroup user ada"]
    assert sorted(found(kept)) == [
        ("not-ours", f"group {GROUP}"),
        ("not-ours", f"instance profile {WORKER}"),
        ("not-ours", f"policy {POLICY}"),
        ("not-ours", f"role {WORKER}"),
        ("user-not-deleted", f"user {DEPLOYER}"),
        ("user-not-deleted", "user ada"),
    ]
    before["users"]["ada"]["groups"] = []
    assert contents(aws) == before


@BOTH_WAYS
def test_a_policy_of_the_name_of_one_of_aws(aws: Account, discovery: str) -> None:
    """The policy that AWS owns is neither found by the name of ours, nor shadowed by it."""
    iam = aws.client("iam")
    named = {"policy": {**SMALL_POLICY, "name": "AdministratorAccess"}, "deployer": {}, "discovery": discovery}
    iam.create_user(UserName="root-like")
    iam.attach_user_policy(UserName="root-like", PolicyArn=ADMINISTRATOR)
    before = contents(aws)
    assert not converged(aws, policy={"name": "AdministratorAccess"}, state="absent", discovery=discovery).changed
    made = converged(aws, **named)
    assert steps(made) == [
        "CreatePolicy policy AdministratorAccess",
        f"CreateUser user {DEPLOYER}",
        f"AttachUserPolicy user {DEPLOYER}",
    ]
    assert contents(aws)["users"][DEPLOYER]["attached"] == [ADMINISTRATOR]
    assert not converged(aws, **named).changed
    converged(aws, **named, state="absent")
    assert contents(aws) == before


def taken(iam: Any) -> None:
    iam.create_policy(PolicyName=POLICY, PolicyDocument=DENY, Path="/old/", Tags=[{"Key": "a", "Value": "b"}])
    iam.create_group(GroupName=GROUP)
    iam.create_role(RoleName=WORKER, AssumeRolePolicyDocument=TRUST)
    iam.create_instance_profile(InstanceProfileName=WORKER)
    iam.create_user(UserName=DEPLOYER, Path=PATH)
    iam.create_user(UserName="ada")


def move_group(iam: Any) -> None:
    """What UpdateGroup does on AWS: moto moves a group only together with a new name."""
    iam.update_group(GroupName=GROUP, NewGroupName="passing", NewPath=PATH)
    iam.update_group(GroupName="passing", NewGroupName=GROUP)


@BOTH_WAYS
def test_taking_over(aws: Account, discovery: str) -> None:
    iam = aws.client("iam")
    taken(iam)
    wanted = {**WHOLE, "adopt": True, "discovery": discovery}
    adopted = converged(aws, **wanted)
    assert steps(adopted) == [
        f"TagPolicy policy {POLICY}",
        f"UpdateGroup group {GROUP}",
        "CreateUser user grace",
        f"UpdateAssumeRolePolicy role {WORKER}",
        f"TagRole role {WORKER}",
        f"TagInstanceProfile instance_profile {WORKER}",
        f"TagUser user {DEPLOYER}",
        f"AttachGroupPolicy group {GROUP}",
        "AddUserToGroup user ada",
        "AddUserToGroup user grace",
        f"AttachRolePolicy role {WORKER}",
        f"AddRoleToInstanceProfile instance_profile {WORKER}",
        f"AttachUserPolicy user {DEPLOYER}",
        f"CreatePolicyVersion policy {POLICY}",
    ]
    assert [item for item in found(adopted) if item[0] in FINDINGS] == [
        ("path-differs", f"policy {POLICY}"),
        ("user-not-ours", "user ada"),
        ("path-differs", f"role {WORKER}"),
        ("foreign-trust", f"role {WORKER}"),
        ("path-differs", f"instance profile {WORKER}"),
    ]
    held = contents(aws)
    tags = held["policies"][arn_of(aws, path="/old/")]["tags"]
    assert {key: value for key, value in tags.items() if key != "app2container:catalogue"} == {
        "a": "b",
        OUR_TAG["Key"]: OUR_TAG["Value"],
    }
    assert held["users"]["ada"]["tags"] == {}
    move_group(iam)
    assert not converged(aws, **{**wanted, "adopt": False}).changed
    converged(aws, **WHOLE, state="absent", discovery=discovery)
    assert sorted(contents(aws)["users"]) == ["ada"]
    assert {key: value for key, value in contents(aws).items() if value and key != "users"} == {}
