# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check mode, which the whole collection reads here."""

from __future__ import annotations

from typing import Any

__all__ = ["checks_only"]


def checks_only(module: Any) -> bool:
    """Tells whether a module of Ansible runs in check mode."""
    return bool(module.check_mode)
