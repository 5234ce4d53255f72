# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module permission_set and its playbook on an emulated organization."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.modules.permission_set import ARGUMENT_SPEC
from tests.support.emulator.accounts import Account
from tests.support.emulator.people import (
    ADA,
    ENGINEERS,
    GENERAL,
    LOOKUP,
    converge,
    make_people,
    make_policy,
    others,
    permission_sets,
    set_named,
)
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.playbooks import PlaybookResult, run_playbook

MODULE = "fleetops.app2container.permission_set"
PLAYBOOK = CHECKOUT / "playbooks/permission_set.yml"
POLICY = f"/app2container/{GENERAL}"
SAME = ("changed", "changes", "diff", "findings", "assignments")  # in check mode too


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody wait: here, requests are done after some further calls."""
    monkeypatch.setattr("botocore.waiter.time", SimpleNamespace(sleep=lambda _seconds: None))


@pytest.fixture
def people(aws: Account) -> dict[str, str]:
    for account_id in (aws.account_id, *others(aws)):
        make_policy(aws, account_id)
    return make_people(aws)


def assignments(aws: Account) -> list[dict[str, Any]]:
    return [
        {"group": ENGINEERS, "account_ids": [aws.account_id, *others(aws)]},
        {"user": ADA, "account_ids": [aws.account_id]},
    ]


def converged(aws: Account, **params: Any) -> Any:
    """Run in check mode, then really: both tell the same; once more: nothing is to be done."""
    predicted = converge(aws, check=True, **params)
    assert not predicted.failed, predicted["msg"]
    made = converge(aws, **params)
    assert not made.failed, made["msg"]
    assert {key: predicted[key] for key in SAME} == {key: made[key] for key in SAME}
    again = converge(aws, **params)
    assert not again.changed
    assert not any(name.split(":")[1].startswith(("Create", "Delete", "Put", "Tag")) for name in again["api_calls"])
    assert "iam:GetPolicy" not in again["api_calls"]  # nothing is provisioned
    return made


def test_the_whole_cycle(aws: Account, people: dict[str, str]) -> None:
    made = converged(aws, assignments=assignments(aws), lookup_role_arn=LOOKUP, tags={"team": "a"}, max_session_hours=4)
    assert permission_sets(aws) == {
        GENERAL: {
            "settings": {"Description": None, "SessionDuration": "PT4H", "RelayState": None},
            "tags": {"app2container:managed-by": "fleetops.app2container", "team": "a"},
            "policies": [POLICY],
            "managed": [],
            "inline": "",
            "boundary": None,
            "assignments": sorted(
                [(account_id, "GROUP", people[ENGINEERS]) for account_id in (aws.account_id, *others(aws))]
                + [(aws.account_id, "USER", people[ADA])]
            ),
            "outdated": [],
        }
    }
    assert made["permission_set"]["arn"] == set_named(aws)["PermissionSetArn"]
    assert [item["principal_name"] for item in made["assignments"]] == [ENGINEERS, ADA, ENGINEERS, ENGINEERS]
    told = [f"group {ENGINEERS} in {account_id}" for account_id in (aws.account_id, *others(aws))]
    told.append(f"user {ADA} in {aws.account_id}")
    assert made["summary"][1:] == [
        f"Created permission set {GENERAL}.",
        f"Created 4 account assignments: {', '.join(told)}.",
    ]
    changed = converged(aws, description="For migrations")
    assert [change["action"] for change in changed["changes"]] == ["update", "provision"]
    assert permission_sets(aws)[GENERAL]["settings"]["SessionDuration"] == "PT4H"
    by_id = [{"group_id": people[ENGINEERS], "account_ids": [aws.account_id]}]
    kept = converged(aws, assignments=by_id)
    assert [finding["id"] for finding in kept["findings"]] == ["assignment-not-named"] * 3
    purged = converged(aws, assignments=by_id, purge_assignments=True)
    assert [change["action"] for change in purged["changes"]] == ["delete"] * 3
    gone = converged(aws, state="absent")
    assert gone["permission_set"] is None
    assert permission_sets(aws) == {}


def test_accounts_that_nobody_can_look_into_are_told(aws: Account, people: dict[str, str]) -> None:
    assert people
    made = converge(aws, assignments=assignments(aws))
    (found,) = made["findings"]
    assert (found["id"], found["severity"], found["where"]) == ("policy-not-checked", "warning", "lookup_role_arn")
    assert found["message"].startswith(
        "Whether these accounts have the policies of the permission set was not checked, because lookup_role_arn is not"
        f" set: {', '.join(others(aws))}."
    )
    assert made["api_calls"]["iam:GetPolicy"] == 1  # in its own account


def test_people_that_do_not_exist_are_named_together(aws: Account) -> None:
    wrong = [
        {"group": "Nobody", "account_ids": [aws.account_id]},
        {"user_id": "01234567-89ab-cdef-0123-456789abcdef", "account_ids": [aws.account_id]},
    ]
    refused = converge(aws, assignments=wrong)
    assert refused.failed
    assert "assignments[0].group: the identity store d-" in refused["msg"]
    assert " has no group 'Nobody'; check the name, the Region and the credentials; assignments[1].user_id: " in str(
        refused["msg"]
    )
    assert refused["msg"].endswith("Nothing has been changed.")
    assert permission_sets(aws) == {}


def test_a_set_of_others_is_left_alone(aws: Account) -> None:
    client = aws.client("sso-admin")
    instance = {"InstanceArn": client.list_instances()["Instances"][0]["InstanceArn"]}
    client.create_permission_set(**instance, Name=GENERAL, Description="Theirs")
    before = permission_sets(aws)
    for state in ("present", "absent"):
        refused = converge(aws, state=state)
        assert f"permission set {GENERAL} exists and is not managed by this collection" in refused["msg"]
    assert permission_sets(aws) == before
    converged(aws, adopt=True)
    assert permission_sets(aws)[GENERAL]["policies"] == [POLICY]
    converged(aws, state="absent")


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"account_id": "444455556666"}, "account_id: the credentials belong to account "),
        (
            {"instance_arn": "arn:aws:sso:::instance/ssoins-0123456789abcdef"},
            "instance_arn: there is no such instance in eu-west-1, only arn:aws:sso:::instance/ssoins-",
        ),
    ],
)
def test_the_wrong_place(aws: Account, params: dict[str, Any], told: str) -> None:
    refused = converge(aws, **params)
    assert refused.failed
    assert str(refused["msg"]).startswith(told)
    assert permission_sets(aws) == {}


@pytest.mark.parametrize(
    ("region", "partition"),
    [pytest.param("cn-north-1", "aws-cn", marks=pytest.mark.thorough), ("us-gov-west-1", "aws-us-gov")],
)
def test_other_partitions(aws: Account, region: str, partition: str) -> None:
    there = Account(account_id=aws.account_id, environment={**aws.environment, "AWS_REGION": region})
    make_people(there)
    for account_id in (there.account_id, *others(there)):
        make_policy(there, account_id)
    boundary = f"arn:{partition}:iam::aws:policy/PowerUserAccess"
    params: dict[str, Any] = {
        "assignments": assignments(there),
        "lookup_role_arn": f"arn:{partition}:iam::{{account_id}}:role/A",
    }
    made = converged(there, **params, permissions_boundary=boundary)
    assert made["permission_set"]["arn"].startswith(f"arn:{partition}:sso:::permissionSet/ssoins-")
    assert made["findings"] == []  # the policies were found
    for option, value in (
        ("permissions_boundary", "arn:aws:iam::aws:policy/ReadOnlyAccess"),
        ("lookup_role_arn", LOOKUP),
    ):
        refused = converge(there, **{**params, option: value})
        assert str(refused["msg"]).startswith(f"{option}: the ARN must be in the partition of the account, {partition}")


def play(aws: Account, folder: Path, **variables: Any) -> PlaybookResult:
    """Run the playbook for an inventory of three accounts."""
    ids = [aws.account_id, *others(aws)]
    hosts = {f"account-{at}": {"a2c_iam_account_id": account_id} for at, account_id in enumerate(ids)}
    hosts |= variables.pop("hosts", {})
    inventory = folder / "inventory.yml"
    local = {"localhost": {"ansible_connection": "local"}}
    inventory.write_text(yaml.safe_dump({"all": {"hosts": local, "children": {"a2c_accounts": {"hosts": hosts}}}}))
    names = {f"a2c_permission_set_{name}": value for name, value in variables.items()}
    return run_playbook(PLAYBOOK, env=aws.environment, inventory=inventory, extra_vars=names)


@pytest.mark.thorough
def test_the_playbook_takes_the_accounts_of_an_inventory(aws: Account, people: dict[str, str], tmp_path: Path) -> None:
    variables: dict[str, Any] = {
        "account_id": aws.account_id,
        "lookup_role_arn": LOOKUP,
        "assignments": [{"group": ENGINEERS}, {"user": ADA, "account_ids": [aws.account_id]}],
    }
    first = play(aws, tmp_path, **variables)
    assert (first.rc, first.changed) == (0, 1), first.stdout
    held = permission_sets(aws)[GENERAL]["assignments"]
    assert sorted(account_id for account_id, _type, principal in held if principal == people[ENGINEERS]) == sorted(
        [aws.account_id, *others(aws)]
    )
    assert [account_id for account_id, _type, principal in held if principal == people[ADA]] == [aws.account_id]
    assert f"Permission set {GENERAL}: 6 changes made." in first.stdout
    second = play(aws, tmp_path, **variables)
    assert (second.rc, second.changed) == (0, 0), second.stdout


@pytest.mark.thorough
def test_the_playbook_needs_the_ids_of_the_accounts(aws: Account, tmp_path: Path) -> None:
    result = play(aws, tmp_path, hosts={"stray": {}}, assignments=[{"group": ENGINEERS}])
    assert result.rc == 2
    assert "do not have the variable a2c_iam_account_id: stray." in result.stdout.replace("\n", " ")
    assert permission_sets(aws) == {}


def test_the_playbook_refuses_a_variable_that_it_does_not_have(aws: Account, tmp_path: Path) -> None:
    """A misspelled ``state`` would create what was to be removed."""
    result = play(aws, tmp_path, stat="absent")
    assert result.rc == 2
    told = " ".join(result.stdout.split())
    assert "This playbook has no such variable: a2c_permission_set_stat. It has a2c_permission_set_state," in told
    assert permission_sets(aws) == {}


def test_the_playbook_has_a_variable_for_each_option_of_the_module() -> None:
    tasks = yaml.safe_load(PLAYBOOK.read_text())[0]["tasks"]
    known = tasks[0]["vars"]["known"]
    (module,) = [task[MODULE] for task in tasks if MODULE in task]
    assert sorted(known) == sorted(module) == sorted(ARGUMENT_SPEC)
