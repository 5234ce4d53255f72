# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of the worker role, its instance profile, and the deployer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import Wave
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import DEPLOYER_DESCRIPTION
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import ec2_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    IDENTITY,
    OUR_TAG,
    PATH,
    PRINCIPAL,
    Call,
    account,
    deployer_part,
    deployer_role,
    deployer_trust,
    desired,
    group,
    notes,
    planned_calls,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

SSM = IDENTITY.aws_policy("AmazonSSMManagedInstanceCore")
WIDE_TRUST = Document(statements=(Statement(sid="Ec2", principals=(("AWS", ("*",)),), actions=("sts:AssumeRole",)),))


def on_role(operation: str, **params: Any) -> Call:
    return (operation, "role Worker", {"RoleName": "Worker", **params})


def on_profile(operation: str, **params: Any) -> Call:
    return (operation, "instance profile Worker", {"InstanceProfileName": "Worker", **params})


def on_deployer(operation: str, kind: str = "user", **params: Any) -> Call:
    return (operation, f"{kind} Deployer", {f"{kind.title()}Name": "Deployer", **params})


def role_created(trust: Document, description: str, **further: Any) -> dict[str, Any]:
    return {
        "Path": PATH,
        "Tags": [OUR_TAG],
        "AssumeRolePolicyDocument": trust.text,
        "Description": description,
        "MaxSessionDuration": 3600,
        **further,
    }


PROFILE_CREATED = on_profile("CreateInstanceProfile", Path=PATH, Tags=[OUR_TAG])
HOLD = on_profile("AddRoleToInstanceProfile", RoleName="Worker")
ATTACH = on_role("AttachRolePolicy", PolicyArn=policy_arn())
ROLE_CREATED = on_role("CreateRole", **role_created(ec2_trust(), "a worker"))

WORKER_CASES: list[tuple[str, dict[str, Any], tuple[Entity, ...], list[Call]]] = [
    ("create", {}, (), [ROLE_CREATED, PROFILE_CREATED, HOLD]),
    (
        "create with boundary",
        {"worker": worker_part(boundary=BOUNDARY)},
        (),
        [
            on_role("CreateRole", **role_created(ec2_trust(), "a worker", PermissionsBoundary=BOUNDARY)),
            PROFILE_CREATED,
            HOLD,
        ],
    ),
    ("create with policy", {"policy": policy_part()}, (policy(),), [ROLE_CREATED, PROFILE_CREATED, ATTACH, HOLD]),
    ("unchanged", {}, (role(), profile()), []),
    ("unchanged with policy", {"policy": policy_part()}, (policy(), role(), profile()), []),
    ("another policy stays", {}, (role(attached=(ADMINISTRATOR,)), profile()), []),
    ("policy detached by hand", {"policy": policy_part()}, (policy(), role(attached=()), profile()), [ATTACH]),
    (
        "trust widened by hand",
        {},
        (role(trust=WIDE_TRUST), profile()),
        [on_role("UpdateAssumeRolePolicy", PolicyDocument=ec2_trust().text)],
    ),
    ("session length is not ours", {}, (role(max_session=7200), profile()), []),
    ("boundary left alone", {}, (role(boundary=BOUNDARY), profile()), []),
    (
        "boundary set",
        {"worker": worker_part(boundary=BOUNDARY)},
        (role(), profile()),
        [on_role("PutRolePermissionsBoundary", PermissionsBoundary=BOUNDARY)],
    ),
    (
        "boundary removed",
        {"worker": worker_part(boundary="")},
        (role(boundary=BOUNDARY), profile()),
        [on_role("DeleteRolePermissionsBoundary")],
    ),
    (
        "managed by Systems Manager",
        {"worker": replace(worker_part(), policy_arns=(SSM,))},
        (role(), profile()),
        [on_role("AttachRolePolicy", PolicyArn=SSM)],
    ),
    (
        "managed by Systems Manager already",
        {"worker": replace(worker_part(), policy_arns=(SSM,))},
        (role(attached=(SSM,)), profile()),
        [],
    ),
    ("a policy of AWS is not detached", {}, (role(attached=(SSM,)), profile()), []),
    ("role taken out of the profile", {}, (role(), profile(held=None)), [HOLD]),
    (
        "another role in the profile",
        {},
        (role(), profile(held="Other")),
        [on_profile("RemoveRoleFromInstanceProfile", RoleName="Other"), HOLD],
    ),
    ("profile deleted by hand", {}, (role(),), [PROFILE_CREATED, HOLD]),
    ("role deleted by hand", {}, (profile(held=None),), [ROLE_CREATED, HOLD]),
    (
        "adopted",
        {"adopt": True},
        (role(tags={}), profile(tags={}, held=None)),
        [on_role("TagRole", Tags=[OUR_TAG]), on_profile("TagInstanceProfile", Tags=[OUR_TAG]), HOLD],
    ),
]


