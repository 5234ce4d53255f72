# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of the group and of its users."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Credentials, Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from tests.support.builders import (
    ADMINISTRATOR,
    BOUNDARY,
    OUR_TAG,
    PATH,
    Call,
    account,
    deployer_part,
    desired,
    group,
    group_part,
    notes,
    planned_calls,
    policy,
    policy_arn,
    policy_part,
    steps,
    user,
    user_parts,
)

CREATE_GROUP: Call = ("CreateGroup", "group Users", {"GroupName": "Users", "Path": PATH})
ATTACH_GROUP: Call = ("AttachGroupPolicy", "group Users", {"GroupName": "Users", "PolicyArn": policy_arn()})
MOVE_GROUP: Call = ("UpdateGroup", "group Users", {"GroupName": "Users", "NewPath": PATH})


def created(name: str, *tags: dict[str, str], **further: str) -> Call:
    return ("CreateUser", f"user {name}", {"UserName": name, "Path": PATH, "Tags": [OUR_TAG, *tags], **further})


def joined(name: str) -> Call:
    return ("AddUserToGroup", f"user {name}", {"UserName": name, "GroupName": "Users"})


def left(name: str) -> Call:
    return ("RemoveUserFromGroup", f"user {name}", {"UserName": name, "GroupName": "Users"})


def on_user(operation: str, name: str = "ada", **params: Any) -> Call:
    return (operation, f"user {name}", {"UserName": name, **params})


GROUP_CASES: list[tuple[str, dict[str, Any], tuple[Entity, ...], list[Call]]] = [
    ("create", {"group": group_part()}, (), [CREATE_GROUP]),
    ("unchanged", {"group": group_part()}, (group(),), []),
    ("another policy stays attached", {"group": group_part()}, (group(attached=(ADMINISTRATOR,)),), []),
    ("no policy part, nothing detached", {"group": group_part()}, (group(attached=()), policy()), []),
    (
        "policy attached",
        {"group": group_part(), "policy": policy_part()},
        (group(attached=()), policy()),
        [ATTACH_GROUP],
    ),
    ("policy alone", {"policy": policy_part()}, (group(attached=()), policy()), []),
    ("adopt moves it", {"group": group_part(), "adopt": True}, (group(path="/"),), [MOVE_GROUP]),
    (
        "only referred to",
        {"group": group_part(managed=False), "policy": policy_part(), "users": user_parts("ada")},
        (group(path="/", attached=()), policy(), user(groups=())),
        [joined("ada")],
    ),
]


