# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose is it: what the collection creates carries a tag."""

from __future__ import annotations

__all__ = ["MANAGED_BY", "TAG_KEY"]

TAG_KEY = "app2container:managed-by"
MANAGED_BY = "fleetops.app2container"
