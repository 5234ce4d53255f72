# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module worker_association on an emulated account."""

from __future__ import annotations

import pytest

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind
from tests.support.emulator.workers import (
    NOBODY,
    OTHER,
    WORKER,
    associate,
    associated,
    launch,
    make_profile,
    profiles,
    refused,
    remove_profile,
)

READS = {"ec2:DescribeIamInstanceProfileAssociations": 1, "ec2:DescribeInstances": 1}


def test_the_whole_cycle(aws: Account) -> None:
    arn = make_profile(aws)
    ids = launch(aws, 2)
    made = associated(aws, instance_ids=ids)
    assert profiles(aws) == dict.fromkeys(ids, WORKER)
    assert [(change["action"], change["api"], change["type"], change["name"]) for change in made["changes"]] == [
        ("associate", "ec2:AssociateIamInstanceProfile", "instance", name) for name in ids
    ]
    assert {change["after"]["instance_profile_arn"] for change in made["changes"]} == {arn}
    assert [(entry["before"], entry["after_header"]) for entry in made["diff"]] == [
        ("", f"instance {name}") for name in sorted(ids)
    ]
    assert made["api_calls"] == {**READS, "ec2:AssociateIamInstanceProfile": 2, "iam:GetInstanceProfile": 1}
    kept = associated(aws, instance_ids=list(reversed(ids)))
    assert not kept.changed
    assert kept["api_calls"] == {**READS, "iam:GetInstanceProfile": 1}
    assert kept["instances"] == [
        {**item, "state": "associated"} for item in made["instances"]
    ]  # with the ids that the first run has told
    gone = associated(aws, instance_ids=ids, state="absent")
    assert gone["api_calls"] == {**READS, "ec2:DisassociateIamInstanceProfile": 2}
    assert {item["state"] for item in gone["instances"]} == {None}
    assert profiles(aws) == {}
    assert not associated(aws, instance_ids=ids, state="absent").changed


def test_another_profile_is_replaced_only_where_that_is_asked_for(aws: Account) -> None:
    arn, other = make_profile(aws), make_profile(aws, OTHER)
    (free,), taken = launch(aws), launch(aws, 2, profile=OTHER)
    ids = [*taken, free]
    assert refused(aws, instance_ids=ids) == (
        f"instance_ids: these instances have another instance profile than {arn}: {taken[0]} ({other}),"
        f" {taken[1]} ({other});"
        " set replace to true to replace it, or leave these instances out. Nothing has been changed."
    )
    made = associated(aws, instance_ids=ids, replace=True)
    assert made["replaced"] == [{"instance_id": name, "instance_profile_arn": other} for name in taken]
    assert profiles(aws) == dict.fromkeys(ids, WORKER)
    assert not associated(aws, instance_ids=ids).changed


def test_the_profile_of_a_stopped_instance_is_taken_away_first(aws: Account) -> None:
    """As EC2 replaces it only while the instance runs."""
    make_profile(aws)
    make_profile(aws, OTHER)
    (name,) = launch(aws, profile=OTHER)
    aws.client("ec2").stop_instances(InstanceIds=[name])
    made = associated(aws, instance_ids=[name], replace=True)
    assert [change["action"] for change in made["changes"]] == ["disassociate", "associate"]
    assert len(made["replaced"]) == 1
    assert profiles(aws) == {name: WORKER}
    assert not associated(aws, instance_ids=[name]).changed


def test_a_profile_that_was_made_anew_is_given_again(aws: Account) -> None:
    arn = make_profile(aws)
    (name,) = launch(aws, profile=WORKER)
    remove_profile(aws)
    assert make_profile(aws) == arn
    made = associated(aws, instance_ids=[name])
    (change,) = made["changes"]
    assert change["before"]["instance_profile_arn"] == change["after"]["instance_profile_arn"] == arn
    assert change["before"] != change["after"]
    assert [finding["id"] for finding in made["findings"]] == ["profile-made-anew"]
    assert not associated(aws, instance_ids=[name]).changed


def test_other_profiles_are_left_alone_by_absent(aws: Account) -> None:
    make_profile(aws)
    other = make_profile(aws, OTHER)
    ours, theirs = launch(aws, profile=WORKER)[0], launch(aws, profile=OTHER)[0]
    gone = associated(aws, instance_ids=[ours, theirs], state="absent")
    assert profiles(aws) == {theirs: OTHER}
    assert gone["findings"] == [
        {
            "id": "other-profile",
            "severity": "info",
            "where": f"instance {theirs}",
            "message": f"It has another instance profile, {other}, which is left unchanged.",
        }
    ]
    associated(aws, instance_ids=[theirs], state="absent", instance_profile_name=OTHER)
    assert profiles(aws) == {}


