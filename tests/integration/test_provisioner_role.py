# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module provisioner_role: it creates, corrects, updates and removes the provisioner, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench, bench

CONTROL = "arn:aws:iam::111122223333:role/ControlNode"
GIVEN: dict[str, Any] = {"trusted_principals": [CONTROL], "external_id": "example"}
NAME, PATH = "App2ContainerProvisioner", "/fleetops-app2container/"
ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    }
)
CREATED = [
    "CreatePolicy App2ContainerBoundary",
    "CreatePolicy App2ContainerProvisioner",
    "CreatePolicy App2ContainerProvisioner-2",
    "CreatePolicy App2ContainerProvisionerBoundary",
    "CreateRole App2ContainerProvisioner",
    "AttachRolePolicy App2ContainerProvisioner",
    "AttachRolePolicy App2ContainerProvisioner",
]


@pytest.fixture(scope="module")
def whole() -> Iterator[Bench]:
    with bench() as account:
        yield account


@pytest.fixture
def account(whole: Bench) -> Iterator[Bench]:
    """An empty account."""
    start = whole.save()
    yield whole
    whole.restore(start)


def run(account: Bench, *, check: bool = False, **params: Any) -> ModuleResult:
    """Run the module."""
    return account.run(module_name="provisioner_role", check=check, **{**GIVEN, **params})


def told(outcome: ModuleResult) -> list[str]:
    """The changes of a run in words."""
    assert not outcome.failed, outcome["msg"]
    return [f"{change['api'].removeprefix('iam:')} {change['name']}" for change in outcome["changes"]]


def changed(account: Bench, **params: Any) -> list[str]:
    """What a run changes; check mode says the same, and a second run changes nothing."""
    predicted = run(account, check=True, **params)
    before = account.snapshot()
    assert account.snapshot() == before
    outcome = run(account, **params)
    assert told(outcome) == told(predicted)
    assert outcome["diff"] == predicted["diff"]
    again = run(account, **params)
    assert (told(again), again.changed) == ([], False)
    return told(outcome)


def test_it_creates_the_role_with_policies_and_boundaries(account: Bench) -> None:
    assert sorted(changed(account)) == sorted(CREATED)
    role = account.iam.get_role(RoleName=NAME)["Role"]
    own = f"arn:aws:iam::{account.account_id}"
    assert role["Arn"] == f"{own}:role{PATH}{NAME}"
    assert role["PermissionsBoundary"]["PermissionsBoundaryArn"] == f"{own}:policy{PATH}{NAME}Boundary"
    assert role["AssumeRolePolicyDocument"]["Statement"] == [
        {
            "Sid": "Principals",
            "Effect": "Allow",
            "Principal": {"AWS": CONTROL},
            "Action": "sts:AssumeRole",
            "Condition": {"StringEquals": {"sts:ExternalId": "example"}},
        }
    ]
    assert {tag["Key"]: tag["Value"] for tag in role["Tags"]} == {
        "app2container:component": "provisioner",
        "app2container:managed-by": "fleetops.app2container",
    }
    found = run(account)["provisioner"]
    assert [policy["arn"] for policy in found["policies"]] == [
        f"{own}:policy{PATH}{NAME}",
        f"{own}:policy{PATH}{NAME}-2",
    ]
    assert found["work_boundary"]["arn"] == f"{own}:policy/App2ContainerBoundary"
    assert "000000000000" not in json.dumps(found)
    assert "us-gov" not in json.dumps(found)


