# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Refusals because of the clock of this machine."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.clock import clock_hint

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
EARLIER, LATER = {"date": "Tue, 24 Nov 2026 11:30:00 GMT"}, {"date": "Tue, 24 Nov 2026 14:00:00 GMT"}
SAME = {"date": "Tue, 24 Nov 2026 12:00:10 GMT"}
MISMATCH = "The request signature we calculated does not match the signature you provided"
EXPIRED = "Signature expired: 20261124T110000Z is now earlier than 20261124T114500Z (20261124T120000Z - 15 min.)"
SET = ": set it, best by NTP, and run again"


@pytest.mark.parametrize(
    ("code", "text", "headers", "hint"),
    [
        ("SignatureDoesNotMatch", EXPIRED, LATER, f"the clock of this machine is 120 minutes behind that of AWS{SET}"),
        (
            "InvalidSignatureException",
            "Signature not yet current: 20261124T120000Z",
            EARLIER,
            f"the clock of this machine is 30 minutes ahead of that of AWS{SET}",
        ),
        ("SignatureDoesNotMatch", MISMATCH, LATER, f"the clock of this machine is 120 minutes behind that of AWS{SET}"),
        ("AuthFailure", "x", EARLIER, f"the clock of this machine is 30 minutes ahead of that of AWS{SET}"),
        ("RequestExpired", "Request has expired.", {}, f"the clock of this machine is wrong{SET}"),
        ("SignatureDoesNotMatch", EXPIRED, {"date": "today"}, f"the clock of this machine is wrong{SET}"),
        ("RequestTimeTooSkewed", "x", SAME, f"the clock of this machine is wrong{SET}"),
        ("SignatureDoesNotMatch", MISMATCH, SAME, ""),
        ("SignatureDoesNotMatch", MISMATCH, {}, ""),
        ("AccessDenied", "Signature expired", LATER, ""),
    ],
)
def test_hints(code: str, text: str, headers: dict[str, str], hint: str) -> None:
    assert clock_hint(code, text, headers, NOW) == hint
