# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/upgrading.md: an old name does not exist any more, a new one does, and what is needed is what is declared."""

from __future__ import annotations

import importlib
import re

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import TRUST_KINDS
from tests.support.emulator.servers import CHECKOUT

PAGE = (CHECKOUT / "docs/upgrading.md").read_text()
ROW = re.compile(r"^\| (?P<kind>[^|`]*(?:`\w+`)?[^|`]*) \| `(?P<old>[^`]+)` \| `(?P<new>[^`]+)` \|$", re.MULTILINE)
RENAMED = [match.groups() for match in ROW.finditer(PAGE)]
FINDINGS = re.findall(r"^### (\S+)$", (CHECKOUT / "docs/findings.md").read_text(), re.MULTILINE)
SHOWN = re.compile(r"^\| (?P<name>ansible-core|amazon\.aws) \| \S+ \| (?P<version>\S+) or newer \|$", re.MULTILINE)


def names(kind: str) -> set[str]:
    """The names of a kind that exist now."""
    what, _of, owner = kind.partition(" of ")
    if what == "playbook":
        return {path.stem for path in (CHECKOUT / "playbooks").glob("*.yml")}
    if what == "finding":
        return set(FINDINGS)
    if kind.startswith("Sid"):
        return {kind.sid for kind in TRUST_KINDS.values()}
    module = importlib.import_module(f"ansible_collections.fleetops.app2container.plugins.modules.{kind.split('`')[1]}")
    returned = yaml.safe_load(module.RETURN)
    if owner.startswith("the findings"):
        return set(returned["findings"]["contains"])
    return set(returned)


def test_every_row_is_read() -> None:
    (table,) = re.findall(r"^## What has another name\n\n(.*?)\n\n", PAGE, re.MULTILINE | re.DOTALL)
    assert len(RENAMED) == len(table.splitlines()) - 2


@pytest.mark.parametrize(("kind", "old", "new"), RENAMED)
def test_the_old_name_is_gone_and_the_new_one_exists(kind: str, old: str, new: str) -> None:
    assert new in names(kind)
    assert old not in names(kind)


def test_what_the_collection_needs_is_what_it_declares() -> None:
    ansible_core = yaml.safe_load((CHECKOUT / "meta/runtime.yml").read_text())["requires_ansible"]
    amazon_aws = yaml.safe_load((CHECKOUT / "galaxy.yml").read_text())["dependencies"]["amazon.aws"]
    assert dict(SHOWN.findall(PAGE)) == {
        "ansible-core": ansible_core.removeprefix(">=").removesuffix(".0"),
        "amazon.aws": amazon_aws.removeprefix(">="),
    }


def test_the_variables_that_the_page_names_exist() -> None:
    spec = yaml.safe_load((CHECKOUT / "roles/a2c_iam/meta/argument_specs.yml").read_text())["argument_specs"]
    known = {name for entry in spec.values() for name in entry["options"]} | {"a2c_iam_hosts"}
    named = set(re.findall(r"`(a2c_iam_\w+)[=`]", PAGE))
    assert len(named) > 4
    assert named <= known
