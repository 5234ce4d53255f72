# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of the role a2c_iam with several modules: what is checked first, what is told in the end, and what is kept."""

from __future__ import annotations

import json
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.role_options import passes
from tests.support.runs.access import contents
from tests.support.runs.playbooks import PlaybookResult, run_playbook

SITE = CHECKOUT / "playbooks/site.yml"
SUMMARY = "Show the summary"
BASE: dict[str, Any] = {
    "a2c_iam_policy_deploy_targets": ["ecs"],
    "a2c_iam_policy_remote_workflows": True,
    "a2c_iam_users": ["ada", "grace"],
    "a2c_iam_access_keys_enabled": True,
    "a2c_iam_remote_secrets": [
        {"name": "servers", "kind": "windows", "username": "Administrator", "password": "a-b-c"}
    ],
}


def play(account: Account, *, check: bool = False, **variables: Any) -> PlaybookResult:
    """Run the playbook site with these variables beside those of all tests."""
    return run_playbook(SITE, env=account.environment, extra_vars={**BASE, **variables}, check=check)


def told(result: PlaybookResult) -> list[str]:
    """Return the summary that the role shows, with the name of the account left out."""
    assert result.rc == 0, result.stdout
    (task,) = [task for task in result.named(SUMMARY) if task.status != "skipped"]
    return [line.partition(" in account ")[0] for line in task.result["msg"]]


@pytest.mark.thorough
def test_the_role_ends_with_what_all_its_modules_did(aws: Account) -> None:
    first = play(aws)
    assert told(first) == [
        "Remote secrets",
        "Created secret a2c/servers.",
        "Access",
        "Created policy App2ContainerGeneral.",
        "Created group App2ContainerUsers.",
        "Created 2 users: ada, grace.",
        "Created role App2ContainerWorker.",
        "Created instance profile App2ContainerWorker.",
        "Access keys",
        "Prepared 2 stores of user: ada, grace.",
        "Issued 2 access keys of user: ada, grace.",
    ]
    assert first.changed == 3
    assert "WARNING" not in first.stdout + first.stderr
    again = play(aws)
    assert (told(again), again.changed) == (["Remote secrets", "Access", "Access keys"], 0)


def test_a_check_tells_what_a_run_would_do_without_false_alarms(aws: Account) -> None:
    planned = play(aws, check=True)
    assert "Would issue 2 access keys of user: ada, grace." in told(planned)
    assert "WARNING" not in planned.stdout + planned.stderr
    assert not any("Findings" in line for line in told(planned))
    assert aws.client("iam").list_users()["Users"] == []


NO_PASSWORD = (
    "a2c_iam_access_keys_store.vault_password, a2c_iam_access_keys_store.vault_password_file: the store vault_file"
    " needs exactly one of vault_password and vault_password_file, got []."
)
NO_RECIPIENT = (
    "a2c_iam_access_keys_users[0].recipients[0]: this is not a public key that age can encrypt to, got 'ssh-rsa x';"
    " write a key that begins with age1, ssh-ed25519 or ssh-rsa."
)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("store", "recipients", "message"),
    [
        ("vault_file", None, NO_PASSWORD),
        pytest.param("age_file", ["ssh-rsa x"], NO_RECIPIENT, marks=pytest.mark.thorough),
    ],
)
def test_nothing_is_made_where_a_later_module_refuses(
    aws: Account, tmp_path: Path, store: str, recipients: list[str] | None, message: str
) -> None:
    user = {"name": "ada", **({"recipients": recipients} if recipients else {})}
    result = play(
        aws,
        a2c_iam_access_keys_store={"kind": store, "directory": str(tmp_path / "keys")},
        a2c_iam_access_keys_users=[user],
    )
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.result["results"][0]["msg"] == message
    assert message in result.stdout + result.stderr
    assert (result.changed, aws.client("iam").list_users()["Users"]) == (0, [])
    assert aws.client("secretsmanager").list_secrets()["SecretList"] == []
    assert not (tmp_path / "keys").exists()


