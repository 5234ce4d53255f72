# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the modules access and access_template says what their argument specs do."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments import parts, policy, role_parts
from ansible_collections.fleetops.app2container.plugins.modules import access, access_template
from tests.support.inputs.documented import options_in

KEYS = ("type", "elements", "choices", "default", "required")


def documented(options: dict[str, Any]) -> dict[str, Any]:
    """Documented options in the form of an argument spec."""
    return {
        name: {key: option[key] for key in KEYS if key in option}
        | ({"options": documented(option["suboptions"])} if "suboptions" in option else {})
        for name, option in options.items()
    }


def specified(spec: dict[str, Any]) -> dict[str, Any]:
    """An argument spec less what documentation does not say."""
    return {
        name: {key: option[key] for key in KEYS if key in option}
        | ({"options": specified(option["options"])} if "options" in option else {})
        for name, option in spec.items()
    }


@pytest.mark.parametrize("module", [access, access_template], ids=["access", "access_template"])
def test_options(module: Any) -> None:
    own = options_in(module.DOCUMENTATION)
    shared = (
        parts.ModuleDocFragment.USERS,
        policy.ModuleDocFragment.ACCESS,
        role_parts.ModuleDocFragment.DOCUMENTATION,
    )
    for text in shared:
        own |= yaml.safe_load(text)["options"]
    assert documented(own) == specified(module.ARGUMENT_SPEC)


def test_the_options_of_roles_refer_to_each_other() -> None:
    documented_parts = yaml.safe_load(role_parts.ModuleDocFragment.DOCUMENTATION)["options"]
    assert documented_parts.keys() == {"general_role", "deployer"}
    for part, option in documented_parts.items():
        named = set(re.findall(r"O\(([\w.]+)", str(option)))
        assert len(named) >= 3
        suboptions = {name.removeprefix(f"{part}.") for name in named} - {"policy"}
        assert suboptions <= option["suboptions"].keys()


def test_every_option_is_described() -> None:
    own = options_in(access.DOCUMENTATION)
    suboptions = [item for option in own.values() for item in option.get("suboptions", {}).values()]
    assert all(option["description"] for option in (*own.values(), *suboptions))


def test_examples_use_options_that_there_are() -> None:
    parts: dict[str, Any] = access.PARTS
    for task in yaml.safe_load(access.EXAMPLES):
        options = task["fleetops.app2container.access"]
        assert options.keys() <= access.ARGUMENT_SPEC.keys()
        for part in options.keys() & parts.keys():
            given = options[part] if isinstance(options[part], list) else [options[part]]
            assert all(item.keys() <= parts[part]["options"].keys() for item in given)
