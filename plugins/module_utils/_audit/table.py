# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of all checks of an audit: the tables of the files in ``checks``, one after the other."""

from __future__ import annotations

from .checks import root
from .model import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (*root.CHECKS,)
