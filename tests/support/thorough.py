# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How dense the walks of tests/faults are.

``make faults`` takes every step; ``make test`` takes some of them, evenly spread and always the same, so that it stays
short enough to be run before each commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

THOROUGH = os.environ.get("FAULTS") == "all"

Value = TypeVar("Value")


def some(values: Iterable[Value], every: int) -> list[Value]:
    """All values where everything is walked, else every so manieth, the first included."""
    return list(values)[:: 1 if THOROUGH else every]
