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
from tests.support.runs.access import contents
from tests.support.runs.playbooks import PlaybookResult, run_playbook

PLAYBOOKS = CHECKOUT / "playbooks"
DEMO_VARIABLES: dict[str, Any] = yaml.safe_load((PLAYBOOKS / "vars/demo.yml").read_text())
CONVERGE = "Manage the IAM access of App2Container"
SHOW = "Show the summary"
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
    assert [task.status for task in first.named(SHOW)] == ["ok"]
    second = play("site.yml", aws, a2c_iam_show_summary=False)
    assert (second.rc, second.changed) == (0, 0)
    assert [task.status for task in second.named(SHOW)] == ["skipped"]
    assert converged(second)["changes"] == []


@pytest.mark.thorough
def test_the_role_sets_one_fact(aws: Account) -> None:
    result = play("site.yml", aws)
    facts = [task.result["ansible_facts"] for task in result.tasks if "ansible_facts" in task.result]
    task = converged(result)
    without: dict[str, Any] = {"access_keys": [], "artifact_bucket": None, "remote_secrets": []}
    told = {name: task[name] for name in ("changes", "findings", "summary")}
    assert facts == [{"a2c_iam_access": {**task["access"], **without, **told}}]


@pytest.mark.thorough
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


RENAMED: dict[str, Any] = {
    "a2c_iam_components": ["group", "users", "worker"],
    "a2c_iam_policy_name": "New",
    "a2c_iam_group_name": "NewUsers",
    "a2c_iam_users": [{"name": "ada"}],
    "a2c_iam_worker_role_name": "NewWorker",
    "a2c_iam_worker_instance_profile_name": "NewWorker",
}


@pytest.mark.thorough
def test_teardown_removes_what_no_variable_names_any_more(aws: Account) -> None:
    empty = contents(aws)
    assert play("site.yml", aws).rc == 0
    assert play("site.yml", aws, **RENAMED).rc == 0
    inventory = {key: value for key, value in RENAMED.items() if key != "a2c_iam_components"}
    removed = play("teardown.yml", aws, **inventory, a2c_iam_confirm_teardown=aws.account_id)
    assert removed.rc == 0
    assert contents(aws) == empty


@pytest.mark.thorough
def test_teardown_fails_for_what_it_could_not_remove(aws: Account) -> None:
    """A group of ours under another path has no mark, but its name says that it was meant."""
    assert play("site.yml", aws, a2c_iam_path="/earlier/").rc == 0
    result = play("teardown.yml", aws, a2c_iam_confirm_teardown=aws.account_id)
    assert result.rc == 2
    message = converged(result)["msg"]
    assert message.startswith("Not everything that this collection manages could be removed: ")
    assert "group App2ContainerUsers" in message
    assert "under the path /earlier/" in message


@pytest.mark.parametrize("check", [pytest.param(False, marks=pytest.mark.thorough), True])
def test_preview_writes_files_and_changes_nothing(aws: Account, tmp_path: Path, *, check: bool) -> None:
    there = Account(account_id=aws.account_id, environment={**aws.environment, "PWD": str(tmp_path.parent)})
    result = play("preview.yml", there, check=check, a2c_iam_preview_directory=tmp_path.name)
    assert result.rc == 0
    assert not [call for call in converged(result)["api_calls"] if call.split(":")[1].startswith(WRITES)]
    assert users(aws) == []
    folder = tmp_path / aws.account_id
    policies = converged(result)["access"]["policies"]
    for policy in policies:
        assert json.loads((folder / f"{policy['name']}.json").read_text()) == policy["document"]
    plan = json.loads((folder / "plan.json").read_text())
    assert plan == {key: converged(result)[key] for key in ("changes", "findings")}
    names = {path.name for path in folder.iterdir()}
    assert names == {"plan.json", *(f"{policy['name']}.json" for policy in policies)}


def shown(account: Account) -> list[str]:
    """Return the lines of the playbook that shows an account."""
    result = play("show.yml", account)
    assert (result.rc, result.changed) == (0, 0)
    (task,) = result.named("Show what is there")
    return list(task.result["msg"])


@pytest.mark.thorough
def test_what_is_shown_is_read_from_the_account(aws: Account) -> None:
    """Of an empty account nothing is shown, whatever the variables say; and what they name no longer is left over."""
    assert shown(aws) == [f"Access in account {aws.account_id} in partition aws: none."]
    policies = converged(play("site.yml", aws))["access"]["policies"]
    aws.client("iam").create_user(
        UserName="alan",
        Path="/app2container/",
        Tags=[{"Key": "app2container:managed-by", "Value": "fleetops.app2container"}],
    )
    assert shown(aws) == [
        f"Access in account {aws.account_id} in partition aws:",
        *[
            f"Policy {item['name']}: {len(item['document']['Statement'])} statements,"
            f" {item['size']} of 6144 characters, catalogue {item['catalogue']}."
            for item in policies
        ],
        "Group App2ContainerUsers: 3 members, ada, grace, linus.",
        "General role: App2ContainerGeneralRole.",
        "Worker: role App2ContainerWorker, instance profile App2ContainerWorker.",
        "Deployer: role App2ContainerDeployer.",
        (
            "medium: user alan: This collection manages it, but no option names it any more. To remove it, set"
            " purge: true. [left-over]"
        ),
    ]
    again = play("site.yml", aws)
    assert "To remove it, set a2c_iam_purge: true. [left-over]" in " ".join((again.stdout + again.stderr).split())


@pytest.mark.thorough
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
    inventory.write_text(yaml.safe_dump({"a2c_accounts": {"hosts": hosts}}))
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
        pytest.param("group/aws", marks=pytest.mark.thorough),
        pytest.param("group/fleetops.app2container.app2container", marks=pytest.mark.thorough),
        pytest.param("fleetops.app2container.access", marks=pytest.mark.thorough),
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


@pytest.mark.thorough
def test_a_wrong_variable_is_named_before_anything_is_called(aws: Account) -> None:
    result = play("site.yml", aws, a2c_iam_policy_deploy_targets=["lambda"])
    assert result.rc == 2
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.action == "fleetops.app2container.role_variables"
    assert task.result["msg"] == (
        "value of a2c_iam_policy_deploy_targets must be one or more of: ecs, eks, apprunner. Got no match for: lambda"
    )
