# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The accounts that playbooks work in: which hosts of an inventory they are, and which of them a teardown leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.emulator.accounts import Account
from tests.support.runs.estate import PLAYBOOKS, VARIABLES, Estate
from tests.support.runs.playbooks import PlaybookResult, run_playbook

WORKERS = {"worker-1": {"ansible_connection": "local"}, "worker-2": {"ansible_connection": "local"}}
ELSEWHERE = ("bootstrap_organization.yml", "demo.yml", "fleet_summary.yml", "permission_set.yml", "worker.yml")
ACCOUNT_PLAYBOOKS = sorted(path.name for path in PLAYBOOKS.glob("*.yml") if path.name not in ELSEWHERE)


@pytest.fixture
def estate(moto_endpoint: str, tmp_path: Path) -> Estate:
    return Estate(moto_endpoint, tmp_path)


def message(result: PlaybookResult) -> str:
    """Return the message of the one task that failed."""
    (failed,) = [task for task in result.tasks if task.status == "failed"]
    return str(failed.result["msg"])


@pytest.mark.thorough
def test_two_hosts_for_one_account_are_refused_before_anything_is_written(estate: Estate) -> None:
    """Also with a strategy that does not wait for other hosts."""
    hosts = {"production": estate.host("production"), "staging": estate.host("staging")}
    hosts["web"] = estate.host("web", leads_to="staging")
    result = estate.play(
        "site.yml", {"children": {"a2c_accounts": {"hosts": hosts}}}, settings={"ANSIBLE_STRATEGY": "free"}
    )
    assert result.rc == 2
    assert message(result) == (
        "Nothing has been changed, since several hosts lead to the same account:"
        f" staging, web ({estate.id_of('staging')}). Keep one host for each account in the group a2c_accounts, or"
        " correct a2c_iam_account_id and a2c_iam_assume_role_arn of the others."
    )
    assert estate.users("production") == estate.users("staging") == []


@pytest.mark.thorough
def test_only_accounts_that_no_variable_names_are_looked_up(estate: Estate) -> None:
    """A host that leads elsewhere than its variable says is left to the guard of the modules."""
    hosts = {name: estate.host(name) for name in ("production", "staging", "lost")}
    hosts["production"]["a2c_iam_account_id"] = int(estate.id_of("production"))
    hosts["lost"]["a2c_iam_account_id"] = "999999999999"
    result = estate.play("site.yml", {"children": {"a2c_accounts": {"hosts": hosts}}})
    looked_up = result.named("Find out which account the host leads to")
    assert {task.host: task.status for task in looked_up} == {
        "production": "skipped",
        "staging": "ok",
        "lost": "skipped",
    }
    assert result.rc == 2
    assert message(result).startswith(
        f"a2c_iam_account_id: the credentials belong to account {estate.id_of('lost')}, not to 999999999999."
    )
    assert [estate.users(host) for host in ("production", "staging", "lost")] == [["ada"], ["ada"], []]


@pytest.mark.thorough
def test_two_hosts_for_one_account_are_refused_by_what_the_variables_say(estate: Estate) -> None:
    hosts = {"production": estate.host("production"), "web": estate.host("web", leads_to="production")}
    hosts["web"]["a2c_iam_account_id"] = estate.id_of("web")
    result = estate.play("site.yml", {"children": {"a2c_accounts": {"hosts": hosts}}})
    assert result.rc == 2
    assert f"production, web ({estate.id_of('web')})" in message(result)
    assert estate.users("web") == []


@pytest.mark.parametrize("name", ACCOUNT_PLAYBOOKS)
def test_the_playbooks_agree_on_which_hosts_are_accounts(name: str) -> None:
    (play,), (site,) = (yaml.safe_load((PLAYBOOKS / file).read_text()) for file in (name, "site.yml"))
    assert play["hosts"] == site["hosts"]
    assert play["connection"] == "local"
    assert play["strategy"] == "linear"


@pytest.mark.thorough
def test_worker_machines_and_other_hosts_are_no_accounts(estate: Estate) -> None:
    """The accounts are the hosts of the group, or localhost where the inventory has no such group."""
    workers = {"a2c_workers": {"hosts": WORKERS}}
    alone = estate.play("site.yml", {"hosts": {"localhost": {}}, "children": workers}, check=True)
    assert (alone.rc, [*alone.recap]) == (0, ["localhost"])
    inventory = {"hosts": {"localhost": {}}, "children": {**workers, **estate.hosts("production")}}
    assert [*estate.play("site.yml", inventory, check=True).recap] == ["production"]
    chosen = estate.play("site.yml", inventory, variables={"a2c_iam_hosts": "localhost"}, check=True)
    assert [*chosen.recap] == ["localhost"]


