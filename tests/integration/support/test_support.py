# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The shared helpers against a real emulator, with modules of amazon.aws, which this collection builds on."""

from __future__ import annotations

import locale
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT, aws_environment
from tests.support.runs.access import SMALL_POLICY
from tests.support.runs.modules import run_module
from tests.support.runs.playbooks import run_playbook

PLAY = """
- hosts: localhost
  gather_facts: false
  {play}
  tasks:
    - name: Make a group
      amazon.aws.iam_group:
        name: staff
        state: present
"""


def test_each_test_has_an_account_of_its_own(aws: Account) -> None:
    """The account starts without users, and is the one that its id says."""
    assert aws.client("iam").list_users()["Users"] == []
    assert aws.client("sts").get_caller_identity()["Account"] == aws.account_id


def test_the_managed_policies_that_matter_exist(aws: Account) -> None:
    """The policy that the guide gives to the deployer can be attached."""
    iam = aws.client("iam")
    iam.create_group(GroupName="staff")
    iam.attach_group_policy(GroupName="staff", PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")
    assert len(iam.list_attached_group_policies(GroupName="staff")["AttachedPolicies"]) == 1


def test_a_module_runs_in_this_process(aws: Account) -> None:
    """Check mode, change and no change come through; the environment alone leads to the emulator."""
    params = {"name": "staff", "state": "present"}
    predicted = run_module("amazon.aws.iam_group", params, check=True, environment=aws.environment)
    first = run_module("amazon.aws.iam_group", params, environment=aws.environment)
    second = run_module("amazon.aws.iam_group", params, environment=aws.environment)
    assert [predicted.changed, first.changed, second.changed] == [True, True, False]
    assert len(aws.client("iam").list_groups()["Groups"]) == 1


def test_a_failing_module_returns_its_message(aws: Account) -> None:
    """A failure is a result, not an exception."""
    outcome = run_module("amazon.aws.iam_group", {"state": "present"}, environment=aws.environment)
    assert outcome.failed
    assert "name" in outcome["msg"]


@pytest.mark.parametrize(
    ("play", "through_environment"),
    [
        ("", True),
        ('module_defaults: {{group/amazon.aws.aws: {{endpoint_url: "{endpoint}"}}}}', False),
    ],
)
def test_a_playbook_reaches_the_emulator(aws: Account, tmp_path: Path, play: str, *, through_environment: bool) -> None:
    """It does so through the environment, and through module_defaults where the environment does not say."""
    playbook = tmp_path / "play.yml"
    endpoint = aws.environment["AWS_ENDPOINT_URL"]
    playbook.write_text(PLAY.format(play=play.format(endpoint=endpoint)))
    environment = dict(aws.environment)
    if not through_environment:
        del environment["AWS_ENDPOINT_URL"]
    outcome = run_playbook(playbook, env=environment)
    assert outcome.rc == 0, outcome.stdout + outcome.stderr
    assert outcome.changed == 1
    assert [task.result["iam_group"]["group"]["group_name"] for task in outcome.named("Make a group")] == ["staff"]


def test_a_started_emulator_runs_until_it_is_stopped(tmp_path: Path) -> None:
    """The command line starts one process, says where it answers, and ends it; stopping twice is no error."""
    pid_file = tmp_path / "emulator.json"
    program = [sys.executable, "-m", "tests.support.emulator.servers"]

    def call(*words: str) -> subprocess.CompletedProcess[str]:
        command = [*program, *words, "--pid-file", str(pid_file)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=CHECKOUT)

    endpoint = call("start").stdout.strip()
    account = Account(account_id="", environment=aws_environment(endpoint))
    assert account.client("sts").get_caller_identity()["Account"]
    assert "stop that emulator first" in call("start").stderr
    assert call("stop").returncode == 0
    assert not pid_file.exists()
    assert call("stop").returncode == 0


def test_a_module_leaves_the_locale_of_this_process_alone() -> None:
    """Without a locale in its environment a module works with ASCII; the tests after it do not."""
    before = locale.setlocale(locale.LC_ALL)
    params = {**SMALL_POLICY, "account_id": "123456789012", "regions": ["eu-west-1"]}
    assert not run_module("policy_document", params, environment={}).failed
    assert locale.setlocale(locale.LC_ALL) == before
