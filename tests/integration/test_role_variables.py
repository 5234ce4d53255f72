# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every variable of the role a2c_iam reaches its modules: a recorder stands in for them and returns what arrives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.support.role_options import (
    NOT_AN_OPTION,
    documented_variables,
    expected_options,
    options_by_variable,
    other_value,
    record,
    role_defaults,
    validated,
)

DOCUMENTED = documented_variables()
OTHER = {name: other_value(name, option) for name, option in DOCUMENTED.items()}
OTHER["a2c_iam_components"] = ["deployer", "worker", "users", "group"]
# Set in every round, as tasks depend on them; a2c_iam_state has a round of its own.
ALWAYS = {"a2c_iam_access_keys_users", "a2c_iam_remote_secrets", *NOT_AN_OPTION}
SWITCHED = sorted(DOCUMENTED.keys() - ALWAYS - {"a2c_iam_state"})
ROUNDS = len(SWITCHED).bit_length()
ABSENT = "absent"


def switched(number: int) -> dict[str, Any]:
    """Return the variables that a round sets away from their defaults: no two variables are set in the same rounds."""
    names = [name for index, name in enumerate(SWITCHED, start=1) if index >> number & 1]
    return {name: OTHER[name] for name in sorted({*names, *ALWAYS})}


def effective(variables: dict[str, Any]) -> dict[str, Any]:
    """Return the values of all variables."""
    without_secrets = {"a2c_iam_policy_secrets": ["a2c/*"]}  # the recorder returns none
    return {**role_defaults(), **without_secrets, **variables}


def keys_to_remove(variables: dict[str, Any]) -> list[str]:
    """Return the users whose access keys the role removes: the value of a2c_iam_users has one user, which is absent."""
    users = [user["name"] for user in variables.get("a2c_iam_users", [])]
    if variables.get("a2c_iam_state") == ABSENT:
        users += [user["name"] for user in variables["a2c_iam_access_keys_users"]]
    return users


def expected_calls(variables: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the modules that the role runs, in order, with the options that arrive."""
    values = effective(variables)
    keys = expected_options("access_keys", values)
    removal = {name: keys[name] for name in ("account_id", "assume_role_arn", "store")}
    removal |= {"state": ABSENT, "users": [{"name": name} for name in keys_to_remove(variables)]}
    return [
        ("remote_secrets", expected_options("remote_secrets", values)),
        *([("access_keys", validated("access_keys", removal))] if removal["users"] else []),
        ("access", expected_options("access", values)),
        *([("access_keys", keys)] if values["a2c_iam_state"] != ABSENT else []),
    ]


def test_every_variable_reaches_its_modules(tmp_path: Path) -> None:
    rounds = {f"round-{number}": switched(number) for number in range(ROUNDS)}
    rounds[ABSENT] = {**OTHER, "a2c_iam_state": ABSENT}
    assert {name for variables in rounds.values() for name in variables} == DOCUMENTED.keys()
    for name in options_by_variable():
        assert OTHER[name] != effective({})[name], name
    recorded = record(tmp_path, rounds)
    for host, variables in rounds.items():
        modules = [task.action.rpartition(".")[2] for task in recorded[host]]
        arrived = [
            (module, validated(module, task.result["options"]))
            for module, task in zip(modules, recorded[host], strict=True)
        ]
        assert arrived == expected_calls(variables), host
