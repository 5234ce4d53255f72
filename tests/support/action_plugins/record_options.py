# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the modules of the collection: an action plugin that returns the options of its task."""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase


class ActionModule(ActionBase):
    """Returns the options with their templates resolved, and the result keys that the role a2c_iam reads."""

    _supports_check_mode = True

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the options under the key ``options``."""
        super().run(tmp, task_vars)
        return {
            "changed": False,
            "options": dict(self._task.args),
            "access": {},
            "access_keys": [],
            "policy_secrets": [],
        }
