# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every variable of the role a2c_iam reaches its modules: a recorder stands in for them and returns what arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.role_options import (
    NOT_AN_OPTION,
    SPECS,
    documented_variables,
    expected_options,
    options_by_variable,
    other_value,
    record,
    validated,
)
from tests.support.runs.playbooks import TaskResult

DOCUMENTED = documented_variables()
# What the role gives where neither a variable nor module_defaults does.
WITHOUT_VARIABLES: dict[str, Any] = {
    "a2c_iam_access_keys_store": {"kind": "secretsmanager"},
    "a2c_iam_policy_deploy_targets": [],
    "a2c_iam_users": [],
}
OTHER = {name: other_value(name, option) for name, option in DOCUMENTED.items()}
OTHER["a2c_iam_fact"] = "kept"
OTHER["a2c_iam_show_summary"] = False
OTHER["a2c_iam_components"] = ["deployer", "worker", "general_role", "users", "group", "artifact_bucket"]
# Set in every round, as tasks depend on them; a2c_iam_state has a round of its own.
ALWAYS = {"a2c_iam_access_keys_users", "a2c_iam_artifact_bucket_name", "a2c_iam_remote_secrets", *NOT_AN_OPTION}
SWITCHED = sorted(DOCUMENTED.keys() - ALWAYS - {"a2c_iam_state"})
ROUNDS = len(SWITCHED).bit_length()
ABSENT = "absent"
OF_THE_ROLE = {"planned_users", "policy_secrets"}  # options of access_keys that it takes from the rest of the run


def switched(number: int) -> dict[str, Any]:
    """Return the variables that a round sets away from their defaults: no two variables are set in the same rounds."""
    names = [name for index, name in enumerate(SWITCHED, start=1) if index >> number & 1]
    return {name: OTHER[name] for name in sorted({*names, *ALWAYS})}


def keys_to_remove(variables: dict[str, Any]) -> list[str]:
    """Return the users whose access keys the role removes: those that are absent, or all."""
    users = [user["name"] for user in variables.get("a2c_iam_users", []) if user.get("state") == ABSENT]
    if variables.get("a2c_iam_state") == ABSENT:
        users += [user["name"] for user in variables["a2c_iam_access_keys_users"]]
    return users


def expected_calls(variables: dict[str, Any], *, check_only: bool = False) -> list[tuple[str, dict[str, Any]]]:
    """Return the modules that the role runs, in order, with the options that arrive.

    The rights of the caller are tried where modules are checked first, and not again where nothing was found.
    """
    values = {**WITHOUT_VARIABLES, **variables}
    keys = expected_options("access_keys", values)
    if "a2c_iam_policy_secrets" in values:
        keys["policy_secrets"] = values["a2c_iam_policy_secrets"]  # the store is compared with the policy
    removal = {name: keys[name] for name in ("account_id", "assume_role_arn", "assume_role_external_id", "store")}
    removal |= {"state": ABSENT, "users": [{"name": name} for name in keys_to_remove(variables)]}
    tried: dict[str, Any] = {} if check_only else {"preflight": False}
    return [
        ("artifact_bucket", expected_options("artifact_bucket", values)),
        ("remote_secrets", expected_options("remote_secrets", values)),
        *([("access_keys", validated("access_keys", removal))] if removal["users"] else []),
        ("access", {**expected_options("access", values), **tried}),
        *([("access_keys", {**keys, **tried})] if values.get("a2c_iam_state") != ABSENT else []),
    ]


def arrived(tasks: list[TaskResult], *, check_only: bool) -> list[tuple[str, dict[str, Any]]]:
    """Return the modules that ran, with their options: those that only check, or the others."""
    modules = [task for task in tasks if task.name.endswith("(check only)") == check_only]
    names = [task.action.rpartition(".")[2] for task in modules]
    return [(name, validated(name, task.result["options"])) for name, task in zip(names, modules, strict=True)]


def test_every_variable_reaches_its_modules(tmp_path: Path) -> None:
    rounds = {f"round-{number}": switched(number) for number in range(ROUNDS)}
    rounds[ABSENT] = {**OTHER, "a2c_iam_state": ABSENT}
    assert {name for variables in rounds.values() for name in variables} == DOCUMENTED.keys()
    for name in options_by_variable():
        assert OTHER[name] != DOCUMENTED[name].get("default"), name
    recorded = record(tmp_path, rounds)
    for host, variables in rounds.items():
        assert arrived(recorded[host], check_only=False) == expected_calls(variables), host
        assert arrived(recorded[host], check_only=True) == expected_calls(variables, check_only=True), host


def defaults_of(module: str, variables: dict[str, Any]) -> dict[str, Any]:
    """Return options that module_defaults can give to a module, with the values of these variables."""
    options = expected_options(module, variables)
    return {name: options[name] for name in options if options[name] is not None and name not in OF_THE_ROLE}


@pytest.mark.thorough
def test_module_defaults_reach_every_option_without_a_variable(tmp_path: Path) -> None:
    given = {**OTHER, "a2c_iam_state": "present", "a2c_iam_users": [{"name": "ada"}]}
    defaults = {f"fleetops.app2container.{module}": defaults_of(module, given) for module in SPECS}
    secrets = {"a2c_iam_remote_secrets": OTHER["a2c_iam_remote_secrets"]}  # without any, the module does not run
    needed = {name: OTHER[name] for name in NOT_AN_OPTION} | secrets
    hosts = {"defaults": needed, "variables": {**needed, "a2c_iam_path": "/other/", "a2c_iam_policy_style": "scoped"}}
    recorded = record(tmp_path, hosts, defaults)
    for host, further in (("defaults", {}), ("variables", hosts["variables"])):
        assert arrived(recorded[host], check_only=False) == expected_calls({**given, **further}), host


def test_module_defaults_of_the_group_reach_the_modules(tmp_path: Path) -> None:
    group = {"account_id": "300000000013", "assume_role_arn": "arn:aws:iam::300000000013:role/Automation"}
    defaults = {"group/fleetops.app2container.app2container": group}
    variables = {name: OTHER[name] for name in ALWAYS}
    (tasks,) = record(tmp_path, {"host": variables}, defaults).values()
    assert {task.action.rpartition(".")[2] for task in tasks} == SPECS.keys()
    for task in tasks:
        assert {name: task.result["options"][name] for name in group} == group
