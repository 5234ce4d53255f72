# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module worker_association says what its argument spec does."""

from __future__ import annotations

import yaml

from ansible_collections.fleetops.app2container.plugins.modules import worker_association
from tests.support.inputs.documented import options_in

KEYS = ("type", "elements", "choices", "default", "required")


def test_options() -> None:
    documented = options_in(worker_association.DOCUMENTATION)
    assert all(option["description"] for option in documented.values())
    assert {
        name: {key: option[key] for key in KEYS if key in option} for name, option in documented.items()
    } == worker_association.ARGUMENT_SPEC


def test_examples_use_options_that_there_are() -> None:
    for task in yaml.safe_load(worker_association.EXAMPLES):
        options = task["fleetops.app2container.worker_association"]
        assert options.keys() <= {*worker_association.ARGUMENT_SPEC, "region"}
        assert len(options.keys() & set(worker_association.INSTANCES)) == 1
