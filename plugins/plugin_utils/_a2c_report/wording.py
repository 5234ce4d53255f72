# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the pages word numbers, times and names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

__all__ = ["MARKS", "age", "counted", "moment", "verdict"]

# A mark of its own for each severity and status: colour alone tells nobody anything.
MARKS: Mapping[str, str] = MappingProxyType(
    {
        "critical": "◆",
        "high": "▲",
        "medium": "■",
        "low": "●",
        "info": "○",
        "not_checked": "?",
        "suppressed": "-",
        "passed": "✓",
    }
)
_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def age(seconds: int | None) -> str:
    """An age in its two largest units; seconds are told below one hour only."""
    if seconds is None:
        return "unknown"
    left, parts = max(0, seconds), []
    for size, unit in _UNITS:
        number, left = divmod(left, size)
        if number:
            parts.append(f"{number} {unit}")
    return " ".join(parts[:2]) or "0 s"


def moment(text: str | None) -> str:
    """A time in ISO 8601 as people write it; any other text stays as it is."""
    try:
        read = datetime.fromisoformat(text or "")
    except ValueError:
        return text or ""
    read = read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
    return f"{read.day} {read:%B %Y, %H:%M} UTC"


def verdict(counts: Mapping[str, Any]) -> str:
    """What a report says, in one sentence or two."""
    grave = [counted(counts[name], f"{name} finding") for name in ("critical", "high") if counts[name]]
    others = sum(counts[name] for name in ("medium", "low", "info"))
    if grave:
        words = f"{' and '.join(grave)} to mend first" + (f", and {counted(others, 'other')}." if others else ".")
    elif others:
        words = f"Nothing critical or high, and {counted(others, 'other finding')}."
    else:
        words = "Nothing was found."
    if counts["not_checked"]:
        was = "was" if counts["not_checked"] == 1 else "were"
        words += f" {counted(counts['not_checked'], 'check')} {was} not made: this report does not say that these pass."
    return words
