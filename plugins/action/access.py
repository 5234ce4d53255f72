# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Applies ``module_defaults`` to modules of the collection, and names variables in what they tell users of a role.

An action group names its modules, and the groups of amazon.aws (``group/aws``, ``group/amazon.aws.aws``) cannot name
modules of another collection. This plugin therefore looks up the defaults that apply to a module of amazon.aws. Options
of the task and defaults for the module or its own group take precedence. An option that the task omits by a template
gets its default, too: Ansible itself would omit both. ``meta/runtime.yml`` sets this plugin as the action plugin of the
other modules.
"""

from __future__ import annotations

from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import RETURNED
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_iam import paths_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_messages import told
from ansible_collections.fleetops.app2container.plugins.plugin_utils._task_context import (
    RoleOfTask,
    module_defaults,
    role_of,
)

AMAZON_AWS_MODULE = "amazon.aws.iam_role"
ROLE = "a2c_iam"


class ActionModule(ActionBase):
    """Runs the module of the task with the connection settings of the AWS groups."""

    _supports_check_mode = True
    _supports_async = True

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the result of the module."""
        super().run(tmp, task_vars)
        name = self._task.resolved_action or self._task.action
        own = module_defaults(name, self._task, self._templar)
        role = role_of(self._task)
        if role is not None and role.name == ROLE:
            self._task.environment = [*(self._task.environment or ()), {RETURNED: "yes"}]
        result: dict[str, Any] = self._execute_module(
            module_name=name,
            module_args={**self._aws_defaults(), **own, **self._task.args},
            task_vars=task_vars,
            wrap_async=self._task.async_val,
        )
        return self._for_the_role(role, result, name.rpartition(".")[2], task_vars or {})

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

    def _for_the_role(
        self, role: RoleOfTask | None, result: dict[str, Any], module: str, task_vars: dict[str, Any]
    ) -> dict[str, Any]:
        """Returns the result as it is told: a task of the role names the role's variables, and is silent if asked."""
        if role is None or role.name != ROLE:
            return result
        lines = result.pop("returned_warnings", ())
        if lines:
            result["warnings"] = [*result.get("warnings", ()), *lines]
        if task_vars.get(f"__{ROLE}_silent"):  # it only checks, and a later task tells
            result = {name: value for name, value in result.items() if name not in {"warnings", "diff"}}
            result["changed"] = False
        places = task_vars.get(f"__{ROLE}_slice", {}).get("places", ())
        found = told(result, paths_of(list(role.spec), module), places)
        if found.get("msg") != result.get("msg"):
            found.pop("exception", None)  # Ansible makes it anew of the message
        return found
