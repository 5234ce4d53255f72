# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The credential report of an account: got where there is one, and otherwise made first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .connection import Connection
from .errors import translated, unless
from .waiter import answer_at_last

__all__ = ["credential_report"]

NOT_PRESENT, EXPIRED, IN_PROGRESS = "ReportNotPresent", "ReportExpired", "ReportInProgress"
SECONDS = 120  # to wait for a report that is made
# A report that was just asked for may not be known everywhere yet.
ACCEPTORS: list[dict[str, Any]] = [
    {"matcher": "status", "expected": 200, "state": "success"},
    *({"matcher": "error", "expected": code, "state": "retry"} for code in (NOT_PRESENT, EXPIRED, IN_PROGRESS)),
]


def credential_report(connection: Connection) -> Mapping[str, Any]:
    """The answer of GetCredentialReport: ``Content``, which is CSV as bytes, and ``GeneratedTime``.

    AWS makes a report at most once in four hours, and keeps it that long. One that is there is taken as it is.
    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html

    Raises:
        AwsError: it may not be read or made, or AWS is not done in time.
    """
    iam = connection.iam
    with translated("read the credential report"):
        found: Mapping[str, Any] | None = unless((NOT_PRESENT, EXPIRED, IN_PROGRESS), iam.get_credential_report)
        if found is not None:
            return found
    with translated("make a credential report"):
        iam.generate_credential_report()
    with translated("read the credential report"):
        return answer_at_last(iam, "GetCredentialReport", {}, ACCEPTORS, SECONDS)