@pytest.mark.parametrize(
    ("parts", "observed", "expected"), [case[1:] for case in GROUP_CASES], ids=[c[0] for c in GROUP_CASES]
)
def test_group(parts: dict[str, Any], observed: tuple[Entity, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(**parts), *observed) == expected


def test_a_group_that_is_only_referred_to_must_exist() -> None:
    wanted = desired(group=group_part(managed=False), users=user_parts("ada"))
    with pytest.raises(ConflictError) as caught:
        plan(wanted, account())
    assert str(caught.value) == (
        "group Users does not exist, so no user can be added to it; create it first. Nothing has been changed."
    )


def ada(**wishes: Any) -> tuple[UserSpec, ...]:
    return (UserSpec(name="ada", **wishes),)


USER_CASES: list[tuple[str, dict[str, Any], tuple[Entity, ...], list[Call]]] = [
    ("create", {"users": user_parts("ada")}, (), [created("ada")]),
    (
        "create with all",
        {"users": ada(tags={"team": "x"}, boundary=BOUNDARY), "tags": {"env": "y", "team": "z"}},
        (),
        [created("ada", {"Key": "env", "Value": "y"}, {"Key": "team", "Value": "x"}, PermissionsBoundary=BOUNDARY)],
    ),
    ("create without boundary", {"users": ada(boundary="")}, (), [created("ada")]),
    (
        "create and join",
        {"users": user_parts("ada")} | {"group": group_part()},
        (group(),),
        [created("ada"), joined("ada")],
    ),
    (
        "create both",
        {"users": user_parts("ada"), "group": group_part()},
        (),
        [CREATE_GROUP, created("ada"), joined("ada")],
    ),
    ("unchanged", {"users": user_parts("ada"), "group": group_part()}, (group(), user()), []),
    ("joins", {"users": user_parts("ada"), "group": group_part()}, (group(), user(groups=("Other",))), [joined("ada")]),
    ("without a group nobody joins", {"users": user_parts("ada")}, (group(), user(groups=())), []),
    (
        "memberships unknown",
        {"users": user_parts("ada"), "group": group_part()},
        (group(), user(groups=None)),
        [joined("ada")],
    ),
    ("moved", {"users": user_parts("ada")}, (user(path="/old/"),), [on_user("UpdateUser", NewPath=PATH)]),
    ("boundary left alone", {"users": user_parts("ada")}, (user(boundary=BOUNDARY),), []),
    (
        "boundary set",
        {"users": ada(boundary=BOUNDARY)},
        (user(),),
        [on_user("PutUserPermissionsBoundary", PermissionsBoundary=BOUNDARY)],
    ),
    (
        "boundary replaced",
        {"users": ada(boundary=BOUNDARY)},
        (user(boundary=ADMINISTRATOR),),
        [on_user("PutUserPermissionsBoundary", PermissionsBoundary=BOUNDARY)],
    ),
    ("boundary right", {"users": ada(boundary=BOUNDARY)}, (user(boundary=BOUNDARY),), []),
    (
        "boundary removed",
        {"users": ada(boundary="")},
        (user(boundary=BOUNDARY),),
        [on_user("DeleteUserPermissionsBoundary")],
    ),
    ("no boundary to remove", {"users": ada(boundary="")}, (user(),), []),
    (
        "direct policies are nobody's business",
        {"users": user_parts("ada")},
        (user(attached=(ADMINISTRATOR,), inline=("x",)),),
        [],
    ),
    ("absent and absent", {"users": ada(present=False)}, (), []),
    (
        "ours and absent",
        {"users": ada(present=False), "group": group_part()},
        (group(), user(attached=(policy_arn(),), inline=("x",), credentials=Credentials(access_keys=("AKIA1",)))),
        [
            on_user("DeleteAccessKey", AccessKeyId="AKIA1"),
            on_user("DeleteUserPolicy", PolicyName="x"),
            on_user("DetachUserPolicy", PolicyArn=policy_arn()),
            left("ada"),
            on_user("DeleteUser"),
        ],
    ),
    (
        "not ours and absent",
        {"users": ada(present=False), "group": group_part()},
        (group(), user(tags={})),
        [left("ada")],
    ),
    (
        "not ours, absent, no member",
        {"users": ada(present=False), "group": group_part()},
        (group(), user(tags={}, groups=())),
        [],
    ),
    ("not ours, absent, no group", {"users": ada(present=False)}, (group(), user(tags={})), []),
    (
        "not ours only joins",
        {"users": ada(tags={"a": "b"}, boundary=BOUNDARY), "group": group_part(), "tags": {}},
        (group(), user(tags={"c": "d"}, path="/", groups=())),
        [joined("ada")],
    ),
    (
        "not ours is not adopted",
        {"users": user_parts("ada"), "group": group_part(), "adopt": True},
        (group(), user(tags={}, path="/")),
        [],
    ),
    ("untold tags: the path says", {"users": user_parts("ada")}, (user(tags=None, path="/"),), []),
]


@pytest.mark.parametrize(
    ("parts", "observed", "expected"), [case[1:] for case in USER_CASES], ids=[c[0] for c in USER_CASES]
)
def test_users(parts: dict[str, Any], observed: tuple[Entity, ...], expected: list[Call]) -> None:
    assert planned_calls(desired(**parts), *observed) == expected


def test_changes_of_one_user_chain() -> None:
    wanted = desired(users=ada(tags={"a": "1"}, boundary=BOUNDARY), group=group_part())
    planned = plan(wanted, account(group(), user(path="/old/", groups=())))
    assert [(change.to_json()["before"], change.to_json()["after"]) for change in planned.changes] == [
        ({"path": "/old/"}, {"path": PATH}),
        ({"tags": {OUR_TAG["Key"]: OUR_TAG["Value"]}}, {"tags": {"a": "1", OUR_TAG["Key"]: OUR_TAG["Value"]}}),
        ({"permissions_boundary": ""}, {"permissions_boundary": BOUNDARY}),
        ({"groups": []}, {"groups": ["Users"]}),
    ]


def purge(*named: str, present: bool = True) -> Desired:
    users = tuple(UserSpec(name=name, present=present) for name in named)
    return desired(group=group_part(purge_members=True), users=users)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param(purge("ada", "eve", "mallory"), [], id="all-named"),
        pytest.param(purge("ada"), [left("eve"), left("mallory")], id="the-others-leave"),
        pytest.param(purge(), [left("ada"), left("eve"), left("mallory")], id="nobody-named"),
        pytest.param(desired(group=group_part(), users=()), [], id="additive"),
        pytest.param(purge("eve", present=False), [left("ada"), left("eve"), left("mallory")], id="absent-once"),
    ],
)
def test_purge_members(wanted: Desired, expected: list[Call]) -> None:
    observed = (
        group(),
        user("ada"),
        user("eve", tags={}),
        user("mallory", path="/", tags={}),
        user("other", groups=()),
    )
    assert sorted(planned_calls(wanted, *observed), key=lambda call: call[1]) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        (deployer_part(), ["RemoveUserFromGroup user Deployer"]),
        (deployer_part(Kind.ROLE, name="Other"), []),
    ],
)
def test_the_deployer_is_no_member(part: Any, expected: list[str]) -> None:
    observed = account(group(), user("Deployer", attached=(ADMINISTRATOR,)))
    planned = plan(desired(group=group_part(), deployer=part), observed)
    assert [step for step in steps(planned) if "Group " in step] == expected
    assert planned.after.members("Users") == (() if expected else ("Deployer",))


@pytest.mark.parametrize(
    ("wanted", "entities", "expected"),
    [
        (desired(users=user_parts("ada")), (user(tags={}),), [("user-not-ours", "user ada")]),
        (desired(users=ada(present=False)), (user(tags={}),), [("user-not-deleted", "user ada")]),
        (desired(users=user_parts("ada")), (user(),), []),
    ],
)
def test_notes(wanted: Desired, entities: tuple[Entity, ...], expected: list[tuple[str, str]]) -> None:
    assert notes(plan(wanted, account(*entities))) == expected