@pytest.mark.thorough
def test_secrets_that_the_policy_does_not_grant_are_told_and_can_fail_the_run(aws: Account) -> None:
    told_once = play(aws, a2c_iam_policy_remote_workflows=False, check=True)
    warning = (
        "a2c_iam_remote_secrets[0]: The policy of this run does not grant access to it. Set"
        " a2c_iam_policy_remote_workflows to true for the users and workers that read it. [secret-not-granted]"
    )
    output = " ".join((told_once.stdout + told_once.stderr).split())
    assert output.count(warning) == 1
    refused = play(aws, a2c_iam_policy_remote_workflows=False, a2c_iam_fail_on="warning")
    (task,) = [task for task in refused.tasks if task.status == "failed"]
    assert task.result["msg"].startswith("a2c_iam_fail_on is warning, and there are such findings: ")


def loop_play(tmp_path: Path, account: Account) -> PlaybookResult:
    """Run the role in a loop over ``item``, each pass with a path and a fact of its own."""
    variables = {
        **BASE,
        "a2c_iam_components": ["users", "group"],
        "a2c_iam_users": ["{{ item }}-user"],
        "a2c_iam_path": "/{{ item }}/",
        "a2c_iam_policy_name": "{{ item }}",
        "a2c_iam_group_name": "{{ item }}",
        "a2c_iam_fact": "a2c_iam_access_{{ item }}",
    }
    include = {"name": "fleetops.app2container.a2c_iam"}
    task = {"name": "Loop", "ansible.builtin.include_role": include, "loop": ["one", "two"], "vars": variables}
    names = "{{ [a2c_iam_access_one, a2c_iam_access_two] | map(attribute='users') | flatten | map(attribute='name') }}"
    show = {"name": "Show both", "ansible.builtin.debug": {"msg": names}}
    playbook = tmp_path / "play.yml"
    playbook.write_text(yaml.safe_dump([{"hosts": "localhost", "gather_facts": False, "tasks": [task, show]}]))
    return run_playbook(playbook, env=account.environment)


@pytest.mark.thorough
def test_each_pass_of_a_loop_keeps_its_result(aws: Account, tmp_path: Path) -> None:
    result = loop_play(tmp_path, aws)
    assert result.rc == 0, result.stdout
    (shown,) = result.named("Show both")
    assert shown.result["msg"] == ["one-user", "two-user"]
    assert "loop variable" not in result.stdout + result.stderr


@pytest.mark.thorough
def test_module_defaults_of_the_group_guard_the_account(aws: Account, tmp_path: Path) -> None:
    other = "300000000019"
    roles = [{"role": "fleetops.app2container.a2c_iam"}]
    defaults = {"group/fleetops.app2container.app2container": {"account_id": other}}
    playbook = tmp_path / "play.yml"
    play = {"hosts": "localhost", "gather_facts": False, "module_defaults": defaults, "roles": roles}
    playbook.write_text(yaml.safe_dump([play]))
    result = run_playbook(playbook, env=aws.environment, extra_vars=BASE)
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.result["msg"].startswith("a2c_iam_account_id: the credentials belong to account ")
    assert aws.client("iam").list_users()["Users"] == []


WITHOUT_KEYS = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Action": "iam:CreateAccessKey", "Resource": "*"}],
}


def set_organization(account: Account, *policies: dict[str, Any]) -> None:
    """Give the account an organization with these policies."""
    address = f"{account.environment['AWS_ENDPOINT_URL']}/_settings/{account.account_id}"
    body = json.dumps({"organization": policies}).encode()
    request = urllib.request.Request(address, data=body, method="PUT")  # noqa: S310 - the emulator on this machine
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        assert answer.status == 200


def simulations(result: PlaybookResult) -> list[int]:
    """Return how often each module has asked what the caller may do, in the order in which they ran."""
    calls = [item.result["api_calls"] for task in result.tasks for item in passes(task) if "api_calls" in item.result]
    return [found for call in calls if (found := call.get("iam:SimulatePrincipalPolicy", 0))]


@pytest.mark.thorough
def test_an_organization_without_access_keys_is_told_before_the_first_change_of_all_modules(aws: Account) -> None:
    set_organization(aws, WITHOUT_KEYS)
    before = contents(aws)
    refused = play(aws)
    assert refused.rc != 0
    assert contents(aws) == before
    assert "a2c_iam_preflight: arn:aws:iam::" in refused.stdout + refused.stderr
    assert "set a2c_iam_preflight: false" in refused.stdout + refused.stderr


@pytest.mark.thorough
def test_the_role_tries_the_rights_once_for_each_module(aws: Account) -> None:
    set_organization(aws)
    made = play(aws)
    assert (made.rc, simulations(made)) == (0, [1, 1])  # for access, and for access_keys
    assert simulations(play(aws)) == []
