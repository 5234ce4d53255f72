# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the modules of the collection: an action plugin that returns the options that a module would get."""

from __future__ import annotations

from importlib import import_module
from typing import Any

# The action plugin of the modules, under the name that tests.support.role_options gives it.
PLUGIN: Any = import_module("ansible_collections.fleetops.app2container.plugins.action.modules_plugin")


class ActionModule(PLUGIN.ActionModule):
    """Returns the options with their defaults, and the result keys that the role a2c_iam reads."""

    def _execute_module(self, *, module_args: dict[str, Any], **_others: Any) -> dict[str, Any]:
        """Return the options under the key ``options``."""
        return {
            "changed": False,
            "options": module_args,
            "access": {},
            "access_keys": [],
            "policy_secrets": [],
        }
