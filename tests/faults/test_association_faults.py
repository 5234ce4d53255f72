# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module worker_association through deaths, delays, lost answers and denied actions, and beside another run."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Any
from unittest import mock

import pytest

from tests.support.emulator.workers import OTHER, WORKER, launch, make_profile, profiles
from tests.support.scenarios.association_scenes import SCENES, Run, Scene, prepare
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.side_by_side import another_before_call
from tests.support.scenarios.thorough import some
from tests.support.strict.ec2 import backend_of
from tests.support.strict.faults import Died

TRIES = 8
LOST = ["reset-before", "reset-after", "failure"]


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as here:
        make_profile(here.account)
        make_profile(here.account, OTHER)
        yield here


def wanted_after(account: Bench, run: Run, writes: int) -> tuple[int, dict[str, str]]:
    """Run undisturbed; return how many calls that took, and what there is then."""
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    calls = account.calls()
    assert len([entry for entry in calls if not entry.call.reads]) == writes
    return len(calls), profiles(account.account)


def check_finished(account: Bench, run: Run, wanted: Any) -> None:
    """Run again: it finishes, and one more run has nothing to do."""
    account.calm()
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert profiles(account.account) == wanted
    assert not run().changed
    assert profiles(account.account) == wanted


@pytest.mark.parametrize("kind", ["die-before", "die-after"])
@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(account: Bench, scene: str, kind: str) -> None:
    start, run = prepare(account, SCENES[scene])
    calls, wanted = wanted_after(account, run, SCENES[scene].writes)
    for number in some(range(1, calls + 1), every=5):
        account.restore(start)
        fault = account.fault(kind, call=number)
        with pytest.raises(Died):
            run()
        assert fault.hits == 1
        check_finished(account, run, wanted)


@pytest.mark.parametrize("tries", some([3, 1], every=2))
@pytest.mark.parametrize("kind", some([*LOST, "throttle", "unavailable"], every=3))
@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str, tries: int) -> None:
    start, run = prepare(account, SCENES[scene])
    _calls, wanted = wanted_after(account, run, SCENES[scene].writes)
    account.restore(start)
    account.forget()
    fault = account.fault(kind, tries=tries)
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert fault.hits > 0
    account.calm()
    writes = [entry for entry in account.calls() if not entry.call.reads and entry.outcome == "ok"]
    assert len(writes) == SCENES[scene].writes  # nothing took effect twice
    assert profiles(account.account) == wanted
    given = {item["instance_id"]: item["association_id"] for item in outcome["instances"] if item["association_id"]}
    told = account.account.client("ec2").describe_iam_instance_profile_associations()
    assert given == {item["InstanceId"]: item["AssociationId"] for item in told["IamInstanceProfileAssociations"]}
    check_finished(account, run, wanted)


@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    start, run = prepare(account, SCENES[scene])
    _calls, wanted = wanted_after(account, run, SCENES[scene].writes)
    actions = sorted({entry.call.action for entry in account.calls()})
    assert len(actions) >= 3
    for action in some(actions, every=2):
        account.restore(start)
        account.fault("denied", operations=[action.split(":")[1]])
        denied = run()
        assert denied.failed, action
        assert f"access denied to {action} " in denied["msg"]
        assert f"allow the caller {action}, see docs/permissions.md" in denied["msg"]
        assert "exception" not in denied.result
        check_finished(account, run, wanted)


@pytest.mark.parametrize("scene", ["association", "replacement"])
@pytest.mark.parametrize("kind", ["no-profile", "not-running", "going"])
def test_what_settles_is_waited_for(account: Bench, scene: str, kind: str) -> None:
    """EC2 learns late of a new profile; an instance starts; an association is on its way out."""
    start, run = prepare(account, SCENES[scene])
    _calls, wanted = wanted_after(account, run, SCENES[scene].writes)
    account.restore(start)
    account.pauses.clear()
    fault = account.fault(kind, operations=["Associate*", "Replace*"], tries=TRIES - 1)
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert fault.hits == (TRIES - 1) * SCENES[scene].writes
    assert len(account.pauses) == fault.hits
    check_finished(account, run, wanted)


