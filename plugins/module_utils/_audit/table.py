# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of all checks of an audit: the tables of the files in ``checks``, one after the other."""

from __future__ import annotations

from .checks import buckets, dates, drift, kept, machines, policies, root, secrets, trust, unused
from .model import Check
from .suppressions import EXPIRED, UNUSED

__all__ = ["CHECKS", "IDS", "KEPT"]

KEPT: tuple[Check, ...] = kept.CHECKS  # those that are made without an audit, too
CHECKS: tuple[Check, ...] = (
    *KEPT,
    *root.CHECKS,
    *policies.CHECKS,
    *unused.CHECKS,
    *trust.CHECKS,
    *machines.CHECKS,
    *buckets.CHECKS,
    *secrets.CHECKS,
    *dates.CHECKS,
    *drift.CHECKS,
)
IDS = frozenset({*(check.id for check in CHECKS), EXPIRED, UNUSED})
