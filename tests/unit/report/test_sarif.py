# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""SARIF fits its schema, points to the file of the options, and tells what is new, suppressed and unknown."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from ansible.errors import AnsibleFilterError

from ansible_collections.fleetops.app2container.plugins.filter.audit_sarif import audit_sarif
from tests.support import reports

SCHEMA = yaml.safe_load((Path(__file__).parent / "sarif.yml").read_text(encoding="utf-8"))
LEVELS = {
    "critical": ("error", "9.0"),
    "high": ("error", "7.0"),
    "medium": ("warning", "4.0"),
    "low": ("note", "2.0"),
    "info": ("note", "0.0"),
}


def run_of(result: dict[str, Any]) -> dict[str, Any]:
    """The only run of the log of a result."""
    (run,) = audit_sarif(result, "group_vars/all.yml")["runs"]
    found: dict[str, Any] = run
    return found


def by_id(result: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The SARIF results by their rules."""
    return {item["ruleId"]: item for item in run_of(result)["results"]}


@pytest.mark.parametrize("account", reports.ACCOUNTS)
def test_it_fits_the_schema(account: str) -> None:
    log = audit_sarif(reports.ACCOUNTS[account](), "group_vars/all.yml")
    checker = jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(log)] == []


def test_the_schema_refuses_what_is_no_sarif() -> None:
    log = audit_sarif(reports.ACCOUNTS["bad"](), "site.yml")
    log["runs"][0]["results"][0]["level"] = "critical"
    with pytest.raises(jsonschema.ValidationError, match="'critical' is not one of"):
        jsonschema.validate(log, SCHEMA)


def test_a_result_is_exact() -> None:
    arn = "arn:aws:iam::111122223333:user/app2container/barbara"
    text = (
        "User barbara is a general user and has the policy AdministratorAccess, which allows every action. Detach"
        " AdministratorAccess, or set a2c_iam_purge_policies: true."
    )
    assert by_id(reports.ACCOUNTS["bad"]())["user-administrator"] == {
        "ruleId": "user-administrator",
        "ruleIndex": 1,
        "kind": "fail",
        "level": "error",
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": "group_vars/all.yml", "uriBaseId": "SRCROOT"},
                    "region": {"startLine": 1},
                },
                "logicalLocations": [{"fullyQualifiedName": arn, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"app2container/v1": hashlib.sha256(f"user-administrator\0{arn}".encode()).hexdigest()},
        "properties": {"severity": "critical", "status": "fail"},
        "suppressions": [],
        "baselineState": "new",
    }


def test_rules_rank_and_explain() -> None:
    result = reports.ACCOUNTS["bad"]()
    rules = {rule["id"]: rule for rule in run_of(result)["tool"]["driver"]["rules"]}
    for row in result["findings"]:
        rule = rules[row["id"]]
        found = rule["defaultConfiguration"]["level"], rule["properties"]["security-severity"]
        assert found == LEVELS[row["severity"]]
    assert rules["password-without-mfa"]["help"]["text"].splitlines() == [
        "Add an MFA device, or delete the password with: aws iam delete-login-profile --user-name edsger",
        "CIS AWS Foundations 7: 2.10",
        "CIS AWS Foundations 5: 1.9",
        "AWS Foundational Security Best Practices: IAM.5",
        "prowler: iam_user_mfa_enabled_console_access",
    ]


def test_each_result_names_its_rule() -> None:
    run = run_of(reports.ACCOUNTS["bad"]())
    names = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(names) == len(set(names))
    assert all(names[item["ruleIndex"]] == item["ruleId"] for item in run["results"])


def test_what_was_not_checked_is_open_and_no_pass() -> None:
    found = by_id(reports.ACCOUNTS["bad"]())["bucket-policy-public"]
    assert (found["kind"], found["level"]) == ("open", "none")


def test_a_suppression_is_external_and_accepted() -> None:
    assert by_id(reports.ACCOUNTS["bad"]())["deployer-key-old"]["suppressions"] == [
        {
            "kind": "external",
            "status": "accepted",
            "justification": "The migration of the payment applications ends in December.",
            "properties": {"expires": "2026-12-31", "approved_by": "security@example.com"},
        }
    ]


def test_every_result_has_a_baseline_state_or_none_has() -> None:
    result = reports.ACCOUNTS["bad"]()
    states = {name: item["baselineState"] for name, item in by_id(result).items()}
    assert (states["password-without-mfa"], states["key-old"], states["key-unused"]) == ("new", "unchanged", "absent")
    assert not any("baselineState" in item for item in run_of({**result, "since": None})["results"])


def test_a_fingerprint_depends_on_check_and_resource_alone() -> None:
    result = reports.ACCOUNTS["bad"]()
    before = [item["partialFingerprints"] for item in run_of(result)["results"]]
    for row in result["findings"]:
        row.update(message="other words", severity="low", evidence=[])
    assert [item["partialFingerprints"] for item in run_of(result)["results"]] == before
    assert len({str(item) for item in before}) == len(before)


@pytest.mark.parametrize(
    "anchor", ["", "/etc/passwd", "../site.yml", "a/../../b", "C:\\site.yml", "https://x/site.yml"]
)
def test_the_anchor_lies_in_the_project(anchor: str) -> None:
    with pytest.raises(AnsibleFilterError, match="must be a path relative to the root of the project"):
        audit_sarif(reports.ACCOUNTS["bad"](), anchor)


def test_the_anchor_is_an_address() -> None:
    run = audit_sarif(reports.ACCOUNTS["bad"](), "group vars\\all%.yml")["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "group%20vars/all%25.yml"
