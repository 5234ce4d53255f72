# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What action plugins of the collection read from around their task: ``module_defaults``, and the role."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from ansible.executor.module_common import _apply_action_arg_defaults
from ansible.module_utils.common.yaml import yaml_load

__all__ = ["COLLECTION", "RoleOfTask", "module_defaults", "role_of"]

COLLECTION = "fleetops.app2container"


class RoleOfTask(NamedTuple):
    """The role that a task belongs to: its name without the collection, and the options of its argument spec."""

    name: str
    spec: dict[str, Any]


def module_defaults(module: str, task: Any, templar: Any) -> dict[str, Any]:
    """The options that the defaults for a module and for its groups give, templated.

    Args:
        module: the full name of the module.
        task: the task, which knows the defaults around it.
        templar: the templar of the action plugin.
    """
    options: dict[str, Any] = _apply_action_arg_defaults(module, task, {}, templar)
    return options


def role_of(task: Any) -> RoleOfTask | None:
    """The role that a task belongs to; None outside of the roles of this collection.

    The loader of Ansible would note the place of each value in the file, and copy all of it: ten times as long.
    """
    role = task._role  # noqa: SLF001 - there is no other way to it
    if role is None or role._role_collection != COLLECTION:  # noqa: SLF001
        return None
    specs = yaml_load(Path(role.get_role_path(), "meta/argument_specs.yml").read_bytes())
    return RoleOfTask(role._role_name, specs["argument_specs"]["main"]["options"])  # noqa: SLF001