@pytest.mark.thorough
def test_an_empty_group_of_accounts_is_not_the_account_of_the_credentials(estate: Estate) -> None:
    inventory = {"hosts": {"localhost": {}}, "children": {"a2c_accounts": {"hosts": {}}}}
    result = estate.play("site.yml", inventory, check=True)
    assert (result.rc, result.tasks) == (0, ())


@pytest.mark.thorough
@pytest.mark.parametrize("form", ["list", "text", "file"])
def test_a_teardown_names_each_account_and_leaves_the_others(estate: Estate, form: str) -> None:
    accounts = {"children": estate.hosts("production", "staging", "sandbox")}
    assert estate.play("site.yml", accounts).rc == 0
    named = [estate.id_of("staging"), estate.id_of("sandbox"), "999999999999"]
    file = estate.folder / "closing.txt"
    file.write_text("\n".join(["# closing this year", *named]))
    confirmation = {"list": named, "text": ", ".join(named), "file": str(file)}[form]
    removed = estate.play("teardown.yml", accounts, variables={"a2c_iam_confirm_teardown": confirmation})
    assert removed.rc == 0
    assert [estate.users(host) for host in ("production", "staging", "sandbox")] == [["ada"], [], []]
    (shown,) = removed.named("Show the accounts that are left unchanged")
    left = f"production ({estate.id_of('production')})"
    assert shown.result["msg"] == [
        f"Left unchanged, since a2c_iam_confirm_teardown does not name the account: {left}.",
        "Named by a2c_iam_confirm_teardown, but the account of no host: 999999999999.",
    ]


@pytest.mark.thorough
def test_a_confirmation_may_be_a_template(estate: Estate) -> None:
    """The inventory says of each account whether it goes, with a template of the variable that guards it."""
    confirmed = {"a2c_iam_confirm_teardown": "{{ a2c_iam_account_id if closing else '' }}"}
    accounts = {"children": estate.hosts("production", "staging", **confirmed)}
    hosts = accounts["children"]["a2c_accounts"]["hosts"]
    for name in hosts:
        hosts[name].update(a2c_iam_account_id=estate.id_of(name), closing=name == "staging")
    assert estate.play("site.yml", accounts).rc == 0
    assert estate.play("teardown.yml", accounts).rc == 0
    assert (estate.users("production"), estate.users("staging")) == (["ada"], [])


@pytest.mark.thorough
def test_a_teardown_without_confirmation_names_the_accounts(estate: Estate) -> None:
    accounts = {"children": estate.hosts("production", "staging")}
    result = estate.play("teardown.yml", accounts)
    assert result.rc == 2
    assert message(result) == (
        "Nothing has been removed. To remove the access, set a2c_iam_confirm_teardown to the IDs of the accounts:"
        f" production ({estate.id_of('production')}), staging ({estate.id_of('staging')})."
    )


@pytest.mark.thorough
def test_key_value_pairs_confirm_a_teardown(aws: Account) -> None:
    """Numbers and texts both do, as they come from a command line."""
    for confirmation in (aws.account_id, int(aws.account_id)):
        variables = {**VARIABLES, "a2c_iam_confirm_teardown": confirmation}
        result = run_playbook(PLAYBOOKS / "teardown.yml", env=aws.environment, extra_vars=variables)
        assert result.rc == 0


def test_accounts_outside_of_their_group_are_refused(moto_endpoint: str, tmp_path: Path) -> None:
    """The playbook would work in the account of the credentials instead."""
    estate = Estate(moto_endpoint, tmp_path)
    hosts = {
        name: estate.host(name, a2c_iam_account_id=account) for name, account in (("one", "1" * 12), ("two", "2" * 12))
    }
    result = estate.play("site.yml", {"hosts": hosts})
    assert (result.rc, result.changed) == (2, 0)
    (task,) = [task for task in result.tasks if task.status == "failed"]
    assert task.result["msg"] == (
        "Nothing has been changed. The hosts one, two have different values of a2c_iam_account_id, but accounts are the"
        " hosts of the group a2c_accounts, which the inventory does not have. Put these hosts into the group, or name"
        " them with a2c_iam_hosts."
    )
