# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
# GNU General Public License v3.0+ (see COPYING or https://www.gnu.org/licenses/gpl-3.0.txt)
"""Checks and converts the variables of the role whose task this is, see ``plugin_utils/_role_options.py``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.plugins.action import ActionBase

from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import (
    FindingsError,
    refuse_findings,
    warnings,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils import _a2c_iam as a2c_iam
from ansible_collections.fleetops.app2container.plugins.plugin_utils import _a2c_worker as a2c_worker
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_messages import translate
from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import (
    holds_secret,
    read_variables,
    unknown_variables,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._task_context import (
    COLLECTION,
    RoleOfTask,
    module_defaults,
    role_of,
)

IAM_MODULES = ("access", "access_keys", "artifact_bucket", "remote_secrets")
FACT = {"account_id", "findings", "summary"}  # of each result that a role has kept as a fact, under any name


class ActionModule(ActionBase):
    """Runs on the control node only, and changes nothing."""

    _supports_check_mode = True
    _requires_connection = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Returns the variables that are set, apart from those with secrets, and for a2c_iam the options of modules."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        role = role_of(self._task)
        if role is None:
            return {**result, "failed": True, "msg": "This module is for the roles of the collection only."}
        given = task_vars or {}
        names = [name for name, value in given.items() if not (isinstance(value, Mapping) and value.keys() >= FACT)]
        read = read_variables(role.spec, self._templar.template({key: given[key] for key in role.spec if key in given}))
        errors = [*unknown_variables(role.name, role.spec, names), *read.errors]
        if role.name == "a2c_worker" and not read.errors:
            errors += a2c_worker.problems(role.spec, read.values)
        if errors:
            return {**result, "failed": True, "msg": "\n".join(errors)}
        found = {key: value for key, value in read.values.items() if not holds_secret(role.spec[key])}
        return {**result, "changed": False, "variables": found, **self._calls(role, read.values, given)}

    def _calls(self, role: RoleOfTask, variables: Mapping[str, Any], task_vars: dict[str, Any]) -> dict[str, Any]:
        if role.name == "a2c_worker":
            return {"worker": a2c_worker.plan(role.spec, variables)}
        if role.name != "a2c_iam":
            return {}
        defaults = {name: module_defaults(f"{COLLECTION}.{name}", self._task, self._templar) for name in IAM_MODULES}
        errors = a2c_iam.problems(variables, defaults)
        if errors:
            return {"failed": True, "msg": "\n".join(errors)}
        leaves_bucket = bool(self._templar.template(task_vars.get("__a2c_iam_leaves_bucket", False)))
        calls = a2c_iam.calls(role.spec, variables, defaults, leaves_bucket=leaves_bucket)
        found = a2c_iam.findings(variables, calls["access"])
        try:
            refuse_findings(found, calls["access"].get("fail_on") or defaults["access"].get("fail_on") or "error")
        except FindingsError as error:
            return {"failed": True, "msg": translate(str(error), {"fail_on": "a2c_iam_fail_on"})}
        return {"calls": calls, "findings": [item.to_json() for item in found], "warnings": warnings(found)}
