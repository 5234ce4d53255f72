# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is ours and no option names any more: told by name, and removed where the user asks for it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.leftovers import leftovers
from ansible_collections.fleetops.app2container.plugins.module_utils._account.lookups import (
    children_to_read,
    reads_profiles,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Credentials, Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, PolicySpec
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind, Ref
from tests.support.builders import (
    ADMINISTRATOR,
    PATH,
    absent,
    account,
    calls,
    deployer_part,
    deployer_role,
    desired,
    group,
    group_part,
    notes,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    steps,
    usage,
    user,
    user_parts,
    worker_part,
)

ALL: dict[str, Any] = {
    "policy": policy_part(),
    "group": group_part(),
    "users": user_parts("ada"),
    "worker": worker_part(),
    "deployer": deployer_part(),
}
GENERAL = {name: part for name, part in ALL.items() if name != "deployer"}
GONE = {**GENERAL, "policy": PolicySpec(name="A2C")}
NAMED = (policy(usage=usage()), group(), user(), role(), profile())
BOSS = user("Deployer", groups=(), attached=(ADMINISTRATOR,))
# One of each kind that an earlier run made under other names.
OLD: tuple[Entity, ...] = (
    policy("Old", usage=usage(attached=[Ref(Kind.GROUP, "OldUsers"), Ref(Kind.GROUP, "Users")])),
    group("OldUsers", attached=(policy_arn("Old"),)),
    user("grace", groups=("OldUsers",), credentials=Credentials(access_keys=("AKIA1",))),
    role("OldWorker"),
    profile("OldWorker", held="OldWorker"),
)
OLD_REFS = ["policy Old", "group OldUsers", "user grace", "role OldWorker", "instance profile OldWorker"]


def left(wanted: Desired, *entities: Entity, complete: bool = True) -> list[tuple[str, str, bool]]:
    """What is left over: what says so, of which entity, and whether it is purged."""
    found = leftovers(wanted, account(*entities, complete=complete))
    return [(item.finding, str(item.entity.ref), item.purged) for item in found]


CASES: list[tuple[str, Desired, tuple[Entity, ...], list[tuple[str, str, bool]]]] = [
    ("what is named", desired(**ALL), (*NAMED, BOSS), []),
    (
        "every kind",
        desired(**ALL),
        (*NAMED, *OLD),
        [("left-over", name, True) for name in OLD_REFS],
    ),
    ("a part that is not given", desired(group=group_part()), (policy("Old"), role("Old"), user("eve")), []),
    ("a group that is only referred to", desired(group=group_part(managed=False)), (group("Old"),), []),
    ("a part of the policy goes with it", desired(policy=policy_part()), (policy(), policy("A2C-2")), []),
    (
        "under the path of everybody",
        desired(**ALL, path="/"),
        (group("Others", path="/"), user("eve", path="/"), user("mallory", path="/", tags={})),
        [("left-over", "user eve", True)],
    ),
    (
        "a removal under the path of everybody",
        absent(**GONE, path="/"),
        (group("Others", path="/"), user("mallory", path="/", tags={})),
        [],
    ),
    (
        "the parts of a policy that is not named",
        desired(policy=policy_part()),
        (policy("Old"), policy("Old-2")),
        [("left-over", "policy Old", True), ("left-over", "policy Old-2", True)],
    ),
    ("others' entities", desired(**ALL), (policy("B", tags={}), user("eve", tags={}), role("C", tags={})), []),
    ("others' group", desired(**ALL), (group("Others", path="/"),), []),
    ("tags that were not read", desired(**ALL), (policy("B", tags=None), user("eve", tags=None)), []),
    (
        "under another path",
        desired(**ALL),
        (user("eve", path="/other/"), group("Others", path="/other/")),
        [("left-over-elsewhere", "user eve", False)],
    ),
    ("below the path", desired(**ALL), (group("Others", path=f"{PATH}team/"),), []),
    (
        "an administrator without deployer",
        desired(**GENERAL),
        (BOSS,),
        [("administrator-left-over", str(BOSS.ref), False)],
    ),
    (
        "a deployer role without deployer",
        desired(users=()),
        (deployer_role(),),
        [("administrator-left-over", "role Deployer", False)],
    ),
    ("an administrator of a run without users", desired(worker=worker_part()), (BOSS, deployer_role()), []),
    (
        "an earlier deployer",
        desired(**ALL),
        (user("Old", attached=(ADMINISTRATOR,)),),
        [("left-over", "user Old", True)],
    ),
    (
        "the deployer of the other kind",
        desired(deployer=deployer_part(Kind.ROLE)),
        (BOSS,),
        [("left-over", "user Deployer", True)],
    ),
    ("a removal of all but the deployer", absent(**GONE), (BOSS,), [("left-over", "user Deployer", True)]),
    (
        "a removal of the users",
        absent(users=()),
        (BOSS, user("eve")),
        [("administrator-left-over", "user Deployer", False), ("left-over", "user eve", True)],
    ),
    (
        "a removal tells what it cannot know to be ours",
        absent(**GONE),
        (user("eve", tags={}), role("X", path="/", tags={})),
        [("unmarked", "user eve", False)],
    ),
]


@pytest.mark.parametrize(("wanted", "observed", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_left_over(
    wanted: Desired, observed: tuple[Entity, ...], expected: list[tuple[str, str, bool]]
) -> None:
    assert sorted(left(wanted, *observed)) == sorted(expected)
    assert left(wanted, *observed, complete=False) == []


def test_it_is_told_by_name_with_what_to_do() -> None:
    planned = plan(desired(**GENERAL), account(*NAMED, BOSS, policy("Old")))
    assert planned.changes == ()
    left_over = "This collection manages it, but no option names it any more. To remove it, set purge: true."
    administrator = (
        "It is an administrator that this collection manages and no option names. To keep it, name it in deployer."
        " To remove it, name it in deployer with state: absent."
    )
    assert [(found.where, found.severity, found.message) for found in planned.findings] == [
        ("policy Old", "warning", left_over),
        ("user Deployer", "warning", administrator),
    ]


def test_a_policy_that_is_renamed_takes_the_place_of_the_earlier_one() -> None:
    """Everybody keeps access: the new one is attached before the earlier one is detached."""
    used = usage(attached=[Ref(Kind.GROUP, "Users"), Ref(Kind.ROLE, "Worker")])
    before = account(
        policy("Old", usage=used),
        group(attached=(policy_arn("Old"),)),
        user(),
        profile(),
        role(attached=(policy_arn("Old"),)),
    )
    planned = plan(desired(**GENERAL, purge=True), before)
    assert steps(planned) == [
        "CreatePolicy policy A2C",
        "AttachGroupPolicy group Users",
        "AttachRolePolicy role Worker",
        "DetachGroupPolicy group Users",
        "DetachRolePolicy role Worker",
        "DeletePolicy policy Old",
    ]
    assert planned.findings == ()


def test_purge_removes_every_kind_completely() -> None:
    planned = plan(desired(**ALL, purge=True), account(*NAMED, BOSS, *OLD))
    assert calls(planned) == [
        ("DeleteAccessKey", "user grace", {"UserName": "grace", "AccessKeyId": "AKIA1"}),
        ("RemoveUserFromGroup", "user grace", {"UserName": "grace", "GroupName": "OldUsers"}),
        (
            "RemoveRoleFromInstanceProfile",
            "instance profile OldWorker",
            {"InstanceProfileName": "OldWorker", "RoleName": "OldWorker"},
        ),
        ("DetachRolePolicy", "role OldWorker", {"RoleName": "OldWorker", "PolicyArn": policy_arn()}),
        ("DetachGroupPolicy", "group OldUsers", {"GroupName": "OldUsers", "PolicyArn": policy_arn("Old")}),
        ("DeleteUser", "user grace", {"UserName": "grace"}),
        ("DeleteInstanceProfile", "instance profile OldWorker", {"InstanceProfileName": "OldWorker"}),
        ("DeleteRole", "role OldWorker", {"RoleName": "OldWorker"}),
        ("DeleteGroup", "group OldUsers", {"GroupName": "OldUsers"}),
        ("DeletePolicy", "policy Old", {"PolicyArn": policy_arn("Old")}),
    ]
    assert planned.findings == ()


def test_purge_and_absent_leave_nothing_of_ours_under_the_path() -> None:
    observed = account(*NAMED, BOSS, *OLD, user("eve", tags={}), user("far", path="/other/", groups=()))
    planned = plan(absent(**GONE, purge=True), observed)
    assert sorted(map(str, planned.after)) == ["user eve", "user far"]
    assert notes(planned) == [("unmarked", "user eve"), ("left-over-elsewhere", "user far")]


def test_purge_never_removes_an_administrator_that_another_run_may_manage() -> None:
    planned = plan(desired(**GENERAL, purge=True), account(*NAMED, BOSS))
    assert planned.changes == ()
    assert notes(planned) == [("administrator-left-over", "user Deployer")]


def test_purge_removes_the_deployer_of_the_other_kind() -> None:
    observed = account(BOSS, deployer_role())
    wanted = deployer_part(Kind.ROLE)
    assert notes(plan(desired(deployer=wanted), observed)) == [("deployer-of-other-kind", "user Deployer")]
    planned = plan(desired(deployer=wanted, purge=True), observed)
    assert steps(planned) == ["DetachUserPolicy user Deployer", "DeleteUser user Deployer"]
    assert notes(planned) == []


def test_what_is_purged_is_read_with_all_that_depends_on_it() -> None:
    observed = account(*NAMED, *OLD)
    assert children_to_read(desired(**ALL), observed) == ()
    assert sorted(map(str, children_to_read(desired(**ALL, purge=True), observed))) == sorted(OLD_REFS)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(desired(**ALL), False), (desired(**ALL, purge=True), True), (desired(users=(), purge=True), False)],
)
def test_profiles_without_a_role_are_looked_for_to_purge_them(wanted: Desired, *, expected: bool) -> None:
    assert reads_profiles(wanted) is expected


MOVED = group(path="/old/", attached=(policy_arn("A2C", "/old/"),))
HERE = "group Users (arn:aws:iam::111122223333:group/old/Users)"


def test_a_group_that_was_made_under_another_path_is_told_from_others_groups() -> None:
    observed = account(MOVED, policy(path="/old/", usage=usage()))
    with pytest.raises(ConflictError) as caught:
        plan(desired(policy=policy_part(), group=group_part()), observed)
    assert str(caught.value) == (
        f"{HERE} lies under the path /old/, where this collection made it, and not under {PATH}; set path to /old/, or"
        " set adopt: true to move it, or remove it first with state: absent and path: /old/. Nothing has been changed."
    )
    planned = plan(absent(policy=PolicySpec(name="A2C"), group=group_part()), observed)
    message = (
        f"This collection made it under the path /old/, not under {PATH}: it is left unchanged."
        " To remove it, set path to its path."
    )
    assert [(found.id, found.message) for found in planned.findings] == [("made-elsewhere", message)]


@pytest.mark.parametrize("others", [(), (policy(path="/old/", tags={}),), (policy(),)])
def test_a_group_under_another_path_with_nothing_of_ours_beside_it_is_others(others: tuple[Entity, ...]) -> None:
    with pytest.raises(ConflictError, match="exists and is not managed by this collection; set adopt: true"):
        plan(desired(group=group_part()), account(MOVED, *others))
