# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody changes by hand is put right by the next run, attribute by attribute, and nothing else is touched."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    ADMINISTRATOR,
    BOTH_WAYS,
    DEPLOYER,
    GROUP,
    POLICY,
    WHOLE,
    WORKER,
    arn_of,
    contents,
    converge,
    converged,
    steps,
)

ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    }
)
ANYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
BOUNDARY = "arn:aws:iam::aws:policy/PowerUserAccess"
AS_ROLE = {"kind": "role", "trusted_principals": ["444455556666"], "permissions_boundary": BOUNDARY}
WANTED: Mapping[str, Any] = {
    **WHOLE,
    "tags": {"team": "platform"},
    "worker": {"permissions_boundary": BOUNDARY},
    "deployer": AS_ROLE,
}

Drift = Callable[[Any, str], object]


def delete_user(iam: Any, _policy: str) -> None:
    iam.remove_user_from_group(UserName="ada", GroupName=GROUP)
    iam.delete_user(UserName="ada")


def move_user(iam: Any, _policy: str) -> None:
    """On moto a user that is moved has no tags any more; on AWS it keeps them."""
    tags = iam.list_user_tags(UserName="ada")["Tags"]
    iam.update_user(UserName="ada", NewPath="/elsewhere/")
    iam.tag_user(UserName="ada", Tags=tags)


def delete_group(iam: Any, policy: str) -> None:
    for name in ("ada", "grace"):
        iam.remove_user_from_group(UserName=name, GroupName=GROUP)
    iam.detach_group_policy(GroupName=GROUP, PolicyArn=policy)
    iam.delete_group(GroupName=GROUP)


def swap_role(iam: Any, _policy: str) -> None:
    iam.create_role(RoleName="Other", AssumeRolePolicyDocument=ANYBODY)
    iam.remove_role_from_instance_profile(InstanceProfileName=WORKER, RoleName=WORKER)
    iam.add_role_to_instance_profile(InstanceProfileName=WORKER, RoleName="Other")


Round = tuple[dict[str, Drift], list[str]]

# What is changed by hand before a run, and what the run has to do, and nothing else.
ROUNDS: list[Round] = [
    (
        {
            "policy document": lambda iam, policy: iam.create_policy_version(
                PolicyArn=policy, PolicyDocument=ANYTHING, SetAsDefault=True
            ),
            "policy tag removed": lambda iam, policy: iam.untag_policy(PolicyArn=policy, TagKeys=["team"]),
            "policy detached from the group": lambda iam, policy: iam.detach_group_policy(
                GroupName=GROUP, PolicyArn=policy
            ),
            "policy detached from the role": lambda iam, policy: iam.detach_role_policy(
                RoleName=WORKER, PolicyArn=policy
            ),
            "member left": lambda iam, _policy: iam.remove_user_from_group(UserName="ada", GroupName=GROUP),
            "user tag changed": lambda iam, _policy: iam.tag_user(
                UserName="grace", Tags=[{"Key": "team", "Value": "other"}]
            ),
            "trust of the worker": lambda iam, _policy: iam.update_assume_role_policy(
                RoleName=WORKER, PolicyDocument=ANYBODY
            ),
            "profile emptied": lambda iam, _policy: iam.remove_role_from_instance_profile(
                InstanceProfileName=WORKER, RoleName=WORKER
            ),
            "session of the deployer": lambda iam, _policy: iam.update_role(
                RoleName=DEPLOYER, MaxSessionDuration=43200
            ),
        },
        [
            f"TagPolicy policy {POLICY}",
            "TagUser user grace",
            f"UpdateAssumeRolePolicy role {WORKER}",
            f"UpdateRole role {DEPLOYER}",
            f"AttachGroupPolicy group {GROUP}",
            "AddUserToGroup user ada",
            f"AttachRolePolicy role {WORKER}",
            f"AddRoleToInstanceProfile instance_profile {WORKER}",
            f"CreatePolicyVersion policy {POLICY}",
        ],
    ),
    (
        {
            "policy tag added": lambda iam, policy: iam.tag_policy(PolicyArn=policy, Tags=[{"Key": "x", "Value": "y"}]),
            "user deleted": delete_user,
            "boundary of the worker removed": lambda iam, _policy: iam.delete_role_permissions_boundary(
                RoleName=WORKER
            ),
            "profile tag removed": lambda iam, _policy: iam.untag_instance_profile(
                InstanceProfileName=WORKER, TagKeys=["team"]
            ),
            "another role in the profile": swap_role,
            "trust of the deployer": lambda iam, _policy: iam.update_assume_role_policy(
                RoleName=DEPLOYER, PolicyDocument=ANYBODY
            ),
        },
        [
            f"UntagPolicy policy {POLICY}",
            "CreateUser user ada",
            f"PutRolePermissionsBoundary role {WORKER}",
            f"TagInstanceProfile instance_profile {WORKER}",
            f"UpdateAssumeRolePolicy role {DEPLOYER}",
            "AddUserToGroup user ada",
            f"RemoveRoleFromInstanceProfile instance_profile {WORKER}",
            f"AddRoleToInstanceProfile instance_profile {WORKER}",
        ],
    ),
    (
        {
            "group deleted": delete_group,
            "user moved": move_user,
            "boundary of the worker replaced": lambda iam, _policy: iam.put_role_permissions_boundary(
                RoleName=WORKER, PermissionsBoundary=ADMINISTRATOR
            ),
            "role tag added": lambda iam, _policy: iam.tag_role(RoleName=WORKER, Tags=[{"Key": "x", "Value": "y"}]),
            "deployer without its policy": lambda iam, _policy: iam.detach_role_policy(
                RoleName=DEPLOYER, PolicyArn=ADMINISTRATOR
            ),
        },
        [
            f"CreateGroup group {GROUP}",
            "UpdateUser user ada",
            f"UntagRole role {WORKER}",
            f"PutRolePermissionsBoundary role {WORKER}",
            f"AttachGroupPolicy group {GROUP}",
            "AddUserToGroup user ada",
            "AddUserToGroup user grace",
            f"AttachRolePolicy role {DEPLOYER}",
        ],
    ),
]


