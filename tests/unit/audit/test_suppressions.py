# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suppressions: what they fit, how long they hold, and what is told of those that suppress nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import Row
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.suppressions import (
    EXPIRED,
    UNUSED,
    apply_suppressions,
    read_suppressions,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
USER = "arn:aws:iam::123456789012:user/app2container/ada"
KNOWN = ("root-mfa", "key-old")


def row(identifier: str = "key-old", resource: str = USER, **fields: Any) -> Row:
    return Row(id=identifier, severity="medium", resource=resource, message="Old.", remedy="Rotate.", **fields)


def written(**changes: Any) -> dict[str, Any]:
    return {"id": "key-old", "resource": USER, "reason": "Retired soon", "expires": "2026-12-31", **changes}


def applied(rows: list[Row], *items: dict[str, Any], now: datetime = NOW) -> list[tuple[str, str]]:
    return [(item.id, item.status) for item in apply_suppressions(rows, read_suppressions(items, KNOWN), now)]


@pytest.mark.parametrize(
    ("pattern", "fits"),
    [
        (USER, True),
        ("*", True),
        ("arn:aws:iam::123456789012:user/*", True),
        ("arn:aws:iam::123456789012:user/app2container/a?a", True),
        ("ada", False),  # the whole resource counts
        ("user/app2container/ada", False),
        ("arn:aws:iam::123456789012:user/app2container/ad", False),
        ("arn:aws:iam::123456789012:user/app2container/[a]da", False),  # only IAM's wildcards
        ("ARN:aws:iam::123456789012:user/*", False),
    ],
)
def test_the_resource_is_a_pattern_for_all_of_it(pattern: str, *, fits: bool) -> None:
    found = applied([row()], written(resource=pattern))
    assert found == ([("key-old", "suppressed")] if fits else [("key-old", "fail"), (UNUSED, "fail")])


def test_a_row_keeps_everything_and_says_what_suppresses_it() -> None:
    item = written(approved_by="sec")
    (found,) = apply_suppressions([row(since="new")], read_suppressions([item], KNOWN), NOW)
    assert found.to_json() == {
        **row(since="new").to_json(),
        "status": "suppressed",
        "suppression": {**item, "approved_by": "sec"},
    }


def test_what_was_not_checked_can_be_suppressed() -> None:
    assert applied([row(status="not_checked")], written()) == [("key-old", "suppressed")]


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (datetime(2026, 12, 30, 23, 59, tzinfo=UTC), True),
        (datetime(2026, 12, 31, tzinfo=UTC), False),
        (datetime(2026, 12, 31, 1, tzinfo=timezone(timedelta(hours=2))), True),  # still the 30th in UTC
    ],
)
def test_it_holds_before_its_day(now: datetime, *, holds: bool) -> None:
    wanted = [("key-old", "suppressed")] if holds else [("key-old", "fail"), (EXPIRED, "fail")]
    assert applied([row()], written(), now=now) == wanted


def test_one_that_has_ended_and_fits_nothing_is_unused() -> None:
    assert applied([], written(expires="2020-01-01")) == [(UNUSED, "fail")]


def test_texts_of_what_suppresses_nothing() -> None:
    items = [written(expires="2026-11-27", reason="Soon gone."), written(id="root-mfa", resource="Account 1")]
    found = apply_suppressions([row()], read_suppressions(items, KNOWN), NOW)
    assert [(item.resource, item.severity, item.message, item.remedy) for item in found[1:]] == [
        (
            f"key-old on {USER}",
            "low",
            "This suppression ended on 2026-11-27, and what it is about is still there. Its reason was: Soon gone.",
            "Correct what it is about, or give the suppression a later date in suppressions.",
        ),
        (
            "root-mfa on Account 1",
            "low",
            "This suppression fits no row of the audit: what it is about is gone, or its resource is misspelled.",
            "Remove it from suppressions, or correct its resource, which is a pattern for the whole resource.",
        ),
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "key-odl"}, "suppressions[0].id: no check has this ID, got 'key-odl'; did you mean key-old."),
        ({"id": "x"}, "suppressions[0].id: no check has this ID, got 'x'; docs/audit.md lists them."),
        ({"resource": " "}, "suppressions[0].resource: must not be empty, got ' '; say what it is about, and why."),
        ({"reason": ""}, "suppressions[0].reason: must not be empty, got ''; say what it is about, and why."),
        (
            {"expires": "31.12.2026"},
            "suppressions[0].expires: is not a date, got '31.12.2026'; write it as YYYY-MM-DD.",
        ),
        (
            {"expires": "2026-02-30"},
            "suppressions[0].expires: is not a date, got '2026-02-30'; write it as YYYY-MM-DD.",
        ),
    ],
)
def test_wrong_suppressions(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as raised:
        read_suppressions([written(**changes)], KNOWN)
    assert str(raised.value) == message


@given(
    st.lists(st.sampled_from([USER, "Account 1", "b"]), max_size=4),
    st.lists(st.tuples(st.sampled_from(KNOWN), st.sampled_from(["*", USER, "?"]), st.booleans()), max_size=4),
)
def test_no_row_is_lost(resources: list[str], items: list[tuple[str, str, bool]]) -> None:
    rows = [row(resource=resource) for resource in resources]
    given_ = [
        written(id=name, resource=pattern, expires="2020-01-01" if ended else "2030-01-01")
        for name, pattern, ended in items
    ]
    found = apply_suppressions(rows, read_suppressions(given_, KNOWN), NOW)
    assert [item.key for item in found[: len(rows)]] == [item.key for item in rows]
    assert all(item.status == "suppressed" for item in found[: len(rows)] if item.suppression)
    assert {item.id for item in found[len(rows) :]} <= {EXPIRED, UNUSED}
