# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks and converts the variables of the role whose task this is, see ``plugin_utils/role_options.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from ansible.plugins.action import ActionBase

from ansible_collections.fleetops.app2container.plugins.plugin_utils.role_options import (
    holds_secret,
    read_variables,
    unknown_variables,
)


class ActionModule(ActionBase):
    """Runs on the control node only, and changes nothing."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the variables that are set, apart from those with secrets."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        role = self._task._role  # noqa: SLF001 - there is no other way to it
        if role is None:
            return {
                **result,
                "failed": True,
                "msg": "This module is for the roles of the collection only.",
            }
        given = task_vars or {}
        name = role._role_name  # noqa: SLF001
        spec = _argument_spec(role._role_path)  # noqa: SLF001
        set_here = self._templar.template({key: given[key] for key in spec if key in given})
        read = read_variables(spec, set_here)
        errors = [*unknown_variables(name, spec, given), *read.errors]
        if errors:
            return {**result, "failed": True, "msg": "\n".join(errors)}
        shown = {key: value for key, value in read.values.items() if not holds_secret(spec[key])}
        return {**result, "changed": False, "variables": shown}


def _argument_spec(role_path: str) -> dict[str, Any]:
    """The options of a role's main entry point."""
    specs = yaml.safe_load((Path(role_path) / "meta/argument_specs.yml").read_text(encoding="utf-8"))
    options: dict[str, Any] = specs["argument_specs"]["main"]["options"]
    return options
