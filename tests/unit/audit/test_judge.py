# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How checks become rows: no check passes without its facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import Snapshot
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import (
    Fact,
    Facts,
    Settings,
    not_asked,
    unread,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.judge import judge
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import Check, Hit, Unseen
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.options import AuditOptions, accepted
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.summary import count, lines
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
HERE = Identity(account_id="123456789012", partition="aws")
DENIED: Fact[Any] = unread("the caller may not call iam:GetAccountSummary", "iam:GetAccountSummary")
USER = "arn:aws:iam::123456789012:user/app2container/ada"


def facts(**changes: Any) -> Facts:
    summary: Fact[Mapping[str, int]] = Fact(
        value={"AccountMFAEnabled": 0}, calls=("iam:GetAccountSummary",), read_at=NOW - timedelta(seconds=90)
    )
    values: dict[str, Any] = {
        "account": Fact(value=Snapshot(identity=HERE, complete=True), calls=("iam:GetAccountAuthorizationDetails",)),
        "summary": summary,
        **dict.fromkeys(("profiles", "credentials", "last_accessed", "instances"), not_asked("it is off")),
        **changes,
    }
    return Facts(identity=HERE, now=NOW, desired=Desired(identity=HERE), **values)


def finds_mfa(known: Facts) -> Iterator[Hit | Unseen]:
    if not known.summary.known["AccountMFAEnabled"]:
        yield Hit(resource=known.account_name, values={"who": "root\x1b[2J"})


def finds_two(known: Facts) -> Iterator[Hit | Unseen]:
    yield Hit(id="a", resource=USER)
    yield Unseen(id="b", resource="bucket", fact=known.instances)


def check(name: str = "root-mfa", **changes: Any) -> Check:
    values: dict[str, Any] = {
        "severity": "critical",
        "title": "No MFA for {who}",
        "remedy": "Add it for {who}.",
        "find": finds_mfa,
        "needs": ("summary",),
        "references": {"cis_v7": ("2.5",)},
        **changes,
    }
    return Check(id=name, **values)


SHARED = tuple(check(name, find=finds_two, title="T", remedy="R.", severity="low") for name in ("a", "b"))


def test_a_row() -> None:
    (row,) = judge([check()], facts()).rows
    assert row.to_json() == {
        "id": "root-mfa",
        "severity": "critical",
        "status": "fail",
        "resource": "Account 123456789012",
        "message": r"No MFA for root\x1b[2J.",
        "remedy": r"Add it for root\x1b[2J.",
        "evidence": [{"call": "iam:GetAccountSummary", "age_seconds": 90}],
        "references": {"cis_v7": ["2.5"], "cis_v5": [], "fsbp": [], "prowler": []},
        "source": None,
        "reason": None,
        "missing_action": None,
        "suppression": None,
        "since_last": None,
    }


def test_without_its_facts_a_check_is_not_made() -> None:
    (row,) = judge([check()], facts(summary=DENIED)).rows
    assert (row.id, row.status, row.severity, row.resource) == (
        "root-mfa",
        "not_checked",
        "critical",
        "Account 123456789012",
    )
    assert row.message == "Not checked, since the caller may not call iam:GetAccountSummary."
    assert row.remedy == "Allow iam:GetAccountSummary to the caller."
    assert row.action == "iam:GetAccountSummary"


@pytest.mark.parametrize(
    ("summary", "passed", "statuses"),
    [
        (Fact(value={"AccountMFAEnabled": 1}), ("root-mfa",), []),
        (Fact(value={"AccountMFAEnabled": 0}), (), ["fail"]),
        (DENIED, (), ["not_checked"]),
        (not_asked("audit is false"), (), []),
    ],
)
def test_only_a_check_that_was_made_passes(
    summary: Fact[Mapping[str, int]], passed: tuple[str, ...], statuses: list[str]
) -> None:
    found = judge([check()], facts(summary=summary))
    assert (found.passed, [row.status for row in found.rows]) == (passed, statuses)


@pytest.mark.parametrize(
    ("instances", "rows"),
    [
        (not_asked("off"), [("a", "fail")]),
        (unread("no answer"), [("a", "fail"), ("b", "not_checked")]),
    ],
)
def test_checks_that_share_what_finds_them(instances: Fact[Any], rows: list[tuple[str, str]]) -> None:
    found = judge(SHARED, facts(instances=instances))
    assert [(row.id, row.status) for row in found.rows] == rows
    assert found.passed == ()


def test_one_of_several_that_lacks_a_fact() -> None:
    lacking = check("b", find=finds_two, title="T", remedy="R.", needs=("credentials",))
    found = judge([SHARED[0], lacking], facts(credentials=unread("no report")))
    assert [(row.id, row.status, row.reason) for row in found.rows] == [
        ("a", "fail", ""),
        ("b", "not_checked", "no report"),
    ]


def audit(fail_on: str = "any") -> AuditOptions:
    return AuditOptions(audit=True, settings=Settings(), suppressions=(), fail_on=fail_on, fail_severity="high")


def test_what_fails_a_run() -> None:
    rows = judge([check(), *SHARED], facts()).rows
    assert accepted(rows, audit("never")) == ""
    assert accepted(rows, audit()) == (
        "fail_on is any and fail_severity is high, and the audit has 1 such findings: root-mfa. Correct what they are"
        " about, or accept them with suppressions."
    )
    assert accepted(judge(SHARED, facts()).rows, audit()) == ""
    unseen = judge([check()], facts(summary=DENIED)).rows
    assert "1 such findings, 1 of them on what could not be checked: root-mfa" in accepted(unseen, audit())


def test_lines() -> None:
    rows = judge([check(), check("root-mfa-2", needs=("credentials",)), *SHARED], facts(credentials=DENIED)).rows
    counts = count(rows, passed=3, fixed=0)
    assert counts == {
        "critical": 1,
        "high": 0,
        "medium": 0,
        "low": 1,
        "info": 0,
        "fail": 2,
        "suppressed": 0,
        "not_checked": 1,
        "passed": 3,
        "new": 0,
        "fixed": 0,
        "unchanged": 0,
    }
    assert lines(rows, counts, "") == [
        "Audit: 1 critical, 1 low; 0 suppressed, 1 not checked, 3 passed.",
        r"critical: Account 123456789012: No MFA for root\x1b[2J. Add it for root\x1b[2J. [root-mfa]",
        "low: user ada: T. R. [a]",
        (
            "Not checked, since the caller may not call iam:GetAccountSummary: root-mfa-2."
            " Allow iam:GetAccountSummary to the caller to have them checked."
        ),
    ]
    assert lines((), count((), passed=3, fixed=2), "2026-11-01T00:00:00Z") == [
        (
            "Audit: no findings; 0 suppressed, 0 not checked, 3 passed."
            " Since 2026-11-01T00:00:00Z: 0 new, 2 fixed, 0 unchanged."
        )
    ]
