# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results of access_keys for slices of many users become one result with one summary."""

from __future__ import annotations

from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.merge import merged

UNTIL = "2026-12-03T19:33:39+00:00"


def result(*users: str, waits: bool = False) -> dict[str, Any]:
    """Return what the module returns where it issues a key for each of these users."""
    wait = {
        "action": "deactivate",
        "access_key_id": "AKIAOLD",
        "until": UNTIL,
        "reason": "its grace period is not over",
    }
    note = "It has the access key AKIA0, which is left unchanged."
    return {
        "changes": [{"action": action, "user": user} for user in users for action in ("prepare", "issue")],
        "access_keys": [{"user": user, "waits": [wait] * waits} for user in users],
        "findings": [
            {"id": "other-access-key", "severity": "info", "where": f"user {user}", "message": note}
            for user in users
            if user == "linus"
        ],
        "summary": [f"Access keys in account 111122223333: {2 * len(users)} changes made.", "..."],
        "api_calls": {},
    }


def test_one_result_stays_as_it_is() -> None:
    one = result("ada")
    kept = {name: one[name] for name in ("changes", "access_keys", "findings", "summary")}
    assert merged([one], check=False) == kept


def test_without_a_result_there_is_nothing() -> None:
    assert merged([], check=False) == {"changes": [], "access_keys": [], "findings": [], "summary": []}


def test_the_summary_of_slices_counts_all_users() -> None:
    found = merged([result("ada", "grace"), result("linus")], check=False)
    assert found["summary"] == [
        "Access keys in account 111122223333: 6 changes made.",
        "Prepared 3 stores of user: ada, grace, linus.",
        "Issued 3 access keys of user: ada, grace, linus.",
        "user linus: It has the access key AKIA0, which is left unchanged. [other-access-key]",
    ]
    assert [key["user"] for key in found["access_keys"]] == ["ada", "grace", "linus"]
    assert len(found["changes"]) == 6


def test_a_check_of_slices_tells_what_would_be_done() -> None:
    assert merged([result("ada"), result("grace")], check=True)["summary"] == [
        "Access keys in account 111122223333: 4 changes would be made.",
        "Would prepare 2 stores of user: ada, grace.",
        "Would issue 2 access keys of user: ada, grace.",
    ]


def test_very_many_that_wait_are_counted() -> None:
    names = [f"user-{number}" for number in range(60)]
    lines = merged([result(*names[:50], waits=True), result(*names[50:], waits=True)], check=False)["summary"]
    waiting = [line for line in lines if line.startswith("Waiting")]
    assert waiting[0] == (
        f"Waiting to deactivate access key AKIAOLD of user user-0, not before {UNTIL}: its grace period is not over."
    )
    assert (len(waiting), lines[-1]) == (10, "And 50 more wait.")
