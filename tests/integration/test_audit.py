# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook audit as users run it, and an audit of saved reads, against an emulated account."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.access import PATH, WHOLE, contents, converge
from tests.support.runs.modules import run_module
from tests.support.runs.playbooks import PlaybookResult, run_playbook

FILES = ["report.csv", "report.html", "report.json", "report.sarif"]
MUTES = ("prowler-mutelist.yml", "cloudsplaining-exclusions.yml")
READS = ("account_details", "account_summary", "credential_report")
OURS: dict[str, Any] = {"a2c_iam_policy_deploy_targets": ["ecs"], "a2c_iam_users": ["ada", "grace"]}


FAILURE = (
    r'<th scope="row">(\w+)</th><td data-label="Account">(.*?)</td>'
    r'<td data-label="Reason" class="reason">(.*?)</td><td data-label="Task">(.*?)</td>'
)


def audit(account: Account, folder: Path, *, check: bool = False, **variables: Any) -> PlaybookResult:
    """Run the playbook in the directory above the one of the reports, and name it as users do there."""
    return run_playbook(
        CHECKOUT / "playbooks/audit.yml",
        env={**account.environment, "PWD": str(folder.parent)},
        extra_vars={"a2c_audit_directory": folder.name, **variables},
        check=check,
    )


def report(account: Account, folder: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / account.account_id / "report.json").read_text("utf-8"))
    return content


def ids(content: dict[str, Any], status: str = "fail") -> set[str]:
    return {row["id"] for row in content["findings"] if row["status"] == status}


@pytest.mark.thorough
def test_relative_paths_start_where_the_user_is(aws: Account, tmp_path: Path) -> None:
    """So that nothing lies in the collection, and what one run saves and writes is what the next one reads."""
    aws.client("iam").create_user(UserName="ada")
    (tmp_path / "saved").mkdir()
    first = audit(aws, tmp_path / "first", a2c_audit_save_directory="saved")
    assert first.rc == 0, first.stdout
    saved = {name: f"saved/{aws.account_id}-{name}.json" for name in READS}
    assert sorted(f"saved/{path.name}" for path in (tmp_path / "saved").iterdir()) == sorted(saved.values())
    last = f"first/{aws.account_id}/report.json"
    again = audit(aws, tmp_path / "again", a2c_audit_saved_reads=saved, a2c_audit_last_report=last)
    assert again.rc == 0, again.stdout
    assert report(aws, tmp_path / "again")["since"] == report(aws, tmp_path / "first")["audited_at"]
    details = {"account_details": saved["account_details"]}
    alone = audit(aws, tmp_path / "alone", a2c_audit_saved_reads=details)
    assert alone.rc == 0, alone.stdout


