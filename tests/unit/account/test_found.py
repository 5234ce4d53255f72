# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Under which names an account is looked at: those of the options, or what this collection manages there."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.found import read_names
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from tests.support.builders import (
    ADMINISTRATOR,
    IDENTITY,
    OURS,
    PATH,
    account,
    deployer_role,
    general_role,
    group,
    policy,
    profile,
    role,
    user,
    user_parts,
)

PARTS = ("policy", "group", "users", "general_role", "worker", "deployer")


def names(*entities: Entity, **params: Any) -> Desired:
    """What to look at in an account of these entities."""
    return read_names({**dict.fromkeys(PARTS), "path": PATH, **params}, IDENTITY, account(*entities))


def looked_at(desired: Desired) -> list[str]:
    return [str(ref) for ref in desired.refs()]


DEFAULTS = [
    "policy App2ContainerGeneral",
    "group App2ContainerUsers",
    "role App2ContainerGeneralRole",
    "role App2ContainerWorker",
    "instance profile App2ContainerWorker",
]


def test_an_empty_account_is_looked_at_under_the_default_names() -> None:
    assert looked_at(names()) == DEFAULTS


def test_what_is_ours_is_found_under_any_name() -> None:
    ours: tuple[Entity, ...]
    ours = (policy("P"), group("G"), role("R"), profile("I", held="R"), deployer_role("D"), user("ada"), user("bob"))
    ours = (*ours, general_role("H"))
    foreign = (
        policy("A", path="/"),
        group("A", path="/"),
        role("A", tags={}),
        user("alan", tags={}),
        user("carl", path="/"),
    )
    assert looked_at(names(*ours, *foreign)) == [
        "policy P",
        "group G",
        "user ada",
        "user bob",
        "role H",
        "role R",
        "instance profile I",
        "role D",
        "user D",
    ]


def test_what_one_part_names_is_not_found_for_another() -> None:
    administrators = (user("Ada", attached=(ADMINISTRATOR,)), deployer_role("D"))
    assert names(*administrators, users=["ada"], general_role={"name": "d"}).deployer is None
    found = names(*administrators, users=["ada"]).deployer
    assert found
    assert str(found.ref) == "role D"
    named = {"deployer": {"name": "ada", "kind": "user"}}
    assert names(user("ada"), user("bob"), role("ada"), **named).users == user_parts("bob")


def test_a_role_may_have_the_name_of_a_deployer_that_is_a_user() -> None:
    found = names(role("same"), deployer={"name": "same", "kind": "user"}).worker
    assert found
    assert found.role.name == "same"


def test_a_role_that_others_changed_is_no_deployer_where_its_name_says_what_it_is() -> None:
    """Without its tag, or with another trust, a role looks like that of a deployer."""
    changed = (general_role("App2ContainerGeneralRole", tags=OURS), deployer_role("App2ContainerWorker"))
    assert looked_at(names(*changed)) == DEFAULTS


def test_an_administrator_is_the_deployer_and_no_general_user() -> None:
    found = names(user("boss", attached=(ADMINISTRATOR,)), user("ada"))
    assert looked_at(found)[2:] == ["user ada", *DEFAULTS[2:], "user boss", "role boss"]


def test_the_default_name_comes_first() -> None:
    several: list[Entity] = [
        group("Another"),
        group("App2ContainerUsers"),
        policy("Another"),
        policy("App2ContainerGeneral"),
    ]
    assert looked_at(names(*several)) == DEFAULTS


def test_all_parts_of_a_policy_belong_to_it() -> None:
    found = names(policy("A2C"), policy("A2C-2"), policy("A2C-3"), policy={"name": "A2C"})
    assert looked_at(found)[:3] == ["policy A2C", "policy A2C-2", "policy A2C-3"]


def test_options_name_what_to_look_at() -> None:
    given = {
        "policy": {"name": "P"},
        "group": {"name": "G"},
        "users": ["ada", {"name": "grace", "state": "absent", "tags": {"team": "red"}}],
        "general_role": {"name": "H"},
        "worker": {"role_name": "R", "instance_profile_name": "I"},
        "deployer": {"name": "D", "kind": "role"},
    }
    whole = ["policy P", "group G", "user ada", "user grace", "role H", "role R", "instance profile I"]
    whole += ["role D", "user D"]
    assert looked_at(names(policy(), group(), user(), role(), profile(), deployer_role(), **given)) == whole
    by_name = read_names({**given, "path": PATH}, IDENTITY, None)
    assert looked_at(by_name) == whole
    assert by_name.present
    assert looked_at(read_names({**dict.fromkeys(PARTS), "path": PATH}, IDENTITY, None)) == []


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"users": [7]}, "users[0]: must be the name of a user, or a mapping with its name, got 7."),
        ({"users": [{"state": "absent"}]}, "users[0]: must be the name of a user, or a mapping with its name, got"),
        ({"users": ["ada", "ADA"]}, "users[1].name: IAM ignores letter case"),
        ({"path": "app2container"}, "path: "),
        ({"policy": {"name": "a b"}}, "policy.name: "),
    ],
)
def test_wrong_names_are_refused(params: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        names(**params)
    assert str(raised.value).startswith(message)
