# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access keys by the role and its playbooks: issued into each store, rotated, retired, and gone with their users."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.stores.files import ACCOUNT_FILE
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import CHECKOUT, Kind, aws_environment
from tests.support.key_stores import KEY_STORES, AgeFiles, KeyStore
from tests.support.runs.playbooks import PlaybookResult, run_playbook
from tests.support.scenarios.thorough import some
from tests.support.strict.remote import issued_keys, journal_of

PLAYBOOKS = CHECKOUT / "playbooks"
TAG = "app2container:access-key"
BASE: Mapping[str, Any] = {
    "a2c_iam_policy_deploy_targets": ["ecs"],
    "a2c_iam_users": [{"name": "ada"}, {"name": "grace"}],
    "a2c_iam_access_keys_enabled": True,
}
USERS = ("ada", "grace")
LOOK_AFTER, SHOWN = "Issue, rotate and retire access keys", "Show the summary"


@pytest.fixture(params=some(KEY_STORES, every=3))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> KeyStore:
    """Give each kind of store."""
    return KEY_STORES[request.param](tmp_path / "keys")


def play(name: str, account: Account, *, check: bool = False, **variables: Any) -> PlaybookResult:
    """Run one of the collection's playbooks; it fails for nothing."""
    result = run_playbook(PLAYBOOKS / name, env=account.environment, extra_vars={**BASE, **variables}, check=check)
    assert result.rc == 0, result.stdout + result.stderr
    return result


def looked_after(result: PlaybookResult) -> dict[str, Any]:
    """Return what the module returned, which was nothing but that."""
    (task,) = result.named(LOOK_AFTER)
    (found,) = task.result["results"]
    assert not {"module_stdout", "module_stderr", "exception"} & found.keys()
    return dict(found)


def keys_of(account: Account, user: str) -> dict[str, str]:
    """Return the keys of a user with their states."""
    found = account.client("iam").list_access_keys(UserName=user)["AccessKeyMetadata"]
    return {key["AccessKeyId"]: key["Status"] for key in found}


def recorded(account: Account, user: str) -> str | None:
    """Return what is recorded on a user about its keys."""
    tags = account.client("iam").list_user_tags(UserName=user)["Tags"]
    return next((tag["Value"] for tag in tags if tag["Key"] == TAG), None)


def current(result: PlaybookResult) -> dict[str, str]:
    """Return the id of the current key of each user."""
    return {key["user"]: key["access_key_id"] for key in looked_after(result)["access_keys"]}


def delivered(account: Account, store: KeyStore, result: PlaybookResult) -> None:
    """Each user finds the key that the account has in the store, where the result says."""
    for key in looked_after(result)["access_keys"]:
        secret = issued_keys(account)[key["access_key_id"]]
        wanted = {"aws_access_key_id": key["access_key_id"], "aws_secret_access_key": secret}
        assert store.held(account, key["place"]) == wanted


def users(account: Account) -> list[str]:
    return sorted(user["UserName"] for user in account.client("iam").list_users()["Users"])


@pytest.mark.thorough
def test_from_the_first_key_to_the_last(aws: Account, store: KeyStore) -> None:
    planned = play("site.yml", aws, check=True, **store.variables(*USERS))
    assert (planned.changed, users(aws), store.left(aws)) == (2, [], [])
    assert (looked_after(planned)["findings"], looked_after(planned).get("warnings", [])) == ([], [])
    assert current(planned) == {"ada": None, "grace": None}

    first = play("site.yml", aws, **store.variables(*USERS))
    assert first.changed == 2
    assert looked_after(first).get("warnings", []) == []
    assert [step["action"] for step in looked_after(first)["changes"]] == ["prepare", "issue"] * 2
    facts = [task.result["ansible_facts"] for task in first.tasks if "ansible_facts" in task.result]
    assert [fact["a2c_iam_access"]["access_keys"] for fact in facts] == [looked_after(first)["access_keys"]]
    delivered(aws, store, first)
    for user, key_id in current(first).items():
        assert keys_of(aws, user) == {key_id: "Active"}
        assert recorded(aws, user) == f"current={key_id}"
    again = play("site.yml", aws, **store.variables(*USERS))
    assert (again.changed, current(again)) == (0, current(first))

    rotated = play("rotate_keys.yml", aws, a2c_iam_access_keys_max_age_days=0, **store.variables(*USERS))
    delivered(aws, store, rotated)
    assert keys_of(aws, "ada") == dict.fromkeys([current(first)["ada"], current(rotated)["ada"]], "Active")
    removed = play("teardown.yml", aws, a2c_iam_confirm_teardown=aws.account_id, **store.variables(*USERS))
    assert (removed.changed, users(aws), store.left(aws)) == (2, [], [])


