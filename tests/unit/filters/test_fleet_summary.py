# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each account has exactly one status, whatever its host went through, and the rest is what has failed or waits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.filter.fleet_summary import FilterModule
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_fleet import MOST_LINES, STATUSES

fleet_summary = FilterModule().filters()["fleet_summary"]

ONE = "111111111111"
LOOKED_UP = {"__a2c_account": {"account_id": ONE, "changed": False}}
REFUSED = {"__a2c_refusal": {"failed": True, "msg": "Nothing has been changed. Put these hosts into the group."}}
REASON = "See the output of the run."


def failed(message: Any, **more: Any) -> dict[str, Any]:
    """The variables of a host with a task that failed."""
    return {"__a2c_iam_access_result": {"failed": True, "msg": message, **more}}


def status_of(variables: dict[str, Any], *, running: bool = False, **how: Any) -> tuple[Any, ...]:
    """What is said of the only host of a run."""
    found = fleet_summary(["one"], {"one": variables}, running=["one"] if running else [], **how)
    (row,) = found["document"]["accounts"]
    assert row["host"] == "one"
    assert found["rest"] == (["one"] if row["status"] in ("failed", "not_reached") else [])
    return row["account_id"], row["status"], row["changes"], row["reason"]


@pytest.mark.parametrize(
    ("variables", "running", "expected"),
    [
        ({"a2c_iam_access": {"account_id": ONE, "changes": [1, 2]}}, True, (ONE, "changed", 2, "")),
        ({"a2c_iam_access": {"account_id": ONE, "changes": []}}, True, (ONE, "unchanged", 0, "")),
        ({"a2c_iam_fact": "mine", "mine": {"account_id": ONE, "changes": [1]}}, True, (ONE, "changed", 1, "")),
        (LOOKED_UP, True, (ONE, "not_reached", 0, "")),
        ({"a2c_iam_account_id": int(ONE)}, True, (ONE, "not_reached", 0, "")),
        ({}, True, ("", "not_reached", 0, "")),
        (LOOKED_UP | failed("It is so. Do this."), False, (ONE, "failed", 0, "It is so.")),
        (failed("Two done. Then no.", applied=[1, 2]), False, ("", "failed", 2, "Two done.")),
        (failed("One.\nTwo."), False, ("", "failed", 0, "One.")),
        (failed("see arn:aws:iam::1:role/a.b and c"), False, ("", "failed", 0, "see arn:aws:iam::1:role/a.b and c")),
        (failed("a\x1b[31mb"), False, ("", "failed", 0, "a\\x1b[31mb")),
        (failed("x" * 400), False, ("", "failed", 0, "x" * 300 + "...")),
        (failed(""), False, ("", "failed", 0, REASON)),
        (failed(None), False, ("", "failed", 0, REASON)),
        ({}, False, ("", "failed", 0, REASON)),
        ({"__a2c_account": {"unreachable": True, "msg": "No way."}}, False, ("", "not_reached", 0, "No way.")),
        (REFUSED, False, ("", "not_reached", 0, "Nothing has been changed.")),
        (REFUSED | failed("Mine."), False, ("", "failed", 0, "Mine.")),
        (
            failed("One or more items failed", results=[{"msg": "fine"}, {"failed": True, "msg": "Key 2."}]),
            False,
            ("", "failed", 0, "Key 2."),
        ),
    ],
)
def test_the_status_follows_from_what_the_tasks_of_a_host_registered(
    variables: dict[str, Any], *, running: bool, expected: tuple[Any, ...]
) -> None:
    assert status_of(variables, running=running) == expected


def test_a_task_that_failed_and_was_rescued_is_no_failure() -> None:
    done = {"a2c_iam_access": {"account_id": ONE, "changes": []}}
    assert status_of(done | failed("Rescued."), running=True) == (ONE, "unchanged", 0, "")


def test_a_host_that_a_teardown_leaves_is_unchanged() -> None:
    assert status_of(LOOKED_UP, left=["one"]) == (ONE, "unchanged", 0, "")


def test_another_fact_tells_that_an_account_is_done() -> None:
    report = {"a2c_audit_report": {"account_id": ONE, "findings": [1]}}
    assert status_of(report, running=True, fact="a2c_audit_report") == (ONE, "unchanged", 0, "")


HOSTVARS: dict[str, Any] = {
    ONE: {"a2c_iam_access": {"account_id": ONE, "changes": [1]}},
    "b": {"a2c_iam_access": {"account_id": "2", "changes": []}},
    "c": failed("No."),
    "d": failed("No."),
    "e": failed("Other."),
    "f": {},
}
DOCUMENT: dict[str, Any] = fleet_summary([*HOSTVARS], HOSTVARS, running=[ONE, "b", "f"])["document"]


def test_people_read_how_many_and_why() -> None:
    """A host that is named by its account is not named twice, and hosts with the same reason share a line."""
    lines = fleet_summary([*HOSTVARS], HOSTVARS, running=[ONE, "b", "f"])["lines"]
    assert lines == [
        "6 accounts: 1 changed, 1 unchanged, 3 failed, 1 not reached.",
        f"Changed: {ONE}.",
        "Failed: c, d: No.",
        "Failed: e: Other.",
        "Not reached: f.",
    ]
    planned = fleet_summary([ONE], HOSTVARS, running=[ONE], check=True)
    assert planned["lines"] == [
        "1 account: 1 would change, 0 unchanged, 0 failed, 0 not reached.",
        f"Would change: {ONE}.",
    ]
    assert planned["document"]["check_mode"]


def test_very_many_reasons_are_cut() -> None:
    many = {f"h{number}": failed(f"Reason {number}.") for number in range(MOST_LINES + 3)}
    lines = fleet_summary([*many], many)["lines"]
    assert (len(lines), lines[-1]) == (MOST_LINES + 2, "And 3 more lines.")


def test_several_runs_become_one_and_the_later_one_counts() -> None:
    again = fleet_summary(["c"], {"c": {"a2c_iam_access": {"account_id": "3", "changes": [1]}}}, running=["c"])
    merged = fleet_summary([*HOSTVARS, "lost"], summaries=[DOCUMENT, again["document"]])
    assert merged["document"]["counts"] == {"changed": 2, "unchanged": 1, "failed": 2, "not_reached": 2}
    assert merged["rest"] == ["d", "e", "f", "lost"]
    assert not merged["document"]["check_mode"]


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([{}, *HOSTVARS.values()])), st.data())
def test_no_account_is_lost_or_counted_twice(hostvars: dict[str, Any], data: st.DataObject) -> None:
    running = data.draw(st.lists(st.sampled_from([*hostvars] or ["x"])))
    found = fleet_summary([*hostvars], hostvars, running=running)
    assert [row["host"] for row in found["document"]["accounts"]] == [*hostvars]
    assert sum(found["document"]["counts"].values()) == len(hostvars)
    assert [*found["document"]["counts"]] == [*STATUSES]
    assert fleet_summary([*hostvars], summaries=[found["document"]]) == found
