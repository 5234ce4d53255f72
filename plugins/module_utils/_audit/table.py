# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of all checks of an audit: the tables of the files in ``checks``, one after the other."""

from __future__ import annotations

from .checks import buckets, dates, kept, machines, policies, root, secrets, trust, unused
from .model import Check

__all__ = ["CHECKS"]

CHECKS: tuple[Check, ...] = (
    *root.CHECKS,
    *policies.CHECKS,
    *unused.CHECKS,
    *trust.CHECKS,
    *machines.CHECKS,
    *buckets.CHECKS,
    *secrets.CHECKS,
    *dates.CHECKS,
    *kept.CHECKS,
)
