# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Lets ``module_defaults`` for the AWS groups (``group/aws``, ``group/amazon.aws.aws``) reach the access module.

An action group names the modules that it holds, and those of amazon.aws cannot name ours. What the play says for an
amazon.aws module is therefore looked up here; options and defaults that name this module or its own group win.
"""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

AN_AWS_MODULE = "amazon.aws.iam_role"


class ActionModule(ActionBase):
    """Runs the module of the same name with the connection settings of the AWS groups."""

    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns what the module returns."""
        super().run(tmp, task_vars)
        result: dict[str, Any] = self._execute_module(
            module_name=self._task.resolved_action or self._task.action,
            module_args={**self._aws_defaults(), **self._task.args},
            task_vars=task_vars,
            wrap_async=self._task.async_val,
        )
        return result

    def _aws_defaults(self) -> dict[str, Any]:
        """The options that ``module_defaults`` gives to modules of amazon.aws by way of a group, templated."""
        play = self._task.get_play()
        groups = play._action_groups.get(AN_AWS_MODULE, ())  # noqa: SLF001 - as module_common does
        options: dict[str, Any] = {}
        for defaults in self._task.module_defaults or ():
            for group in groups:
                options.update(defaults.get(f"group/{group}") or {})
        templated: dict[str, Any] = self._templar.template(options)
        return templated