@pytest.mark.thorough
def test_a_rotation_from_the_new_key_to_the_end_of_the_old(aws: Account) -> None:
    before = current(play("site.yml", aws))
    resting = play("rotate_keys.yml", aws)
    assert (resting.changed, current(resting)) == (0, before)
    planned = play("rotate_keys.yml", aws, check=True, a2c_iam_access_keys_max_age_days=0)
    assert (planned.changed, keys_of(aws, "ada")) == (1, {before["ada"]: "Active"})

    rotated = play("rotate_keys.yml", aws, a2c_iam_access_keys_max_age_days=0)
    after = current(rotated)
    assert keys_of(aws, "ada") == {before["ada"]: "Active", after["ada"]: "Active"}
    for key in looked_after(rotated)["access_keys"]:
        (wait,) = key["waits"]
        assert (wait["action"], wait["access_key_id"]) == ("deactivate", before[key["user"]])
    until = looked_after(rotated)["access_keys"][0]["waits"][0]["until"]
    assert rotated.named(SHOWN)[0].result["msg"] == looked_after(rotated)["summary"]
    line = f"Waiting to deactivate access key {before['ada']} of user ada, not before {until}: "
    assert f"{line}its grace period is not over." in looked_after(rotated)["summary"]
    deactivated = play("rotate_keys.yml", aws, a2c_iam_access_keys_grace_days=0)
    assert (deactivated.changed, keys_of(aws, "ada")) == (1, {before["ada"]: "Inactive", after["ada"]: "Active"})
    days: dict[str, Any] = {"a2c_iam_access_keys_grace_days": 0, "a2c_iam_access_keys_delete_after_days": 0}
    deleted = play("rotate_keys.yml", aws, **days)
    assert (deleted.changed, keys_of(aws, "ada")) == (1, {after["ada"]: "Active"})
    assert recorded(aws, "ada") == f"current={after['ada']}"


@pytest.mark.thorough
def test_a_user_that_goes_loses_its_key_first(aws: Account, tmp_path: Path) -> None:
    store = AgeFiles(tmp_path / "keys")
    play("site.yml", aws, **store.variables(*USERS))
    goes = {**BASE, **store.variables(*USERS), "a2c_iam_users": [{"name": "ada"}, {"name": "grace", "state": "absent"}]}
    result = play("site.yml", aws, **goes)
    assert [task.status for task in result.named("Remove the access keys of absent users")] == ["ok"]
    deleted = [
        call["action"] for call in journal_of(aws) if call["action"] in {"iam:DeleteAccessKey", "iam:DeleteUser"}
    ]
    assert deleted == ["iam:DeleteAccessKey", "iam:DeleteUser"]
    assert result.named("Remove the access keys of absent users")[0].result["changed"]
    assert (result.changed, users(aws)) == (2, ["ada"])
    assert [key["user"] for key in looked_after(result)["access_keys"]] == ["ada"]
    assert [name.split(".")[0] for name in store.left(aws) if name != ACCOUNT_FILE] == ["ada"]
    assert play("site.yml", aws, **goes).changed == 0


@pytest.mark.thorough
def test_a_teardown_removes_the_keys_of_users_that_no_variable_names(aws: Account, tmp_path: Path) -> None:
    store = KEY_STORES["secretsmanager"](tmp_path)
    boss: dict[str, Any] = {"a2c_iam_deployer_name": "boss", "a2c_iam_components": ["group", "users", "deployer"]}
    assert current(play("site.yml", aws, **boss, **store.variables(*USERS))).keys() == {*USERS, "boss"}
    removed = play(
        "teardown.yml", aws, a2c_iam_users=["ada"], a2c_iam_confirm_teardown=aws.account_id, **store.variables("ada")
    )
    assert (removed.rc, users(aws), store.left(aws)) == (0, [], [])


