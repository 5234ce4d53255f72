# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy over time: an older catalogue, an edit by somebody else, and what access_info says of both."""

from __future__ import annotations

import json
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    BOTH_WAYS,
    CATALOGUE_TAG,
    POLICY,
    SMALL_POLICY,
    arn_of,
    contents,
    converge,
    converged,
    found,
    steps,
)
from tests.support.runs.modules import run_module

OTHER = {**SMALL_POLICY, "ec2_key_pairs": False}
READ_ONLY = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}
HERE = f"policy {POLICY}"


def recorded(account: Account) -> str:
    """The tag of the policy."""
    tags = account.client("iam").list_policy_tags(PolicyArn=arn_of(account))["Tags"]
    return next((str(tag["Value"]) for tag in tags if tag["Key"] == CATALOGUE_TAG), "")


def age(account: Account) -> None:
    """Make the policy one of an older catalogue."""
    value = recorded(account).replace(CATALOGUE.version, "2026.1.1")
    account.client("iam").tag_policy(PolicyArn=arn_of(account), Tags=[{"Key": CATALOGUE_TAG, "Value": value}])


def edit(account: Account, document: Any) -> None:
    account.client("iam").create_policy_version(
        PolicyArn=arn_of(account), PolicyDocument=json.dumps(document), SetAsDefault=True
    )


def numbers(account: Account) -> list[str]:
    """The versions of the policy."""
    listed = account.client("iam").list_policy_versions(PolicyArn=arn_of(account))["Versions"]
    return [version["VersionId"] for version in listed]


def told(outcome: Any) -> list[tuple[str, str]]:
    return [item for item in found(outcome) if item[0].startswith("policy-")]


def info(account: Account, discovery: str) -> Any:
    return run_module(
        "access_info", {"policy": {}, "discovery": discovery, "audit": False}, environment=account.environment
    )


@BOTH_WAYS
def test_the_same_statements_of_a_newer_catalogue_are_recorded_without_a_new_version(
    aws: Account, discovery: str
) -> None:
    wanted: dict[str, Any] = {"policy": SMALL_POLICY, "group": {}, "discovery": discovery}
    made = converged(aws, **wanted)
    reads = converged(aws, **wanted)["api_calls"]
    assert made["access"]["catalogue"] == CATALOGUE.to_json()
    right = contents(aws)
    age(aws)
    assert [item["catalogue"] for item in info(aws, discovery)["access"]["policies"]] == ["2026.1.1"]
    again = converged(aws, **wanted)
    assert (steps(again), told(again)) == ([f"TagPolicy {HERE}"], [("policy-reviewed", HERE)])
    preflight = {"iam:GetRole": 1, "iam:SimulatePrincipalPolicy": 1, "sts:GetCallerIdentity": 1}
    assert again["api_calls"] == {**reads, **preflight, "iam:TagPolicy": 1}
    assert (numbers(aws), contents(aws)) == (["v1"], right)
    assert again["access"]["policies"][0]["catalogue"] == CATALOGUE.version
    assert not converged(aws, **wanted).changed


@BOTH_WAYS
def test_other_statements_of_a_newer_catalogue_are_told(aws: Account, discovery: str) -> None:
    wanted: dict[str, Any] = {"group": {}, "discovery": discovery}
    converged(aws, **wanted, policy=OTHER)
    age(aws)
    moved = converged(aws, **wanted, policy=SMALL_POLICY)
    assert steps(moved) == [f"TagPolicy {HERE}", f"CreatePolicyVersion {HERE}"]
    assert told(moved) == [("policy-outdated", HERE)]
    (message,) = (item["message"] for item in moved["findings"] if item["id"] == "policy-outdated")
    assert message.startswith(
        f"It was made with catalogue 2026.1.1, and this collection has catalogue {CATALOGUE.version}: statements"
        " added: SectionForEC2"
    )
    assert recorded(aws).startswith(f"{CATALOGUE.version}/v2/")
    assert not converged(aws, **wanted, policy=SMALL_POLICY).changed


@BOTH_WAYS
def test_an_edit_by_hand_is_told_and_a_change_of_options_is_not(aws: Account, discovery: str) -> None:
    wanted: dict[str, Any] = {"policy": SMALL_POLICY, "group": {}, "discovery": discovery}
    converged(aws, **wanted)
    edit(aws, READ_ONLY)
    assert told(info(aws, discovery)) == [("policy-edited", HERE)]
    refused = converge(aws, **wanted, fail_on="warning")
    assert refused.failed
    assert "Somebody has edited it since this collection wrote it" in refused["msg"]
    healed = converged(aws, **wanted)
    assert steps(healed) == [f"TagPolicy {HERE}", f"CreatePolicyVersion {HERE}"]
    assert told(healed) == [("policy-edited", HERE)]
    assert recorded(aws).split("/")[1] == numbers(aws)[0] == "v3"
    assert told(info(aws, discovery)) == []
    assert told(converged(aws, **{**wanted, "policy": OTHER})) == []
    assert not converged(aws, **{**wanted, "policy": OTHER}).changed
    assert converged(aws, **wanted, state="absent")["access"]["policies"] == []


@BOTH_WAYS
def test_a_policy_from_before_the_tag(aws: Account, discovery: str) -> None:
    wanted: dict[str, Any] = {"policy": SMALL_POLICY, "group": {}, "discovery": discovery}
    converged(aws, **wanted)
    aws.client("iam").untag_policy(PolicyArn=arn_of(aws), TagKeys=[CATALOGUE_TAG])
    assert told(info(aws, discovery)) == [("policy-outdated", HERE)]
    again = converged(aws, **wanted, tags={"team": "red"})
    assert steps(again)[0] == f"TagPolicy {HERE}"
    assert told(again) == [("policy-reviewed", HERE)]
    assert not converged(aws, **wanted, tags={"team": "red"}).changed