@BOTH_WAYS
def test_drift_is_healed(aws: Account, discovery: str) -> None:
    converge(aws, **WANTED)
    right = contents(aws)
    policy = arn_of(aws)
    iam = aws.client("iam")
    for drifts, expected in ROUNDS:
        for drift in drifts.values():
            drift(iam, policy)
        assert steps(converged(aws, **WANTED, discovery=discovery)) == expected
        healed = contents(aws)
        healed["roles"].pop("Other", None)
        assert healed == right
    assert not converge(aws, **WANTED, discovery=discovery).changed


def test_what_others_added_stays(aws: Account) -> None:
    """Attachments, members and inline policies of others are left alone, if the user accepts them, unless purged."""
    converge(aws, **WHOLE)
    iam = aws.client("iam")
    iam.create_user(UserName="eve")
    iam.add_user_to_group(UserName="eve", GroupName=GROUP)
    iam.attach_group_policy(GroupName=GROUP, PolicyArn=BOUNDARY)
    iam.attach_user_policy(UserName="ada", PolicyArn=BOUNDARY)
    iam.attach_role_policy(RoleName=WORKER, PolicyArn=BOUNDARY)
    iam.put_role_policy(RoleName=WORKER, PolicyName="notes", PolicyDocument=ANYTHING)
    iam.tag_user(UserName="ada", Tags=[{"Key": "x", "Value": "y"}])
    iam.create_access_key(UserName="ada")
    before = contents(aws)
    assert not converged(aws, **WHOLE, fail_on="never").changed
    assert contents(aws) == before
    purged = converged(aws, **{**WHOLE, "group": {"purge_members": True}}, fail_on="never")
    assert steps(purged) == ["RemoveUserFromGroup user eve"]
    before["users"]["eve"]["groups"] = []
    assert contents(aws) == before
    assert len(iam.list_access_keys(UserName="ada")["AccessKeyMetadata"]) == 1


@BOTH_WAYS
def test_the_deployer_is_taken_out_of_the_group(aws: Account, discovery: str) -> None:
    converge(aws, **WHOLE)
    aws.client("iam").add_user_to_group(UserName=DEPLOYER, GroupName=GROUP)
    outcome = converged(aws, **WHOLE, discovery=discovery)
    assert steps(outcome) == [f"RemoveUserFromGroup user {DEPLOYER}"]
    assert outcome["access"]["group"]["members"] == ["ada", "grace"]
