# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What has changed since an earlier audit: which rows are new, which are there still, and which are gone. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .._errors import OptionError
from .model import Row

__all__ = ["LastReport", "compared", "read_last_report"]

Json = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class LastReport:
    """What counts of an earlier report: when it was made, and its rows."""

    audited_at: str
    findings: tuple[Json, ...]


def read_last_report(report: Any, account_id: str) -> LastReport:
    """The earlier report in the option ``last_report``.

    Args:
        report: the result of an earlier audit, for example the content of its ``report.json``.
        account_id: the account that is audited now.

    Raises:
        OptionError: it is no report, or one of another account.
    """
    rows = report.get("findings") if isinstance(report, Mapping) else None
    if not isinstance(rows, Sequence) or not all(
        isinstance(row, Mapping) and {"id", "resource", "status"} <= row.keys() for row in rows
    ):
        keys = sorted(map(str, report))[:10] if isinstance(report, Mapping) else type(report).__name__
        raise OptionError(
            "last_report", keys, "is not the report of an audit", "give the report.json of an earlier run"
        )
    if report.get("account_id") != account_id:
        problem = f"is the report of another account than {account_id}"
        raise OptionError("last_report", report.get("account_id"), problem, "give the report of the same account")
    return LastReport(audited_at=str(report.get("audited_at") or ""), findings=tuple(rows))


def _key(row: Json) -> tuple[str, str]:
    return str(row["id"]), str(row["resource"])


def compared(
    rows: Sequence[Row], last: LastReport | None, unmade: Collection[str] = ()
) -> tuple[list[Row], list[Json]]:
    """The rows with what they are since the last audit, and the earlier rows that are fixed.

    A row that was not checked then, and fails now, is new: nobody has seen it. One that failed then, and whose check
    could not be made now, is not fixed: nobody knows.

    Args:
        rows: those of this audit.
        last: the earlier audit, None if there is none.
        unmade: the ids of the checks that were not made, since no option asks for what they need.
    """
    if last is None:
        return list(rows), []
    seen = {(*_key(row), row["status"] == "not_checked") for row in last.findings}
    told = [
        replace(row, since="unchanged" if (*row.key, row.status == "not_checked") in seen else "new") for row in rows
    ]
    now, unknown = {row.key for row in rows}, {row.id for row in rows if row.status == "not_checked"}.union(unmade)
    fixed = [
        row
        for row in last.findings
        if row["status"] != "not_checked" and _key(row) not in now and row["id"] not in unknown
    ]
    return told, fixed