@pytest.mark.thorough
def test_who_gets_a_key(aws: Account) -> None:
    deployer: dict[str, Any] = {"a2c_iam_components": ["group", "users", "worker", "deployer"]}
    nobody: list[dict[str, Any]] = [
        {"a2c_iam_access_keys_enabled": False},
        {"a2c_iam_components": ["worker"]},
        {"a2c_iam_components": ["worker", "group"], "a2c_iam_access_keys_users": [{"name": "ada"}]},
        {"a2c_iam_users": []},
    ]
    assert current(play("site.yml", aws, check=True)).keys() == {"ada", "grace"}
    assert current(play("site.yml", aws, check=True, **deployer)).keys() == {"ada", "grace", "App2ContainerDeployer"}
    for variables in nobody:
        result = play("site.yml", aws, check=True, **variables)
        assert result.named(LOOK_AFTER) == ()
        (fact,) = [task.result["ansible_facts"] for task in result.tasks if "ansible_facts" in task.result]
        assert fact["a2c_iam_access"]["access_keys"] == []


@pytest.mark.thorough
def test_components_leave_the_keys_of_others(aws: Account) -> None:
    issued = current(play("site.yml", aws))
    named: dict[str, Any] = {
        "a2c_iam_access_keys_users": [{"name": "ada"}, {"name": "grace"}],
        "a2c_iam_confirm_teardown": aws.account_id,
    }
    for components in (["worker"], ["deployer"], ["group"]):
        play("teardown.yml", aws, a2c_iam_components=components, **named)
        assert {user: list(keys_of(aws, user)) for user in ("ada", "grace")} == {
            user: [key_id] for user, key_id in issued.items()
        }


@pytest.mark.thorough
def test_rotation_touches_nothing_else_and_needs_users(aws: Account) -> None:
    outcome = run_playbook(PLAYBOOKS / "rotate_keys.yml", env=aws.environment, extra_vars=BASE)
    (task,) = [task for task in outcome.tasks if task.status == "failed"]
    message = task.result["results"][0]["msg"]
    assert message.startswith("a2c_iam_users[0].name: user ada does not exist, create it first or correct the name")
    assert users(aws) == []
    off = play("rotate_keys.yml", aws, a2c_iam_access_keys_enabled=False)
    (shown,) = off.named(SHOWN)
    assert shown.result["msg"] == ["No access keys are managed: see a2c_iam_access_keys_enabled."]


@pytest.mark.thorough
def test_each_host_of_an_inventory_is_an_account(moto_endpoint: str, tmp_path: Path) -> None:
    accounts = {"production": "300000000011", "staging": "300000000012"}
    hosts = {
        name: {
            "a2c_iam_account_id": account_id,
            "a2c_iam_assume_role_arn": f"arn:aws:iam::{account_id}:role/Automation",
            "a2c_iam_users": [{"name": f"{name}-user"}],
            "a2c_iam_access_keys_max_age_days": 0 if name == "staging" else 30,
        }
        for name, account_id in accounts.items()
    }
    inventory = tmp_path / "accounts.yml"
    inventory.write_text(yaml.safe_dump({"a2c_accounts": {"hosts": hosts}}))
    variables = {"a2c_iam_policy_deploy_targets": ["ecs"], "a2c_iam_access_keys_enabled": True}
    results = [
        run_playbook(PLAYBOOKS / name, env=aws_environment(moto_endpoint), inventory=inventory, extra_vars=variables)
        for name in ("site.yml", "rotate_keys.yml")
    ]
    changed = [{host: counts["changed"] for host, counts in result.recap.items()} for result in results]
    assert changed == [{"production": 2, "staging": 2}, {"production": 0, "staging": 1}]
    for name, account_id in accounts.items():
        account = open_account(Kind.MOTO, moto_endpoint, account_id)
        assert len(keys_of(account, f"{name}-user")) == (2 if name == "staging" else 1)


def test_a_wrong_variable_is_named_before_anything_is_called(aws: Account) -> None:
    variables = {**BASE, "a2c_iam_access_keys_store": {"kind": "paper"}}
    result = run_playbook(PLAYBOOKS / "site.yml", env=aws.environment, extra_vars=variables)
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.action == "fleetops.app2container.role_variables"
    assert task.result["msg"].startswith(f"value of kind must be one of: {', '.join(KEY_STORES)}, got: paper found in")
