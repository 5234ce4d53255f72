# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: how dense the walks through faults are, and which tests of whole playbooks run.

``make test`` takes a few steps, evenly spread and always the same, and leaves out the tests that are marked as
thorough: it stays short enough to be run before each commit. ``THOROUGH=half``, as CI sets it, runs each of these tests
and takes six times as many steps. With ``THOROUGH=yes`` (``make thorough``) every step is taken: most of an hour.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

LEVEL = os.environ.get("THOROUGH", "")
THOROUGH = LEVEL == "yes"
ALL_TESTS = LEVEL in ("half", "yes")

Value = TypeVar("Value")


def some(values: Iterable[Value], every: int, *, thorough: int = 1) -> list[Value]:
    """All values where everything is walked, or every ``thorough``-th; else a part of them, with the first.

    Of so many as ``every`` says, CI takes two, and ``make test`` takes one of three times as many.
    """
    half = max((every + 1) // 2, thorough)
    return list(values)[:: thorough if THOROUGH else half if ALL_TESTS else 3 * every]
