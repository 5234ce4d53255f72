# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit of prepared accounts: exactly these rows, by the module and by the playbook.

The rows are in ``data``. Those of the findings that no emulated account can have are listed there with the reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.table import IDS
from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.access import converge
from tests.support.runs.modules import run_module
from tests.support.runs.playbooks import run_playbook
from tests.support.scenarios.bad_account import OPTIONS, make_abandoned, make_bad
from tests.support.strict.remote import ask

DATA = Path(__file__).parent / "data"
DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}Z)?")
INSTANCE = re.compile(r"\bi-[0-9a-f]{17}\b")
SECRET = re.compile(r"(:secret:[\w/]+)-\w{6}\b")
Rows = list[list[str]]


def expected(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yml").read_text("utf-8"))


def shown(findings: list[Mapping[str, Any]], account: Account) -> Rows:
    """Rows without what differs from run to run."""

    def plain(text: str) -> str:
        text = INSTANCE.sub("INSTANCE", DATE.sub("DATE", text.replace(account.account_id, "ACCOUNT")))
        return SECRET.sub(r"\1", text)

    return [
        [row["id"], row["severity"], row["status"], plain(row["resource"]), plain(row["message"])] for row in findings
    ]


@pytest.mark.parametrize(
    ("name", "make", "options"), [("bad_account", make_bad, OPTIONS), ("abandoned_account", make_abandoned, {})]
)
def test_the_module(aws: Account, name: str, make: Callable[[Account], None], options: Mapping[str, Any]) -> None:
    make(aws)
    found = run_module("access_info", options, environment=aws.environment)
    assert not found.failed, found["msg"]
    assert shown(found["findings"], aws) == expected(name)


def audited(account: Account, folder: Path, **variables: Any) -> Rows:
    """The rows in the report that the playbook writes."""
    variables |= {"a2c_audit_directory": str(folder), "a2c_audit_formats": ["json"]}
    done = run_playbook(CHECKOUT / "playbooks/audit.yml", env=account.environment, extra_vars=variables)
    assert done.rc == 0, done.stdout
    return shown(json.loads((folder / account.account_id / "report.json").read_text("utf-8"))["findings"], account)


@pytest.mark.thorough
def test_the_playbook(aws: Account, tmp_path: Path) -> None:
    make_bad(aws)
    rows = audited(
        aws,
        tmp_path,
        a2c_audit_secret_contents=True,
        a2c_audit_suppressions=OPTIONS["suppressions"],
        a2c_iam_policy_deploy_targets=OPTIONS["policy"]["deploy_targets"],
        a2c_iam_policy_secrets=OPTIONS["policy"]["secrets"],
        a2c_iam_remote_secrets=[{"name": "wrong", "kind": "linux"}],
        a2c_iam_users=OPTIONS["users"],
    )
    assert rows == expected("bad_account")


@pytest.mark.parametrize("how", ["module", pytest.param("playbook", marks=pytest.mark.thorough)])
def test_a_right_account(aws: Account, tmp_path: Path, how: str) -> None:
    ask(aws, "PUT", "settings", {"quotas": {"AccountMFAEnabled": 1}})
    trusted = {"trusted_principals": [f"arn:aws:iam::{aws.account_id}:root"], "require_mfa": True}
    made = converge(aws, policy={"deploy_targets": ["ecs"]}, general_role=trusted)
    assert not made.failed, made["msg"]
    if how == "module":
        assert shown(run_module("access_info", {}, environment=aws.environment)["findings"], aws) == []
    else:
        assert audited(aws, tmp_path) == []


def test_the_accounts_have_every_finding_but_those_that_are_listed() -> None:
    found = {row[0] for name in ("bad_account", "abandoned_account") for row in expected(name)}
    listed = set(expected("not_on_the_emulator"))
    assert found | listed == IDS
    assert not found & listed
