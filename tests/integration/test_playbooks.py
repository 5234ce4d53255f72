# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbooks as users run them: the real ansible-playbook against an emulated account."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment
from tests.support.runs.playbooks import PlaybookResult, run_playbook

PLAYBOOKS = CHECKOUT / "playbooks"
DEMO_VARIABLES: dict[str, Any] = yaml.safe_load((PLAYBOOKS / "vars/demo.yml").read_text())
CONVERGE = "Manage the IAM access of App2Container"
WRITES = ("Create", "Delete", "Attach", "Detach", "Add", "Remove", "Tag", "Untag", "Put", "Update")


def play(name: str, account: Account, *, check: bool = False, **variables: Any) -> PlaybookResult:
    """Run one of the collection's playbooks with the variables of the demo, and these."""
    return run_playbook(
        PLAYBOOKS / name, env=account.environment, extra_vars={**DEMO_VARIABLES, **variables}, check=check
    )


def converged(result: PlaybookResult) -> dict[str, Any]:
    """Return what the access module returned."""
    (task,) = result.named(CONVERGE)
    return task.result


def users(account: Account) -> list[str]:
    return sorted(user["UserName"] for user in account.client("iam").list_users()["Users"])


def test_site_plans_converges_and_is_idempotent(aws: Account) -> None:
    planned = play("site.yml", aws, check=True)
    assert (planned.rc, planned.changed, users(aws)) == (0, 1, [])
    first = play("site.yml", aws)
    assert (first.rc, first.changed, users(aws)) == (0, 1, ["ada", "grace", "linus"])
    for key in ("changed", "diff", "changes", "access", "findings"):
        assert converged(planned)[key] == converged(first)[key], key
    second = play("site.yml", aws)
    assert (second.rc, second.changed) == (0, 0)
    assert converged(second)["changes"] == []


def test_the_role_sets_one_fact(aws: Account) -> None:
    result = play("site.yml", aws)
    facts = [task.result["ansible_facts"] for task in result.tasks if "ansible_facts" in task.result]
    task = converged(result)
    told = {name: task[name] for name in ("changes", "findings", "summary")}
    assert facts == [{"a2c_iam_access": {**task["access"], "access_keys": [], "remote_secrets": [], **told}}]


def test_teardown_needs_the_account_and_removes_everything(aws: Account) -> None:
    play("site.yml", aws)
    mistakes: list[dict[str, Any]] = [
        {},
        {"a2c_iam_confirm_teardown": "999999999999"},
        {"a2c_iam_confirm_teardown": "yes"},
    ]
    for wrong in mistakes:
        assert play("teardown.yml", aws, **wrong).rc == 2
        assert users(aws) == ["ada", "grace", "linus"]
    other_host: dict[str, Any] = {"a2c_iam_account_id": "999999999999", "a2c_iam_confirm_teardown": aws.account_id}
    assert play("teardown.yml", aws, **other_host).rc == 2
    removed = play("teardown.yml", aws, a2c_iam_confirm_teardown=aws.account_id)
    assert (removed.rc, removed.changed, users(aws)) == (0, 1, [])
    iam = aws.client("iam")
    assert iam.list_policies(Scope="Local")["Policies"] == []
    assert iam.list_groups()["Groups"] == iam.list_roles()["Roles"] == []
    again = play("teardown.yml", aws, a2c_iam_confirm_teardown=aws.account_id)
    assert (again.rc, again.changed) == (0, 0)


@pytest.mark.parametrize("check", [False, True])
def test_preview_writes_files_and_changes_nothing(aws: Account, tmp_path: Path, *, check: bool) -> None:
    result = play("preview.yml", aws, check=check, a2c_iam_preview_directory=str(tmp_path))
    assert result.rc == 0
    assert not [call for call in converged(result)["api_calls"] if call.split(":")[1].startswith(WRITES)]
    assert users(aws) == []
    folder = tmp_path / aws.account_id
    (policy,) = converged(result)["access"]["policies"]
    assert json.loads((folder / "App2ContainerGeneral.json").read_text()) == policy["document"]
    plan = json.loads((folder / "plan.json").read_text())
    assert plan == {key: converged(result)[key] for key in ("changes", "findings")}
    assert sorted(path.name for path in folder.iterdir()) == ["App2ContainerGeneral.json", "plan.json"]


