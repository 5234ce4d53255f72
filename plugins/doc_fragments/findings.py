# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""The option ``fail_on`` of the modules that judge a policy."""

from __future__ import annotations


class ModuleDocFragment:
    """Which findings fail the module."""

    DOCUMENTATION = r"""
options:
  fail_on:
    description:
      - The severity of findings for which the module fails before it changes anything. V(warning) includes errors.
      - Findings on statements that style V(documented) takes from the App2Container guide never fail the module.
    type: str
    choices: [error, warning, never]
    default: error
"""
