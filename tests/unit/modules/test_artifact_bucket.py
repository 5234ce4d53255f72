# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the module artifact_bucket says what its argument spec does."""

from __future__ import annotations

from typing import Any

import yaml

from ansible_collections.fleetops.app2container.plugins.modules import artifact_bucket
from tests.support.inputs.documented import options_in

KEYS = ("type", "elements", "choices", "default", "required")


def test_options() -> None:
    documented = options_in(artifact_bucket.DOCUMENTATION)
    assert all(option["description"] for option in documented.values())
    spec: Any = artifact_bucket.ARGUMENT_SPEC
    wanted = {name: {key: option[key] for key in KEYS if key in option} for name, option in spec.items()}
    assert {name: {key: option[key] for key in KEYS if key in option} for name, option in documented.items()} == wanted


def test_examples_use_options_that_there_are() -> None:
    for task in yaml.safe_load(artifact_bucket.EXAMPLES):
        options = task.get("fleetops.app2container.artifact_bucket", {})
        assert options.keys() <= {*artifact_bucket.ARGUMENT_SPEC, "region"}