def test_absent_needs_no_profile_in_iam(aws: Account) -> None:
    make_profile(aws)
    ids = launch(aws, profile=WORKER)
    remove_profile(aws)
    associated(aws, instance_ids=ids, state="absent")
    assert profiles(aws) == {}


def test_by_tags(aws: Account) -> None:
    make_profile(aws)
    tags = {"app2container": "worker", "stage": "1", "note": "a*b?"}
    ids = launch(aws, 2, tags=tags)
    launch(aws, tags={"app2container": "worker", "stage": "1", "note": "a-b-"})
    launch(aws, tags={"app2container": "worker", "stage": "2", "note": "a*b?"})
    ended = launch(aws, tags=tags)
    aws.client("ec2").terminate_instances(InstanceIds=ended)
    made = associated(aws, instance_tags={**tags, "stage": 1})
    assert [item["instance_id"] for item in made["instances"]] == ids
    assert profiles(aws) == dict.fromkeys(ids, WORKER)
    assert not associated(aws, instance_tags=tags).changed
    associated(aws, instance_tags=tags, state="absent")
    assert profiles(aws) == {}


@pytest.mark.parametrize("state", ["present", "absent"])
def test_tags_that_no_instance_has(aws: Account, state: str) -> None:
    make_profile(aws)
    outcome = associated(aws, instance_tags={"stage": "none", "app2container": "worker"}, state=state)
    assert not outcome.changed
    assert outcome["instances"] == []
    assert [(finding["id"], finding["severity"]) for finding in outcome["findings"]] == [("no-instances", "warning")]
    assert "app2container=worker, stage=none" in outcome["findings"][0]["message"]
    assert f"instance_tags: {outcome['findings'][0]['message']}" in str(outcome["warnings"])


@pytest.mark.parametrize("state", ["present", "absent"])
def test_missing_and_terminated_instances_are_named_together(aws: Account, state: str) -> None:
    make_profile(aws)
    good, ended = launch(aws, 2)
    aws.client("ec2").terminate_instances(InstanceIds=[ended])
    message = refused(aws, instance_ids=[good, ended, NOBODY, "i-01234567"], state=state)
    named = sorted([(ended, "terminated"), (NOBODY, "not found"), ("i-01234567", "not found")])
    assert message == (
        "instance_ids: these instances do not exist in this account and Region, or are terminating or terminated:"
        f" {', '.join(f'{name} ({why})' for name, why in named)};"
        " leave these instances out, or correct the ids, the region or the credentials. Nothing has been changed."
    )


def test_a_profile_that_does_not_exist(aws: Account) -> None:
    ids = launch(aws)
    assert refused(aws, instance_ids=ids) == (
        "instance_profile_name: the account has no such instance profile, got 'App2ContainerWorker';"
        " create it with the option worker of the module access, or correct the name or the credentials."
    )


def test_a_profile_without_a_role(aws: Account) -> None:
    make_profile(aws, role=False)
    assert refused(aws, instance_ids=launch(aws)) == (
        "instance_profile_name: the instance profile has no role, got 'App2ContainerWorker';"
        " add a role to it, as the option worker of the module access does."
    )


def test_the_wrong_account(aws: Account) -> None:
    make_profile(aws)
    message = refused(aws, instance_ids=launch(aws), account_id="444455556666")
    assert f"account_id: the credentials belong to account {aws.account_id}, not to 444455556666." in message
    associated(aws, instance_ids=launch(aws), account_id=aws.account_id)


def test_a_role_in_another_account(aws: Account, moto_endpoint: str) -> None:
    other = open_account(Kind.MOTO, moto_endpoint, str(int(aws.account_id) + 600_000_000_000))
    make_profile(other)
    ids = launch(other)
    role = f"arn:aws:iam::{other.account_id}:role/Provisioner"
    made = associated(aws, instance_ids=ids, assume_role_arn=role, account_id=other.account_id)
    assert made["api_calls"]["sts:AssumeRole"] == 1
    assert profiles(other) == dict.fromkeys(ids, WORKER)
    assert profiles(aws) == {}


@pytest.mark.thorough
def test_many_instances_in_few_calls(aws: Account) -> None:
    make_profile(aws)
    ids = launch(aws, 250)
    made = associate(aws, instance_ids=ids)
    pages = made["api_calls"].pop("ec2:DescribeIamInstanceProfileAssociations")
    assert pages <= 4  # those of the emulator are short
    assert made["api_calls"] == {
        "ec2:AssociateIamInstanceProfile": 250,
        "ec2:DescribeInstances": 2,
        "iam:GetInstanceProfile": 1,
    }
    assert len(profiles(aws)) == 250
    assert not associate(aws, instance_ids=ids).changed
