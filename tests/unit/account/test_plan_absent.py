# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of ``state: absent``: what goes, in which order, and what stays."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import Wave
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import PART_TAG, Credentials, Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, PolicySpec
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from tests.support.builders import (
    ADMINISTRATOR,
    IDENTITY,
    OURS,
    absent,
    account,
    calls,
    deployer_part,
    deployer_role,
    group,
    group_part,
    notes,
    planned_calls,
    policy,
    policy_arn,
    profile,
    role,
    steps,
    usage,
    user,
    user_parts,
    versions,
    worker_part,
)
from tests.support.builders import document as a_document

MFA = "arn:aws:iam::111122223333:mfa/ada"
KEY_FOB = "GAHT12345678"
POLICY_PART = PolicySpec(name="A2C")  # without documents, as the module makes it for a removal


def everything() -> Desired:
    return absent(
        policy=POLICY_PART,
        group=group_part(),
        users=user_parts("ada"),
        worker=worker_part(),
        deployer=deployer_part(),
    )


def whole_account() -> list[Entity]:
    used_by = usage(attached=[Ref(Kind.GROUP, "Users"), Ref(Kind.ROLE, "Worker")])
    return [
        policy(versions=versions(2, 2, a_document()), usage=used_by),
        group(inline=("extra",)),
        user(
            attached=(policy_arn("Own", "/"),),
            inline=("notes",),
            groups=("Users", "Others"),
            credentials=Credentials(
                login_profile=True,
                access_keys=("AKIA1", "AKIA2"),
                signing_certificates=("CERT1",),
                ssh_public_keys=("APKA1",),
                service_credentials=("ACCA1",),
                mfa_devices=(MFA, KEY_FOB),
            ),
        ),
        user("Deployer", groups=(), attached=(ADMINISTRATOR,), credentials=Credentials(access_keys=("AKIA3",))),
        role(inline=("more",)),
        profile(),
    ]


def test_everything_goes_children_first_credentials_before_policies() -> None:
    planned = plan(everything(), account(*whole_account()))
    arn = policy_arn()
    assert calls(planned) == [
        ("DeleteLoginProfile", "user ada", {"UserName": "ada"}),
        ("DeleteAccessKey", "user ada", {"UserName": "ada", "AccessKeyId": "AKIA1"}),
        ("DeleteAccessKey", "user ada", {"UserName": "ada", "AccessKeyId": "AKIA2"}),
        ("DeleteSigningCertificate", "user ada", {"UserName": "ada", "CertificateId": "CERT1"}),
        ("DeleteSSHPublicKey", "user ada", {"UserName": "ada", "SSHPublicKeyId": "APKA1"}),
        (
            "DeleteServiceSpecificCredential",
            "user ada",
            {"UserName": "ada", "ServiceSpecificCredentialId": "ACCA1"},
        ),
        ("TagUser", "user ada", {"UserName": "ada", "Tags": [{"Key": "app2container:mfa-device", "Value": MFA}]}),
        ("DeactivateMFADevice", "user ada", {"UserName": "ada", "SerialNumber": MFA}),
        ("DeleteVirtualMFADevice", "user ada", {"SerialNumber": MFA}),
        ("DeactivateMFADevice", "user ada", {"UserName": "ada", "SerialNumber": KEY_FOB}),
        ("DeleteAccessKey", "user Deployer", {"UserName": "Deployer", "AccessKeyId": "AKIA3"}),
        ("DeleteUserPolicy", "user ada", {"UserName": "ada", "PolicyName": "notes"}),
        ("DetachUserPolicy", "user ada", {"UserName": "ada", "PolicyArn": policy_arn("Own", "/")}),
        ("RemoveUserFromGroup", "user ada", {"UserName": "ada", "GroupName": "Others"}),
        ("RemoveUserFromGroup", "user ada", {"UserName": "ada", "GroupName": "Users"}),
        ("DetachUserPolicy", "user Deployer", {"UserName": "Deployer", "PolicyArn": ADMINISTRATOR}),
        (
            "RemoveRoleFromInstanceProfile",
            "instance profile Worker",
            {"InstanceProfileName": "Worker", "RoleName": "Worker"},
        ),
        ("DeleteRolePolicy", "role Worker", {"RoleName": "Worker", "PolicyName": "more"}),
        ("DetachRolePolicy", "role Worker", {"RoleName": "Worker", "PolicyArn": arn}),
        ("DeleteGroupPolicy", "group Users", {"GroupName": "Users", "PolicyName": "extra"}),
        ("DetachGroupPolicy", "group Users", {"GroupName": "Users", "PolicyArn": arn}),
        ("DeleteUser", "user ada", {"UserName": "ada"}),
        ("DeleteUser", "user Deployer", {"UserName": "Deployer"}),
        ("DeleteInstanceProfile", "instance profile Worker", {"InstanceProfileName": "Worker"}),
        ("DeleteRole", "role Worker", {"RoleName": "Worker"}),
        ("DeleteGroup", "group Users", {"GroupName": "Users"}),
        ("DeletePolicyVersion", "policy A2C", {"PolicyArn": arn, "VersionId": "v1"}),
        ("DeletePolicy", "policy A2C", {"PolicyArn": arn}),
    ]
    assert dict(planned.after.entities) == {}
    assert planned.findings == ()


