# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plan for access keys -> the rights that it needs, where it creates keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.draft import KeyPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import (
    Key,
    RotationSettings,
    StoredKeys,
    UserKeys,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.plan import plan_keys
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.preflight import needs
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.record import Previous, Record

NOW = datetime(2026, 11, 2, tzinfo=UTC)
ARN = "arn:aws:iam::111122223333:user/app2container/"


def planned(*users: UserKeys, present: bool = True) -> KeyPlan:
    """The plan for some users whose keys live 90 days."""
    return plan_keys(RotationSettings(present=present, max_age=timedelta(days=90)), users, NOW)


def asked(plan: KeyPlan) -> list[tuple[str, str, bool]]:
    """What the plan needs."""
    found = needs(plan, lambda user: f"{ARN}{user}")
    return [(need.action.removeprefix("iam:"), need.resource.removeprefix(ARN), need.exact) for need in found]


def holding(days: int, user: str = "ada") -> UserKeys:
    """A user with a current key of this age, and a record of a previous one that is gone."""
    return UserKeys(
        user=user,
        keys=(Key(key_id="CURRENT", active=True, created=NOW - timedelta(days=days)),),
        record=Record(current="CURRENT", previous=Previous(key_id="GONE", since=NOW)),
        stored=StoredKeys(key_ids=frozenset({"CURRENT"})),
    )


def test_a_new_key_and_its_record() -> None:
    assert asked(planned(UserKeys(user="ada"))) == [("CreateAccessKey", "ada", True), ("TagUser", "ada", True)]


def test_of_a_user_that_does_not_exist_yet_the_path_is_not_known() -> None:
    assert {exact for _action, _resource, exact in asked(planned(UserKeys(user="ada", exists=False)))} == {False}


def test_all_changes_are_tried_where_a_key_is_created() -> None:
    found = asked(planned(holding(1), UserKeys(user="eve")))
    assert found == [("TagUser", "ada", True), ("CreateAccessKey", "eve", True), ("TagUser", "eve", True)]


def test_nothing_is_tried_where_no_key_is_created() -> None:
    kept = planned(holding(1))
    assert [change.action for change in kept.changes] == ["record"]
    assert asked(kept) == []
    assert asked(planned(holding(1), present=False)) == []


def test_the_tag_of_the_record_is_known_but_not_its_value() -> None:
    created, tagged = needs(planned(UserKeys(user="ada")), str)
    assert (created.carries, created.context) == (frozenset(), {})
    assert tagged.carries == {"aws:RequestTag", "aws:TagKeys"}
    assert tagged.context == {"aws:TagKeys": ("app2container:access-key",)}
