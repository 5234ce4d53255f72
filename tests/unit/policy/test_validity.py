# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access that ends by itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.coverage import command_coverage
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import MAX_SIZE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.validity import expiry
from tests.unit.policy.policy_making import SLOW_PROPERTY, everything, make, params

END = "2027-03-31T00:00:00Z"
BEFORE, AFTER = "2027-03-30T23:59:59Z", "2027-03-31T00:00:00Z"
ENDS = {"DateLessThan": {"aws:CurrentTime": END}}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2027-03-31", END),
        (dt.date(2027, 3, 31), END),
        ("2027-03-31T02:00:00+02:00", END),
        ("2027-03-31 00:00:00+00:00", END),
        ("2027-03-31T00:00:00Z", END),
        ("0999-01-01", "0999-01-01T00:00:00Z"),
        (None, ""),
        ("", ""),
    ],
)
def test_a_date_is_read_in_the_forms_that_users_write(written: Any, read: str) -> None:
    assert make(valid_until=written).valid_until == read


@pytest.mark.parametrize(
    "written", ["tomorrow", "31.03.2027", "2027-02-30", "soon", "1806364800.5", "0001-01-01T00:00+14:00"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(OptionError, match=r"valid_until: is not a date, got .*; write it as 2027-03-31"):
        make(valid_until=written)


@SLOW_PROPERTY
@given(params())
def test_every_grant_ends(given_params: dict[str, Any]) -> None:
    extra = [{"Sid": "Mine", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mine/*"}]
    ending = build(make(**given_params, valid_until="2027-03-31", extra_statements=extra))
    assert all(document.size <= MAX_SIZE for document in ending)
    for statement in (statement for document in ending for statement in document.statements):
        written = statement.to_json()["Condition"]["DateLessThan"]
        assert written == ENDS["DateLessThan"]
    endless = build(make(**given_params, extra_statements=extra))
    kept = {(one.sid, one.actions, one.resources) for document in endless for one in document.statements}
    if len(endless) == len(ending) == 1:
        assert kept == {(one.sid, one.actions, one.resources) for document in ending for one in document.statements}


def extra(effect: str, **dates: Any) -> dict[str, Any]:
    given_keys = {"Condition": {"DateLessThan": dates}} if dates else {}
    return {"Sid": "Mine", "Effect": effect, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::a/*", **given_keys}


@pytest.mark.parametrize(
    ("statement", "condition"),
    [
        (extra("Allow"), {"aws:CurrentTime": END}),
        (extra("Deny"), None),
        (extra("Allow", **{"aws:CurrentTime": "2027-01-01"}), {"aws:CurrentTime": "2027-01-01"}),
        (extra("Allow", **{"AWS:currenttime": "2028-01-01"}), {"AWS:currenttime": END}),
        (extra("Allow", **{"aws:CurrentTime": ["2027-01-01", "2028-01-01"]}), {"aws:CurrentTime": END}),
        (
            extra("Allow", **{"aws:TokenIssueTime": "2028-01-01T00:00:00Z"}),
            {"aws:TokenIssueTime": "2028-01-01T00:00:00Z", "aws:CurrentTime": END},
        ),
    ],
)
def test_the_earlier_end_counts(statement: dict[str, Any], condition: dict[str, str] | None) -> None:
    documents = build(make(valid_until="2027-03-31", extra_statements=[statement]))
    (mine,) = (one.to_json() for document in documents for one in document.statements if one.sid == "Mine")
    assert mine.get("Condition", {}).get("DateLessThan") == condition


@pytest.mark.parametrize("style", ["documented", "scoped", "minimal"])
def test_from_the_end_on_nothing_is_allowed(style: str) -> None:
    options = everything(style=style, editions=["original"], valid_until="2027-03-31")
    documents = build(options)
    context = {"aws:RequestedRegion": "eu-west-1"}
    asked = ("ecr:PutImage", "arn:aws:ecr:eu-west-1:111122223333:repository/java-app")
    assert is_allowed(documents, *asked, {**context, "aws:CurrentTime": BEFORE})
    assert not is_allowed(documents, *asked, {**context, "aws:CurrentTime": AFTER})


def test_what_commands_need_is_allowed_until_then() -> None:
    options = make(valid_until="2027-03-31", commands=["generate app-deployment"])
    documents = build(options)
    now = dt.datetime.fromisoformat(BEFORE)
    assert command_coverage(options, documents, now) == command_coverage(
        make(commands=list(options.commands)), documents, now
    )
    late = command_coverage(options, documents, dt.datetime.fromisoformat(AFTER))
    assert not late["generate app-deployment"]["allowed"]


def test_the_findings_are_those_without_an_end() -> None:
    endless, ending = everything(), everything(valid_until="2027-03-31")
    assert findings(ending, build(ending)) == findings(endless, build(endless))


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2027-02-28T00:00:00Z", []),
        ("2027-03-02T00:00:00Z", [("access-ends-soon", "info", "in 29 days")]),
        ("2027-03-30T23:00:00Z", [("access-ends-soon", "info", "in 0 days")]),
        (AFTER, [("access-ended", "warning", f"has allowed nothing since {END}")]),
    ],
)
def test_the_end_is_told(now: str, told: list[tuple[str, str, str]]) -> None:
    found = list(expiry(make(valid_until="2027-03-31"), dt.datetime.fromisoformat(now)))
    assert [(item.id, item.severity, item.where) for item in found] == [
        (identifier, severity, "valid_until") for identifier, severity, _text in told
    ]
    assert all(text in item.message for item, (_id, _severity, text) in zip(found, told, strict=True))
    assert list(expiry(make(), dt.datetime.fromisoformat(now))) == []