def test_a_device_that_a_run_has_freed_is_deleted_by_the_next() -> None:
    freed = user(tags={**OURS, "app2container:mfa-device": MFA}, groups=(), credentials=Credentials())
    assert planned_calls(absent(users=user_parts("ada")), freed) == [
        ("DeleteVirtualMFADevice", "user ada", {"SerialNumber": MFA}),
        ("DeleteUser", "user ada", {"UserName": "ada"}),
    ]


def test_a_user_without_room_for_a_tag_goes_all_the_same() -> None:
    full = {**OURS, **{f"tag{number}": "" for number in range(49)}}
    crowded = user(tags=full, groups=(), credentials=Credentials(mfa_devices=(MFA,)))
    assert [name for name, _ref, _params in planned_calls(absent(users=user_parts("ada")), crowded)] == [
        "DeactivateMFADevice",
        "DeleteVirtualMFADevice",
        "DeleteUser",
    ]


def test_nothing_to_remove() -> None:
    assert planned_calls(everything()) == []


PARTS: list[tuple[str, dict[str, Any], list[str]]] = [
    (
        "users",
        {"users": user_parts("ada", "nobody")},
        [
            "DeleteLoginProfile user ada",
            "DeleteAccessKey user ada",
            "DeleteAccessKey user ada",
            "DeleteSigningCertificate user ada",
            "DeleteSSHPublicKey user ada",
            "DeleteServiceSpecificCredential user ada",
            "TagUser user ada",
            "DeactivateMFADevice user ada",
            "DeleteVirtualMFADevice user ada",
            "DeactivateMFADevice user ada",
            "DeleteUserPolicy user ada",
            "DetachUserPolicy user ada",
            "RemoveUserFromGroup user ada",
            "RemoveUserFromGroup user ada",
            "DeleteUser user ada",
        ],
    ),
    (
        "group",
        {"group": group_part()},
        [
            "RemoveUserFromGroup user ada",
            "DeleteGroupPolicy group Users",
            "DetachGroupPolicy group Users",
            "DeleteGroup group Users",
        ],
    ),
    ("group only referred to", {"group": group_part(managed=False)}, []),
    (
        "worker",
        {"worker": worker_part()},
        [
            "RemoveRoleFromInstanceProfile instance profile Worker",
            "DeleteRolePolicy role Worker",
            "DetachRolePolicy role Worker",
            "DeleteInstanceProfile instance profile Worker",
            "DeleteRole role Worker",
        ],
    ),
    (
        "policy",
        {"policy": POLICY_PART},
        [
            "DetachGroupPolicy group Users",
            "DetachRolePolicy role Worker",
            "DeletePolicyVersion policy A2C",
            "DeletePolicy policy A2C",
        ],
    ),
    (
        "deployer",
        {"deployer": deployer_part()},
        ["DeleteAccessKey user Deployer", "DetachUserPolicy user Deployer", "DeleteUser user Deployer"],
    ),
    ("deployer of the other kind", {"deployer": deployer_part(Kind.ROLE)}, []),
]


