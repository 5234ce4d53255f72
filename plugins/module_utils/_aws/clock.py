# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether AWS refuses a request because of the clock of this machine. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

__all__ = ["clock_hint"]

# AWS accepts signatures that are up to 5 minutes old, some services up to 15 minutes.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
TOLERANCE = timedelta(minutes=5)
_OF_TIME = frozenset({"RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"})
# Codes that stand for wrong credentials, too.
_OF_SIGNATURE = frozenset(
    {"AuthFailure", "IncompleteSignature", "InvalidSignature", "InvalidSignatureException", "SignatureDoesNotMatch"}
)
_TEXT = re.compile(r"signature (?:expired|not yet current)", re.IGNORECASE)


def clock_hint(code: str, text: str, headers: Mapping[str, str], now: datetime) -> str:
    """What to tell if the clock is the reason of a refusal, without a full stop; empty if it is not.

    Args:
        code: the error code of AWS.
        text: the message of AWS.
        headers: the HTTP headers of the answer, whose ``date`` is the time of AWS.
        now: the time of this machine.
    """
    if code not in _OF_TIME | _OF_SIGNATURE:
        return ""
    difference = _difference(headers, now)
    if code not in _OF_TIME and not _TEXT.search(text) and (difference is None or abs(difference) <= TOLERANCE):
        return ""
    if difference is None or abs(difference) <= TOLERANCE:
        return "the clock of this machine is wrong: set it, best by NTP, and run again"
    minutes = round(abs(difference).total_seconds() / 60)
    way = "ahead of" if difference > timedelta(0) else "behind"
    return f"the clock of this machine is {minutes} minutes {way} that of AWS: set it, best by NTP, and run again"


def _difference(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How far the clock is ahead of the time of the answer, None if that is unknown."""
    try:
        answered = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return now - (answered if answered.tzinfo else answered.replace(tzinfo=UTC))
