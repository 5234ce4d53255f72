# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""How many API calls site.yml makes, counted by the module and at the emulator. Times are for `make benchmark`."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.benchmark.measure import (
    ACCOUNT_IDS,
    AMAZON_AWS,
    ANY_ACCOUNT,
    SITE,
    WAYS,
    Figures,
    extrapolated,
    general_policies,
    measure_once,
    medians,
    own_count,
    policies_in,
    variables_for,
)
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.call_counter import calls_of
from tests.support.emulator.servers import Kind
from tests.support.runs.access import CATALOGUE_TAG, contents, converge
from tests.support.runs.playbooks import run_playbook
from tests.support.scenarios.thorough import some

NOTHING_TO_DO = {
    "account": {"iam:GetAccountAuthorizationDetails": 1, "iam:GetPolicy": 1},
    "auto": {"iam:GetAccountAuthorizationDetails": 1, "iam:GetAccountSummary": 1, "iam:GetPolicy": 1},
}
# Who calls, which the whole account shows where the role of the session exists, and what it may do.
PREFLIGHT = {"iam:GetRole": 1, "iam:SimulatePrincipalPolicy": 1, "sts:GetCallerIdentity": 1}
SET_UP = {
    "iam:AddRoleToInstanceProfile": 1,
    "iam:AttachGroupPolicy": 1,
    "iam:AttachRolePolicy": 1,
    "iam:CreateGroup": 1,
    "iam:CreateInstanceProfile": 1,
    "iam:CreatePolicy": 1,
    "iam:CreateRole": 1,
    "iam:GetAccountAuthorizationDetails": 1,
    "iam:GetAccountSummary": 1,
    "iam:GetInstanceProfile": 1,
    **PREFLIGHT,
}


def site(account: Account, **variables: Any) -> Counter[str]:
    """Run site.yml and return its calls; the module and the emulator have to agree on them."""
    before = calls_of(account)
    outcome = run_playbook(SITE, env=account.environment, extra_vars=variables)
    assert outcome.rc == 0, outcome.stdout + outcome.stderr
    calls = calls_of(account) - before
    assert own_count(outcome) == calls
    return calls


@pytest.mark.thorough
@pytest.mark.parametrize("users", some([3, 100], every=2))
def test_users_cost_two_calls_each_once_and_nothing_later(aws: Account, users: int) -> None:
    variables = variables_for(users)
    first = site(aws, **variables, a2c_iam_discovery="account")
    assert first == {**SET_UP, "iam:CreateUser": users, "iam:AddUserToGroup": users}
    for discovery, expected in NOTHING_TO_DO.items():
        assert site(aws, **variables, a2c_iam_discovery=discovery) == expected, discovery


def module(account: Account, users: int, discovery: str) -> Counter[str]:
    """Run the module in this process and return its calls; it and the emulator have to agree on them."""
    before = calls_of(account)
    named = [{"name": f"user{number}"} for number in range(users)]
    params: dict[str, Any] = {"policy": {"deploy_targets": ["ecs"]}, "group": {}, "users": named, "worker": {}}
    outcome = converge(account, **params, discovery=discovery)
    assert not outcome.failed, outcome.result
    calls = calls_of(account) - before
    assert outcome["api_calls"] == calls
    return calls


@pytest.mark.parametrize("more", some([50, 1], every=2))
def test_more_users_cost_three_reads_and_two_calls_each(aws: Account, more: int) -> None:
    module(aws, 20, "account")
    assert module(aws, 20 + more, "account") == {
        "iam:GetAccountAuthorizationDetails": 1,
        "iam:GetAccountSummary": 1,
        "iam:GetPolicy": 1,
        "iam:CreateUser": more,
        "iam:AddUserToGroup": more,
        **PREFLIGHT,
    }


@pytest.mark.parametrize("users", [0, 20])
def test_reading_by_name_costs_a_call_for_each_user(aws: Account, users: int) -> None:
    module(aws, users, "targeted")
    expected = {
        "iam:GetGroup": 1,
        "iam:GetInstanceProfile": 1,
        "iam:GetPolicy": 2,
        "iam:GetPolicyVersion": 1,
        "iam:GetRole": 1,
        "iam:GetUser": users,
        "iam:ListAttachedGroupPolicies": 1,
        "iam:ListAttachedRolePolicies": 1,
        "iam:ListPolicyVersions": 1,
        "sts:GetCallerIdentity": 1,
    }
    assert module(aws, users, "targeted") == Counter(expected)


@pytest.mark.thorough
def test_the_playbook_that_it_is_compared_with_leaves_the_same_account(aws: Account, moto_endpoint: str) -> None:
    site(aws, **variables_for(2))
    other = open_account(Kind.MOTO, moto_endpoint, next(ACCOUNT_IDS))
    variables = {**variables_for(2), "policies": policies_in(other, general_policies(moto_endpoint))}
    outcome = run_playbook(AMAZON_AWS, env=other.environment, extra_vars=variables)
    assert outcome.rc == 0, outcome.stdout + outcome.stderr
    assert without_account_ids(other) == without_account_ids(aws)


def without_account_ids(account: Account) -> Any:
    """Return all that an account holds, to compare with what another account does; the catalogue is our own matter."""
    held = contents(account)
    for policy in held["policies"].values():
        policy["tags"].pop(CATALOGUE_TAG, None)
    return json.loads(json.dumps(held).replace(account.account_id, ANY_ACCOUNT))


@pytest.mark.thorough
def test_a_way_is_measured_in_an_account_of_its_own(moto_endpoint: str) -> None:
    figures = measure_once(WAYS[1], moto_endpoint, 2, general_policies(moto_endpoint))
    assert (figures.first_calls, figures.again_calls) == (sum(SET_UP.values()) + 4, 2)
    assert figures.first_seconds > 0
    assert figures.again_seconds > 0


def test_medians_and_what_follows_from_two_measurements() -> None:
    few, many = Figures(10, 1.0, 4, 0.5), Figures(30, 3.0, 8, 1.5)
    assert medians([few, many, few]) == few
    assert extrapolated(50, (10, few), (30, many)) == Figures(50, 5.0, 12, 2.5)
