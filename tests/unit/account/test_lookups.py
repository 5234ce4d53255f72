# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read again before a plan is made, and what is not: each name here is a call to AWS."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.lookups import (
    children_to_read,
    entities_to_read,
    memberships_to_read,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, PolicySpec, UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from tests.support.builders import (
    BOUNDARY,
    absent,
    account,
    deployer_part,
    deployer_role,
    desired,
    document,
    group,
    group_part,
    policy,
    policy_arn,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

BOUNDED = (UserSpec(name="ada", boundary=BOUNDARY),)
UNBOUNDED = (UserSpec(name="ada", boundary=""),)

FACTS: list[tuple[str, Desired, tuple[Entity, ...], list[str]]] = [
    (
        "tags of the policy, of all its parts, and of what lies under the path",
        desired(policy=policy_part()),
        (policy(tags=None), policy("A2C-7", tags=None), policy("B", tags=None), policy("C", tags=None, path="/")),
        ["policy A2C", "policy A2C-7", "policy B"],
    ),
    (
        "tags of policies on what is ours",
        desired(group=group_part()),
        (
            group(attached=(policy_arn("Theirs", "/"), policy_arn("B", "/"))),
            policy("Theirs", tags=None, path="/"),
            policy("B", tags=None, path="/elsewhere/"),
            policy("C", tags=None, path="/"),
        ),
        ["policy Theirs"],
    ),
    (
        "tags of policies on what others have",
        desired(group=group_part()),
        (group(path="/", attached=(policy_arn("Theirs", "/"),)), policy("Theirs", tags=None, path="/")),
        [],
    ),
    (
        "tags of policies on what is adopted",
        desired(group=group_part(), adopt=True),
        (group(path="/", attached=(policy_arn("Theirs", "/"),)), policy("Theirs", tags=None, path="/")),
        ["policy Theirs"],
    ),
    (
        "tags of users and roles under the path that no option names",
        desired(users=user_parts("ada"), worker=worker_part()),
        (user(), user("eve", tags=None), role("Old", tags=None), role(), profile(), policy("B", tags=None)),
        ["user eve", "role Old"],
    ),
    ("known tags", desired(policy=policy_part()), (policy(),), []),
    ("no policy part", desired(group=group_part()), (policy(tags=None),), []),
    ("a profile without a role may exist", desired(worker=worker_part()), (role(),), ["instance profile Worker"]),
    (
        "a profile without told tags",
        desired(worker=worker_part()),
        (role(), profile(tags=None)),
        ["instance profile Worker"],
    ),
    ("known profile", desired(worker=worker_part()), (role(), profile()), []),
    ("boundary wanted, not told", desired(users=BOUNDED), (user(boundary=None),), ["user ada"]),
    ("no boundary wanted, not told", desired(users=UNBOUNDED), (user(boundary=None),), ["user ada"]),
    ("boundary of no interest", desired(users=user_parts("ada")), (user(boundary=None),), []),
    ("boundary told", desired(users=BOUNDED), (user(),), []),
    ("tags of a user not told", desired(users=user_parts("ada")), (user(tags=None),), ["user ada"]),
    ("worker boundary", desired(worker=worker_part(boundary="")), (role(boundary=None), profile()), ["role Worker"]),
    ("worker tags", desired(worker=worker_part()), (role(tags=None), profile()), ["role Worker"]),
    (
        "session length of a deployer role",
        desired(deployer=deployer_part(Kind.ROLE)),
        (deployer_role(max_session=None),),
        ["role Deployer"],
    ),
    ("not of a worker", desired(worker=worker_part()), (role(max_session=None), profile()), []),
    (
        "policies of a deployer user",
        desired(deployer=deployer_part()),
        (user("Deployer", attached=None),),
        ["user Deployer"],
    ),
    ("not of a general user", desired(users=user_parts("ada")), (user(attached=None),), []),
    (
        "once",
        desired(deployer=deployer_part(boundary="")),
        (user("Deployer", attached=None, boundary=None, tags=None),),
        ["user Deployer"],
    ),
    (
        "members of a group that goes",
        absent(group=group_part()),
        (group(), user(tags=None), user("eve"), user("far", tags=None, groups=())),
        ["user ada"],
    ),
    ("members of a group that stays", desired(group=group_part()), (group(), user(tags=None)), []),
    ("members of a foreign group", absent(group=group_part()), (group(path="/"), user(tags=None)), []),
    ("members of a group only referred to", absent(group=group_part(managed=False)), (group(), user(tags=None)), []),
]


@pytest.mark.parametrize(
    ("wanted", "observed", "expected"), [case[1:] for case in FACTS], ids=[case[0] for case in FACTS]
)
def test_facts_that_decide(wanted: Desired, observed: tuple[Entity, ...], expected: list[str]) -> None:
    assert [str(ref) for ref in entities_to_read(wanted, account(*observed))] == expected


def test_a_profile_that_was_read_by_name_and_not_found_is_not_read_again() -> None:
    assert entities_to_read(desired(worker=worker_part()), account(role(), complete=False)) == ()


ALL: dict[str, Any] = {
    "policy": PolicySpec(name="A2C"),
    "group": group_part(),
    "users": user_parts("ada"),
    "worker": worker_part(),
    "deployer": deployer_part(),
}
HELD = (policy(), policy("A2C-2"), group(), user(), user("Deployer"), role(), profile(), deployer_role())
TWO = policy_part(document("s3:A"), document("s3:B"))

CHILDREN: list[tuple[str, Desired, tuple[Entity, ...], list[str]]] = [
    (
        "all",
        absent(**ALL),
        HELD,
        [
            "group Users",
            "instance profile Worker",
            "policy A2C",
            "policy A2C-2",
            "role Worker",
            "user Deployer",
            "user ada",
        ],
    ),
    ("nothing stale", desired(**{**ALL, "policy": TWO}), HELD, []),
    ("a stale part", desired(**{**ALL, "policy": policy_part()}), HELD, ["policy A2C-2"]),
    ("an absent user", desired(users=(UserSpec(name="ada", present=False),)), HELD, ["user ada"]),
    ("only what is named", absent(group=group_part()), HELD, ["group Users"]),
    ("a group only referred to", absent(group=group_part(managed=False)), HELD, []),
    ("the deployer's own kind", absent(deployer=deployer_part(Kind.ROLE)), HELD, ["role Deployer"]),
    (
        "nothing foreign",
        absent(**ALL),
        (policy(tags={}), group(path="/"), user(tags={}), role(tags={}), profile(tags={})),
        [],
    ),
    ("nothing that is not there", absent(**ALL), (), []),
]


@pytest.mark.parametrize(
    ("wanted", "observed", "expected"), [case[1:] for case in CHILDREN], ids=[case[0] for case in CHILDREN]
)
def test_children_of_what_goes(wanted: Desired, observed: tuple[Entity, ...], expected: list[str]) -> None:
    assert [str(ref) for ref in children_to_read(wanted, account(*observed))] == expected


MEMBERSHIPS: list[tuple[Desired, tuple[Entity, ...], list[str]]] = [
    (desired(group=group_part(), users=user_parts("ada", "new")), (group(), user(groups=None)), ["user ada"]),
    (desired(group=group_part(), users=user_parts("ada")), (group(), user()), []),
    (desired(users=user_parts("ada")), (user(groups=None),), []),
    (desired(group=group_part(), users=(UserSpec(name="ada", present=False),)), (user(groups=None),), []),
    (absent(group=group_part(), users=user_parts("ada")), (user(groups=None),), []),
]


@pytest.mark.parametrize(("wanted", "observed", "expected"), MEMBERSHIPS)
def test_groups_of_those_who_join(wanted: Desired, observed: tuple[Entity, ...], expected: list[str]) -> None:
    assert [str(ref) for ref in memberships_to_read(wanted, account(*observed))] == expected
