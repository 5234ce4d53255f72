# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The record of the access keys of a user, in one tag of the user: keys have no tags, and one tag changes as a whole.

The value reads ``current=KEY previous=KEY/SINCE/DEACTIVATED intent=TIME/KEY+KEY``; each part may be missing. Only
characters that tags can hold are used: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

__all__ = ["RECORD_TAG", "Intent", "Previous", "Record", "record_from"]

RECORD_TAG = "app2container:access-key"

_KEY, _TIME = r"\w{16,128}", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_RECORD = re.compile(
    rf"(?:current=(?P<current>{_KEY}))?"
    rf"(?: ?previous=(?P<previous>{_KEY})/(?P<since>{_TIME})(?:/(?P<deactivated>{_TIME}))?)?"
    rf"(?: ?intent=(?P<at>{_TIME})(?:/(?P<known>{_KEY}(?:\+{_KEY})*))?)?",
    re.ASCII,
)
_FORM = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The key that the current one has replaced, when that was, and when it was deactivated."""

    key_id: str
    since: datetime
    deactivated: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Intent:
    """A key is about to be created: since when, and which keys the user had then."""

    at: datetime
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """The keys of a user that this collection manages."""

    current: str = ""
    previous: Previous | None = None
    intent: Intent | None = None

    @property
    def text(self) -> str:
        """The value of the tag; empty where there is nothing to record."""
        parts = [f"current={self.current}"] if self.current else []
        if self.previous:
            moments = [self.previous.since, *([self.previous.deactivated] if self.previous.deactivated else [])]
            parts.append("/".join([f"previous={self.previous.key_id}", *map(_time_text, moments)]))
        if self.intent:
            known = ["+".join(self.intent.known)] if self.intent.known else []
            parts.append("/".join([f"intent={_time_text(self.intent.at)}", *known]))
        return " ".join(parts)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the recorded keys, the current one first."""
        return tuple(key_id for key_id in (self.current, self.previous.key_id if self.previous else "") if key_id)


def _time_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORM)


def _time_from(text: str | None) -> datetime | None:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC) if text else None


def _record_from(found: re.Match[str]) -> Record:
    since, deactivated, at = (_time_from(found[name]) for name in ("since", "deactivated", "at"))
    known = tuple(found["known"].split("+")) if found["known"] else ()
    return Record(
        current=found["current"] or "",
        previous=Previous(key_id=found["previous"], since=since, deactivated=deactivated) if since else None,
        intent=Intent(at=at, known=known) if at else None,
    )


def record_from(text: str) -> Record | None:
    """The record in a value of the tag, None where something else has written it."""
    found = _RECORD.fullmatch(text)
    try:
        record = _record_from(found) if found else None
    except ValueError:  # there is no such time
        record = None
    return record if record and record.text == text else None
