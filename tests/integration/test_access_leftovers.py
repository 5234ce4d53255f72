# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What earlier runs made and no option names any more: each run tells it by name, and purge removes it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.emulator.accounts import Account
from tests.support.runs.access import (
    DEPLOYER,
    GROUP,
    PATH,
    POLICY,
    SMALL_POLICY,
    WHOLE,
    WORKER,
    contents,
    converge,
    converged,
    refused,
)

GENERAL: dict[str, Any] = {name: part for name, part in WHOLE.items() if name != "deployer"}
RENAMED: dict[str, Any] = {
    "policy": {**SMALL_POLICY, "name": "New"},
    "group": {"name": "NewUsers"},
    "users": [{"name": "grace"}],
    "worker": {"role_name": "NewWorker", "instance_profile_name": "NewWorker"},
}
OLD = [f"group {GROUP}", f"instance profile {WORKER}", f"policy {POLICY}", f"role {WORKER}", "user ada"]
LEFT_OVER = "This collection manages it, but no option names it any more. To remove it, set purge: true."
ADMINISTRATOR = (
    "It is an administrator that this collection manages and no option names. To keep it, name it in deployer."
    " To remove it, name it in deployer with state: absent."
)


def found(outcome: Any) -> list[tuple[str, str]]:
    return [(item["where"], item["message"]) for item in outcome["findings"]]


def test_what_is_no_longer_named_is_told_by_name_and_stays(aws: Account) -> None:
    converge(aws, **WHOLE)
    outcome = converged(aws, **RENAMED)
    assert found(outcome) == [
        *[(name, LEFT_OVER) for name in OLD[:4]],
        (f"user {DEPLOYER}", ADMINISTRATOR),
        (OLD[4], LEFT_OVER),
    ]
    assert outcome["summary"][-1] == "Findings: 6 warnings, see the warnings."
    assert {POLICY, "New"} <= {arn.rpartition("/")[2] for arn in contents(aws)["policies"]}


def test_purge_removes_it_and_a_second_run_finds_nothing(aws: Account) -> None:
    converge(aws, **GENERAL)
    iam = aws.client("iam")
    iam.create_user(UserName="eve", Path=PATH)
    iam.create_access_key(UserName="ada")
    purged = converged(aws, **RENAMED, purge=True)
    assert purged["findings"] == []
    assert purged["summary"][1:] == [
        "Created policy New.",
        "Created group NewUsers.",
        "Created role NewWorker.",
        "Created instance profile NewWorker.",
        "Changed user grace (groups).",
        "Removed user ada.",
        f"Removed instance profile {WORKER}.",
        f"Removed role {WORKER}.",
        f"Removed group {GROUP}.",
        f"Removed policy {POLICY}.",
    ]
    held = contents(aws)
    assert (sorted(held["users"]), sorted(held["groups"])) == (["eve", "grace"], ["NewUsers"])
    assert not converged(aws, **RENAMED, purge=True).changed


def test_a_removal_with_purge_leaves_nothing_of_ours_whatever_its_name(aws: Account) -> None:
    empty = contents(aws)
    converge(aws, **WHOLE)
    converge(aws, **RENAMED)
    iam = aws.client("iam")
    iam.create_instance_profile(
        InstanceProfileName="Empty",
        Path=PATH,
        Tags=[{"Key": "app2container:managed-by", "Value": "fleetops.app2container"}],
    )
    told = converged(aws, **{**RENAMED, "policy": {"name": "New"}}, state="absent")
    assert found(told) == [(name, LEFT_OVER) for name in [*OLD[:4], f"user {DEPLOYER}", OLD[4]]]
    gone = converged(aws, **{**RENAMED, "policy": {"name": "New"}}, state="absent", purge=True)
    assert gone["findings"] == []
    assert contents(aws) == empty


def test_a_removal_that_cannot_be_complete_does_what_it_can_and_fails(aws: Account) -> None:
    converge(aws, **WHOLE)
    wanted = {"users": [], "group": {}, "state": "absent", "purge": True}
    outcomes = [converge(aws, check=check, **wanted) for check in (True, False)]
    kept = f"user {DEPLOYER}: {ADMINISTRATOR} [administrator-left-over]"
    for outcome in outcomes:
        assert outcome["msg"] == f"Not everything that this collection manages could be removed: {kept}"
    assert outcomes[0]["changes"] == outcomes[1]["changes"]
    held = contents(aws)
    assert (sorted(held["users"]), sorted(held["groups"])) == ([DEPLOYER], [])
    assert outcomes[1]["summary"][1:4] == [
        "Removed 2 users: ada, grace.",
        f"Removed group {GROUP}.",
        "Findings: 1 warning, see the warnings.",
    ]


def test_an_account_that_was_not_looked_at_is_said_to_be_so(aws: Account) -> None:
    converge(aws, **WHOLE)
    message = (
        "Only what the options name was read: what is left over from earlier options was not looked for."
        " To look for it, set discovery: account."
    )
    outcome = converged(aws, **GENERAL, discovery="targeted")
    assert found(outcome) == [(f"Account {aws.account_id}", message)]
    assert refused(aws, **GENERAL, discovery="targeted", purge=True) == (
        "discovery: purge removes what no option names, which only the whole account shows, got 'targeted'; set"
        " discovery to account, or purge to false."
    )


@pytest.mark.parametrize("policy", [[SMALL_POLICY], []], ids=["with-policy", "group-alone"])
def test_a_changed_path_is_told_from_what_others_made(aws: Account, policy: list[Any]) -> None:
    converge(aws, **GENERAL)
    parts = {"group": {}, "users": [{"name": "ada"}], **({"policy": policy[0]} if policy else {})}
    message = refused(aws, **parts, path="/new/")
    arn = f"arn:aws:iam::{aws.account_id}:group{PATH}{GROUP}"
    assert message == (
        f"group {GROUP} ({arn}) lies under the path {PATH}, where this collection made it, and not under /new/;"
        f" set path to {PATH}, or set adopt: true to move it, or remove it first with state: absent and path: {PATH}."
        " Nothing has been changed."
    )
