# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks find. The cases are in data/*.yml: a new one needs no Python, see data/README.md."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Facts
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.judge import judge
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import REFERENCES, Check, Row
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.table import CHECKS
from tests.support.audit_facts import RIGHT, facts_of, merged, right_account
from tests.support.builders import IDENTITY
from tests.support.emulator.servers import CHECKOUT

ROOM = "ansible_collections.fleetops.app2container.plugins.module_utils._audit.checks"
FILES = sorted(path for path in RIGHT.parent.glob("*.yml") if path != RIGHT)
CASES: list[tuple[str, dict[str, Any]]] = [
    (path.stem, case) for path in FILES for case in yaml.safe_load(path.read_text("utf-8"))
]
WHOLE = "account"
OF_ACCOUNT = f"arn:{IDENTITY.partition}:iam::{IDENTITY.account_id}:"


def checks_of(file: str) -> Sequence[Check]:
    """The checks that the cases of a file are about: those of the table with its name, or else all."""
    if file == WHOLE:
        return CHECKS
    checks: Sequence[Check] = importlib.import_module(f"{ROOM}.{file}").CHECKS
    return checks


def facts_for(case: dict[str, Any]) -> Facts:
    """The facts of a case."""
    return facts_of(merged(right_account(), case.get("facts", {})))


def shown(row: Row) -> list[str]:
    """A row as cases write it."""
    start = [row.id, row.severity] if row.status == "fail" else [row.id, row.status]
    return [*start, row.resource.removeprefix(OF_ACCOUNT), row.message]


@pytest.mark.parametrize(("file", "case"), CASES, ids=lambda value: value if isinstance(value, str) else value["name"])
def test_rows(file: str, case: dict[str, Any]) -> None:
    judgement = judge(checks_of(file), facts_for(case))
    wanted = [row[:4] for row in case["rows"]]
    assert sorted(map(shown, judgement.rows)) == sorted(wanted)
    remedies = {(row.id, row.resource.removeprefix(OF_ACCOUNT)): row.remedy for row in judgement.rows}
    for identifier, _severity, resource, _message, *remedy in case["rows"]:
        assert [remedies[identifier, resource]] == (remedy or [remedies[identifier, resource]])


def test_the_right_account_passes_every_check() -> None:
    judgement = judge(CHECKS, facts_for({}))
    assert judgement.rows == ()
    assert judgement.passed == tuple(sorted(check.id for check in CHECKS))


def test_every_check_has_a_case_that_fails() -> None:
    failing = {row[0] for _file, case in CASES for row in case["rows"] if row[1] != "not_checked"}
    assert {check.id for check in CHECKS} <= failing


def test_every_table_is_in_the_whole_one_and_has_cases() -> None:
    names = {path.stem for path in (CHECKOUT / "plugins/module_utils/_audit/checks").glob("*.py")}
    tables = [list(checks_of(name)) for name in sorted(names)]
    assert all(check in CHECKS for table in tables for check in table)
    assert len(CHECKS) == sum(map(len, tables))
    assert names == {path.stem for path in FILES} - {WHOLE}


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(check.id for check in CHECKS).items() if count > 1] == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.id))
def test_the_form_of_a_check(check: Check) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", check.id)
    assert check.title[:1].isupper() or check.title.startswith("{")
    assert not check.title.endswith(".")
    assert check.remedy.endswith(".")
    assert set(check.references) <= set(REFERENCES)
    assert all(check.references.values())
    assert set(check.needs) <= {field.name for field in fields(Facts)}
