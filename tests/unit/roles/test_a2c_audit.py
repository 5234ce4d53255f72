# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of the role a2c_audit are the options of access_info, and each fills its option."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.modules.access_info import ARGUMENT_SPEC
from tests.support.emulator.servers import CHECKOUT

PREFIX = "a2c_audit_"
# What the role reads itself, and what makes an option in vars/main.yml.
OF_THE_ROLE = {"compare", "directory", "export_mutes", "formats", "sarif_anchor", "show_summary"}
MADE = {
    "last_report": "__a2c_audit_last",
    "save_directory": "__a2c_audit_save_directory",
    "saved_reads": "__a2c_audit_saved_reads",
    "secret_kinds": "__a2c_audit_kinds",
}
OF_THE_ACCOUNT = {"account_id", "assume_role_arn", "assume_role_external_id", "path"}
PARTS = {"deployer", "general_role", "group", "policy", "purge_tags", "tags", "users", "worker"}
NOT_PASSED = {"audit", "discovery"}  # the role audits all that there is
WITH_DEFAULTS = {"fail_on", "fail_severity"}  # the role has defaults of its own


def loaded(path: str) -> Any:
    return yaml.safe_load(Path(CHECKOUT / "roles/a2c_audit" / path).read_text())


OPTIONS: dict[str, dict[str, Any]] = {
    name.removeprefix(PREFIX): option
    for name, option in loaded("meta/argument_specs.yml")["argument_specs"]["main"]["options"].items()
}
(GIVEN,) = [
    task["fleetops.app2container.access_info"]
    for task in loaded("tasks/audit.yml")
    if task["name"] == "Audit the account"
]


def expected(option: str) -> str:
    """The template of an option."""
    if option in MADE:
        return MADE[option]
    if option in OF_THE_ACCOUNT:
        return f"a2c_iam_{option} | default(omit, true)"
    if option in PARTS:
        return f"__a2c_audit_parts.{option} | default(omit)"
    name = f"{PREFIX}{option}"
    return name if option in WITH_DEFAULTS else f"__a2c_audit_set.{name} | default(omit)"


def test_every_variable_is_an_option_or_read_by_the_role() -> None:
    assert OPTIONS.keys() - OF_THE_ROLE == ARGUMENT_SPEC.keys() - OF_THE_ACCOUNT - PARTS - NOT_PASSED - {"secret_kinds"}
    assert GIVEN.keys() == ARGUMENT_SPEC.keys() - NOT_PASSED


@pytest.mark.parametrize("option", sorted(GIVEN))
def test_an_option_is_filled_with_its_variable(option: str) -> None:
    assert GIVEN[option] == f"{{{{ {expected(option)} }}}}"


@pytest.mark.parametrize("option", sorted(OPTIONS.keys() - OF_THE_ROLE - {"last_report"}))
def test_a_variable_has_the_type_and_the_choices_of_its_option(option: str) -> None:
    for key in ("type", "choices"):
        assert OPTIONS[option].get(key) == ARGUMENT_SPEC[option].get(key), key
