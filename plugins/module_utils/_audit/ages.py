# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times as rows show them: the date, and how many days ago. Pure."""

from __future__ import annotations

from datetime import datetime

__all__ = ["ago", "date_of", "days_between"]


def days_between(earlier: datetime, later: datetime) -> int:
    """The whole days from one time to another; 0 where the earlier one is not earlier, as clocks differ a little."""
    return max(0, (later - earlier).days)


def date_of(moment: datetime) -> str:
    """The date of a time, for example ``2026-11-26``."""
    return f"{moment:%Y-%m-%d}"


def ago(moment: datetime, now: datetime) -> str:
    """A time in the past, for example ``2026-11-26, 3 days ago``."""
    days = days_between(moment, now)
    return f"{date_of(moment)}, {days} day{'' if days == 1 else 's'} ago" if days else f"{date_of(moment)}, today"
