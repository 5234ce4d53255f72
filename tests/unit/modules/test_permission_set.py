# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module permission_set says what its argument spec does."""

from __future__ import annotations

import yaml

from ansible_collections.fleetops.app2container.plugins.modules import permission_set
from tests.support.inputs.documented import options_in, spec_of, without


def test_options() -> None:
    documented = spec_of(options_in(permission_set.DOCUMENTATION))
    assert documented == without(permission_set.ARGUMENT_SPEC, "mutually_exclusive", "required_one_of")


def test_examples_use_options_that_there_are() -> None:
    for task in yaml.safe_load(permission_set.EXAMPLES):
        options = task["fleetops.app2container.permission_set"]
        assert options.keys() <= {*permission_set.ARGUMENT_SPEC, "region"}
