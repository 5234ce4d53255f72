# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No stand-in: how dense the walks through faults are, and which tests of whole playbooks run.

With ``THOROUGH=yes`` (``make thorough``, and CI) every step is taken and every test run. ``make test`` takes some
steps, evenly spread and always the same, and leaves out the tests that are marked as thorough: it stays short enough to
be run before each commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

THOROUGH = os.environ.get("THOROUGH") == "yes"

Value = TypeVar("Value")


def some(values: Iterable[Value], every: int, *, thorough: int = 1) -> list[Value]:
    """All values where everything is walked, or every ``thorough``-th; else every so manieth. The first is included."""
    return list(values)[:: thorough if THOROUGH else every]
