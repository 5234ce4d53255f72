# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""CSV has one row for each finding, and no spreadsheet takes a cell for a formula."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.filter.audit_csv import audit_csv
from tests.support import reports

HEADER = (
    "account_id,audited_at,id,severity,status,resource,message,remedy,evidence,cis_v7,cis_v5,fsbp,prowler,source,reason,"
    "missing_action,suppression_reason,suppression_expires,suppression_approved_by,since_last\r\n"
)
PAGE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
BEGIN = "111122223333,2026-11-27T10:00:00+00:00"
USER = "arn:aws:iam::111122223333:user/app2container"


def rows(result: dict[str, Any]) -> list[dict[str, str]]:
    """The rows of the CSV of a result."""
    return list(csv.DictReader(io.StringIO(audit_csv(result), newline="")))


def test_a_right_account_has_the_header_only() -> None:
    assert audit_csv(reports.ACCOUNTS["right"]()) == HEADER


def test_rows_are_exact() -> None:
    result = reports.ACCOUNTS["bad"]()
    result["findings"] = [item for item in result["findings"] if item["id"] in ("root-without-mfa", "deployer-key-old")]
    assert audit_csv(result) == (
        f"{HEADER}{BEGIN},root-without-mfa,critical,fail,Account 111122223333,The root user has no MFA device.,"
        "Sign in as the root user and add an MFA device under Security credentials.,"
        f"iam:GetAccountSummary (3 s old),2.5,1.4,IAM.9,iam_root_mfa_enabled,{PAGE},,,,,,unchanged\r\n"
        f"{BEGIN},deployer-key-old,high,suppressed,{USER}/App2ContainerDeployer,"
        "Access key 1 of user App2ContainerDeployer is 120 days old; 90 are allowed.,"
        "Rotate it with the playbook fleetops.app2container.rotate_keys.,"
        f"iam:GenerateCredentialReport (9240 s old),,,,,{PAGE},,,"
        "The migration of the payment applications ends in December.,2026-12-31,security@example.com,unchanged\r\n"
        f"{BEGIN},key-unused,low,fixed,{USER}/linus,Access key 1 of user linus was never used.,'-,"
        f"iam:GetAccountAuthorizationDetails (3 s old),,,,,{PAGE},,,,,,fixed\r\n"
    )


def test_each_finding_has_a_row() -> None:
    result = reports.ACCOUNTS["bad"]()
    found = [(row["id"], row["status"]) for row in rows(result)]
    assert found == [*((row["id"], row["status"]) for row in result["findings"]), ("key-unused", "fixed")]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("\t=1", "\\t=1"),
        ("a=1", "a=1"),
        ('quote " and, comma', 'quote " and, comma'),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    result = reports.ACCOUNTS["bad"]()
    result["findings"][0]["message"] = text
    assert rows(result)[0]["message"] == cell
