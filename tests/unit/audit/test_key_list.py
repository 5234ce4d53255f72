# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of a report: the oldest first, and none where the account or the credential report was not read."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.key_list import key_list
from tests.support.audit_facts import facts_of, merged, right_account

MEMBER = {"groups": ["App2ContainerUsers"]}
KEYS = {"ada": {"keys": [{"rotated": 5}, {"rotated": 9}]}, "bob": {"keys": [None, {"rotated": 9}]}}
UNREAD = {"unread": {"reason": "it was denied", "action": "iam:GetCredentialReport"}}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, [("ada", 2, 9), ("bob", 2, 9), ("ada", 1, 5)]),
        ({"credentials": {"bob": None}}, [("ada", 2, 9), ("ada", 1, 5)]),
        (
            {"credentials": {"ada": {"keys": [{"rotated": 0}]}, "bob": {"keys": [{"rotated": None}]}}},
            [("ada", 1, 0), ("bob", 1, None)],
        ),
        ({"credentials": UNREAD}, []),
    ],
    ids=["oldest-first", "not-in-the-report", "unknown-age", "unread"],
)
def test_the_keys_of_the_users(facts: dict[str, Any], expected: list[tuple[str, int, int | None]]) -> None:
    users = {"options": {"users": ["ada", "bob"]}, "users": {"ada": MEMBER, "bob": MEMBER}, "credentials": KEYS}
    found = key_list(facts_of(merged(merged(right_account(), users), facts)))
    assert [(row["user"], row["slot"], row["age_days"]) for row in found if row["user"] in KEYS] == expected
