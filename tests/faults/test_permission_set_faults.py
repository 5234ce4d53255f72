# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module permission_set through deaths, lost answers, denied actions and requests that fail or take too long."""

from __future__ import annotations

import itertools

import pytest

from tests.support.emulator.people import make_policy, others, permission_sets, remove_policy
from tests.support.scenarios.bench import Bench, own_account
from tests.support.scenarios.permission_set_scenes import SCENES, SECOND, prepare
from tests.support.scenarios.thorough import some
from tests.support.scenarios.walks import PASSING
from tests.support.strict import center

__all__ = ["own_account"]  # a fixture

# Without it, the module says that it could not look for the policies.
LOOKING = frozenset({"iam:GetPolicy", "sts:AssumeRole"})


@pytest.mark.parametrize("kind", some(["die-after", "die-before"], every=2))
@pytest.mark.parametrize("scene", some(SCENES, every=3))
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(account: Bench, scene: str, kind: str) -> None:
    prepare(account, SCENES[scene]).through_deaths(kind, every=9)


@pytest.mark.parametrize("tries", some([2, 1], every=2))
@pytest.mark.parametrize("kind", some([*PASSING, "in-process"], every=5))
@pytest.mark.parametrize("scene", some(SCENES, every=3))
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str, tries: int) -> None:
    walk = prepare(account, SCENES[scene])
    if kind == "in-process":
        _calls, wanted = walk.undisturbed()
        account.restore(walk.start)
        account.fault(kind, operations=["Attach*", "CreateAcc*", "Delete*", "Detach*", "Prov*", "Put*"], tries=tries)
        outcome = walk.run()
        assert not outcome.failed, outcome["msg"]
        walk.finishes(wanted)
        return
    walk.through_faults(kind, tries)
    made = [entry.call.operation for entry in account.calls() if entry.outcome == "ok"]
    once = [name for name in made if name.startswith(("CreatePermissionSet", "AttachCustomer"))]
    assert len(once) == len(set(once))  # the others have the same effect twice as once
    walk.finishes(walk.look())


@pytest.mark.parametrize("scene", some(SCENES, every=3))
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    prepare(account, SCENES[scene]).through_denials(every=7, optional=LOOKING)


@pytest.mark.parametrize("action", sorted(LOOKING))
def test_what_must_not_be_looked_at_is_told(account: Bench, action: str) -> None:
    walk = prepare(account, SCENES["creation"])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    account.fault("denied", operations=[action.split(":")[1]])
    outcome = walk.run()
    assert not outcome.failed, outcome["msg"]
    messages = [item["message"] for item in outcome["findings"] if item["id"] == "policy-not-checked"]
    assert messages
    assert all(f"access denied to {action} " in message for message in messages)
    assert walk.look() == wanted


@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_a_run_between_any_two_calls_of_another(account: Bench, scene: str) -> None:
    walk = prepare(account, SCENES[scene])
    walk.through_other_runs(every=14)


def test_a_new_set_that_is_not_known_everywhere_yet(account: Bench) -> None:
    walk = prepare(account, SCENES["creation"])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    fault = account.fault("not-yet", operations=["Attach*", "Put*", "CreateAccountAssignment"], tries=2)
    outcome = walk.run()
    assert not outcome.failed, outcome["msg"]
    assert fault.hits > 0
    walk.finishes(wanted)


def test_short_pages(account: Bench) -> None:
    walk = prepare(account, SCENES["change"])
    account.settings(page=1)
    _calls, wanted = walk.undisturbed()
    walk.finishes(wanted)


@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_side_by_side(account: Bench, scene: str) -> None:
    walk = prepare(account, SCENES[scene])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    faults = [account.fault(kind, share=0.1, seed=1) for kind in ("throttle", "reset-after", "failure")]
    outcome = walk.run(serial=False)
    if outcome.failed:  # eight tries in a row, which depends on the order of the threads
        assert "run again" in outcome["msg"]
        outcome = walk.run(serial=False)
    assert not outcome.failed, outcome["msg"]
    assert any(fault.hits for fault in faults)
    walk.finishes(wanted)


def test_a_missing_policy_is_an_error_before_anything_is_written(account: Bench) -> None:
    walk = prepare(account, SCENES["creation"])
    (second, third) = others(account.account)
    for account_id in (second, third):
        remove_policy(account.account, account_id, SECOND)
    account.forget()
    for check in (True, False):
        refused = walk.run(check=check)
        assert refused.failed
        hint = "run the module access or the playbook site there first"
        assert refused["msg"] == (
            f"permissions_boundary: these accounts have no policy /app2container/{SECOND}: {second}, {third};"
            f" {hint}. Nothing has been changed."
        )
    assert walk.took_effect() == 0
    assert permission_sets(account.account) == {}


def test_a_request_that_fails_names_the_account_and_the_reason(account: Bench) -> None:
    """As where nobody could look for the policy before."""
    walk = prepare(account, SCENES["creation"])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    (second, third) = others(account.account)
    remove_policy(account.account, third, SECOND)
    refused = walk.run(lookup_role_arn="")
    assert refused.failed
    arn = f"arn:aws:iam::{third}:policy/app2container/{SECOND}"
    assert refused["msg"].startswith(
        f"Cannot create account assignment group Migration engineers in {third}: AWS reports a failure (Received a 404"
        f" status error: Not supported policy {arn}): correct this and run again. If it is about a policy, run access"
        " or the playbook site there first. "
    )
    assert refused["msg"].endswith(" 1 failed and 0 remain; run again to finish.")
    (failed,) = refused["failed_changes"]
    assert (failed["api"], failed["after"]["account_id"]) == ("sso:CreateAccountAssignment", third)
    assert {item["after"]["account_id"] for item in refused["applied"] if item["type"] == "account_assignment"} == {
        account.account_id,
        second,
    }
    make_policy(account.account, third, SECOND)
    walk.finishes(wanted)


def test_provisioning_that_fails_names_the_accounts(account: Bench) -> None:
    walk = prepare(account, SCENES["adoption"])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    second = others(account.account)[0]
    remove_policy(account.account, second, SECOND)
    refused = walk.run(lookup_role_arn="")
    assert refused.failed
    assert refused["msg"].startswith(
        f"Cannot provision permission set App2ContainerGeneral in account {second}: AWS reports a failure (Received a"
        " 404 status error: "
    )
    make_policy(account.account, second, SECOND)
    walk.finishes(wanted)


@pytest.mark.parametrize(
    ("scene", "verb"), some([("adoption", "provision"), ("creation", "create"), ("removal", "delete")], every=3)
)
def test_a_request_that_takes_too_long(account: Bench, monkeypatch: pytest.MonkeyPatch, scene: str, verb: str) -> None:
    walk = prepare(account, SCENES[scene])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    monkeypatch.setattr(center, "CALLS_TO_FINISH", 30)
    account.pauses.clear()
    refused = walk.run(wait_timeout=7)
    assert refused.failed
    assert refused["msg"].startswith(f"Cannot {verb} ")
    assert "AWS has not finished after 7 seconds; AWS goes on with it: run again later, or raise wait_timeout." in str(
        refused["msg"]
    )
    assert account.pauses == [2] * 4
    monkeypatch.undo()
    for _call in itertools.repeat(None, 30):
        account.account.client("sso-admin").list_instances()
    walk.finishes(wanted)
