# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The example of a fleet repository works as its README says: copied to a folder of its own."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.emulator.servers import CHECKOUT, aws_environment, free_port
from tools.check import EXAMPLE

ACCOUNTS = ["222222222222", "333333333333"]
PASSWORD = "example-only"
GENERATED = ("notes", "reports", ".ansible", ".vault-password")
SECONDS = 400


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A copy, with the password that its README names."""
    assert f"echo {PASSWORD} > .vault-password" in (EXAMPLE / "README.md").read_text()
    copy = shutil.copytree(EXAMPLE, tmp_path / "fleet", ignore=shutil.ignore_patterns(*GENERATED))
    (copy / ".vault-password").write_text(PASSWORD)
    return copy


def run(repository: Path, endpoint: str, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    password = str(repository / ".vault-password")
    environment = {**aws_environment(endpoint), "ANSIBLE_VAULT_PASSWORD_FILE": password, **variables}
    program = Path(sys.executable).with_name(command[0])
    return subprocess.run(
        [program, *command[1:]],
        cwd=repository,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


def recap(done: subprocess.CompletedProcess[str]) -> Mapping[str, int]:
    """How many tasks changed something, for each account."""
    assert done.returncode == 0, done.stdout + done.stderr
    return {host: int(changed) for host, changed in re.findall(r"^(\d{12}) .*changed=(\d+)", done.stdout, re.MULTILINE)}


def test_the_inventory_has_the_variables_of_its_groups_and_opens_the_vault(repository: Path) -> None:
    done = run(repository, "http://127.0.0.1:9", "ansible-inventory", "--list")
    assert (done.returncode, done.stderr) == (0, "")
    hosts = json.loads(done.stdout)["_meta"]["hostvars"]
    assert sorted(hosts) == ACCOUNTS
    assert [hosts[name]["a2c_iam_policy_deploy_targets"] for name in ACCOUNTS] == [["ecs", "apprunner"], ["ecs"]]
    assert {host["vault_windows_password"] for host in hosts.values()} == {"example-only-opens-nothing"}


def test_another_password_does_not_open_the_vault(repository: Path) -> None:
    (repository / ".vault-password").write_text("another")
    assert run(repository, "http://127.0.0.1:9", "ansible-inventory", "--list").returncode != 0


@pytest.mark.thorough
@pytest.mark.timeout(SECONDS)
def test_the_playbooks_work(repository: Path, moto_endpoint: str) -> None:
    check = run(repository, moto_endpoint, "ansible-playbook", "access.yml", "--check")
    assert list(recap(check)) == ACCOUNTS
    assert not (repository / "notes").exists()
    recap(run(repository, moto_endpoint, "ansible-playbook", "access.yml"))
    notes = {path.stem: path.read_text() for path in (repository / "notes").iterdir()}
    assert all(f"arn:aws:iam::{account}:policy/app2container/" in notes[account] for account in ACCOUNTS)
    assert recap(run(repository, moto_endpoint, "ansible-playbook", "rotate.yml")) == dict.fromkeys(ACCOUNTS, 0)
    audit = run(repository, moto_endpoint, "ansible-playbook", "audit.yml")
    assert "root-without-mfa" in audit.stdout  # as in every account of the emulator, so that the audit fails
    assert {path.name for path in (repository / "reports").iterdir()} == {*ACCOUNTS, "index.html"}


@pytest.mark.thorough
@pytest.mark.timeout(SECONDS)
def test_the_scenario_of_its_role_passes(repository: Path, moto_endpoint: str) -> None:
    done = run(repository, moto_endpoint, "molecule", "test", MOTO_PORT=str(free_port()))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.thorough
@pytest.mark.timeout(SECONDS)
def test_it_passes_the_linter_as_its_ci_job_runs_it(repository: Path) -> None:
    done = run(repository, "http://127.0.0.1:9", "ansible-lint", "--strict")
    assert done.returncode == 0, done.stdout + done.stderr


def test_its_actions_are_those_of_this_repository() -> None:
    def actions(root: Path) -> set[str]:
        return set(re.findall(r"uses: (.+)", (root / ".github/workflows/checks.yml").read_text()))

    assert actions(EXAMPLE)
    assert actions(EXAMPLE) - actions(CHECKOUT) == set()
