# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Applies ``module_defaults`` of the AWS groups (``group/aws``, ``group/amazon.aws.aws``) to modules of the collection.

An action group names its modules, and the groups of amazon.aws cannot name modules of another collection. This plugin
therefore looks up the defaults that apply to a module of amazon.aws. Options of the task and defaults for the module or
its own group take precedence. ``meta/runtime.yml`` sets this plugin as the action plugin of the other modules.
"""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

AMAZON_AWS_MODULE = "amazon.aws.iam_role"


class ActionModule(ActionBase):
    """Runs the module of the task with the connection settings of the AWS groups."""

    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the result of the module."""
        super().run(tmp, task_vars)
        result: dict[str, Any] = self._execute_module(
            module_name=self._task.resolved_action or self._task.action,
            module_args={**self._aws_defaults(), **self._task.args},
            task_vars=task_vars,
            wrap_async=self._task.async_val,
        )
        return result

    def _aws_defaults(self) -> dict[str, Any]:
        """Returns the templated options that ``module_defaults`` gives to modules of amazon.aws through a group."""
        play = self._task.get_play()
        groups = play._action_groups.get(AMAZON_AWS_MODULE, ())  # noqa: SLF001 - as module_common does
        options: dict[str, Any] = {}
        for defaults in self._task.module_defaults or ():
            for group in groups:
                options.update(defaults.get(f"group/{group}") or {})
        templated: dict[str, Any] = self._templar.template(options)
        return templated
