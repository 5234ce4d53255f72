# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy simulator of the strict layer answers as AWS describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.scenarios.bench import Bench, bench

TAGGED = {"StringEquals": {"aws:RequestTag/team": "red"}}


def policy(effect: str, action: str, resource: str = "*", **further: Any) -> dict[str, Any]:
    """A policy of one statement."""
    return {
        "Version": "2012-10-17",
        "Statement": [{"Effect": effect, "Action": action, "Resource": resource, **further}],
    }


@pytest.fixture
def account() -> Iterator[Bench]:
    """Give an account with a user who may create users under a path, and tag them red."""
    with bench() as here:
        here.iam.create_user(UserName="ada")
        here.iam.create_group(GroupName="Team")
        here.iam.add_user_to_group(GroupName="Team", UserName="ada")
        allowed = policy("Allow", "iam:CreateUser", "arn:aws:iam::*:user/ours/*")
        here.iam.put_group_policy(GroupName="Team", PolicyName="users", PolicyDocument=json.dumps(allowed))
        tags = json.dumps(policy("Allow", "iam:TagUser", Condition=TAGGED))
        here.iam.put_user_policy(UserName="ada", PolicyName="tags", PolicyDocument=tags)
        yield here


def asked(account: Bench, *actions: str, **further: Any) -> list[dict[str, Any]]:
    """Return the results for the user, on one of the users that she may create and on another."""
    start = f"arn:aws:iam::{account.account_id}:user"
    answer = account.iam.simulate_principal_policy(
        PolicySourceArn=f"{start}/ada",
        ActionNames=list(actions),
        ResourceArns=[f"{start}/ours/x", f"{start}/others/x"],
        **further,
    )
    found: list[dict[str, Any]] = answer["EvaluationResults"]
    return found


def decisions(result: dict[str, Any]) -> list[str]:
    """The decision of a result, and those on each resource."""
    return [
        result["EvalDecision"],
        *(item["EvalResourceDecision"] for item in result["ResourceSpecificResults"]),
    ]


def test_one_result_for_each_action_has_the_strictest_decision(account: Bench) -> None:
    created, deleted = asked(account, "iam:CreateUser", "iam:DeleteUser")
    assert decisions(created) == ["implicitDeny", "allowed", "implicitDeny"]
    assert decisions(deleted) == ["implicitDeny"] * 3
    assert "OrganizationsDecisionDetail" not in created
    denied = json.dumps(policy("Deny", "iam:CreateUser", "arn:aws:iam::*:user/ours/*"))
    account.iam.put_user_policy(UserName="ada", PolicyName="no", PolicyDocument=denied)
    (created,) = asked(account, "iam:CreateUser")
    assert decisions(created) == ["explicitDeny", "explicitDeny", "implicitDeny"]
    assert [item["SourcePolicyId"] for item in created["ResourceSpecificResults"][0]["MatchedStatements"]] == ["no"]


def test_condition_keys(account: Bench) -> None:
    (tagged,) = asked(account, "iam:TagUser")
    assert (decisions(tagged)[0], tagged["MissingContextValues"]) == ("implicitDeny", ["aws:RequestTag/team"])
    entry = {"ContextKeyName": "aws:RequestTag/team", "ContextKeyValues": ["red"], "ContextKeyType": "string"}
    (tagged,) = asked(account, "iam:TagUser", ContextEntries=[entry])
    assert (decisions(tagged)[0], tagged["MissingContextValues"]) == ("allowed", [])


def test_the_organization_tells_no_condition_keys(account: Bench) -> None:
    condition = {"StringNotEquals": {"aws:PrincipalOrgID": "o-1"}}
    account.settings(organization=[policy("Deny", "iam:CreateUser", "arn:aws:iam::*:user/ours/*", Condition=condition)])
    (created,) = asked(account, "iam:CreateUser")
    assert created["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": False}
    assert (decisions(created)[1], created["MissingContextValues"]) == ("explicitDeny", [])
    account.settings(organization=[])
    (created,) = asked(account, "iam:CreateUser")
    assert created["OrganizationsDecisionDetail"] == {"AllowedByOrganizations": True}


def test_pages(account: Bench) -> None:
    account.settings(page=1)
    pages = account.iam.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=f"arn:aws:iam::{account.account_id}:user/ada", ActionNames=["iam:A", "iam:B", "iam:C"]
    )
    assert [[item["EvalActionName"] for item in page["EvaluationResults"]] for page in pages] == [
        ["iam:A"],
        ["iam:B"],
        ["iam:C"],
    ]


def test_nobody_else_is_simulated(account: Bench) -> None:
    with pytest.raises(ClientError, match="NoSuchEntity"):
        account.iam.simulate_principal_policy(
            PolicySourceArn=f"arn:aws:iam::{account.account_id}:user/eve", ActionNames=["iam:CreateUser"]
        )
