# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is new, unchanged and fixed since the last audit."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import Row, Status
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.since import compared, read_last_report
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError

ACCOUNT = "123456789012"


def rows(*states: tuple[str, Status]) -> list[Row]:
    return [
        Row(id=name, severity="high", resource="r", message="M.", remedy="", status=status) for name, status in states
    ]


def report(*states: tuple[str, Status], **changes: Any) -> dict[str, Any]:
    found = [row.to_json() for row in rows(*states)]
    return {"account_id": ACCOUNT, "audited_at": "2026-11-01T00:00:00Z", "findings": found, **changes}


# Status before (None: no row) -> status now -> what the row is, and whether the earlier row is fixed.
TABLE: list[tuple[Status | None, Status | None, str | None, bool]] = [
    (None, "fail", "new", False),
    ("fail", "fail", "unchanged", False),
    ("suppressed", "fail", "unchanged", False),
    ("not_checked", "fail", "new", False),
    ("fail", None, None, True),
    ("suppressed", None, None, True),
    ("not_checked", None, None, False),
    ("fail", "suppressed", "unchanged", False),
    ("fail", "not_checked", "new", False),
    ("not_checked", "not_checked", "unchanged", False),
    (None, "not_checked", "new", False),
]


@pytest.mark.parametrize(("before", "now", "since", "fixed"), TABLE)
def test_a_row_between_two_audits(before: Status | None, now: Status | None, since: str | None, *, fixed: bool) -> None:
    last = read_last_report(report(*([("a", before)] if before else [])), ACCOUNT)
    told, gone = compared(rows(*([("a", now)] if now else [])), last)
    assert [row.since for row in told] == ([since] if since else [])
    assert [row["id"] for row in gone] == (["a"] if fixed else [])


def test_what_is_not_checked_now_is_not_fixed_anywhere() -> None:
    last = read_last_report(report(("a", "fail"), ("b", "fail")), ACCOUNT)
    unseen = Row(
        id="a", severity="high", resource=f"Account {ACCOUNT}", message="Not.", remedy="", status="not_checked"
    )
    assert [row["id"] for row in compared([unseen], last)[1]] == ["b"]


def test_what_no_option_asks_for_any_more_is_not_fixed() -> None:
    last = read_last_report(report(("drift-missing", "fail"), ("b", "fail")), ACCOUNT)
    assert [row["id"] for row in compared([], last, {"drift-missing"})[1]] == ["b"]


def test_without_a_last_audit_nothing_is_compared() -> None:
    told, gone = compared(rows(("a", "fail")), None)
    assert ([row.since for row in told], gone) == ([""], [])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "last_report: is not the report of an audit, got []; give the report.json of an earlier run."),
        ([], "last_report: is not the report of an audit, got 'list'; give the report.json of an earlier run."),
        (
            {"findings": ["x"], "account_id": ACCOUNT},
            (
                "last_report: is not the report of an audit, got ['account_id', 'findings'];"
                " give the report.json of an earlier run."
            ),
        ),
        (
            report(account_id="999999999999"),
            (
                f"last_report: is the report of another account than {ACCOUNT}, got '999999999999';"
                " give the report of the same account."
            ),
        ),
    ],
)
def test_what_is_no_report(value: Any, message: str) -> None:
    with pytest.raises(OptionError) as raised:
        read_last_report(value, ACCOUNT)
    assert str(raised.value) == message
