# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation of the modules about the provisioner says what their argument specs do."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.modules import provisioner_role, provisioner_template
from tests.support.inputs.documented import options_in, spec_of, without

MODULES = pytest.mark.parametrize("module", [provisioner_role, provisioner_template], ids=["role", "template"])


@MODULES
def test_options(module: Any) -> None:
    assert spec_of(options_in(module.DOCUMENTATION)) == without(module.ARGUMENT_SPEC, "no_log")


@MODULES
def test_examples_use_options_that_there_are(module: Any) -> None:
    name = f"fleetops.app2container.{module.__name__.rpartition('.')[2]}"
    tasks = [task[name] for task in yaml.safe_load(module.EXAMPLES) if name in task]
    assert tasks
    assert all(task.keys() <= module.ARGUMENT_SPEC.keys() for task in tasks)
