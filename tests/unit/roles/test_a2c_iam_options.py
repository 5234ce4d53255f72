# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The argument specification of the role a2c_iam agrees with its defaults and the argument specs of its modules."""

from __future__ import annotations

from typing import Any

from tests.support.role_options import NOT_AN_OPTION, documented_variables, options_by_variable, role_defaults

KEYS = ("type", "elements", "choices", "default", "required", "no_log")
# What the role gives to the module, or does not run it without, where the module has no default.
ROLE_DEFAULTS: dict[str, Any] = {
    "a2c_iam_access_keys_store": {"kind": "secretsmanager"},
    "a2c_iam_policy_deploy_targets": [],
    "a2c_iam_remote_secrets": [],
    "a2c_iam_users": [],
}
# What depends on other variables, whose value the argument specification describes in words.
COMPUTED = {"a2c_iam_access_keys_users", "a2c_iam_policy_secrets"}
# A secret that the module takes as it is, so that no message shows it. The role takes texts only.
TEXTS = {"a2c_iam_access_keys_store.vault_password"}

# Lists of mappings that have a name: the role takes the name alone, too.
NAMES_TOO = {"a2c_iam_access_keys_users", "a2c_iam_users"}


def comparable(name: str, option: dict[str, Any]) -> dict[str, Any]:
    """Return what the specification of a role and of a module have in common, the suboptions included."""
    said = {key: option[key] for key in KEYS if key in option and (key, option[key]) != ("no_log", False)}
    if name in TEXTS:
        said["type"] = "str"
    if name in NAMES_TOO:
        said["elements"] = "raw"
    if "options" in option:
        said["options"] = {key: comparable(f"{name}.{key}", value) for key, value in option["options"].items()}
    return said


def test_every_option_has_a_variable_and_every_variable_an_option() -> None:
    assert documented_variables().keys() == options_by_variable().keys() | NOT_AN_OPTION


def test_type_choices_and_default_are_those_of_the_modules() -> None:
    documented = documented_variables()
    for name, options in options_by_variable().items():
        for path, option in options.items():
            wanted = comparable(name, option)
            wanted.pop("required", None)  # the role always passes a value
            if name in ROLE_DEFAULTS:
                assert "default" not in wanted, name
                wanted["default"] = ROLE_DEFAULTS[name]
            elif name in COMPUTED:
                wanted.pop("default", None)
            assert comparable(name, documented[name]) == wanted, (name, path)


def test_the_role_has_the_defaults_of_what_it_reads_itself() -> None:
    documented = documented_variables()
    assert role_defaults() == {name: documented[name]["default"] for name in NOT_AN_OPTION}


def test_every_variable_is_described() -> None:
    def check(options: dict[str, Any]) -> None:
        for name, option in options.items():
            assert option["description"], name
            check(option.get("options", {}))

    check(documented_variables())
