# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A result becomes a report with the known keys only; what is neither is refused with the key that is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.filter.audit_csv import audit_csv
from ansible_collections.fleetops.app2container.plugins.filter.audit_html import audit_html
from ansible_collections.fleetops.app2container.plugins.filter.audit_index import audit_index
from ansible_collections.fleetops.app2container.plugins.filter.audit_report import audit_report
from ansible_collections.fleetops.app2container.plugins.filter.audit_sarif import audit_sarif
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_report.model import SCHEMA
from tests.support import reports

ADVICE = "; give the result of access_info, or a report that this collection wrote."
OTHER_SCHEMA = (
    "The report has the schema {}, and this version of the collection reads schema 1; make the report again, or use the"
    " version of the collection that wrote it."
)
VIEWS: dict[str, Callable[[Any], object]] = {
    "csv": audit_csv,
    "html": audit_html,
    "index": lambda report: audit_index([report]),
    "sarif": lambda report: audit_sarif(report, "site.yml"),
}


def test_a_report_has_the_keys_of_the_contract_and_no_others() -> None:
    report = audit_report(reports.ACCOUNTS["bad"]())
    assert report["schema"] == SCHEMA
    assert set(report) == {
        *("schema", "account_id", "partition", "audited_at", "collection", "settings", "counts", "findings", "fixed"),
        *("since", "drift", "sources", "access", "graph", "access_keys", "policy", "summary", "api_calls"),
    }


@pytest.mark.parametrize("account", reports.ACCOUNTS)
@pytest.mark.parametrize("view", VIEWS)
def test_a_report_from_a_file_gives_the_same_views_as_the_result(account: str, view: str, tmp_path: Path) -> None:
    result = reports.ACCOUNTS[account]()
    file = tmp_path / "report.json"
    file.write_text(json.dumps(audit_report(result)), encoding="utf-8")
    assert VIEWS[view](json.loads(file.read_text(encoding="utf-8"))) == VIEWS[view](result)


def test_unknown_keys_change_no_view() -> None:
    result = reports.ACCOUNTS["bad"]()
    more = {**result, "later": 1, "findings": [{**row, "later": "x"} for row in result["findings"]]}
    assert {name: view(more) for name, view in VIEWS.items()} == {name: view(result) for name, view in VIEWS.items()}


def changed(*keys: str | int, value: Any) -> dict[str, Any]:
    """The result of the bad account with another value at one place."""
    result = reports.ACCOUNTS["bad"]()
    found: Any = result
    for key in keys[:-1]:
        found = found[key]
    found[keys[-1]] = value
    return result


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], f"A report must be a dictionary, got []{ADVICE}"),
        ({"changed": False}, f"account_id of the report must be a text, got None{ADVICE}"),
        (changed("findings", value=None), f"findings of the report must be a list, got None{ADVICE}"),
        (
            changed("findings", 2, "message", value=7),
            f"findings[2].message of the report must be a text, got 7{ADVICE}",
        ),
        (
            changed("findings", 0, "severity", value="grave"),
            "findings[0].severity of the report must be one of critical, high, medium, low, info, got 'grave'.",
        ),
        (changed("counts", "fail", value=True), f"counts.fail of the report must be a whole number, got True{ADVICE}"),
        (
            changed("findings", 0, "references", "fsbp", value=[1]),
            f"findings[0].references.fsbp[0] of the report must be a text, got 1{ADVICE}",
        ),
        (changed("schema", value=2), OTHER_SCHEMA.format(2)),
        (changed("schema", value=True), OTHER_SCHEMA.format("True")),
    ],
)
@pytest.mark.parametrize("view", [audit_report, *VIEWS.values()])
def test_what_is_no_report_is_refused(value: Any, message: str, view: Callable[[Any], object]) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        view(value)
    assert str(caught.value) == message


def test_texts_that_control_a_terminal_are_written_out() -> None:
    row = audit_report(reports.ACCOUNTS["hostile"]())["findings"][0]
    assert row["message"] == '<script>alert("1")</script>\\x1b[2J\\u202eevil\' onload=x&amp;'
