# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the inventory plugin and of its page have only options that the plugin has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from ansible.plugins.loader import fragment_loader

from ansible_collections.fleetops.app2container.plugins.inventory import organization_accounts as plugin
from ansible_collections.fleetops.app2container.plugins.plugin_utils._a2c_organization.options import (
    FILTERS,
    check_names,
    filters_of,
)
from tests.support.emulator.servers import CHECKOUT

PAGE = (CHECKOUT / "docs/inventory.md").read_text()
DOCUMENTATION = yaml.safe_load(plugin.DOCUMENTATION)
OPTIONS = DOCUMENTATION["options"]
FRAGMENTS = ("constructed", "inventory_cache")
EXAMPLES = [
    *yaml.safe_load_all(plugin.EXAMPLES),
    *map(yaml.safe_load, re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)),
]


def fragment_options() -> Iterator[str]:
    """The options of the fragments of Ansible that the examples use."""
    for name in FRAGMENTS:
        yield from yaml.safe_load(fragment_loader.get(name).DOCUMENTATION)["options"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_examples_have_options_that_exist(example: dict[str, Any]) -> None:
    check_names(example, {*OPTIONS, *fragment_options()})
    defaults = {name: OPTIONS[name]["default"] for name in FILTERS}
    filters_of({**defaults, **example}.get)


def test_the_page_names_every_option() -> None:
    assert {name for name in OPTIONS if f"`{name}" not in PAGE} == {"plugin"}
