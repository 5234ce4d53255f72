# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as CSV: one row for each finding, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["COLUMNS", "to_csv"]

COLUMNS = (
    "account_id",
    "audited_at",
    "id",
    "severity",
    "status",
    "resource",
    "message",
    "remedy",
    "evidence",
    "cis_v7",
    "cis_v5",
    "fsbp",
    "prowler",
    "source",
    "reason",
    "missing_action",
    "suppression_reason",
    "suppression_expires",
    "suppression_approved_by",
    "since_last",
)
# A spreadsheet takes a cell that begins with one of these for a formula. A space in front of them does not help, and
# Excel takes the wide forms of East Asia for the same. Source: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def _safe(value: Any) -> str:
    """The text of a cell; an apostrophe in front makes a formula a text."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) or text.startswith("'") else text


def _cells(report: Mapping[str, Any], row: Mapping[str, Any], since: str | None, status: str) -> Iterator[str]:
    suppression = row["suppression"] or {}
    calls = (f"{item['call']} ({item['age_seconds'] or 0} s old)" for item in row["evidence"])
    values = {
        **row,
        **{name: " ".join(ids) for name, ids in row["references"].items()},
        "account_id": report["account_id"],
        "audited_at": report["audited_at"],
        "evidence": "; ".join(calls),
        "suppression_reason": suppression.get("reason"),
        "suppression_expires": suppression.get("expires"),
        "suppression_approved_by": suppression.get("approved_by"),
        "since_last": since,
        "status": status,
    }
    yield from (_safe(values[name]) for name in COLUMNS)


def to_csv(report: Mapping[str, Any]) -> str:
    """The findings of a report, those that were fixed since the last one at the end, with CRLF as RFC 4180 has it.

    Args:
        report: as ``report_of`` returns it.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_cells(report, row, row["since_last"], row["status"]) for row in report["findings"])
    writer.writerows(_cells(report, row, "fixed", "fixed") for row in report["fixed"])
    return text.getvalue()