@pytest.mark.parametrize(
    ("kind", "code", "told"),
    [
        ("no-profile", "InvalidParameterValue", "EC2 may not see a new instance profile for some minutes: run again"),
        ("not-running", "IncorrectInstanceState", "run again when it is running or stopped"),
        ("going", "IncorrectState", "is being changed: run again in a few minutes"),
    ],
)
def test_what_does_not_settle_is_told(account: Bench, kind: str, code: str, told: str) -> None:
    start, run = prepare(account, SCENES["association"])
    _calls, wanted = wanted_after(account, run, SCENES["association"].writes)
    account.restore(start)
    fault = account.fault(kind, operations=["Associate*"])
    outcome = run()
    assert outcome.failed
    assert fault.hits == TRIES
    assert "Cannot associate the instance profile of i-" in outcome["msg"]
    assert f"ec2:AssociateIamInstanceProfile failed with {code} (" in outcome["msg"]
    assert told in outcome["msg"]
    assert outcome["msg"].endswith("0 of 2 changes were made, 1 failed and 1 remain; run again to finish.")
    check_finished(account, run, wanted)


def test_a_failure_tells_what_was_done_and_what_remains(account: Bench) -> None:
    scene = Scene(held=(None,) * 4, writes=4)
    start, run = prepare(account, scene)
    _calls, wanted = wanted_after(account, run, scene.writes)
    account.restore(start)
    account.fault("denied", operations=["Associate*"], call=3)
    outcome = run()
    assert outcome.failed
    assert outcome.changed
    names = [[item["name"] for item in outcome[key]] for key in ("applied", "failed_changes", "remaining")]
    assert [len(items) for items in names] == [2, 1, 1]
    assert sorted(itertools.chain(*names)) == sorted(wanted)
    assert sorted(profiles(account.account)) == sorted(names[0])
    check_finished(account, run, wanted)


def test_associations_that_come_and_go(account: Bench) -> None:
    """One that comes is left alone; one that goes makes room for a new one once it has gone."""
    (coming,), (going,) = launch(account.account, profile=WORKER), launch(account.account, profile=WORKER)
    backend = backend_of(account.account_id, account.account.environment["AWS_REGION"])
    associations = backend.iam_instance_profile_associations
    associations[coming].state, associations[going].state = "associating", "disassociating"
    run = functools.partial(account.run, module_name="worker_association", instance_ids=[coming, going])
    refused = run()
    assert "IncorrectState" in refused["msg"]
    pauses: list[float] = []

    def gone(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            del associations[going]

    with mock.patch("botocore.endpoint.time.sleep", gone):
        outcome = run()
    assert not outcome.failed, outcome["msg"]
    assert [change["name"] for change in outcome["changes"]] == [going]
    assert len(pauses) == 3
    associations[coming].state = "disassociating"
    left = run(state="absent")
    assert [change["name"] for change in left["changes"]] == [going]
    assert sorted(str(item["state"]) for item in left["instances"]) == ["None", "disassociating"]


@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_a_run_between_any_two_calls_of_another(account: Bench, scene: str) -> None:
    start, run = prepare(account, SCENES[scene])
    calls, wanted = wanted_after(account, run, SCENES[scene].writes)
    for number in some(range(1, calls + 1), every=5):
        account.restore(start)
        outer, inner = another_before_call(number, run)
        assert not inner.failed, (number, inner["msg"])
        assert not outer.failed, (number, outer["msg"])
        check_finished(account, run, wanted)


def test_many_instances_side_by_side(account: Bench) -> None:
    scene = Scene(held=(None,) * 24, writes=24)
    start, run = prepare(account, scene)
    _calls, wanted = wanted_after(account, run, scene.writes)
    account.restore(start)
    account.forget()
    faults = [account.fault(kind, share=0.2, seed=1) for kind in ("throttle", "reset-after", "failure")]
    outcome = run(serial=False)
    assert not outcome.failed, outcome["msg"]
    assert all(fault.hits for fault in faults)
    assert profiles(account.account) == wanted
    check_finished(account, run, wanted)
