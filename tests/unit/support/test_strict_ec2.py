# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What EC2 refuses about instance profiles and moto does not, each with a call that is refused and one that is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.emulator.workers import IMAGE, OTHER, WORKER, launch, make_profile, profiles
from tests.support.scenarios.bench import Bench, bench
from tests.support.strict.ec2 import EC2_RULES, backend_of

NOBODY, NEITHER = "i-0123456789abcdef0", "i-01234567"
OURS = {"Name": WORKER}


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as here:
        make_profile(here.account)
        make_profile(here.account, OTHER)
        yield here


@pytest.fixture
def ec2(account: Bench) -> Any:
    return account.account.client("ec2")


def backend(account: Bench) -> Any:
    return backend_of(account.account_id, account.account.environment["AWS_REGION"])


def refused(call: Callable[..., Any], code: str, told: str = "", **params: Any) -> None:
    with pytest.raises(ClientError) as caught:
        call(**params)
    assert caught.value.response["Error"]["Code"] == code
    assert told in caught.value.response["Error"]["Message"]


@pytest.mark.parametrize("name", ["worker", "i-0123", "i-0123456789abcdefg"])
def test_ids_that_are_none(ec2: Any, name: str) -> None:
    refused(ec2.describe_instances, "InvalidInstanceID.Malformed", name, InstanceIds=[name])
    refused(
        ec2.associate_iam_instance_profile,
        "InvalidInstanceID.Malformed",
        name,
        InstanceId=name,
        IamInstanceProfile=OURS,
    )


def test_ids_that_do_not_exist_are_all_named(account: Bench, ec2: Any) -> None:
    names = launch(account.account)
    assert len(ec2.describe_instances(InstanceIds=names)["Reservations"]) == 1
    code = "InvalidInstanceID.NotFound"
    told = f"The instance IDs '{NOBODY}, {NEITHER}' do not exist"
    refused(ec2.describe_instances, code, told, InstanceIds=[NOBODY, *names, NEITHER])
    told = f"The instance ID '{NOBODY}' does not exist"
    refused(ec2.associate_iam_instance_profile, code, told, InstanceId=NOBODY, IamInstanceProfile=OURS)


@pytest.mark.parametrize("state", ["pending", "shutting-down", "terminated", "stopping"])
def test_instances_that_neither_run_nor_have_stopped(account: Bench, ec2: Any, state: str) -> None:
    (name,) = launch(account.account)
    backend(account).get_instance(name)._state.name = state
    refused(
        ec2.associate_iam_instance_profile,
        "IncorrectInstanceState",
        "is not in the 'running' or 'stopped' states",
        InstanceId=name,
        IamInstanceProfile=OURS,
    )
    backend(account).get_instance(name)._state.name = "stopped"
    ec2.associate_iam_instance_profile(InstanceId=name, IamInstanceProfile=OURS)


@pytest.mark.parametrize("state", ["associated", "disassociating"])
def test_a_second_association(account: Bench, ec2: Any, state: str) -> None:
    (name,) = launch(account.account, profile=OTHER)
    backend(account).iam_instance_profile_associations[name].state = state
    told = f"There is an existing association for instance {name}"
    refused(ec2.associate_iam_instance_profile, "IncorrectState", told, InstanceId=name, IamInstanceProfile=OURS)
    assert profiles(account.account) == {name: OTHER}


def test_profiles_that_cannot_be_used(account: Bench, ec2: Any) -> None:
    (name,), (other,) = launch(account.account), launch(account.account, profile=OTHER)
    make_profile(account.account, "Empty", role=False)
    held = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"][0]["AssociationId"]
    for profile, told in (({"Name": "Nobody"}, "Value (Nobody)"), ({"Name": "Empty"}, "no associated IAM Roles")):
        calls: list[tuple[Any, dict[str, str]]] = [
            (ec2.associate_iam_instance_profile, {"InstanceId": name}),
            (ec2.replace_iam_instance_profile_association, {"AssociationId": held}),
        ]
        for call, params in calls:
            refused(call, "InvalidParameterValue", told, **params, IamInstanceProfile=profile)
    assert profiles(account.account) == {other: OTHER}


