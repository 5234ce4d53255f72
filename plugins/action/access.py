# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Runs modules of the collection with their ``module_defaults``, and names variables in what they tell users of a role.

An action group names its modules, and the groups of amazon.aws (``group/aws``, ``group/amazon.aws.aws``) cannot name
modules of another collection. This plugin therefore looks up the defaults that apply to a module of amazon.aws. Options
of the task and defaults for the module or its own group take precedence. An option that the task omits by a template
gets its default, too: Ansible itself would omit both. ``meta/runtime.yml`` sets this plugin as the action plugin of the
other modules.

Where a module would run makes no difference to what it does: see "Where a module runs" in docs/architecture.md.
"""

from __future__ import annotations

import os
import sys
from contextlib import chdir
from importlib import import_module
from typing import Any

from ansible import constants
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import RETURNED
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_iam import paths_of
from ansible_collections.fleetops.app2container.plugins.plugin_utils._in_worker import (
    HAS_AMAZON_AWS,
    Call,
    run_in_worker,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_messages import told
from ansible_collections.fleetops.app2container.plugins.plugin_utils._task_context import (
    RoleOfTask,
    module_defaults,
    role_of,
)

display = Display()

AMAZON_AWS_MODULE = "amazon.aws.iam_role"
ROLE = "a2c_iam"
MODULES = "ansible_collections.fleetops.app2container.plugins.modules"
NO_FORKS = ("darwin",)  # botocore asks for the proxies of macOS, which ends a process that was forked
DEBUG_OPTION, DEBUG_VARIABLE = "debug_botocore_endpoint_logs", "ANSIBLE_DEBUG_BOTOCORE_LOGS"
SHOWS_OPTIONS = 3  # the verbosity from which callbacks show how a module was called


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
        options = {**self._aws_defaults(), **own, **self._task.args}
        for_role = role is not None and role.name == ROLE
        if self._can_run_here(options, task_vars or {}):
            result = self._run_here(name, options, returns_warnings=for_role)
        else:
            if for_role:
                self._task.environment = [*(self._task.environment or ()), {RETURNED: "yes"}]
            result = self._execute_module(
                module_name=name, module_args=options, task_vars=task_vars, wrap_async=self._task.async_val
            )
        return self._for_the_role(role, result, name.rpartition(".")[2], task_vars or {})

    def _can_run_here(self, options: dict[str, Any], task_vars: dict[str, Any]) -> bool:
        """Tells whether the module would run under the same user, Python and environment as this process."""
        task = self._task
        apart = task.async_val or task.delegate_to or any(task.environment or ()) or self._play_context.become
        debugs = options.get(DEBUG_OPTION) or DEBUG_VARIABLE in os.environ or constants.DEFAULT_KEEP_REMOTE_FILES
        if not HAS_AMAZON_AWS or self._connection.transport != "local" or apart or debugs or sys.platform in NO_FORKS:
            return False
        return bool(self._templar.template(task_vars.get("ansible_python_interpreter")) == sys.executable)

    def _run_here(self, name: str, options: dict[str, Any], *, returns_warnings: bool) -> dict[str, Any]:
        """Runs the module in this process, in the directory where Ansible would run it."""
        module = import_module(f"{MODULES}.{name.rpartition('.')[2]}")
        call = Call(
            name=name,
            options=options,
            check=self._task.check_mode,
            returns_warnings=returns_warnings,
            shows_options=display.verbosity >= SHOWS_OPTIONS or getattr(constants, "INJECT_INVOCATION", False),
        )
        with chdir(self._loader.get_basedir()):
            return run_in_worker(module.main, call)

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
