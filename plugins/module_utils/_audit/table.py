# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of all checks of an audit: the tables of the files in ``checks``, one after the other."""

from __future__ import annotations

from .checks import administrators, deployer, keys, mfa, passwords, people, root
from .model import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    *root.CHECKS,
    *people.CHECKS,
    *passwords.CHECKS,
    *mfa.CHECKS,
    *keys.CHECKS,
    *deployer.CHECKS,
    *administrators.CHECKS,
)
