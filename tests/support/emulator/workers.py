# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for worker machines: EC2 instances and instance profiles of an emulated account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.support.emulator.accounts import Account
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.sample import trust

WORKER = "App2ContainerWorker"
OTHER = "Other"
IMAGE = "ami-12c6146b"  # one that moto knows
READING = ("Get", "Describe", "AssumeRole")
REPORTED = ("changed", "diff", "changes", "replaced", "findings")
NOBODY = "i-0123456789abcdef0"


def make_profile(account: Account, name: str = WORKER, *, role: bool = True) -> str:
    """Make an instance profile, with a role unless told otherwise; return its ARN."""
    iam = account.client("iam")
    made = iam.create_instance_profile(InstanceProfileName=name, Path="/app2container/")["InstanceProfile"]
    if role:
        names = [item["RoleName"] for item in iam.list_roles()["Roles"]]
        if name not in names:
            iam.create_role(RoleName=name, AssumeRolePolicyDocument=trust())
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    return str(made["Arn"])


def remove_profile(account: Account, name: str = WORKER) -> None:
    """Remove an instance profile; its role stays."""
    iam = account.client("iam")
    iam.remove_role_from_instance_profile(InstanceProfileName=name, RoleName=name)
    iam.delete_instance_profile(InstanceProfileName=name)


def launch(
    account: Account, count: int = 1, *, profile: str | None = None, tags: Mapping[str, str] | None = None
) -> list[str]:
    """Launch instances, and return their ids in order."""
    settings: dict[str, Any] = {"IamInstanceProfile": {"Name": profile}} if profile else {}
    if tags:
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        settings["TagSpecifications"] = [{"ResourceType": "instance", "Tags": pairs}]
    made = account.client("ec2").run_instances(ImageId=IMAGE, MinCount=count, MaxCount=count, **settings)
    return sorted(item["InstanceId"] for item in made["Instances"])


def profiles(account: Account) -> dict[str, str]:
    """Return the name of the profile of each instance that has one."""
    pages = account.client("ec2").get_paginator("describe_iam_instance_profile_associations").paginate()
    return {
        item["InstanceId"]: item["IamInstanceProfile"]["Arn"].rpartition("/")[2]
        for page in pages
        for item in page["IamInstanceProfileAssociations"]
    }


def associate(account: Account, *, check: bool = False, **params: Any) -> ModuleResult:
    """Run the module worker_association with these options in the account."""
    return run_module("worker_association", params, check=check, environment=account.environment)


def only_reads(outcome: ModuleResult) -> bool:
    """Tell whether no call of a run can have changed anything."""
    return all(action.split(":")[1].startswith(READING) for action in outcome["api_calls"])


def settled(instances: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Instances without the ids that only a real run knows."""
    return [{**item, "association_id": None} if item["state"] == "associating" else item for item in instances]


def associated(account: Account, **params: Any) -> ModuleResult:
    """Predict, run, and compare the two: both report the same, and the prediction only reads. Return the real run."""
    before = profiles(account)
    predicted = associate(account, check=True, **params)
    assert not predicted.failed, predicted.result
    assert only_reads(predicted)
    assert profiles(account) == before
    real = associate(account, **params)
    assert not real.failed, real.result
    for key in REPORTED:
        assert real[key] == predicted[key], key
    assert settled(real["instances"]) == predicted["instances"]
    assert real.changed != only_reads(real)
    return real


def refused(account: Account, **params: Any) -> str:
    """Run what cannot work, in check mode and for real: same message, nothing changed. Return the message."""
    before = profiles(account)
    outcomes = [associate(account, check=check, **params) for check in (True, False)]
    assert [outcome.failed for outcome in outcomes] == [True, True], outcomes
    assert all(map(only_reads, outcomes))
    assert not any(outcome.changed for outcome in outcomes)
    assert profiles(account) == before
    predicted, real = (str(outcome["msg"]) for outcome in outcomes)
    assert predicted == real
    return real
