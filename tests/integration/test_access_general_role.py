# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The general role: a set-up without users, from its first run to its removal, and what others do to the role."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    ADMINISTRATOR,
    GENERAL_ROLE,
    OUR_TAG,
    PATH,
    POLICY,
    SMALL_POLICY,
    WORKER,
    arn_of,
    contents,
    converge,
    converged,
    found,
    refused,
    steps,
)
from tests.support.runs.modules import run_module

ROLE = f"role {GENERAL_ROLE}"
KEYLESS: dict[str, Any] = {"policy": SMALL_POLICY, "general_role": {"trusted_permission_sets": ["Developer"]}}
ANYBODY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}],
    }
)
BOTH_WAYS = pytest.mark.parametrize("discovery", ["account", "targeted"])


def read(account: Account, **params: Any) -> Any:
    outcome = run_module("access_info", {"audit": False, **params}, environment=account.environment)
    assert not outcome.failed, outcome["msg"]
    return outcome


@BOTH_WAYS
def test_policy_and_role_are_made_kept_changed_and_removed(aws: Account, discovery: str) -> None:
    empty, wanted = contents(aws), {**KEYLESS, "discovery": discovery}
    made = converged(aws, **wanted)
    assert steps(made) == [f"CreatePolicy policy {POLICY}", f"CreateRole {ROLE}", f"AttachRolePolicy {ROLE}"]
    assert found(made) == []
    assert made["summary"][1:3] == [f"Created policy {POLICY}.", f"Created role {GENERAL_ROLE}."]
    role = contents(aws)["roles"][GENERAL_ROLE]
    assert (role["path"], role["session"], role["attached"]) == (PATH, 3600, [arn_of(aws)])
    assert role["tags"] == {OUR_TAG["Key"]: OUR_TAG["Value"], "app2container:component": "general_role"}
    assert made["access"]["general_role"]["assume_role_policy_document"] == role["trust"]
    assert not converged(aws, **wanted).changed

    people = {"trusted_permission_sets": ["Operator"], "trusted_principals": [aws.account_id], "max_session_hours": 12}
    changed = converged(aws, **{**wanted, "general_role": people, "tags": {"team": "red"}})
    assert steps(changed) == [
        f"TagPolicy policy {POLICY}",
        f"UpdateAssumeRolePolicy {ROLE}",
        f"TagRole {ROLE}",
        f"UpdateRole {ROLE}",
    ]
    assert contents(aws)["roles"][GENERAL_ROLE]["session"] == 43200
    removed = converged(aws, **{**wanted, "state": "absent"})
    assert steps(removed)[-2:] == [f"DeleteRole {ROLE}", f"DeletePolicy policy {POLICY}"]
    assert contents(aws) == empty


def test_the_role_alone_is_removed_and_the_policy_stays(aws: Account) -> None:
    converge(aws, **KEYLESS)
    removed = converged(aws, state="absent", general_role={})
    assert steps(removed) == [f"DetachRolePolicy {ROLE}", f"DeleteRole {ROLE}"]
    assert list(contents(aws)["policies"]) == [arn_of(aws)]


@BOTH_WAYS
def test_a_role_of_others_is_taken_over_only_on_request(aws: Account, discovery: str) -> None:
    aws.client("iam").create_role(RoleName=GENERAL_ROLE, Path=PATH, AssumeRolePolicyDocument=ANYBODY, Tags=[])
    wanted = {**KEYLESS, "discovery": discovery}
    assert f"{ROLE} " in refused(aws, **wanted)
    adopted = converged(aws, **wanted, adopt=True)
    assert ("foreign-trust", ROLE) in found(adopted)
    assert not converged(aws, **wanted).changed


