# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module access says what its argument spec does."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments.policy import ModuleDocFragment
from ansible_collections.fleetops.app2container.plugins.modules import access
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


def test_options() -> None:
    own = options_in(access.DOCUMENTATION)
    shared = yaml.safe_load(ModuleDocFragment.ACCESS)["options"]
    assert documented({**own, **shared}) == specified(access.ARGUMENT_SPEC)


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
