# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for users of the role a2c_iam: values for its variables, and a run that records what reaches modules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.fleetops.app2container.plugins.modules import (
    access,
    access_keys,
    artifact_bucket,
    remote_secrets,
)
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_iam import NOT_OPTIONS, paths_of
from tests.support.emulator.servers import CHECKOUT, clean_environment
from tests.support.runs.playbooks import TaskResult, run_playbook

ROLE = CHECKOUT / "roles/a2c_iam"
RECORDER = CHECKOUT / "tests/support/action_plugins/record_options.py"
Spec = dict[str, Any]

SPECS: dict[str, Spec] = {
    "access": access.ARGUMENT_SPEC,
    "access_keys": access_keys.ARGUMENT_SPEC,
    "artifact_bucket": artifact_bucket.ARGUMENT_SPEC,
    "remote_secrets": remote_secrets.ARGUMENT_SPEC,
}
COMPONENTS: Spec = access.PARTS
# Options without a variable, and variables without an option.
NOT_A_VARIABLE = {
    ("access", "group", "manage"),  # a2c_iam_components says it
    ("access_keys", "planned_users"),  # the role knows it from access
    ("access_keys", "policy_secrets"),  # a2c_iam_policy_secrets, as the policy has it
    ("access_keys", "state"),  # each of the role's tasks has its own
    ("remote_secrets", "kms_key_id"),
    ("remote_secrets", "recovery_window_days"),
}
NOT_AN_OPTION = {f"a2c_iam_{name}" for name in NOT_OPTIONS}


def options_of(module: str) -> Iterator[tuple[tuple[str, ...], Spec]]:
    """Give each option of a module that a variable can set, by its path: the suboptions of a component one by one."""
    for name, option in SPECS[module].items():
        if module == "access" and name in COMPONENTS and option["type"] == "dict":
            yield from ((("access", name, suboption), spec) for suboption, spec in option["options"].items())
        else:
            yield (module, name), option


def variable_of(path: tuple[str, ...]) -> str:
    """Return the variable that sets an option; the role has a table of them."""
    module, *names = path
    return paths_of(list(documented_variables()), module).get(".".join(names), f"no variable for {path}")


def options_by_variable() -> dict[str, dict[tuple[str, ...], Spec]]:
    """Return the options that each variable sets; several modules share some variables."""
    found: dict[str, dict[tuple[str, ...], Spec]] = {}
    for module in SPECS:
        for path, option in options_of(module):
            if path not in NOT_A_VARIABLE:
                found.setdefault(variable_of(path), {})[path] = option
    return found


@cache
def documented_variables() -> dict[str, Spec]:
    """Return the options in the argument specification of the role."""
    text = (ROLE / "meta/argument_specs.yml").read_text()
    found: dict[str, Spec] = yaml.safe_load(text)["argument_specs"]["main"]["options"]
    return found


def role_defaults() -> dict[str, Any]:
    """Return the defaults of the role."""
    found: dict[str, Any] = yaml.safe_load((ROLE / "defaults/main.yml").read_text())
    return found


def other_value(name: str, option: Mapping[str, Any]) -> Any:
    """Return a value that an option takes, that is not its default, and that no other text or list has."""
    if "choices" in option and option["type"] == "list":
        return [next(choice for choice in option["choices"] if [choice] != option.get("default"))]
    if "choices" in option:
        return next(choice for choice in reversed(option["choices"]) if choice != option.get("default"))
    if "options" in option:
        value = {suboption: other_value(f"{name}.{suboption}", spec) for suboption, spec in option["options"].items()}
        return [value] if option["type"] == "list" else value
    by_type = {
        "bool": not option.get("default"),
        "int": 100 + len(name),
        "dict": {"of": name},
        "list": [{"of": name} if option.get("elements") == "dict" else f"of {name}"],
        "path": f"/of/{name}",
    }
    return by_type.get(option["type"], f"of {name}")


def validated(module: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return options as the argument spec of a module converts them, with its defaults."""
    result = ArgumentSpecValidator(SPECS[module]).validate(dict(options))
    assert not result.error_messages, (module, result.error_messages)
    found: dict[str, Any] = json.loads(json.dumps(result.validated_parameters))
    return found


def expected_options(module: str, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return what has to arrive at a module, if all components are managed and these variables are set."""
    parts: dict[str, Any] = {"group": {"manage": True}, "general_role": {}, "worker": {}, "deployer": {}}
    options: dict[str, Any] = parts if module == "access" else {}
    for path, _spec in options_of(module):
        if path in NOT_A_VARIABLE or variable_of(path) not in variables:
            continue
        *component, name = path[1:]
        target = options.setdefault(component[0], {}) if component else options
        target[name] = variables[variable_of(path)]
    return validated(module, options)


def record(
    folder: Path, hosts: Mapping[str, Mapping[str, Any]], module_defaults: Mapping[str, Any] | None = None
) -> dict[str, list[TaskResult]]:
    """Run the role with the variables of each host; return the tasks of the modules that ran, by host.

    The role and the modules are those of the checkout, but the action plugin of the modules is the recorder.
    """
    collection = folder / "ansible_collections/fleetops/app2container"
    (collection / "plugins/action").mkdir(parents=True)
    (collection / "plugins/action/access.py").symlink_to(RECORDER)
    for name, plugin in {"modules_plugin": "access", "role_variables": "role_variables"}.items():
        (collection / f"plugins/action/{name}.py").symlink_to(CHECKOUT / f"plugins/action/{plugin}.py")
    for name in ("meta", "roles", "plugins/filter", "plugins/modules", "plugins/module_utils", "plugins/plugin_utils"):
        (collection / name).symlink_to(CHECKOUT / name, target_is_directory=True)
    inventory = folder / "hosts.yml"
    local = {"ansible_connection": "local"}
    inventory.write_text(yaml.safe_dump({"all": {"hosts": {name: {**local, **hosts[name]} for name in hosts}}}))
    playbook = folder / "play.yml"
    play = {"hosts": "all", "gather_facts": False, "roles": [{"role": "fleetops.app2container.a2c_iam"}]}
    playbook.write_text(yaml.safe_dump([{**play, "module_defaults": dict(module_defaults or {})}]))
    environment = {**clean_environment(), "ANSIBLE_COLLECTIONS_PATH": str(folder)}
    result = run_playbook(playbook, env=environment, inventory=inventory)
    assert result.rc == 0, result.stdout + result.stderr
    tasks = [task for outcome in result.tasks for task in passes(outcome)]
    return {name: [task for task in tasks if task.host == name and "options" in task.result] for name in hosts}


def passes(task: TaskResult) -> list[TaskResult]:
    """Return the passes of a task in a loop, or the task itself."""
    return [replace(task, result=item) for item in task.result.get("results", [task.result])]
