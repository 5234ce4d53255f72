# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an account holds, in lines that a person reads."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Entity
from ansible_collections.fleetops.app2container.plugins.module_utils._account.picture import picture
from ansible_collections.fleetops.app2container.plugins.module_utils._account.result import access_result
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.finding import finding
from tests.support.builders import (
    account,
    deployer_part,
    deployer_role,
    desired,
    document,
    general_role,
    general_role_part,
    group,
    group_part,
    policy,
    policy_part,
    profile,
    role,
    user,
    user_parts,
    worker_part,
)

TITLE = "Access in account 111122223333 in partition aws"
SIZE = document().size


def lines(*entities: Entity, users: tuple[str, ...] = (), parts: int = 1) -> list[str]:
    """The lines on an account of these entities."""
    named: dict[str, Any] = {
        "policy": policy_part(*[document()] * parts),
        "group": group_part(),
        "users": user_parts(*users),
        "general_role": general_role_part(),
        "worker": worker_part(),
        "deployer": deployer_part(Kind.ROLE),
    }
    return picture(access_result(desired(**named), account(*entities)))


def test_an_empty_account() -> None:
    assert lines(users=("ada",)) == [f"{TITLE}: none."]


def test_a_whole_account() -> None:
    whole = (policy(), policy("A2C-2"), group(), general_role(), role(), profile(), deployer_role())
    assert lines(*whole, user("ada"), user("grace"), users=("ada", "grace"), parts=2) == [
        f"{TITLE}:",
        f"Policy A2C: 1 statement, {SIZE} of 6144 characters.",
        f"Policy A2C-2: 1 statement, {SIZE} of 6144 characters.",
        "Group Users: 2 members, ada, grace.",
        "General role: People.",
        "Worker: role Worker, instance profile Worker.",
        "Deployer: role Deployer.",
    ]


@pytest.mark.parametrize(
    ("entities", "line"),
    [
        ((group(),), "Group Users: no members."),
        ((group(path="/"), user("ada")), "Group Users (not managed by this collection): 1 member, ada."),
        ((role(),), "Worker: role Worker, no instance profile."),
        ((profile(tags={}),), "Worker: no role, instance profile Worker (not managed by this collection)."),
        ((policy(versions=None),), "Policy A2C."),
        ((user("ada", groups=()),), "Outside the group: 1 user, ada."),
        ((deployer_role(tags={}),), "Deployer: role Deployer (not managed by this collection)."),
    ],
)
def test_what_is_not_as_it_should_be(entities: tuple[Entity, ...], line: str) -> None:
    assert lines(*entities, users=("ada",))[1:] == [line]


def test_users_of_others_are_said_to_be_so() -> None:
    guest = user("guest", path="/", tags={})
    assert lines(group(), user("ada"), guest, users=("ada", "guest"))[1:] == [
        "Group Users: 2 members, ada, guest.",
        "Not managed by this collection: 1 user, guest.",
    ]


def test_many_users_stay_readable() -> None:
    names = tuple(f"user-{number:03}" for number in range(500))
    shown = lines(group(), *map(user, names), users=names)
    assert shown[1:] == [f"Group Users: 500 members, {', '.join(names[:10])} and 490 more."]


def test_names_of_others_do_not_reach_the_terminal_as_they_are() -> None:
    assert lines(group(), user("a\x1b[31m"))[1:] == ["Group Users: 1 member, a\\x1b[31m."]


def test_findings_follow_once_for_each_kind() -> None:
    found = [finding(FINDINGS, "left-over", f"user u{number}") for number in range(30)]
    shown = picture(access_result(desired(), account()), found)
    message = "This collection manages it, but no option names it any more. To remove it, set purge: true. [left-over]"
    assert shown == [f"{TITLE}: none.", f"user u0, user u1, user u2, user u3, user u4 and 25 more: {message}"]
