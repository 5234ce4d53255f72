# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Suppressions: rows that somebody has accepted, with a reason and until a date. They stay visible.

Each is a mapping with ``id``, ``resource``, ``reason``, ``expires`` and ``approved_by``. The resource is a pattern for
the whole resource of a row, in which ``*`` and ``?`` mean what they mean in IAM. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from difflib import get_close_matches
from typing import Any

from .._errors import OptionError, printable
from .._policy.language.patterns import matches
from .model import Row, Severity

__all__ = ["EXPIRED", "UNUSED", "Suppression", "apply_suppressions", "read_suppressions"]

EXPIRED, UNUSED = "suppression-expired", "suppression-unused"
_SEVERITY: Severity = "low"


@dataclass(frozen=True, kw_only=True)
class Suppression:
    """One suppression. It holds before the day ``expires``, in UTC."""

    id: str
    resource: str
    reason: str
    expires: date
    approved_by: str = ""

    def to_json(self) -> dict[str, str]:
        """The suppression as rows have it."""
        return {
            "id": self.id,
            "resource": self.resource,
            "reason": printable(self.reason),
            "expires": self.expires.isoformat(),
            "approved_by": printable(self.approved_by),
        }

    def fits(self, row: Row) -> bool:
        """Tells whether it is about a row."""
        return row.id == self.id and matches(self.resource, row.resource)

    def ended(self, now: datetime) -> bool:
        """Tells whether it holds no more."""
        return now.astimezone(UTC).date() >= self.expires


def _day(option: str, value: object) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise OptionError(option, value, "is not a date", "write it as YYYY-MM-DD") from None


def read_suppressions(items: Sequence[Mapping[str, Any]], known: Collection[str]) -> tuple[Suppression, ...]:
    """The suppressions of the option ``suppressions``.

    Args:
        items: as the user wrote them, with the right types.
        known: the ids of all checks.

    Raises:
        OptionError: an id that no check has, an empty resource or reason, or a date that is none.
    """
    found = []
    for at, item in enumerate(items):
        where = f"suppressions[{at}]"
        if item["id"] not in known:
            near = get_close_matches(item["id"], sorted(known), n=1)
            hint = f"did you mean {near[0]}?" if near else "docs/audit.md lists them"
            raise OptionError(f"{where}.id", item["id"], "no check has this ID", hint.rstrip("?"))
        for name in ("resource", "reason"):
            if not item[name].strip():
                raise OptionError(f"{where}.{name}", item[name], "must not be empty", "say what it is about, and why")
        found.append(
            Suppression(
                id=item["id"],
                resource=item["resource"],
                reason=item["reason"].strip(),
                expires=_day(f"{where}.expires", item["expires"]),
                approved_by=(item.get("approved_by") or "").strip(),
            )
        )
    return tuple(found)


def apply_suppressions(rows: Sequence[Row], suppressions: Sequence[Suppression], now: datetime) -> list[Row]:
    """The rows, with those marked that are suppressed, and further rows on suppressions that have ended or fit nothing.

    Args:
        rows: all rows of an audit.
        suppressions: all suppressions; of several that fit a row, the first one counts.
        now: the time of the audit.
    """
    valid = [item for item in suppressions if not item.ended(now)]
    used: set[Suppression] = set()
    judged = []
    for row in rows:
        fitting = [item for item in valid if item.fits(row)]
        used.update(fitting)
        judged.append(replace(row, status="suppressed", suppression=fitting[0].to_json()) if fitting else row)
    return [*judged, *(_told(item, rows) for item in suppressions if item not in used)]


def _told(item: Suppression, rows: Sequence[Row]) -> Row:
    """The row on a suppression that suppresses nothing: it has ended, or there is nothing that it fits."""
    fits = any(item.fits(row) for row in rows)
    resource = f"{item.id} on {item.resource}"
    if fits:
        day, reason = item.expires.isoformat(), printable(item.reason)
        message = f"This suppression ended on {day}, and what it is about is still there. Its reason was: {reason}."
        remedy = "Correct what it is about, or give the suppression a later date in suppressions."
    else:
        message = "This suppression fits no row of the audit: what it is about is gone, or its resource is misspelled."
        remedy = "Remove it from suppressions, or correct its resource, which is a pattern for the whole resource."
    return Row(
        id=EXPIRED if fits else UNUSED,
        severity=_SEVERITY,
        resource=printable(resource),
        message=message.replace("..", "."),
        remedy=remedy,
    )
