# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: reads which targets the Makefile has."""

from __future__ import annotations

import re

from tests.support.emulator.servers import CHECKOUT


def targets() -> set[str]:
    """Return the names of the targets."""
    rules = re.findall(r"^([a-z]+(?: [a-z]+)*):", (CHECKOUT / "Makefile").read_text(), flags=re.MULTILINE)
    return {name for rule in rules for name in rule.split()}
