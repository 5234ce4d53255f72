# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of remote_secrets and the role's specification say what the module's argument spec does."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.kinds import KINDS, VALUE_OPTIONS
from ansible_collections.fleetops.app2container.plugins.modules import remote_secrets
from tests.support.emulator.servers import CHECKOUT
from tests.support.inputs.documented import options_in

KEYS = ("type", "elements", "choices", "default", "required", "no_log")
SPEC: dict[str, Any] = remote_secrets.ARGUMENT_SPEC
SECRET: dict[str, Any] = SPEC["secrets"]["options"]
DOCUMENTED: dict[str, Any] = options_in(remote_secrets.DOCUMENTATION)
ROLE = yaml.safe_load((CHECKOUT / "roles/a2c_iam/meta/argument_specs.yml").read_text())["argument_specs"]["main"]


def said(options: dict[str, Any], inside: str, *, less: str = "no_log") -> dict[str, Any]:
    """Options in a form that the three have in common."""
    return {
        name: {
            key: option[key]
            for key in KEYS
            if key in option and key != less and (key, option[key]) != ("no_log", False)
        }
        | ({"options": said(option[inside], inside, less=less)} if inside in option else {})
        for name, option in options.items()
    }


def test_documentation() -> None:
    assert said(DOCUMENTED, "suboptions") == said(SPEC, "options")


def test_the_role_takes_the_same_secrets() -> None:
    of_role = ROLE["options"]["a2c_iam_remote_secrets"]["options"]
    assert said(of_role, "options", less="") == said(SECRET, "options", less="")


def test_all_values_are_hidden() -> None:
    assert {name for name, option in SECRET.items() if option.get("no_log")} == set(VALUE_OPTIONS)


def test_the_documentation_says_what_each_kind_takes() -> None:
    lines = {line.split(")")[0]: line for line in DOCUMENTED["secrets"]["description"]}
    for name, kind in KINDS.items():
        for field in kind.fields:
            assert f"O(secrets[].{field.option})" in lines[f"V({name}"], (name, field)


def test_the_page_names_every_kind_and_key() -> None:
    page = (CHECKOUT / "docs/remote-workflows.md").read_text()
    for name, kind in KINDS.items():
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{name}`")]
        for field in kind.fields:
            assert f"`{field.key}`" in row, (name, field)
            assert f"`{field.option}`" in row, (name, field)
        assert f"`{kind.used_by.split()[0]}`" in row, name


def test_examples_use_options_that_there_are() -> None:
    for task in yaml.safe_load(remote_secrets.EXAMPLES):
        options = task.get("fleetops.app2container.remote_secrets", {})
        assert options.keys() <= SPEC.keys()
        assert all(secret.keys() <= SECRET.keys() for secret in options.get("secrets", ()))