def test_what_others_attach_stops_the_run_and_a_changed_trust_is_corrected(aws: Account) -> None:
    converge(aws, **KEYLESS)
    iam = aws.client("iam")
    iam.update_assume_role_policy(RoleName=GENERAL_ROLE, PolicyDocument=ANYBODY)
    iam.attach_role_policy(RoleName=GENERAL_ROLE, PolicyArn=ADMINISTRATOR)
    wanted = {**KEYLESS, "discovery": "account"}
    assert f"{ROLE}: Policy {ADMINISTRATOR}" in refused(aws, **wanted)
    corrected = converged(aws, **wanted, purge_policies=True)
    assert steps(corrected) == [f"UpdateAssumeRolePolicy {ROLE}", f"DetachRolePolicy {ROLE}"]
    (told,) = (item["message"] for item in corrected["findings"] if item["id"] == "foreign-trust")
    assert "trusts more than the options say, which this run corrects: everyone" in told


def test_a_role_of_another_name_is_told_and_purged(aws: Account) -> None:
    converge(aws, **KEYLESS)
    renamed = {**KEYLESS, "general_role": {**KEYLESS["general_role"], "name": "People"}, "discovery": "account"}
    assert found(converged(aws, **renamed)) == [("left-over", ROLE)]
    deployer = {"deployer": {"kind": "role", "trusted_principals": [aws.account_id]}, "discovery": "account"}
    assert found(converged(aws, **deployer, purge=True)) == []
    assert steps(converged(aws, **renamed, purge=True)) == [f"DetachRolePolicy {ROLE}", f"DeleteRole {ROLE}"]


def test_access_info_shows_it(aws: Account) -> None:
    converge(aws, **KEYLESS)
    seen = read(aws)
    assert seen["access"]["general_role"]["attached_policies"] == [arn_of(aws)]
    assert f"General role: {GENERAL_ROLE}." in seen["summary"]
    assert found(seen) == []
    named = read(aws, discovery="targeted", general_role={})
    assert named["access"]["general_role"] == seen["access"]["general_role"]


def test_a_role_of_identity_center_by_its_arn(aws: Account) -> None:
    path, name = "/aws-reserved/sso.amazonaws.com/", "AWSReservedSSO_Admin_0123456789abcdef"
    arn = aws.client("iam").create_role(RoleName=name, Path=path, AssumeRolePolicyDocument=ANYBODY)["Role"]["Arn"]
    people = {"trusted_principals": [arn]}
    for part in ({"general_role": people}, {"deployer": {**people, "kind": "role"}}):
        assert "nobody could assume the role through this one" in refused(aws, **part)
    literal = converged(aws, policy=SMALL_POLICY, general_role={**people, "require_mfa": False})
    assert found(literal) == [("sso-role-trusted", ROLE)]
    assert ("sso-role-trusted", ROLE) in found(read(aws))
    better = converged(aws, policy=SMALL_POLICY, general_role={"trusted_permission_sets": ["Admin"]})
    assert ("sso-role-trusted", ROLE) not in found(better)


def test_the_deployer_takes_the_same_trust(aws: Account) -> None:
    wanted = {"deployer": {"kind": "role", "trusted_permission_sets": ["Admin"]}}
    made = converged(aws, **wanted)
    (statement,) = made["access"]["deployer"]["assume_role_policy_document"]["Statement"]
    assert statement["Condition"].keys() == {"ArnLike"}
    assert not converged(aws, **wanted).changed


def test_servers_outside_ec2_use_the_worker_role(aws: Account) -> None:
    anchor = f"arn:aws:rolesanywhere:eu-central-1:{aws.account_id}:trust-anchor/{'0' * 36}"
    anyone = {"worker": {"rolesanywhere": {"trust_anchor_arn": anchor}}}
    assert found(converged(aws, **anyone)) == [("any-certificate", f"role {WORKER}")]
    named = {"worker": {"rolesanywhere": {"trust_anchor_arn": anchor, "subject": {"OU": "Migration"}}}}
    narrowed = converged(aws, **named)
    assert steps(narrowed) == [f"UpdateAssumeRolePolicy role {WORKER}"]
    assert found(narrowed) == [("foreign-trust", f"role {WORKER}")]
    assert steps(converged(aws, worker={})) == [f"UpdateAssumeRolePolicy role {WORKER}"]
