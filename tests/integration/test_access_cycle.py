# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The life of an account's access: make, keep, change, shrink, remove; predicted and real, read in both ways."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._account.review import digest_of
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    ADMINISTRATOR,
    BOTH_WAYS,
    CATALOGUE_TAG,
    DEPLOYER,
    GROUP,
    PATH,
    POLICY,
    REPORTED,
    SMALL_POLICY,
    WHOLE,
    WORKER,
    arn_of,
    contents,
    converge,
    converged,
    found,
    only_reads,
    steps,
    two_documents,
)
from tests.support.scenarios import sample
from tests.support.scenarios.thorough import some

OURS = {"app2container:managed-by": "fleetops.app2container"}
MADE = [
    f"CreatePolicy policy {POLICY}",
    f"CreateGroup group {GROUP}",
    "CreateUser user ada",
    "CreateUser user grace",
    f"CreateRole role {WORKER}",
    f"CreateInstanceProfile instance_profile {WORKER}",
    f"CreateUser user {DEPLOYER}",
    f"AttachGroupPolicy group {GROUP}",
    "AddUserToGroup user ada",
    "AddUserToGroup user grace",
    f"AttachRolePolicy role {WORKER}",
    f"AddRoleToInstanceProfile instance_profile {WORKER}",
    f"AttachUserPolicy user {DEPLOYER}",
]
WRITES = {
    "iam:AddRoleToInstanceProfile": 1,
    "iam:AddUserToGroup": 2,
    "iam:AttachGroupPolicy": 1,
    "iam:AttachRolePolicy": 1,
    "iam:AttachUserPolicy": 1,
    "iam:CreateGroup": 1,
    "iam:CreateInstanceProfile": 1,
    "iam:CreatePolicy": 1,
    "iam:CreateRole": 1,
    "iam:CreateUser": 3,
}
# GetRole tells the path of the caller's role, which the whole account shows where the role exists.
FIRST_READS = {
    "account": {
        "iam:GetAccountAuthorizationDetails": 1,
        "iam:GetAccountSummary": 1,
        "iam:GetInstanceProfile": 1,
        "iam:GetRole": 1,
        "iam:SimulatePrincipalPolicy": 1,
        "sts:GetCallerIdentity": 1,
    },
    "targeted": {
        "iam:GetAccountSummary": 1,
        "iam:GetGroup": 1,
        "iam:GetInstanceProfile": 1,
        "iam:GetPolicy": 2,
        "iam:GetRole": 3,
        "iam:GetUser": 3,
        "iam:ListPolicies": 1,
        "iam:SimulatePrincipalPolicy": 1,
        "sts:GetCallerIdentity": 1,
    },
}
FIRST_READS["auto"] = FIRST_READS["account"]
LATER_READS = {
    "account": {"iam:GetAccountAuthorizationDetails": 1, "iam:GetPolicy": 1},
    "targeted": {
        "iam:GetGroup": 1,
        "iam:GetInstanceProfile": 1,
        "iam:GetPolicy": 2,
        "iam:GetPolicyVersion": 1,
        "iam:GetRole": 2,
        "iam:GetUser": 4,
        "iam:ListAttachedGroupPolicies": 1,
        "iam:ListAttachedRolePolicies": 1,
        "iam:ListAttachedUserPolicies": 1,
        "iam:ListPolicyVersions": 1,
        "sts:GetCallerIdentity": 1,
    },
    "auto": {"iam:GetAccountAuthorizationDetails": 1, "iam:GetAccountSummary": 1, "iam:GetPolicy": 1},
}
EVERY_WAY = pytest.mark.parametrize("discovery", ["account", "targeted", "auto"])


def member(**further: Any) -> dict[str, Any]:
    return {
        "path": PATH,
        "tags": OURS,
        "boundary": None,
        "groups": [GROUP],
        "attached": [],
        "inline": [],
        **further,
    }