@pytest.mark.parametrize(("parts", "expected"), [case[1:] for case in PARTS], ids=[case[0] for case in PARTS])
def test_one_part_alone(parts: dict[str, Any], expected: list[str]) -> None:
    assert steps(plan(absent(**parts), account(*whole_account()))) == expected


def test_deployer_role_goes_with_profiles_that_others_made_for_it() -> None:
    planned = plan(
        absent(deployer=deployer_part(Kind.ROLE)),
        account(deployer_role(), profile("Console", held="Deployer", tags={})),
    )
    assert steps(planned) == [
        "RemoveRoleFromInstanceProfile instance profile Console",
        "DetachRolePolicy role Deployer",
        "DeleteRole role Deployer",
    ]
    assert planned.after.profile("Console") == profile("Console", held=None, tags={})


PART = {PART_TAG: "A2C"}

FOREIGN: list[tuple[str, Desired, tuple[Entity, ...], list[tuple[str, str]]]] = [
    ("policy", absent(policy=POLICY_PART), (policy(tags={}),), [("not-ours", "policy A2C")]),
    ("further part", absent(policy=POLICY_PART), (policy("A2C-3", tags=PART),), [("not-ours", "policy A2C-3")]),
    ("a policy of its own", absent(policy=POLICY_PART), (policy("A2C-2", tags=OURS),), [("left-over", "policy A2C-2")]),
    (
        "a part of a part",
        absent(policy=POLICY_PART),
        (policy("A2C-2", tags={**OURS, PART_TAG: "A2"}),),
        [("left-over", "policy A2C-2")],
    ),
    (
        "a part of another",
        absent(policy=PolicySpec(name="A2C-2")),
        (policy("A2C-2"),),
        [("part-of-another", "policy A2C-2")],
    ),
    ("group", absent(group=group_part()), (group(path="/"), user()), [("not-ours", "group Users")]),
    ("user", absent(users=user_parts("ada")), (user(tags={}),), [("user-not-deleted", "user ada")]),
    ("role", absent(worker=worker_part()), (role(tags={}),), [("not-ours", "role Worker")]),
    ("profile", absent(worker=worker_part()), (profile(tags={}),), [("not-ours", "instance profile Worker")]),
    (
        "deployer",
        absent(deployer=deployer_part()),
        (user("Deployer", tags={}),),
        [("user-not-deleted", "user Deployer")],
    ),
    (
        "deployer role",
        absent(deployer=deployer_part(Kind.ROLE)),
        (deployer_role(tags={}),),
        [("not-ours", "role Deployer")],
    ),
    ("even with adopt", absent(policy=POLICY_PART, adopt=True), (policy(tags={}),), [("not-ours", "policy A2C")]),
]


@pytest.mark.parametrize(
    ("wanted", "observed", "expected"), [case[1:] for case in FOREIGN], ids=[case[0] for case in FOREIGN]
)
def test_what_is_not_ours_stays(wanted: Desired, observed: tuple[Entity, ...], expected: list[tuple[str, str]]) -> None:
    planned = plan(wanted, account(*observed))
    assert planned.changes == ()
    assert notes(planned) == expected


def test_a_foreign_user_only_leaves_the_group() -> None:
    foreign = user(tags={}, path="/", groups=("Users", "Others"), attached=(ADMINISTRATOR,))
    planned = plan(absent(users=user_parts("ada"), group=group_part(managed=False)), account(group(path="/"), foreign))
    assert steps(planned) == ["RemoveUserFromGroup user ada"]
    assert planned.after.user("ada") == user(tags={}, path="/", groups=("Others",), attached=(ADMINISTRATOR,))
    assert notes(planned) == [("user-not-deleted", "user ada")]