def test_demo_shows_what_the_account_holds(aws: Account) -> None:
    play("site.yml", aws)
    result = play("demo.yml", aws)
    (shown,) = result.named("Show what it holds")
    (policy,) = converged(result)["access"]["policies"]
    statements = len(policy["document"]["Statement"])
    assert result.changed == 0
    assert shown.result["msg"] == [
        f"Account {aws.account_id} in partition aws",
        f"Policy   App2ContainerGeneral: {statements} statements, {policy['size']} of 6144 characters",
        "Group    App2ContainerUsers: ada, grace, linus",
        "Worker   role App2ContainerWorker in instance profile App2ContainerWorker",
        "Deployer role App2ContainerDeployer with AdministratorAccess, not in the group",
    ]


def test_each_host_of_an_inventory_is_an_account(moto_endpoint: str, tmp_path: Path) -> None:
    accounts = {"production": "300000000001", "staging": "300000000002"}
    hosts = {
        name: {
            "a2c_iam_account_id": account_id,
            "a2c_iam_assume_role_arn": f"arn:aws:iam::{account_id}:role/Automation",
            "a2c_iam_users": [{"name": f"{name}-user"}],
        }
        for name, account_id in accounts.items()
    }
    inventory = tmp_path / "accounts.yml"
    inventory.write_text(yaml.safe_dump({"all": {"hosts": hosts}}))
    variables = {"a2c_iam_policy_deploy_targets": ["ecs"]}
    result = run_playbook(
        PLAYBOOKS / "site.yml", env=aws_environment(moto_endpoint), inventory=inventory, extra_vars=variables
    )
    assert {host: counts["changed"] for host, counts in result.recap.items()} == {"production": 1, "staging": 1}
    for name, account_id in accounts.items():
        assert users(open_account(Kind.MOTO, moto_endpoint, account_id)) == [f"{name}-user"]


@pytest.mark.parametrize(
    "defaults",
    [
        "group/amazon.aws.aws",
        "group/aws",
        "group/fleetops.app2container.app2container",
        "fleetops.app2container.access",
    ],
)
def test_connection_settings_come_from_module_defaults(aws: Account, tmp_path: Path, defaults: str) -> None:
    environment = dict(aws.environment)
    connection = {
        "endpoint_url": environment.pop("AWS_ENDPOINT_URL"),
        "access_key": environment.pop("AWS_ACCESS_KEY_ID"),
        "secret_key": environment.pop("AWS_SECRET_ACCESS_KEY"),
        "session_token": environment.pop("AWS_SESSION_TOKEN"),
        "region": "{{ 'eu-west' }}-3",
    }
    environment.pop("AWS_REGION")
    playbook = tmp_path / "play.yml"
    playbook.write_text(
        yaml.safe_dump(
            [
                {
                    "hosts": "localhost",
                    "gather_facts": False,
                    "module_defaults": {defaults: connection},
                    "roles": [{"role": "fleetops.app2container.a2c_iam"}],
                }
            ]
        )
    )
    variables = {"a2c_iam_policy_deploy_targets": ["ecs"]}
    result = run_playbook(playbook, env=environment, extra_vars=variables, check=True)
    (policy,) = converged(result)["access"]["policies"]
    assert f"arn:aws:ecr:eu-west-3:{aws.account_id}:repository/*" in json.dumps(policy["document"])


def test_a_wrong_variable_is_named_before_anything_is_called(aws: Account) -> None:
    result = play("site.yml", aws, a2c_iam_policy_deploy_targets=["lambda"])
    assert result.rc == 2
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.action == "ansible.builtin.validate_argument_spec"
    assert task.result["argument_errors"] == [
        "value of a2c_iam_policy_deploy_targets must be one or more of: ecs, eks, apprunner. Got no match for: lambda"
    ]
