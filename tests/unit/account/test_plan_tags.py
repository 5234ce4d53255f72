# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans of tags: what is added, changed and purged, and whose letter case counts."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired, UserSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import MANAGED_BY, TAG_KEY
from tests.support.builders import (
    ADMINISTRATOR,
    OUR_TAG,
    account,
    deployer_part,
    deployer_role,
    desired,
    planned_calls,
    policy,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

Tags = dict[str, str]


def tag(key: str, value: str) -> Tags:
    return {"Key": key, "Value": value}


def tagging(wanted: Tags | None, held: Tags, *, purge: bool = True) -> list[tuple[str, Any]]:
    """The tag calls for a user of ours, each with what it takes."""
    planned = planned_calls(
        desired(users=user_parts("ada"), tags=wanted, purge_tags=purge), user(tags={TAG_KEY: MANAGED_BY, **held})
    )
    return [(operation, params.get("Tags") or params.get("TagKeys")) for operation, _name, params in planned]


@pytest.mark.parametrize(
    ("wanted", "held", "expected"),
    [
        (None, {"a": "1"}, []),
        ({}, {}, []),
        ({}, {"b": "2", "a": "1"}, [("UntagUser", ["a", "b"])]),
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {}, [("TagUser", [tag("a", "1")])]),
        ({"b": "", "a": "1"}, {}, [("TagUser", [tag("a", "1"), tag("b", "")])]),
        ({"a": "2"}, {"a": "1"}, [("TagUser", [tag("a", "2")])]),
        ({"a": "A"}, {"a": "a"}, [("TagUser", [tag("a", "A")])]),
        ({"a": "1"}, {"b": "1"}, [("UntagUser", ["b"]), ("TagUser", [tag("a", "1")])]),
        ({"Team": "1"}, {"team": "1"}, []),
        ({"Team": "2"}, {"team": "1"}, [("TagUser", [tag("Team", "2")])]),
        ({}, {"aws:cloudformation:stack-name": "x", "app2container:other": "y", "AWS:z": "z"}, []),
    ],
)
def test_tags_of_a_user(wanted: Tags | None, held: Tags, expected: list[tuple[str, Any]]) -> None:
    assert tagging(wanted, held) == expected


def test_tags_are_only_added_where_purging_is_off() -> None:
    assert tagging({"a": "1"}, {"b": "2"}, purge=False) == [("TagUser", [tag("a", "1")])]


def test_a_changed_key_replaces_the_one_of_another_case() -> None:
    wanted = desired(users=user_parts("ada"), tags={"Team": "2"})
    planned = plan(wanted, account(user(tags={TAG_KEY: MANAGED_BY, "team": "1"})))
    assert planned.after.user("ada") == user(tags={TAG_KEY: MANAGED_BY, "Team": "2"})


@pytest.mark.parametrize(
    ("own", "common", "held", "expected"),
    [
        ({"a": "1"}, None, {"b": "2"}, [("UntagUser", ["b"]), ("TagUser", [tag("a", "1")])]),
        ({"a": "1"}, {"a": "2", "c": "3"}, {}, [("TagUser", [tag("a", "1"), tag("c", "3")])]),
        ({}, None, {"b": "2"}, [("UntagUser", ["b"])]),
        (None, {"c": "3"}, {"c": "3"}, []),
    ],
)
def test_own_tags_of_a_user(own: Tags | None, common: Tags | None, held: Tags, expected: list[tuple[str, Any]]) -> None:
    wanted = desired(users=(UserSpec(name="ada", tags=own),), tags=common)
    planned = planned_calls(wanted, user(tags={TAG_KEY: MANAGED_BY, **held}))
    assert [(call[0], call[2].get("Tags") or call[2].get("TagKeys")) for call in planned] == expected


HELD = {TAG_KEY: MANAGED_BY, "team": "1", "old": "x"}
RIGHT = {TAG_KEY: MANAGED_BY, "Team": "1"}
DEPLOYER = user("Deployer", attached=(ADMINISTRATOR,), tags=HELD)
EVERY_KIND: list[tuple[str, dict[str, Any], tuple[Entity, ...], list[tuple[str, Any]]]] = [
    (
        "policy",
        {"policy": policy_part()},
        (policy(tags=HELD),),
        [("UntagPolicy", ["old", "team"]), ("TagPolicy", [tag("Team", "1")])],
    ),
    ("user", {"deployer": deployer_part()}, (DEPLOYER,), [("UntagUser", ["old"])]),
    ("role", {"worker": worker_part()}, (role(tags=HELD), profile(tags=RIGHT)), [("UntagRole", ["old"])]),
    (
        "profile",
        {"worker": worker_part()},
        (role(tags=RIGHT), profile(tags=HELD)),
        [("UntagInstanceProfile", ["old", "team"]), ("TagInstanceProfile", [tag("Team", "1")])],
    ),
]


@pytest.mark.parametrize(
    ("parts", "entities", "expected"), [case[1:] for case in EVERY_KIND], ids=[case[0] for case in EVERY_KIND]
)
def test_the_case_of_keys_counts_for_policies_and_profiles_alone(
    parts: dict[str, Any], entities: tuple[Entity, ...], expected: list[tuple[str, Any]]
) -> None:
    planned = planned_calls(desired(**parts, tags={"Team": "1"}), *entities)
    assert [(call[0], call[2].get("Tags") or call[2].get("TagKeys")) for call in planned] == expected


@pytest.mark.parametrize(
    ("wanted", "entity"),
    [
        (desired(policy=policy_part(), adopt=True), policy(tags={"a": "1"})),
        (desired(deployer=deployer_part(), adopt=True), user("Deployer", attached=(ADMINISTRATOR,), tags={"a": "1"})),
        (desired(deployer=deployer_part(kind=deployer_role().ref.kind), adopt=True), deployer_role(tags={"a": "1"})),
    ],
)
def test_adopting_adds_the_own_tag_and_keeps_the_others(wanted: Desired, entity: Entity) -> None:
    planned = plan(wanted, account(entity))
    assert [change.params["Tags"] for change in planned.changes] == [[OUR_TAG]]
    assert plan(wanted, planned.after).changes == ()