def test_it_corrects_what_was_changed_and_follows_its_features(account: Bench) -> None:
    run(account)
    iam, own = account.iam, f"arn:aws:iam::{account.account_id}"
    iam.delete_role_permissions_boundary(RoleName=NAME)
    iam.update_assume_role_policy(
        RoleName=NAME,
        PolicyDocument=ANYBODY,
    )
    iam.detach_role_policy(RoleName=NAME, PolicyArn=f"{own}:policy{PATH}{NAME}")
    iam.attach_role_policy(RoleName=NAME, PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    outcome = run(account, check=True)
    assert {"policy-of-others", "foreign-trust"} & {found["id"] for found in outcome["findings"]}
    assert sorted(changed(account, purge_policies=True)) == sorted(
        [
            f"AttachRolePolicy {NAME}",
            f"DetachRolePolicy {NAME}",
            f"PutRolePermissionsBoundary {NAME}",
            f"UpdateAssumeRolePolicy {NAME}",
        ]
    )
    assert sorted(changed(account, features=["report"])) == sorted(
        [
            f"CreatePolicyVersion {NAME}",
            f"CreatePolicyVersion {NAME}Boundary",
            f"DetachRolePolicy {NAME}",
            f"DeletePolicy {NAME}-2",
        ]
    )


def test_it_removes_all_of_it_and_nothing_else(account: Bench) -> None:
    empty = account.snapshot()
    run(account)
    assert sorted(changed(account, state="absent", trusted_principals=None, external_id=None))
    assert account.snapshot() == empty


def test_it_keeps_the_boundary_of_what_still_exists(account: Bench) -> None:
    run(account)
    own = f"arn:aws:iam::{account.account_id}"
    account.iam.create_user(UserName="ada", PermissionsBoundary=f"{own}:policy/App2ContainerBoundary")
    before = account.snapshot()
    outcome = run(account, state="absent")
    assert outcome.failed
    assert "policy App2ContainerBoundary is still the permissions boundary of user ada; remove the" in outcome["msg"]
    assert account.snapshot() == before


def test_what_others_made_is_taken_over_only_when_asked_for(account: Bench) -> None:
    account.iam.create_role(RoleName=NAME, Path=PATH, AssumeRolePolicyDocument=ANYBODY)
    before = account.snapshot()
    outcome = run(account)
    assert outcome.failed
    assert f"role {NAME} " in outcome["msg"]
    assert "set adopt: true to manage it" in outcome["msg"]
    assert account.snapshot() == before
    kept = run(account, state="absent")
    assert [found["id"] for found in kept["findings"]] == ["not-ours"]
    assert f"TagRole {NAME}" in changed(account, adopt=True)


def test_users_that_are_not_bounded_are_told(account: Bench) -> None:
    own = f"arn:aws:iam::{account.account_id}"
    account.iam.create_user(UserName="eve", Path="/app2container/")
    account.iam.create_user(UserName="outsider")
    run(account)
    boundary = f"{own}:policy/App2ContainerBoundary"
    account.iam.create_user(UserName="ada", Path="/app2container/", PermissionsBoundary=boundary)
    found = run(account)["findings"]
    assert [(item["id"], item["where"]) for item in found] == [("not-bounded", "user eve")]


def test_access_leaves_the_provisioner_alone(account: Bench) -> None:
    run(account)
    before = account.snapshot()
    outcome = account.run(
        path="/",
        state="absent",
        purge=True,
        group={},
        users=[],
        worker={},
        policy={"deploy_targets": ["ecs"], "regions": ["eu-west-1"]},
    )
    assert not outcome.failed, outcome["msg"]
    assert account.snapshot() == before
    assert [item for item in outcome["findings"] if "Provisioner" in item["where"]] == []


# Options -> what the message says.
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nobody is trusted": ({"trusted_principals": []}, "trusted_principals: is not set"),
    "a principal": ({"trusted_principals": ["ada"]}, "trusted_principals[0]"),
    "external ID": ({"external_id": "ü"}, "external_id: AWS rejects this external ID"),
    "within the managed path": ({"path": "/app2container/own/"}, "path: must lie apart from access_path"),
    "the managed path within it": ({"access_path": "/fleetops-app2container/x/"}, "path: must lie apart from"),
    "the root": ({"path": "/"}, "path: must lie apart from access_path"),
    "a path that pipelines reach": ({"path": "/a2c-own/"}, "path: the general policy lets pipelines assume roles"),
    "no feature": ({"features": []}, "features: is empty"),
    "no KMS key": ({"features": ["access_keys_kms"]}, "kms_key_arns: the feature access_keys_kms needs the keys"),
    "a KMS key": ({"kms_key_arns": ["alias/own"]}, "kms_key_arns[0]: cannot be used"),
    "every bucket": ({"artifact_buckets": ["*"]}, "artifact_buckets[0]: cannot be used"),
    "every secret": ({"secrets": ["*"]}, "secrets[0]: cannot be used"),
    "no secret": ({"secrets": []}, "secrets: is empty"),
    "a Region": ({"regions": ["Ireland"]}, "regions[0]: cannot be used"),
    "a name": ({"name": "a b"}, "name: "),
    "a tag": ({"tags": {"app2container:x": "1"}}, "tags"),
    "too much for a boundary": (
        {"artifact_buckets": [f"a2c-artifacts-{number:03}" for number in range(200)]},
        "The permissions boundary of users and roles has ",
    ),
    "the wrong account": ({"account_id": "999999999999"}, "account_id: the credentials belong to account"),
    "an external ID without a role": ({"assume_role_external_id": "x1"}, "has no effect without assume_role_arn"),
}


@pytest.mark.parametrize(("params", "message"), REFUSED.values(), ids=REFUSED)
def test_bad_options_are_refused_by_name(account: Bench, params: dict[str, Any], message: str) -> None:
    before = account.snapshot()
    outcome = run(account, **params)
    assert outcome.failed
    assert message in outcome["msg"]
    assert account.snapshot() == before