@pytest.mark.parametrize(
    ("parts", "observed", "expected"), [case[1:] for case in WORKER_CASES], ids=[case[0] for case in WORKER_CASES]
)
def test_worker(parts: dict[str, Any], observed: tuple[Entity, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(**{"worker": worker_part(), **parts}), *observed) == expected


TRUST = deployer_trust([PRINCIPAL], require_mfa=True)
AS_ROLE = {"deployer": deployer_part(Kind.ROLE)}
ADMIN = on_deployer("AttachUserPolicy", PolicyArn=ADMINISTRATOR)
ADMIN_ROLE = on_deployer("AttachRolePolicy", "role", PolicyArn=ADMINISTRATOR)
BOUNDED_ROLE = {"deployer": deployer_part(Kind.ROLE, boundary=BOUNDARY)}


def admin(**further: Any) -> Entity:
    return user("Deployer", groups=(), **{"attached": (ADMINISTRATOR,), **further})


DEPLOYER_CASES: list[tuple[str, dict[str, Any], tuple[Entity, ...], list[Call]]] = [
    ("create user", {}, (), [on_deployer("CreateUser", Path=PATH, Tags=[OUR_TAG]), ADMIN]),
    ("user unchanged", {}, (admin(),), []),
    ("detached by hand", {}, (admin(attached=()),), [ADMIN]),
    (
        "a customer policy of the same name is not the one of AWS",
        {},
        (policy("AdministratorAccess", path="/"), admin(attached=(policy_arn("AdministratorAccess", "/"),))),
        [ADMIN],
    ),
    ("user moved", {}, (admin(path="/old/"),), [on_deployer("UpdateUser", NewPath=PATH)]),
    (
        "user bounded",
        {"deployer": deployer_part(boundary=BOUNDARY)},
        (admin(),),
        [on_deployer("PutUserPermissionsBoundary", PermissionsBoundary=BOUNDARY)],
    ),
    (
        "user created bounded",
        {"deployer": deployer_part(boundary=BOUNDARY)},
        (),
        [on_deployer("CreateUser", Path=PATH, Tags=[OUR_TAG], PermissionsBoundary=BOUNDARY), ADMIN],
    ),
    (
        "user adopted",
        {"adopt": True},
        (admin(tags={}, path="/", attached=()),),
        [on_deployer("UpdateUser", NewPath=PATH), on_deployer("TagUser", Tags=[OUR_TAG]), ADMIN],
    ),
    (
        "create role",
        AS_ROLE,
        (),
        [on_deployer("CreateRole", "role", **role_created(TRUST, DEPLOYER_DESCRIPTION)), ADMIN_ROLE],
    ),
    ("role unchanged", AS_ROLE, (deployer_role(),), []),
    ("session length unknown", AS_ROLE, (deployer_role(max_session=None),), []),
    (
        "session made longer by hand",
        AS_ROLE,
        (deployer_role(max_session=43200),),
        [on_deployer("UpdateRole", "role", MaxSessionDuration=3600)],
    ),
    (
        "MFA dropped by hand",
        AS_ROLE,
        (deployer_role(trust=deployer_trust([PRINCIPAL], require_mfa=False)),),
        [on_deployer("UpdateAssumeRolePolicy", "role", PolicyDocument=TRUST.text)],
    ),
    ("role detached by hand", AS_ROLE, (deployer_role(attached=()),), [ADMIN_ROLE]),
    (
        "role bounded",
        BOUNDED_ROLE,
        (deployer_role(),),
        [on_deployer("PutRolePermissionsBoundary", "role", PermissionsBoundary=BOUNDARY)],
    ),
    (
        "the general policy is not for deployers",
        {**AS_ROLE, "policy": policy_part()},
        (policy(), deployer_role()),
        [],
    ),
]


@pytest.mark.parametrize(
    ("parts", "observed", "expected"), [case[1:] for case in DEPLOYER_CASES], ids=[case[0] for case in DEPLOYER_CASES]
)
def test_deployer(parts: dict[str, Any], observed: tuple[Entity, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(**{"deployer": deployer_part(), **parts}), *observed) == expected


def test_a_role_waits_for_what_it_trusts_and_the_same_run_makes() -> None:
    arns = [IDENTITY.arn(Kind.USER, PATH, "ada"), IDENTITY.arn(Kind.ROLE, PATH, "Worker")]
    trusting = deployer_part(Kind.ROLE, trust=deployer_trust(arns, require_mfa=False))
    parts: dict[str, Any] = {"users": user_parts("ada"), "worker": worker_part(), "deployer": trusting}
    fresh = plan(desired(**parts), account())
    assert [(Wave(change.wave).name, change.operation) for change in fresh.changes[:4]] == [
        ("ENTITIES", "CreateUser"),
        ("ENTITIES", "CreateRole"),
        ("ENTITIES", "CreateInstanceProfile"),
        ("TRUSTING", "CreateRole"),
    ]
    held = deployer_role(trust=deployer_trust([arns[0]], require_mfa=False))
    later = plan(desired(**parts), account(user(), held))
    assert later.changes[-1].params == {"InstanceProfileName": "Worker", "RoleName": "Worker"}
    assert [change.operation for change in later.changes if change.wave is Wave.TRUSTING] == ["UpdateAssumeRolePolicy"]


@pytest.mark.parametrize(
    ("kind", "other", "expected"),
    [
        (Kind.ROLE, admin(), [("deployer-of-other-kind", "user Deployer")]),
        (Kind.USER, deployer_role(), [("deployer-of-other-kind", "role Deployer")]),
        (Kind.ROLE, admin(tags={}), []),
        (Kind.USER, deployer_role(tags={}), []),
    ],
)
def test_a_deployer_of_the_other_kind_is_noted_and_left(
    kind: Kind, other: Entity, expected: list[tuple[str, str]]
) -> None:
    planned = plan(desired(deployer=deployer_part(kind)), account(other))
    assert notes(planned) == expected
    assert {change.target.kind for change in planned.changes} == {kind}


@pytest.mark.parametrize(
    ("wanted", "entity", "message"),
    [
        (desired(worker=worker_part()), role(path="/old/"), "role Worker"),
        (desired(worker=worker_part()), profile(path="/old/"), "instance profile Worker"),
        (desired(policy=policy_part()), policy(path="/old/"), "policy A2C"),
    ],
)
def test_what_cannot_move_is_kept_and_noted(wanted: Any, entity: Entity, message: str) -> None:
    planned = plan(wanted, account(entity, group("Others", path="/", attached=(entity.arn,))))
    assert [change.target for change in planned.changes if change.operation.startswith(("Create", "Delete"))] == [
        ref for ref in wanted.refs() if ref != entity.ref
    ]
    assert [finding.to_json() for finding in planned.findings] == [
        {
            "id": "path-differs",
            "severity": "warning",
            "where": message,
            "message": "Its path is /old/, not /app2container/, and IAM cannot change the path: it is kept where it is."
            " Remove it first, or set path to its path.",
        }
    ]
