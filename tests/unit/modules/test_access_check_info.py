# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module access_check_info says what its argument spec does."""

from __future__ import annotations

import yaml

from ansible_collections.fleetops.app2container.plugins.doc_fragments.policy import ModuleDocFragment
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.deniers import DENIERS
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.model import Denial
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import (
    policy_argument_spec,
    policy_documentation,
)
from ansible_collections.fleetops.app2container.plugins.modules import access_check_info
from tests.support.inputs.documented import options_in, spec_of


def test_options() -> None:
    own = spec_of(options_in(access_check_info.DOCUMENTATION))
    assert {**own, **policy_argument_spec()} == access_check_info.ARGUMENT_SPEC
    assert own.keys().isdisjoint(policy_argument_spec())
    assert "fleetops.app2container.policy.optional" in access_check_info.DOCUMENTATION
    assert yaml.safe_load(ModuleDocFragment.OPTIONAL)["options"] == policy_documentation()


def test_examples_use_options_that_there_are() -> None:
    for task in yaml.safe_load(access_check_info.EXAMPLES):
        options = task.get("fleetops.app2container.access_check_info", {})
        assert options.keys() <= access_check_info.ARGUMENT_SPEC.keys()


def test_the_result_is_described() -> None:
    described = yaml.safe_load(access_check_info.RETURN)
    decided_by = " ".join(described["requests"]["contains"]["decided_by"]["description"])
    assert all(f"V({denier})" in decided_by for denier in DENIERS)
    facts = " ".join(described["parsed"]["description"])
    assert all(f"C({name})" in facts for name in Denial().to_json())
