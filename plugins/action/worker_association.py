# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lets ``module_defaults`` for the AWS groups reach the module worker_association, as they reach access."""

from __future__ import annotations

from ansible_collections.fleetops.app2container.plugins.action.access import ActionModule

__all__ = ["ActionModule"]
