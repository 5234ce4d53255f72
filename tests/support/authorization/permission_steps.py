# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the users of access: the life of each component, in steps that call every action."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import PEOPLE, ROLE, USER
from tests.support.emulator.accounts import Account
from tests.support.runs.access import DEPLOYER as DEPLOYER_NAME
from tests.support.runs.access import GENERAL_ROLE, GROUP, OUR_TAG, PATH, POLICY, WORKER

NOTHING_ALLOWED = json.dumps(
    {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}
)
EC2_MAY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"},
            {"Effect": "Allow", "Principal": {"Service": "ssm.amazonaws.com"}, "Action": "sts:AssumeRole"},
        ],
    }
)
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
CERTIFICATE = SSH_KEY = "stands for one"

Params = Mapping[str, Any]
Prepare = Callable[[Account], None]


def nothing(_account: Account) -> None:
    """Prepare nothing."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One run of a module; before it the administrator changes something in the account."""

    params: Params
    module: str = "access"
    when: When = When.SET_UP
    prepare: Prepare = nothing
    changes: bool = True


def life(wanted: Params, *further: Step, first: Prepare = nothing) -> tuple[Step, ...]:
    """Return the steps that all components have: made, kept, tagged, untagged, then further ones."""
    return (
        Step(params=wanted, prepare=first),
        Step(params=wanted, changes=False),
        Step(params={**wanted, "discovery": "account"}, changes=False),
        Step(params={**wanted, "tags": {"team": "red"}}),
        Step(params={**wanted, "tags": {}}),
        *further,
    )


def bound(wanted: Callable[[str], Params]) -> tuple[Step, Step]:
    """Return the steps that give a permissions boundary, and take it away again."""
    return Step(params=wanted(READ_ONLY), when=When.BOUNDARIES), Step(params=wanted(""), when=When.BOUNDARIES)


def gone(wanted: Params, prepare: Prepare) -> Step:
    """Return the step that removes everything."""
    return Step(params={**wanted, "state": "absent"}, when=When.REMOVE, prepare=prepare)


def five_versions(account: Account) -> None:
    """Use up the versions of the general policy."""
    iam = account.client("iam")
    arn = f"arn:aws:iam::{account.account_id}:policy{PATH}{POLICY}"
    for _unused in range(5 - len(iam.list_policy_versions(PolicyArn=arn)["Versions"])):
        iam.create_policy_version(PolicyArn=arn, PolicyDocument=NOTHING_ALLOWED, SetAsDefault=True)


def policy_used_by_others(account: Account) -> None:
    """Let entities that are not ours use the general policy, attached and as boundary."""
    iam = account.client("iam")
    arn = f"arn:aws:iam::{account.account_id}:policy{PATH}{POLICY}"
    iam.create_group(GroupName="Others")
    iam.attach_group_policy(GroupName="Others", PolicyArn=arn)
    iam.create_user(UserName="other", PermissionsBoundary=arn)
    iam.attach_user_policy(UserName="other", PolicyArn=arn)
    iam.create_role(RoleName="Other", AssumeRolePolicyDocument=EC2_MAY, PermissionsBoundary=arn)
    iam.attach_role_policy(RoleName="Other", PolicyArn=arn)


def group_in_use(account: Account) -> None:
    """Give the group what stands in the way of its removal."""
    iam = account.client("iam")
    policy_used_by_others(account)
    iam.put_group_policy(GroupName=GROUP, PolicyName="inline", PolicyDocument=NOTHING_ALLOWED)
    iam.attach_group_policy(GroupName=GROUP, PolicyArn=READ_ONLY)
    iam.add_user_to_group(GroupName=GROUP, UserName="other")


def user_in_use(name: str) -> Prepare:
    """Give a user everything that stands in the way of its removal."""

    def prepare(account: Account) -> None:
        iam = account.client("iam")
        iam.create_login_profile(UserName=name, Password="correct-horse-Battery-9")
        iam.create_access_key(UserName=name)
        iam.upload_ssh_public_key(UserName=name, SSHPublicKeyBody=SSH_KEY)
        iam.upload_signing_certificate(UserName=name, CertificateBody=CERTIFICATE)
        iam.create_service_specific_credential(UserName=name, ServiceName="codecommit.amazonaws.com")
        serial = iam.create_virtual_mfa_device(VirtualMFADeviceName=name)["VirtualMFADevice"]["SerialNumber"]
        iam.enable_mfa_device(
            UserName=name, SerialNumber=serial, AuthenticationCode1="123456", AuthenticationCode2="654321"
        )
        iam.put_user_policy(UserName=name, PolicyName="inline", PolicyDocument=NOTHING_ALLOWED)
        iam.attach_user_policy(UserName=name, PolicyArn=READ_ONLY)
        iam.create_group(GroupName="Others")
        iam.add_user_to_group(GroupName="Others", UserName=name)

    return prepare


def role_in_use(name: str) -> Prepare:
    """Give a role what stands in the way of its removal."""

    def prepare(account: Account) -> None:
        iam = account.client("iam")
        iam.put_role_policy(RoleName=name, PolicyName="inline", PolicyDocument=NOTHING_ALLOWED)
        iam.attach_role_policy(RoleName=name, PolicyArn=READ_ONLY)

    return prepare


