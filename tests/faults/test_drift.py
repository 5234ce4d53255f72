# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Others change anything: one run puts right what is managed and leaves alone what is not; the next one is idle."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.runs.access import ADMINISTRATOR, DEPLOYER, GENERAL_ROLE, GROUP, POLICY, WORKER
from tests.support.scenarios.access_scenes import BYSTANDERS, FULL, params_in, settled
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.sample import AWS_POLICY, Step, document, filled, step, take_all, trust
from tests.support.scenarios.thorough import some

GENERAL = f"arn:aws:iam::ACCOUNT:policy/app2container/{POLICY}"
WANTED: dict[str, Any] = {
    **FULL,
    "group": {"purge_members": True},
    "deployer": {"kind": "role", "trusted_principals": ["444455556666"], "permissions_boundary": AWS_POLICY},
}
MOST_VERSIONS = 5
RED, SPARE = [{"Key": "team", "Value": "red"}], [{"Key": "spare", "Value": "x"}]

# Attributes that the collection manages, and how somebody changes them. Each is changed at most once in a walk.
MANAGED: dict[str, tuple[Step, ...]] = {
    "document": (step("CreatePolicyVersion", PolicyArn=GENERAL, PolicyDocument=document(), SetAsDefault=True),),
    "policy tag": (step("TagPolicy", PolicyArn=GENERAL, Tags=RED),),
    "policy spare tag": (step("TagPolicy", PolicyArn=GENERAL, Tags=SPARE),),
    "policy without tag": (step("UntagPolicy", PolicyArn=GENERAL, TagKeys=["team"]),),
    "group policy": (step("DetachGroupPolicy", GroupName=GROUP, PolicyArn=GENERAL),),
    "stranger in the group": (step("AddUserToGroup", UserName="eve", GroupName=GROUP),),
    "member gone": (step("RemoveUserFromGroup", UserName="grace", GroupName=GROUP),),
    "user moved": (step("UpdateUser", UserName="grace", NewPath="/elsewhere/"),),
    "user tag": (step("TagUser", UserName="ada", Tags=RED),),
    "user spare tag": (step("TagUser", UserName="ada", Tags=SPARE),),
    "user without tag": (step("UntagUser", UserName="grace", TagKeys=["role"]),),
    "user boundary": (step("PutUserPermissionsBoundary", UserName="ada", PermissionsBoundary=AWS_POLICY),),
    "user without boundary": (step("DeleteUserPermissionsBoundary", UserName="ada"),),
    "trust": (step("UpdateAssumeRolePolicy", RoleName=WORKER, PolicyDocument=trust(Principal="*")),),
    "general trust": (step("UpdateAssumeRolePolicy", RoleName=GENERAL_ROLE, PolicyDocument=trust()),),
    "general session": (step("UpdateRole", RoleName=GENERAL_ROLE, MaxSessionDuration=43200),),
    "general policy": (step("DetachRolePolicy", RoleName=GENERAL_ROLE, PolicyArn=GENERAL),),
    "general component": (step("UntagRole", RoleName=GENERAL_ROLE, TagKeys=["app2container:component"]),),
    "role tag": (step("TagRole", RoleName=WORKER, Tags=RED),),
    "role spare tag": (step("TagRole", RoleName=WORKER, Tags=SPARE),),
    "role policy": (step("DetachRolePolicy", RoleName=WORKER, PolicyArn=GENERAL),),
    "role boundary": (step("PutRolePermissionsBoundary", RoleName=WORKER, PermissionsBoundary=AWS_POLICY),),
    "role without boundary": (step("DeleteRolePermissionsBoundary", RoleName=WORKER),),
    "profile empty": (step("RemoveRoleFromInstanceProfile", InstanceProfileName=WORKER, RoleName=WORKER),),
    "profile tag": (step("TagInstanceProfile", InstanceProfileName=WORKER, Tags=RED),),
    "profile spare tag": (step("TagInstanceProfile", InstanceProfileName=WORKER, Tags=SPARE),),
    "deployer trust": (step("UpdateAssumeRolePolicy", RoleName=DEPLOYER, PolicyDocument=trust()),),
    "deployer session": (step("UpdateRole", RoleName=DEPLOYER, MaxSessionDuration=43200),),
    "deployer policy": (step("DetachRolePolicy", RoleName=DEPLOYER, PolicyArn=ADMINISTRATOR),),
    "deployer boundary": (step("DeleteRolePermissionsBoundary", RoleName=DEPLOYER),),
    "deployer tag": (step("UntagRole", RoleName=DEPLOYER, TagKeys=["team"]),),
}
# Those that it does not manage.
UNMANAGED: dict[str, tuple[Step, ...]] = {
    "version": (step("CreatePolicyVersion", PolicyArn=GENERAL, PolicyDocument=document(Action="s3:*")),),
    "group policy": (step("AttachGroupPolicy", GroupName=GROUP, PolicyArn=AWS_POLICY),),
    "group inline": (step("PutGroupPolicy", GroupName=GROUP, PolicyName="own", PolicyDocument=document()),),
    "user policy": (step("AttachUserPolicy", UserName="ada", PolicyArn=AWS_POLICY),),
    "user inline": (step("PutUserPolicy", UserName="ada", PolicyName="own", PolicyDocument=document()),),
    "key": (step("CreateAccessKey", UserName="ada"),),
    "password": (step("CreateLoginProfile", UserName="grace", Password="correct-horse-Battery-9"),),
    "git": (step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com"),),
    "further group": (step("AddUserToGroup", UserName="ada", GroupName="Others"),),
    "role policy": (step("AttachRolePolicy", RoleName=WORKER, PolicyArn=AWS_POLICY),),
    "general inline": (step("PutRolePolicy", RoleName=GENERAL_ROLE, PolicyName="own", PolicyDocument=document()),),
    "role inline": (step("PutRolePolicy", RoleName=WORKER, PolicyName="own", PolicyDocument=document()),),
    "role description": (step("UpdateRole", RoleName=WORKER, Description="theirs"),),
    "worker session": (step("UpdateRole", RoleName=WORKER, MaxSessionDuration=7200),),
    "second profile": (step("AddRoleToInstanceProfile", InstanceProfileName="Spare", RoleName=WORKER),),
    "use of the policy": (step("AttachRolePolicy", RoleName="Other", PolicyArn=GENERAL),),
    "use as boundary": (step("PutRolePermissionsBoundary", RoleName="Other", PermissionsBoundary=GENERAL),),
}


@dataclass(frozen=True)
class Right:
    """An account as it should be: what to ask the module for, and the state to come back to."""

    account: Bench
    wanted: dict[str, Any]
    state: Any


@pytest.fixture(scope="module", params=["account", "targeted"])
def made(request: pytest.FixtureRequest) -> Iterator[Right]:
    with bench() as account:
        spare = step("CreateInstanceProfile", InstanceProfileName="Spare")
        take_all(account.iam, account.account_id, (*BYSTANDERS, spare))
        wanted = {**params_in(account, WANTED), "discovery": request.param}
        assert not account.run(**wanted).failed
        yield Right(account, wanted, account.save())


@pytest.fixture
def right(made: Right) -> Right:
    made.account.restore(made.state)
    return made


def change(account: Bench, steps: tuple[Step, ...]) -> None:
    """Make changes as somebody else; one that needs a version makes room for it as they would."""
    arn = filled(GENERAL, account.account_id)
    versions = account.iam.list_policy_versions(PolicyArn=arn)["Versions"]
    if len(versions) == MOST_VERSIONS and steps[0].operation == "CreatePolicyVersion":
        oldest = [version for version in versions if not version["IsDefaultVersion"]][-1]
        account.iam.delete_policy_version(PolicyArn=arn, VersionId=oldest["VersionId"])
    take_all(account.iam, account.account_id, steps)


@pytest.mark.parametrize("drift", some(MANAGED, every=2))
def test_each_managed_attribute_is_healed(right: Right, drift: str) -> None:
    before = settled(right.account)
    change(right.account, MANAGED[drift])
    assert settled(right.account) != before
    healed = right.account.run(**right.wanted)
    assert (healed.failed, healed.changed) == (False, True)
    assert settled(right.account) == before
    assert not right.account.run(**right.wanted).changed


@pytest.mark.parametrize("drift", some(UNMANAGED, every=2))
def test_each_unmanaged_attribute_is_left_alone(right: Right, drift: str) -> None:
    before = right.account.snapshot()
    change(right.account, UNMANAGED[drift])
    drifted = right.account.snapshot()
    assert drifted != before
    assert not right.account.run(**right.wanted).changed
    assert right.account.snapshot() == drifted


@pytest.mark.parametrize("seed", some(range(20), every=5))
def test_a_random_walk(right: Right, seed: int) -> None:
    """Some managed and some unmanaged attributes at once, in any order, again and again."""
    draw = random.Random(seed)  # noqa: S311 - a walk that can be walked again
    for name in draw.sample(sorted(UNMANAGED), 6):
        change(right.account, UNMANAGED[name])
    expected = settled(right.account)
    for _turn in range(3):
        drifts = compatible(draw.sample(sorted(MANAGED), draw.randint(1, 8)))
        for name in drifts:
            change(right.account, MANAGED[name])
        healed = right.account.run(**right.wanted)
        assert (healed.failed, healed.changed) == (False, True), (drifts, healed.result)
        assert settled(right.account) == expected, drifts
        assert not right.account.run(**right.wanted).changed, drifts


def compatible(drifts: list[str]) -> list[str]:
    """Only the first of those that change the same attribute."""
    same = {"policy without tag": "policy tag", "user without boundary": "user boundary"}
    same |= {"role without boundary": "role boundary"}
    first: dict[str, str] = {}
    for name in drifts:
        first.setdefault(same.get(name, name), name)
    return list(first.values())
