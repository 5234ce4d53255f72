# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that AWS cuts short, what they tell, and that the next run finishes; and what the caller may not do."""

from __future__ import annotations

from threading import Event, Lock

import pytest

from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    GROUP,
    WHOLE,
    contents,
    converge,
    converged,
    only_reads,
    refused,
    steps,
    two_documents,
)
from tests.support.runs.refusals import from_the_write, refused_calls

WRITES = 13
TOLD = " were made, 1 failed and 12 remain; run again to finish."
DENIED = "AccessDenied"


def entities(changes: list[dict[str, str]]) -> list[str]:
    return sorted(f"{change['api']} {change['name']}" for change in changes)


@pytest.mark.parametrize("number", [1, 6, WRITES])
def test_a_run_that_is_cut_off_is_finished_by_the_next(aws: Account, number: int) -> None:
    empty = contents(aws)
    cut_off_and_finished(aws, "present", number)
    assert sorted(contents(aws)["users"]) == ["App2ContainerDeployer", "ada", "grace"]
    assert not converge(aws, **WHOLE).changed
    cut_off_and_finished(aws, "absent", number)
    assert contents(aws) == empty


def cut_off_and_finished(account: Account, state: str, number: int) -> None:
    """Converge, with AWS refusing all writing calls from this one on, and again without."""
    expected = converge(account, check=True, **WHOLE, state=state)["changes"]
    with refused_calls(DENIED, when=from_the_write(number)):
        cut = converge(account, **WHOLE, state=state)
    assert cut.failed
    done, failed, left = cut["applied"], cut["failed_changes"], cut["remaining"]
    assert len(done) == number - 1
    assert cut.changed == (number > 1)
    assert entities([*done, *failed, *left]) == entities(expected)
    assert cut["msg"].endswith(
        f" {len(done)} of {len(expected)} changes were made, {len(failed)} failed and {len(left)} remain;"
        " run again to finish."
    )
    for change in failed:
        api = change["api"]
        assert change["error"] in cut["msg"]
        assert f"access denied to {api} (as the test says): allow the caller {api}" in change["error"]
    finished = converged(account, **WHOLE, state=state)
    assert entities(finished["changes"]) == entities([*failed, *left])


def test_the_message_of_a_failure_in_full(aws: Account) -> None:
    with refused_calls("LimitExceeded", when=lambda name: name == "CreatePolicy") as names:
        cut = converge(aws, **WHOLE)
    assert names == ["CreatePolicy"]  # LimitExceeded is never tried again
    assert cut["msg"] == (
        "Cannot create policy App2ContainerGeneral: iam:CreatePolicy failed with LimitExceeded (as the test says):"
        " a quota of the account is reached: remove what is not needed, or raise it in Service Quotas."
        f" 0 of {WRITES} changes{TOLD}"
    )
    assert cut["failed_changes"][0]["name"] == "App2ContainerGeneral"
    assert contents(aws) == {key: {} for key in ("users", "groups", "roles", "profiles", "policies")}


def test_parts_of_the_policy_that_a_cut_left_behind_go_in_the_next_run(aws: Account) -> None:
    """Reading by name does not stop at the gap that the part leaves which is gone already."""
    policy = two_documents()
    converge(aws, policy=policy)
    general = f"arn:aws:iam::{aws.account_id}:policy/app2container/App2ContainerGeneral"
    aws.client("iam").delete_policy(PolicyArn=general)
    gone = converged(aws, policy={}, state="absent", discovery="targeted")
    assert steps(gone) == ["DeletePolicy policy App2ContainerGeneral-2"]


def test_what_is_gone_meanwhile_is_no_failure(aws: Account) -> None:
    """Between reading and removing, somebody else takes the members out of the group, and its policy off."""
    made = converge(aws, **WHOLE)
    iam = aws.client("iam")
    lock, done = Lock(), Event()

    def others_come_first(name: str) -> bool:
        with lock:
            if name == "RemoveUserFromGroup" and not done.is_set():
                done.set()
                for user in ("ada", "grace"):
                    iam.remove_user_from_group(UserName=user, GroupName=GROUP)
                (policy,) = made["access"]["policies"]
                iam.detach_group_policy(GroupName=GROUP, PolicyArn=policy["arn"])
        return False

    with refused_calls("", when=others_come_first):
        gone = converge(aws, **WHOLE, state="absent")
    assert done.is_set()
    assert not gone.failed
    assert contents(aws) == {key: {} for key in ("users", "groups", "roles", "profiles", "policies")}


def test_auto_reads_by_name_where_the_account_may_not_be_read(aws: Account) -> None:
    with refused_calls(DENIED, when=lambda name: name == "GetAccountAuthorizationDetails") as names:
        outcome = converged(aws, **WHOLE)
        assert names == ["GetAccountAuthorizationDetails"] * 2
        assert outcome["api_calls"]["iam:GetUser"] == 3
        told = refused(aws, **WHOLE, discovery="account")
    assert told == (
        "Cannot read the account: access denied to iam:GetAccountAuthorizationDetails (as the test says):"
        " allow the caller iam:GetAccountAuthorizationDetails, see docs/permissions.md of the collection."
    )
    assert not converge(aws, **WHOLE).changed


@pytest.mark.parametrize(
    ("operation", "what"),
    [
        ("GetUser", "read user ada"),
        ("GetGroup", "read group App2ContainerUsers"),
        ("GetRole", "read role App2ContainerWorker"),
        ("GetInstanceProfile", "read instance profile App2ContainerWorker"),
        ("ListPolicies", "look for the customer managed policies by name"),
        ("GetAccountSummary", "read the quotas of the account"),
    ],
)
def test_a_read_that_is_denied_is_never_taken_for_absent(aws: Account, operation: str, what: str) -> None:
    options = {**WHOLE, "users": [{"name": "ada"}], "deployer": None, "discovery": "targeted"}
    with refused_calls(DENIED, when=lambda name: name == operation):
        outcome = converge(aws, **options)
    assert outcome.failed
    assert only_reads(outcome)
    assert outcome["msg"] == (
        f"Cannot {what}: access denied to iam:{operation} (as the test says):"
        f" allow the caller iam:{operation}, see docs/permissions.md of the collection."
    )