def worker_in_use(account: Account) -> None:
    """Give the worker and its policy what stands in the way of their removal."""
    policy_used_by_others(account)
    role_in_use(WORKER)(account)


def general_role_in_use(account: Account) -> None:
    """Give the general role and its policy what stands in the way of their removal."""
    policy_used_by_others(account)
    role_in_use(GENERAL_ROLE)(account)


def worker_altered(account: Account) -> None:
    """Let another service assume the worker role, and put another role into its instance profile."""
    iam = account.client("iam")
    iam.update_assume_role_policy(RoleName=WORKER, PolicyDocument=EC2_MAY)
    iam.create_role(RoleName="Foreign", AssumeRolePolicyDocument=EC2_MAY)
    iam.remove_role_from_instance_profile(InstanceProfileName=WORKER, RoleName=WORKER)
    iam.add_role_to_instance_profile(InstanceProfileName=WORKER, RoleName="Foreign")


def altered(name: str) -> Prepare:
    """Let EC2 assume a role of people, for longer sessions."""

    def prepare(account: Account) -> None:
        iam = account.client("iam")
        iam.update_assume_role_policy(RoleName=name, PolicyDocument=EC2_MAY)
        iam.update_role(RoleName=name, MaxSessionDuration=7200)

    return prepare


def existing_group(account: Account) -> None:
    """Make the group, which users alone only refer to."""
    iam = account.client("iam")
    iam.create_group(GroupName=GROUP, Path=PATH)


def existing_user(account: Account) -> None:
    """Make a user of others, who is in another group already."""
    iam = account.client("iam")
    iam.create_user(UserName="other")
    iam.create_group(GroupName="Theirs")
    iam.add_user_to_group(GroupName="Theirs", UserName="other")


def role_of_that_name(account: Account) -> None:
    """Make a role that has the deployer's name, and is ours: what a deployer of the other kind left behind."""
    iam = account.client("iam")
    iam.create_role(RoleName=DEPLOYER_NAME, AssumeRolePolicyDocument=EC2_MAY, Tags=[OUR_TAG])


POLICY_PART: Params = {"policy": {"deploy_targets": ["ecs"]}}
LARGER_POLICY: Params = {"policy": {"deploy_targets": ["ecs", "apprunner"]}}
TRUSTING: Params = {"kind": "role", "trusted_principals": ["111122223333"]}
PEOPLE_TRUSTED: Params = {"trusted_permission_sets": ["Developer"]}
REFERRED: Params = {"group": {"manage": False}}

LIVES: Mapping[str, tuple[Step, ...]] = {
    "group": life(
        {**POLICY_PART, "group": {}},
        Step(params={**LARGER_POLICY, "group": {}}, prepare=five_versions),
        gone({**POLICY_PART, "group": {}}, group_in_use),
    ),
    "users": life(
        {**REFERRED, "users": [{"name": "ada"}, {"name": "grace"}]},
        Step(params={**REFERRED, "users": [{"name": "other"}]}, prepare=existing_user),
        *bound(lambda boundary: {**REFERRED, "users": [{"name": "ada", "permissions_boundary": boundary}]}),
        gone({**REFERRED, "users": [{"name": "ada"}, {"name": "grace"}]}, user_in_use("ada")),
        first=existing_group,
    ),
    "worker": life(
        {**POLICY_PART, "worker": {}},
        Step(params={**LARGER_POLICY, "worker": {}}, prepare=five_versions),
        Step(params={**LARGER_POLICY, "worker": {}}, prepare=worker_altered),
        Step(params={"worker": {"ssm": True}}),
        *bound(lambda boundary: {"worker": {"permissions_boundary": boundary}}),
        Step(params={"worker": {}, "purge": True, "discovery": "account"}, when=When.REMOVE, changes=False),
        gone({**POLICY_PART, "worker": {}}, worker_in_use),
    ),
    PEOPLE: life(
        {**POLICY_PART, "general_role": PEOPLE_TRUSTED},
        Step(params={**LARGER_POLICY, "general_role": PEOPLE_TRUSTED}, prepare=five_versions),
        Step(params={"general_role": PEOPLE_TRUSTED}, prepare=altered(GENERAL_ROLE)),
        *bound(lambda boundary: {"general_role": {**PEOPLE_TRUSTED, "permissions_boundary": boundary}}),
        gone({**POLICY_PART, "general_role": {}}, general_role_in_use),
    ),
    USER: life(
        {"deployer": {}},
        *bound(lambda boundary: {"deployer": {"permissions_boundary": boundary}}),
        gone({"deployer": {}}, user_in_use(DEPLOYER_NAME)),
        first=role_of_that_name,
    ),
    ROLE: life(
        {"deployer": TRUSTING},
        Step(params={"deployer": TRUSTING}, prepare=altered(DEPLOYER_NAME)),
        *bound(lambda boundary: {"deployer": {**TRUSTING, "permissions_boundary": boundary}}),
        gone({"deployer": TRUSTING}, role_in_use(DEPLOYER_NAME)),
    ),
}