def test_reports_are_written_compared_and_fail_a_run(aws: Account, tmp_path: Path) -> None:
    assert not converge(aws, policy={"deploy_targets": ["ecs"]}, group={}, users=[{"name": "ada"}], worker={}).failed
    before = contents(aws)
    planned = audit(aws, tmp_path, check=True)
    assert (planned.rc, list(tmp_path.iterdir())) == (0, [])
    first = audit(aws, tmp_path)
    assert first.rc == 0, first.stdout
    folder = tmp_path / aws.account_id
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert {path.stat().st_mode & 0o077 for path in (*folder.iterdir(), folder, tmp_path / "index.html")} == {0}
    seen = report(aws, tmp_path)
    assert (seen["schema"], seen["since"], seen["drift"]) == (1, None, None)
    assert {"root-without-mfa", "profile-unused"} <= ids(seen)
    rows = list(csv.DictReader((folder / "report.csv").read_text("utf-8").splitlines()))
    assert [row["id"] for row in rows] == [row["id"] for row in seen["findings"]]
    results = json.loads((folder / "report.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert {result["ruleId"] for result in results} == {row["id"] for row in seen["findings"]}
    assert f'href="{aws.account_id}/report.html"' in (tmp_path / "index.html").read_text("utf-8")
    mutes = {"a2c_audit_export_mutes": True}
    failed = audit(aws, tmp_path, **OURS, **mutes, a2c_audit_fail_on="new", a2c_audit_fail_severity="medium")
    assert failed.rc != 0
    mutelist, exclusions = (yaml.safe_load((folder / name).read_text("utf-8")) for name in MUTES)
    assert list(mutelist["Mutelist"]["Accounts"]) == [aws.account_id]
    assert "AdministratorAccess" in exclusions["policies"]
    assert {path.stat().st_mode & 0o077 for path in folder.iterdir()} == {0}
    assert "the audit has 1 such findings: drift-missing" in failed.stdout
    drifted = report(aws, tmp_path)
    assert (drifted["since"], drifted["drift"]["compared"]) == (
        seen["audited_at"],
        ["group", "policy", "users", "worker"],
    )
    assert {row["id"] for row in drifted["findings"] if row["since_last"] == "new"} == {"drift-missing"}
    assert contents(aws) == before


@pytest.mark.thorough
def test_what_the_role_has_made_has_not_drifted(aws: Account, tmp_path: Path) -> None:
    """The policy covers the secrets and the bucket that other modules of the run manage."""
    variables = {
        **OURS,
        "a2c_iam_components": ["policy", "group", "users", "worker", "artifact_bucket"],
        "a2c_iam_artifact_bucket_name": f"artifacts-{aws.account_id}",
        "a2c_iam_policy_remote_workflows": True,
        "a2c_iam_policy_regions": ["us-east-1", "eu-central-1"],
        "a2c_iam_remote_secrets": [{"name": "servers", "kind": "windows", "username": "a2c", "password": "word"}],
    }
    made = run_playbook(CHECKOUT / "playbooks/site.yml", env=aws.environment, extra_vars=variables)
    assert made.rc == 0, made.stdout
    assert audit(aws, tmp_path, **variables).rc == 0
    found = report(aws, tmp_path)
    assert not {row["id"] for row in found["findings"] if row["id"].startswith(("drift", "bucket", "secret"))}


@pytest.mark.thorough
def test_no_account_of_a_fleet_is_missing(aws: Account, tmp_path: Path) -> None:
    """The page over all accounts says why some were not audited, and the run fails for them."""
    hosts = {
        "production": {},
        "staging": {"a2c_iam_account_id": "999999999999"},
        "unreachable": {"ansible_connection": "ssh", "ansible_ssh_executable": "/bin/false", "ansible_ssh_retries": 0},
        "misspelled": {"a2c_audit_inactiv_days": 3},
        "refused": {"a2c_audit_formats": ["pdf"]},
    }
    inventory = tmp_path / "inventory.yml"
    inventory.write_text(json.dumps({"a2c_accounts": {"hosts": hosts}}))
    result = run_playbook(
        CHECKOUT / "playbooks/audit.yml",
        env=aws.environment,
        inventory=inventory,
        extra_vars={"a2c_audit_directory": str(tmp_path)},
    )
    assert result.rc != 0
    unheard = "It could not be reached, or its run ended before the audit: see the output of the run."
    wrong = (
        f"account_id: the credentials belong to account {aws.account_id}, not to 999999999999. Nothing has been"
        " changed: use the credentials of the right account, or correct account_id."
    )
    misspelled = (
        "a2c_audit_inactiv_days: the role a2c_audit has no such variable; did you mean a2c_audit_inactive_days?"
    )
    page = (tmp_path / "index.html").read_text("utf-8")
    assert re.findall(FAILURE, page) == [
        ("misspelled", "not known", misspelled, "Check the variables of the role"),
        ("refused", "not known", unheard, "not known"),
        ("staging", "999999999999", wrong, "Find out which account it is"),
        ("unreachable", "not known", unheard, "not known"),
    ]
    assert f'href="{aws.account_id}/report.html"' in page
    failed = result.named("Fail for an account that could not be audited")
    assert {task.host: task.status for task in failed} == {
        "production": "skipped",
        "staging": "failed",
        "misspelled": "failed",
    }


@pytest.mark.thorough
def test_suppressions_and_wrong_variables(aws: Account, tmp_path: Path) -> None:
    accepted = {"resource": "*", "reason": "An emulator", "expires": "2999-01-01"}
    names = ("root-without-mfa", "root-used", "permissions-unused")
    suppressions = [{"id": name, **accepted} for name in names]
    result = audit(
        aws,
        tmp_path,
        a2c_audit_suppressions=json.dumps(suppressions),  # as -e 'a2c_audit_suppressions=[...]' gives it
        a2c_audit_fail_on="any",
        a2c_audit_formats=["json"],
    )
    assert result.rc == 0, result.stdout
    assert "root-without-mfa" in ids(report(aws, tmp_path), "suppressed")
    assert not (tmp_path / "index.html").exists()
    wrong = audit(aws, tmp_path, a2c_audit_inactiv_days=3)
    assert "a2c_audit_inactiv_days: the role a2c_audit has no such variable; did you mean" in wrong.stdout


def test_saved_reads_give_the_same_rows_on_what_they_hold(aws: Account, tmp_path: Path) -> None:
    assert not converge(aws, **WHOLE).failed
    aws.client("iam").attach_user_policy(UserName="ada", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    live = run_module("access_info", {"save_directory": str(tmp_path)}, environment=aws.environment)
    assert not live.failed, live["msg"]
    files = {
        name: str(tmp_path / f"{aws.account_id}-{name}.json")
        for name in ("account_details", "account_summary", "credential_report")
    }
    saved = run_module("access_info", {"saved_reads": files}, environment={"PATH": aws.environment["PATH"]})
    assert not saved.failed, saved["msg"]
    assert (saved["account_id"], saved["api_calls"]) == (aws.account_id, {})
    assert ids(saved.result) <= ids(live.result)
    assert "user-administrator" in ids(saved.result)
    assert ids(live.result) - ids(saved.result) <= ids(saved.result, "not_checked")
    assert PATH in (tmp_path / f"{aws.account_id}-account_details.json").read_text("utf-8")
