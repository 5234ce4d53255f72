# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What we note on a user about its access keys, in one tag: IAM gives keys no tags, and one tag changes as a whole.

The value reads ``current=KEY previous=KEY/SINCE/DEACTIVATED intent=TIME/KEY+KEY``; each part may be missing. Only
characters that tags can hold are used: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from .._errors import ConflictError

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
    """The key that the current one has replaced, since when, and when it was deactivated."""

    key_id: str
    since: datetime
    deactivated: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Intent:
    """A key is about to be made: since when, and which keys the user had then."""

    at: datetime
    known: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Record:
    """The keys of a user that are ours."""

    current: str = ""
    previous: Previous | None = None
    intent: Intent | None = None

    @property
    def text(self) -> str:
        """The value of the tag; empty where there is nothing to note."""
        parts = [f"current={self.current}"] if self.current else []
        if self.previous:
            moments = [self.previous.since, *([self.previous.deactivated] if self.previous.deactivated else [])]
            parts.append("/".join([f"previous={self.previous.key_id}", *map(_written, moments)]))
        if self.intent:
            known = ["+".join(self.intent.known)] if self.intent.known else []
            parts.append("/".join([f"intent={_written(self.intent.at)}", *known]))
        return " ".join(parts)

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of our keys, the current one first."""
        return tuple(key_id for key_id in (self.current, self.previous.key_id if self.previous else "") if key_id)


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORM)


def _moment(text: str | None) -> datetime | None:
    return datetime.strptime(text, _FORM).replace(tzinfo=UTC) if text else None


def record_from(user: str, text: str) -> Record:
    """Reads the value of the tag.

    Raises:
        ConflictError: somebody has changed it.
    """
    found = _RECORD.fullmatch(text)
    try:
        since, deactivated, at = (_moment(found[name]) if found else None for name in ("since", "deactivated", "at"))
    except ValueError:
        found = None
    if found is None:
        raise ConflictError(
            f"user {user}: the tag {RECORD_TAG} has the value {text!r}, which this collection has not written."
            " Nothing has been changed: remove the tag, then look which access keys of the user are needed."
        )
    known = tuple((found["known"] or "").split("+")) if found["known"] else ()
    return Record(
        current=found["current"] or "",
        previous=Previous(key_id=found["previous"], since=since, deactivated=deactivated) if since else None,
        intent=Intent(at=at, known=known) if at else None,
    )
