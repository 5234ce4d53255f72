# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The attributes that every module states. Each module says how far it supports them."""

from __future__ import annotations


class ModuleDocFragment:
    """What check mode, diff mode and idempotence mean."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: Can run in check mode and say what would change, without changing anything.
  diff_mode:
    description: Returns what changed, or in check mode what would change, when in diff mode.
  idempotent:
    description: A second run with the same options changes nothing, unless something else changed in between.
"""
