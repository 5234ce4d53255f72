# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/playbooks.md has each playbook, and each variable that is one of a playbook and not of a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import yaml

from tests.support.emulator.servers import CHECKOUT

PLAYBOOKS = {path.stem: path for path in sorted(CHECKOUT.glob("playbooks/*.yml"))}
SPECS = [yaml.safe_load(path.read_text()) for path in CHECKOUT.glob("roles/*/meta/argument_specs.yml")]
OF_ROLES = {name for specs in SPECS for point in specs["argument_specs"].values() for name in point["options"]}
FACTS = {"a2c_iam_access", "a2c_audit_report"}  # which roles set
VARIABLE = re.compile(r"(?<![\w.])a2c_(?:iam|audit|worker|bootstrap|permission_set)_\w*[a-z]\b")
TASKS = re.compile(r"_tasks: (?:tasks/)?(\w+\.yml)")
LISTED = re.compile(r"^`(?P<playbook>\w+)` takes (?P<names>.*?)\. ", re.MULTILINE | re.DOTALL)

ABOUT, VARIABLES = (CHECKOUT / "docs/playbooks.md").read_text().split("## Variables of the playbooks")


def texts(file: str) -> Iterator[str]:
    """What is in a file of the folder of playbooks, and in the files of tasks that it includes."""
    text = (CHECKOUT / "playbooks" / file).read_text()
    yield text
    for name in TASKS.findall(text):
        yield from texts(f"tasks/{name}")


def of_playbook(name: str) -> set[str]:
    """The variables that a playbook takes and that no role has."""
    return set(VARIABLE.findall("\n".join(texts(f"{name}.yml")))) - OF_ROLES - FACTS


def stated() -> dict[str, set[str]]:
    """The variables that the page says that each playbook takes."""
    found: dict[str, set[str]] = {name: set() for name in PLAYBOOKS}
    for variable, cell in re.findall(r"^\| `(\w+)` \| (.*?) \|", VARIABLES, re.MULTILINE):
        for name in re.findall(r"\w+", cell):
            found[name].add(variable)
    for listed in LISTED.finditer(VARIABLES):
        found[listed["playbook"]] |= set(re.findall(r"\w+_\w+", listed["names"]))
    return found


def test_the_page_has_each_playbook() -> None:
    assert sorted(re.findall(r"^\| `(\w+)` \|", ABOUT, re.MULTILINE)) == sorted(PLAYBOOKS)


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_the_page_has_the_variables_of_a_playbook(name: str) -> None:
    assert stated()[name] == of_playbook(name)
