# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module access_info through lost answers and denied actions: it reads all or fails, and never changes anything."""

from __future__ import annotations

import pytest

from tests.support.runs.access import EVERY_PART
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.info_scenes import SCENES, Run, prepare
from tests.support.scenarios.thorough import some


def told(run: Run) -> object:
    """Read, and return what was found."""
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert not outcome.changed
    return {key: outcome[key] for key in ("access", "findings", "summary")}


@pytest.mark.parametrize("kind", ["reset-before", "reset-after", "failure", "throttle", "unavailable"])
@pytest.mark.parametrize("scene", SCENES)
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
    actions = sorted({entry.call.action for entry in account.calls()})
    assert actions
    for action in some(actions, every=2):
        account.fault("denied", operations=[action.split(":")[1]])
        denied = run()
        assert denied.failed, action
        assert f"access denied to {action} " in denied["msg"]
        assert f"allow the caller {action}, see docs/permissions.md" in denied["msg"]
        assert "exception" not in denied.result
        account.calm()
        assert told(run) == wanted
    assert account.snapshot() == before


def test_every_read_of_an_audit_denied_in_turn(account: Bench) -> None:
    """What may not be read is not checked, by the permission that is missing; and no check passes for it."""
    assert not account.run(**EVERY_PART).failed
    account.forget()
    whole = account.run(module_name="access_info")
    assert not whole.failed, whole["msg"]
    failing = {row["id"] for row in whole["findings"] if row["status"] == "fail"}
    # The credential report is there from now on, so that none is made any more.
    made_once = {"iam:GenerateCredentialReport", "sts:GetCallerIdentity"}
    called = {entry.call.action for entry in account.calls()} - made_once
    # The bucket does not exist, whichever of its settings is asked for: test_audit_sources.py denies those of one.
    actions = sorted(action for action in called if not action.startswith("s3:"))
    assert len(actions) >= 8
    before = account.snapshot()
    for action in actions:
        account.fault("denied", operations=[action.split(":")[1]])
        denied = account.run(module_name="access_info")
        account.calm()
        assert not denied.failed, (action, denied["msg"])
        unseen = {row["id"]: row for row in denied["findings"] if row["status"] == "not_checked"}
        assert [item["source"] for item in denied["sources"] if item["missing_action"] == action], action
        assert {row["missing_action"] for row in unseen.values()} == {action}
        still = {row["id"] for row in denied["findings"] if row["status"] == "fail"}
        assert still <= failing, action
        assert failing - still <= set(unseen)
        assert denied["counts"]["passed"] <= whole["counts"]["passed"]
    assert account.snapshot() == before


def test_parts_of_an_account_that_may_not_be_read(account: Bench) -> None:
    """They are named, but nothing is known of them."""
    account.fault("denied", operations=["GetAccountAuthorizationDetails"])
    parts = {name: EVERY_PART[name] for name in ("policy", "group", "users", "worker")}
    denied = account.run(module_name="access_info", **parts)
    account.calm()
    assert not denied.failed, denied["msg"]
    access = denied["access"]
    assert access["account_id"] == account.account_id
    assert [access[name] for name in ("policies", "group", "users", "worker")] == [[], None, [], None]
