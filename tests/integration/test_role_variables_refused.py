# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The variables of a2c_iam in the forms that people give them, and what is told before anything is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT, aws_environment
from tests.support.runs.playbooks import PlaybookResult, run_playbook

SITE = CHECKOUT / "playbooks/site.yml"
NOWHERE = "http://127.0.0.1:9"  # nothing is called
TARGETS: dict[str, Any] = {"a2c_iam_policy_deploy_targets": ["ecs"]}


def refused(**variables: Any) -> list[str]:
    """Return the lines of the message with which a run ends that calls nothing."""
    result = run_playbook(SITE, env=aws_environment(NOWHERE), extra_vars={**TARGETS, **variables})
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert "api_calls" not in task.result
    return str(task.result["msg"]).splitlines()


def test_wrong_variables_are_named_all_at_once() -> None:
    assert refused(a2c_iam_purge_member=True, a2c_iam_policy_byovpc=True, a2c_iam_users=[{"name": False}]) == [
        "a2c_iam_policy_byovpc: the role a2c_iam has no such variable; did you mean a2c_iam_policy_byo_vpc?",
        "a2c_iam_purge_member: the role a2c_iam has no such variable; did you mean a2c_iam_purge_members?",
        "a2c_iam_users[0].name: must be a text, and YAML reads this as true or false, got False; put it in quotes.",
    ]


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"a2c_iam_tags": ["x"]}, "argument 'a2c_iam_tags' is of type"),
        ({"a2c_iam_users": {"ada": {}}}, "a2c_iam_users: must be a list, got {'ada': {}}."),
        (
            {"a2c_iam_access_keys_users": 5},
            "a2c_iam_access_keys_users[0]: must be a name or a mapping of options, got 5",
        ),
        ({"a2c_iam_access_keys_enabled": "perhaps"}, "argument 'a2c_iam_access_keys_enabled' is of type"),
        ({"a2c_iam_components": ["users", "worke"]}, "value of a2c_iam_components must be one or more of: "),
        (
            {"a2c_iam_deployer_name": True},
            "a2c_iam_deployer_name: must be a text, and YAML reads this as true or false",
        ),
    ],
)
def test_a_wrong_type_is_refused_by_name(variables: dict[str, Any], message: str) -> None:
    lines = refused(**variables)
    assert any(line.startswith(message) for line in lines), lines


def ini(tmp_path: Path, text: str, account: Account) -> PlaybookResult:
    """Run the playbook in check mode with the variables of an inventory in INI format."""
    inventory = tmp_path / "hosts.ini"
    inventory.write_text(f"localhost ansible_connection=local\n\n[all:vars]\n{text}\n")
    return run_playbook(SITE, env=account.environment, inventory=inventory, check=True)


@pytest.mark.thorough
def test_texts_are_taken_as_what_they_mean(aws: Account, tmp_path: Path) -> None:
    result = ini(
        tmp_path,
        "a2c_iam_policy_deploy_targets=ecs,eks\n"
        "a2c_iam_users=ada,grace\n"
        "a2c_iam_access_keys_enabled=no\n"
        "a2c_iam_show_summary=false\n"
        "a2c_iam_components=group,users,worker\n"
        "a2c_iam_account_id=\n",
        aws,
    )
    assert result.rc == 0, result.stdout
    (task,) = result.named("Manage the IAM access of App2Container")
    made = [(change["type"], change["name"]) for change in task.result["changes"] if change["action"] == "create"]
    assert made == [
        ("policy", "App2ContainerGeneral"),
        ("group", "App2ContainerUsers"),
        ("user", "ada"),
        ("user", "grace"),
        ("role", "App2ContainerWorker"),
        ("instance_profile", "App2ContainerWorker"),
    ]
    assert {change["api"] for change in task.result["changes"]} >= {"iam:AttachGroupPolicy", "iam:AttachRolePolicy"}
    assert result.named("Issue, rotate and retire access keys") == ()
    assert [task.status for task in result.named("Show the summary")] == ["skipped"]


@pytest.mark.thorough
def test_variables_of_the_environment_are_texts(aws: Account, tmp_path: Path) -> None:
    values = {
        "A2C_COMPONENTS": '["users", "group"]',
        "A2C_KEYS": "False",
        "A2C_USERS": json.dumps([{"name": "ada"}]),
        "A2C_GRACE": "3",
    }
    names = dict(zip(["components", "access_keys_enabled", "users", "access_keys_grace_days"], values, strict=True))
    variables = {f"a2c_iam_{name}": f"{{{{ lookup('env', '{values_name}') }}}}" for name, values_name in names.items()}
    del variables["a2c_iam_components"]  # Ansible itself refuses JSON in a text where it knows the choices
    playbook = tmp_path / "play.yml"
    role = {"role": "fleetops.app2container.a2c_iam"}
    play = {"hosts": "localhost", "gather_facts": False, "vars": {**variables, **TARGETS}, "roles": [role]}
    playbook.write_text(yaml.safe_dump([play]))
    result = run_playbook(playbook, env={**aws.environment, **values}, check=True)
    assert result.rc == 0, result.stdout
    assert result.named("Issue, rotate and retire access keys") == ()
    (task,) = result.named("Manage the IAM access of App2Container")
    assert [change["name"] for change in task.result["changes"] if change["api"] == "iam:CreateUser"] == ["ada"]