@pytest.mark.parametrize("state", ["stopped", "stopping"])
def test_a_profile_is_replaced_only_while_the_instance_runs(account: Bench, ec2: Any, state: str) -> None:
    (name,) = launch(account.account, profile=OTHER)
    backend(account).get_instance(name)._state.name = state
    held = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"][0]["AssociationId"]
    call = ec2.replace_iam_instance_profile_association
    refused(call, "IncorrectState", "is not the active association", AssociationId=held, IamInstanceProfile=OURS)
    backend(account).get_instance(name)._state.name = "running"
    call(AssociationId=held, IamInstanceProfile=OURS)


def test_a_replaced_association_has_an_id_of_its_own(account: Bench, ec2: Any) -> None:
    (name,) = launch(account.account)
    made = ec2.associate_iam_instance_profile(InstanceId=name, IamInstanceProfile={"Name": OTHER})
    first = made["IamInstanceProfileAssociation"]
    assert first["State"] == "associating"
    replaces = ec2.replace_iam_instance_profile_association
    second = replaces(AssociationId=first["AssociationId"], IamInstanceProfile=OURS)["IamInstanceProfileAssociation"]
    assert second["State"] == "associating"
    assert second["AssociationId"] != first["AssociationId"]
    found = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"][0]
    assert (found["AssociationId"], found["State"]) == (second["AssociationId"], "associated")
    told = ec2.describe_instances()["Reservations"][0]["Instances"][0]["IamInstanceProfile"]["Arn"]
    assert told == found["IamInstanceProfile"]["Arn"]
    code = "InvalidAssociationID.NotFound"
    refused(replaces, code, AssociationId=first["AssociationId"], IamInstanceProfile=OURS)
    refused(ec2.disassociate_iam_instance_profile, code, AssociationId=first["AssociationId"])
    gone = ec2.disassociate_iam_instance_profile(AssociationId=second["AssociationId"])
    assert gone["IamInstanceProfileAssociation"]["State"] == "disassociating"


@pytest.mark.parametrize("operation", ["describe_instances", "describe_iam_instance_profile_associations"])
def test_filters_and_pages(ec2: Any, operation: str) -> None:
    call = getattr(ec2, operation)
    values = [f"i-{number:08}" for number in range(201)]
    call(Filters=[{"Name": "instance-id", "Values": values[:200]}], MaxResults=1000)
    refused(call, "FilterLimitExceeded", Filters=[{"Name": "instance-id", "Values": values}])
    refused(call, "InvalidParameterValue", "1001", MaxResults=1001)


@pytest.mark.parametrize("key", ["Name", "Arn"])
def test_all_instances_are_launched_with_the_profile(account: Bench, ec2: Any, key: str) -> None:
    arn = account.iam.get_instance_profile(InstanceProfileName=OTHER)["InstanceProfile"]["Arn"]
    ec2.run_instances(ImageId=IMAGE, MinCount=3, MaxCount=3, IamInstanceProfile={key: {"Name": OTHER, "Arn": arn}[key]})
    assert list(profiles(account.account).values()) == [OTHER] * 3


def test_associations_come_back(account: Bench, ec2: Any) -> None:
    (name,) = launch(account.account, profile=OTHER)
    start = account.save()
    held = ec2.describe_iam_instance_profile_associations()["IamInstanceProfileAssociations"][0]["AssociationId"]
    for _turn in range(2):
        ec2.replace_iam_instance_profile_association(AssociationId=held, IamInstanceProfile=OURS)
        assert profiles(account.account) == {name: WORKER}
        account.restore(start)
        assert profiles(account.account) == {name: OTHER}


def test_every_rule_has_a_source() -> None:
    assert all(rule.source.startswith("https://docs.aws.amazon.com/") for rules in EC2_RULES.values() for rule in rules)
