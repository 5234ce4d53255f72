# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module access_info says what its argument spec does, in the terms of the module access."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments import policy, role_parts
from ansible_collections.fleetops.app2container.plugins.module_utils._account.found import DEFAULT_NAMES
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import Row
from ansible_collections.fleetops.app2container.plugins.modules import access, access_info
from tests.support.inputs.documented import options_in, spec_of, without


def test_options() -> None:
    documented = options_in(access_info.DOCUMENTATION)
    for text in (policy.ModuleDocFragment.ACCESS, role_parts.ModuleDocFragment.DOCUMENTATION):
        documented |= yaml.safe_load(text)["options"]
    assert spec_of(documented) == without(access_info.ARGUMENT_SPEC, "no_log")


def test_parts_are_those_of_the_module_access() -> None:
    for part, names in DEFAULT_NAMES.items():
        spec: Any = access_info.ARGUMENT_SPEC[part]
        known: Any = access.ARGUMENT_SPEC[part]
        assert spec == known
        assert {name: spec["options"][name]["default"] for name in names} == names
    assert access_info.ARGUMENT_SPEC["path"] == access.ARGUMENT_SPEC["path"]


def test_the_result_is_described_as_that_of_the_module_access() -> None:
    described, known = (yaml.safe_load(module.RETURN) for module in (access_info, access))
    assert described["access"]["contains"].keys() == known["access"]["contains"].keys()


def test_findings_are_described_as_rows_are_made() -> None:
    row = Row(id="x", severity="low", resource="r", message="M.", remedy="R.").to_json()
    assert yaml.safe_load(access_info.RETURN)["findings"]["contains"].keys() == row.keys()
