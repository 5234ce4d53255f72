# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential report: CSV -> its rows.

Source of the columns: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..._aws.connection import Connection
from ..._aws.credential_report import credential_report
from ..facts import AccessKey, Credential, Fact
from .attempt import NotThereError, attempt
from .keep import Kept

__all__ = ["read_credentials", "report_fact", "rows_of"]

CALL = "iam:GetCredentialReport"
NOTHING = frozenset({"", "N/A", "no_information", "not_supported"})  # what stands where there is no value
TRUTHS: Mapping[str, bool] = {"true": True, "false": False}


def _time(row: Mapping[str, str], column: str) -> datetime | None:
    text = row[column]
    return None if text in NOTHING else datetime.fromisoformat(text)


def _text(row: Mapping[str, str], column: str) -> str:
    return "" if row[column] in NOTHING else row[column]


def _truth(row: Mapping[str, str], column: str) -> bool | None:
    return TRUTHS.get(row[column].lower())


def _keys(row: Mapping[str, str]) -> tuple[AccessKey, ...]:
    """The access keys of a row. Of a slot without a key nothing is known."""
    slots = (
        AccessKey(
            slot=slot,
            active=bool(_truth(row, f"access_key_{slot}_active")),
            rotated=_time(row, f"access_key_{slot}_last_rotated"),
            used=_time(row, f"access_key_{slot}_last_used_date"),
            used_region=_text(row, f"access_key_{slot}_last_used_region"),
            used_service=_text(row, f"access_key_{slot}_last_used_service"),
        )
        for slot in (1, 2)
    )
    return tuple(key for key in slots if key.active or key.rotated or key.used)


def _credential(row: Mapping[str, str]) -> Credential:
    return Credential(
        user=row["user"],
        arn=row["arn"],
        created=_time(row, "user_creation_time"),
        password=_truth(row, "password_enabled"),
        password_used=_time(row, "password_last_used"),
        password_changed=_time(row, "password_last_changed"),
        mfa=bool(_truth(row, "mfa_active")),
        keys=_keys(row),
    )


def rows_of(text: str) -> tuple[Credential, ...]:
    """The rows of a credential report.

    Raises:
        NotThereError: the text is no credential report.
    """
    try:
        rows = tuple(map(_credential, csv.DictReader(text.splitlines())))
    except (AttributeError, KeyError, ValueError, csv.Error) as error:
        raise NotThereError(f"the credential report has another form than AWS's ({error})") from error
    if not rows:  # there is always the root user
        raise NotThereError("the credential report has no rows")
    return rows


def report_fact(answer: Mapping[str, Any]) -> Fact[tuple[Credential, ...]]:
    """The rows of an answer of GetCredentialReport, as old as the report is.

    Raises:
        NotThereError: the answer holds no credential report.
    """
    generated: datetime | None = answer.get("GeneratedTime")
    rows = rows_of(bytes(answer["Content"]).decode("utf-8"))
    return Fact(value=rows, calls=(CALL,), read_at=generated or datetime.now(UTC))


def read_credentials(connection: Connection, keep: Kept | None = None) -> Fact[tuple[Credential, ...]]:
    """The credential report, which is made only where there is none."""

    def read() -> Fact[tuple[Credential, ...]]:
        answer = credential_report(connection)
        if keep:
            keep.report = answer
        return report_fact(answer)

    return attempt(read, CALL)