@pytest.mark.parametrize(
    ("complete", "expected"),
    [
        (False, [("left-behind", "user eve")]),
        (True, [("left-over", "user eve"), ("unmarked", "user mallory")]),
    ],
)
def test_our_users_who_are_not_named_are_noted_once(*, complete: bool, expected: list[tuple[str, str]]) -> None:
    members = (user(), user("eve"), user("mallory", tags={}), user("untold", tags=None))
    observed = account(group(), *members, complete=complete)
    planned = plan(absent(group=group_part(), users=user_parts("ada")), observed)
    assert steps(planned) == [
        "RemoveUserFromGroup user ada",
        "RemoveUserFromGroup user eve",
        "RemoveUserFromGroup user mallory",
        "RemoveUserFromGroup user untold",
        "DetachGroupPolicy group Users",
        "DeleteUser user ada",
        "DeleteGroup group Users",
    ]
    assert notes(planned) == expected


def test_others_lose_the_policy_before_it_is_deleted() -> None:
    used_by = usage(
        attached=[Ref(Kind.USER, "eve"), Ref(Kind.GROUP, "Far")],
        boundary_of=[Ref(Kind.USER, "eve"), Ref(Kind.ROLE, "Far"), Ref(Kind.USER, "ada")],
    )
    observed = account(
        policy(usage=used_by, path="/elsewhere/"),
        user("eve", tags={}, attached=(policy_arn("A2C", "/elsewhere/"),), boundary=policy_arn("A2C", "/elsewhere/")),
        user(boundary=policy_arn("A2C", "/elsewhere/"), groups=()),
        complete=False,
    )
    planned = plan(absent(policy=POLICY_PART, users=user_parts("ada")), observed)
    arn = policy_arn("A2C", "/elsewhere/")
    assert calls(planned) == [
        ("DetachGroupPolicy", "group Far", {"GroupName": "Far", "PolicyArn": arn}),
        ("DetachUserPolicy", "user eve", {"UserName": "eve", "PolicyArn": arn}),
        ("DeleteRolePermissionsBoundary", "role Far", {"RoleName": "Far"}),
        ("DeleteUserPermissionsBoundary", "user eve", {"UserName": "eve"}),
        ("DeleteUser", "user ada", {"UserName": "ada"}),
        ("DeletePolicy", "policy A2C", {"PolicyArn": arn}),
    ]
    assert [finding.to_json() for finding in planned.findings] == [
        {
            "id": "boundary-cleared",
            "severity": "warning",
            "where": where,
            "message": "Its permissions boundary A2C is removed, so nothing limits its permissions any more.",
        }
        for where in ("role Far", "user eve")
    ]


def test_all_parts_of_the_policy_go_gaps_or_not() -> None:
    parts = ["A2C", "A2C-2", "A2C-10"]
    others = ["A2C-1", "A2C-11", "A2C-x", "xA2C", "A2C-02"]
    planned = plan(absent(policy=POLICY_PART), account(*map(policy, parts), *map(policy, others)))
    assert steps(planned) == [f"DeletePolicy policy {name}" for name in reversed(parts)]
    assert {change.sequence for change in planned.changes} == {Wave.DELETE_POLICIES}


def test_a_policy_that_aws_owns_is_only_detached() -> None:
    planned = plan(everything(), account(*whole_account()))
    about_aws = [change for change in planned.changes if ":iam::aws:policy/" in str(change.params.get("PolicyArn"))]
    assert [(change.operation, change.params["PolicyArn"]) for change in about_aws] == [
        ("DetachUserPolicy", IDENTITY.aws_policy("AdministratorAccess"))
    ]


SSO_ROLE = Ref(Kind.ROLE, "AWSReservedSSO_Migration_Team_0123456789abcdef")


@pytest.mark.parametrize("used", [{"attached": [SSO_ROLE]}, {"boundary_of": [SSO_ROLE]}])
def test_a_policy_of_a_permission_set_is_not_touched(used: dict[str, Any]) -> None:
    """Only IAM Identity Center can detach it: everything stays as it is."""
    others = [item for item in whole_account() if item.ref.kind is not Kind.POLICY]
    with pytest.raises(ConflictError, match="policy A2C is in use by the permission set Migration_Team") as told:
        plan(everything(), account(*others, policy(usage=usage(**used))))
    assert "remove the policy from the permission set" in str(told.value)
