# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module access_check_info through lost answers and denied actions: it tells what it cannot ask, never a yes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.check_scenes import SCENES, Run, prepare
from tests.support.scenarios.thorough import some

OF_ACTION = {
    "iam:GetAccountAuthorizationDetails": {"evaluation"},
    "iam:GetRequestAuthorizationDetails": {"authorization_details"},
    "iam:GetRole": {"principal", "simulation", "evaluation"},
    "iam:GetUser": {"principal", "simulation", "evaluation"},
    "iam:SimulatePrincipalPolicy": {"simulation"},
    "sts:DecodeAuthorizationMessage": {"decoded_message"},
}


def told(run: Run) -> Any:
    """Ask, and return what was found."""
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert not outcome.changed
    return {key: outcome[key] for key in ("principal", "parsed", "requests", "sources", "summary")}


def silent(outcome: ModuleResult) -> set[str]:
    """The sources that were not asked because an action is denied, or for want of the principal."""
    return {row["source"] for row in outcome["sources"] if "may not call" in str(row["reason"])} - {"what_if"}


@pytest.mark.parametrize("kind", ["reset-before", "reset-after", "failure", "throttle", "unavailable"])
@pytest.mark.parametrize("scene", some(SCENES, every=2))
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str) -> None:
    run = prepare(account, SCENES[scene])
    wanted, before = told(run), account.snapshot()
    fault = account.fault(kind, tries=2)
    assert told(run) == wanted
    assert fault.hits > 0
    account.calm()
    assert account.snapshot() == before


@pytest.mark.parametrize("scene", SCENES)
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    run = prepare(account, SCENES[scene])
    wanted, before = told(run), account.snapshot()
    allowed = {(row["action"], row["resource"]) for row in wanted["requests"] if row["allowed"]}
    actions = sorted({entry.call.action for entry in account.calls()} - {"sts:GetCallerIdentity"})
    assert len(actions) > 1
    for action in actions:
        account.fault("denied", operations=[action.split(":")[1]])
        denied = run()
        account.calm()
        assert not denied.failed, action
        of_message = "error_message" in SCENES[scene] and action in ("iam:GetUser", "iam:GetRole")
        expected = {"principal"} if of_message else OF_ACTION[action]
        assert silent(denied) & expected == expected, action
        assert action in " ".join(denied["summary"])
        now = {(row["action"], row["resource"]) for row in denied["requests"] if row["allowed"]}
        assert now <= allowed, action
        assert told(run) == wanted
    assert account.snapshot() == before
    assert all(entry.call.reads for entry in account.calls())


@pytest.mark.parametrize("scene", SCENES)
def test_without_any_answer_from_aws(account: Bench, scene: str) -> None:
    run = prepare(account, SCENES[scene])
    account.fault("denied")
    denied = run()
    account.calm()
    if "error_message" not in SCENES[scene]:
        assert denied.failed
        assert "access denied to sts:GetCallerIdentity" in denied["msg"]
        return
    assert not denied.failed
    assert {row["status"] for row in denied["sources"]} == {"not_possible"}
    assert not any(row["allowed"] for row in denied["requests"])
