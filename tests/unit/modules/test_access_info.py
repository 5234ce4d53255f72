# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module access_info says what its argument spec does, in the terms of the module access."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._account.found import DEFAULT_NAMES
from ansible_collections.fleetops.app2container.plugins.modules import access, access_info
from tests.support.inputs.documented import options_in, spec_of


def test_options() -> None:
    assert spec_of(options_in(access_info.DOCUMENTATION)) == access_info.ARGUMENT_SPEC


def test_parts_are_named_as_the_module_access_names_them() -> None:
    for part, names in DEFAULT_NAMES.items():
        options: Any = access_info.ARGUMENT_SPEC[part]
        known: Any = access.ARGUMENT_SPEC[part]
        assert {name: option["default"] for name, option in options["options"].items()} == names
        for name, option in options["options"].items():
            assert known["options"][name] == option
    assert access_info.ARGUMENT_SPEC["path"] == access.ARGUMENT_SPEC["path"]


def test_the_result_is_described_as_that_of_the_module_access() -> None:
    described, known = (yaml.safe_load(module.RETURN) for module in (access_info, access))
    assert described["access"]["contains"].keys() == known["access"]["contains"].keys()
    assert described["findings"]["contains"].keys() == known["findings"]["contains"].keys()