def expected_contents(account: Account, document: Any) -> dict[str, Any]:
    arn = f"arn:aws:iam::{account.account_id}:policy{PATH}{POLICY}"
    trust = {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "Ec2", "Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
    return {
        "users": {
            "ada": member(),
            "grace": member(),
            DEPLOYER: member(groups=[], attached=[ADMINISTRATOR]),
        },
        "groups": {GROUP: {"path": PATH, "tags": {}, "boundary": None, "attached": [arn], "inline": []}},
        "roles": {
            WORKER: {
                "path": PATH,
                "tags": OURS,
                "boundary": None,
                "trust": trust,
                "session": 3600,
                "attached": [arn],
                "inline": [],
            }
        },
        "profiles": {WORKER: {"path": PATH, "tags": OURS, "roles": [WORKER]}},
        "policies": {
            arn: {
                "path": PATH,
                "tags": {**OURS, CATALOGUE_TAG: f"{CATALOGUE.version}/v*/{digest_of(Document.parse(document))}"},
                "document": [document],
            }
        },
    }


@EVERY_WAY
def test_make_keep_and_remove(aws: Account, discovery: str) -> None:
    wanted = {**WHOLE, "discovery": discovery, "account_id": aws.account_id}
    empty = contents(aws)

    made = converged(aws, **wanted)
    assert steps(made) == MADE
    assert made["api_calls"] == {**WRITES, **FIRST_READS[discovery]}
    (policy,) = made["access"]["policies"]
    assert contents(aws) == expected_contents(aws, policy["document"])

    kept = converged(aws, **wanted)
    assert (kept.changed, kept["changes"], kept["diff"]) == (False, [], [])
    assert kept["api_calls"] == LATER_READS[discovery]
    assert kept["access"] == made["access"]

    removed = converged(aws, **wanted, state="absent")
    assert contents(aws) == empty
    assert removed["access"] == {
        "account_id": aws.account_id,
        "partition": "aws",
        "catalogue": CATALOGUE.to_json(),
        "policies": [],
        "group": None,
        "users": [],
        "general_role": None,
        "worker": None,
        "deployer": None,
    }
    again = converged(aws, **wanted, state="absent")
    assert (again.changed, again["changes"], again["access"]) == (False, [], removed["access"])


def test_all_ways_of_reading_report_the_same(aws: Account) -> None:
    rounds = []
    for discovery in ("account", "targeted", "auto"):
        outcomes = [converge(aws, **WHOLE, discovery=discovery, state=state) for state in ("present", "absent")]
        told = [{"findings": found(outcome), "steps": steps(outcome)} for outcome in outcomes]
        rounds.append([{key: one[key] for key in REPORTED} | other for one, other in zip(outcomes, told, strict=True)])
    for made, removed in rounds:
        assert made == rounds[0][0]
        for key in ("changed", "access", "findings", "steps"):  # before a removal, each way knows facts of its own
            assert removed[key] == rounds[0][1][key]


@BOTH_WAYS
def test_change_everything(aws: Account, discovery: str) -> None:
    converge(aws, **WHOLE)
    wanted = {
        "policy": {**SMALL_POLICY, "deploy_targets": ["eks"]},
        "group": {"purge_members": True},
        "users": [{"name": "ada", "tags": {"team": "x"}}, {"name": "linus"}, {"name": "grace", "state": "absent"}],
        "worker": {"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"},
        "deployer": {},
        "tags": {"env": "test"},
        "discovery": discovery,
    }
    changed = converged(aws, **wanted)
    assert steps(changed) == [
        f"TagPolicy policy {POLICY}",
        "TagUser user ada",
        "CreateUser user linus",
        f"TagRole role {WORKER}",
        f"PutRolePermissionsBoundary role {WORKER}",
        f"TagInstanceProfile instance_profile {WORKER}",
        f"TagUser user {DEPLOYER}",
        "AddUserToGroup user linus",
        f"CreatePolicyVersion policy {POLICY}",
        "RemoveUserFromGroup user grace",
        "DeleteUser user grace",
    ]
    assert not converged(aws, **wanted).changed
    held = contents(aws)
    assert held["users"] == {
        "ada": member(tags={**OURS, "env": "test", "team": "x"}),
        "linus": member(tags={**OURS, "env": "test"}),
        DEPLOYER: member(tags={**OURS, "env": "test"}, groups=[], attached=[ADMINISTRATOR]),
    }
    assert held["roles"][WORKER]["boundary"] == "arn:aws:iam::aws:policy/PowerUserAccess"


@BOTH_WAYS
def test_grow_and_shrink(aws: Account, discovery: str) -> None:
    parts: dict[str, Any] = {"group": {}, "worker": {}, "discovery": discovery}
    converge(aws, **parts, policy=SMALL_POLICY)
    small = contents(aws)
    grown = converged(aws, **parts, policy=two_documents())
    assert steps(grown) == [
        f"CreatePolicy policy {POLICY}-2",
        f"AttachGroupPolicy group {GROUP}",
        f"AttachRolePolicy role {WORKER}",
    ]
    assert [policy["name"] for policy in grown["access"]["policies"]] == [POLICY, f"{POLICY}-2"]
    assert not converged(aws, **parts, policy=two_documents()).changed
    shrunk = converged(aws, **parts, policy=SMALL_POLICY)
    assert steps(shrunk) == [
        f"DetachGroupPolicy group {GROUP}",
        f"DetachRolePolicy role {WORKER}",
        f"DeletePolicy policy {POLICY}-2",
    ]
    assert contents(aws) == small
    assert not converged(aws, **parts, policy=SMALL_POLICY).changed


@BOTH_WAYS
def test_a_policy_that_is_named_like_a_further_part_of_another(aws: Account, discovery: str) -> None:
    converge(aws, policy={**SMALL_POLICY, "name": f"{POLICY}-2"}, group={"name": "Others"})
    held = contents(aws)
    assert not converged(aws, policy={"name": POLICY}, state="absent", discovery=discovery).changed
    converge(aws, policy=SMALL_POLICY, discovery=discovery)
    refused = converge(aws, policy=two_documents(), discovery=discovery)
    assert (
        "is a separate policy, but its name is reserved for the parts of policy App2ContainerGeneral" in refused["msg"]
    )
    assert steps(converged(aws, policy={}, state="absent", discovery=discovery)) == [f"DeletePolicy policy {POLICY}"]
    assert contents(aws) == held
    taken = converged(aws, policy=two_documents(), adopt=True, discovery=discovery)
    assert steps(taken) == [f"CreatePolicy policy {POLICY}", f"TagPolicy policy {POLICY}-2"]


@BOTH_WAYS
def test_more_changes_than_versions(aws: Account, discovery: str) -> None:
    """IAM keeps five versions: the oldest makes room, again and again."""
    findings = []
    for number in range(7):
        policy = {**SMALL_POLICY, "ecs_clusters": [f"cluster-{number}"]}
        findings.append([item["id"] for item in converge(aws, policy=policy, discovery=discovery)["findings"]])
    assert [listed.count("version-pruned") for listed in findings] == [0, 0, 0, 0, 0, 1, 1]
    arn = arn_of(aws)
    listed = aws.client("iam").list_policy_versions(PolicyArn=arn)["Versions"]
    assert sorted((item["VersionId"], item["IsDefaultVersion"]) for item in listed) == [
        ("v3", False),
        ("v4", False),
        ("v5", False),
        ("v6", False),
        ("v7", True),
    ]


PARTS: list[tuple[str, Any, list[str]]] = [
    ("policy", SMALL_POLICY, MADE[:1]),
    ("group", {}, [f"CreateGroup group {GROUP}"]),
    ("users", [{"name": "ada"}], ["CreateUser user ada"]),
    (
        "worker",
        {},
        [
            f"CreateRole role {WORKER}",
            f"CreateInstanceProfile instance_profile {WORKER}",
            f"AddRoleToInstanceProfile instance_profile {WORKER}",
        ],
    ),
    ("deployer", {}, [f"CreateUser user {DEPLOYER}", f"AttachUserPolicy user {DEPLOYER}"]),
    (
        "deployer",
        {"kind": "role", "trusted_principals": ["444455556666"]},
        [f"CreateRole role {DEPLOYER}", f"AttachRolePolicy role {DEPLOYER}"],
    ),
]


@pytest.mark.parametrize(("part", "options", "expected"), some(PARTS, every=3))
def test_one_part_alone(aws: Account, part: str, options: Any, expected: list[str]) -> None:
    """A part can be run alone: made, kept and removed again, while the account holds something of everybody else's."""
    foreign(aws)
    before = contents(aws)
    assert steps(converged(aws, **{part: options})) == expected
    assert not converge(aws, **{part: options}).changed
    assert converged(aws, **{part: options}, state="absent").changed
    assert contents(aws) == before


def foreign(account: Account) -> None:
    """Make what is not ours: a member of no group of ours, a role, a group, a policy, all in use."""
    iam = account.client("iam")
    document = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]})
    arn = iam.create_policy(PolicyName="Other", PolicyDocument=document)["Policy"]["Arn"]
    iam.create_group(GroupName="Others", Path=PATH)
    iam.create_user(UserName="eve", Path=PATH)
    iam.add_user_to_group(GroupName="Others", UserName="eve")
    iam.create_role(RoleName="Other", AssumeRolePolicyDocument=sample.trust())
    for attach, name in (("user", "eve"), ("group", "Others"), ("role", "Other")):
        getattr(iam, f"attach_{attach}_policy")(**{f"{attach.title()}Name": name, "PolicyArn": arn})


@BOTH_WAYS
@pytest.mark.parametrize("half_built", [False, True])
def test_a_prediction_needs_nothing_to_be_there(aws: Account, discovery: str, *, half_built: bool) -> None:
    if half_built:
        converge(aws, policy=SMALL_POLICY, users=WHOLE["users"])
    before = contents(aws)
    predicted = converge(aws, check=True, **WHOLE, discovery=discovery)
    assert steps(predicted) == ([step for step in MADE if step not in (MADE[0], *MADE[2:4])] if half_built else MADE)
    assert only_reads(predicted)
    assert contents(aws) == before
