# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module worker_association through deaths, delays, lost answers and denied actions, and beside another run."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from unittest import mock

import pytest

from tests.support.emulator.workers import OTHER, WORKER, launch, make_profile, profiles
from tests.support.scenarios.association_scenes import SCENES, Scene, prepare
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.thorough import some
from tests.support.scenarios.walks import PASSING, Walk
from tests.support.strict.ec2 import backend_of

TRIES = 8


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as here:
        make_profile(here.account)
        make_profile(here.account, OTHER)
        yield here


def ready(account: Bench, scene: Scene) -> Walk:
    """Bring the account to where a scene begins."""
    start, run = prepare(account, scene)
    return Walk(account=account, start=start, run=run, look=lambda: profiles(account.account), writes=scene.writes)


@pytest.mark.parametrize("kind", ["die-before", "die-after"])
@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(account: Bench, scene: str, kind: str) -> None:
    ready(account, SCENES[scene]).through_deaths(kind, every=5)


@pytest.mark.parametrize("tries", some([3, 1], every=2))
@pytest.mark.parametrize("kind", some(PASSING, every=3))
@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str, tries: int) -> None:
    walk = ready(account, SCENES[scene])
    outcome = walk.through_faults(kind, tries)
    assert walk.took_effect() == walk.writes  # nothing took effect twice
    given = {item["instance_id"]: item["association_id"] for item in outcome["instances"] if item["association_id"]}
    told = account.account.client("ec2").describe_iam_instance_profile_associations()
    assert given == {item["InstanceId"]: item["AssociationId"] for item in told["IamInstanceProfileAssociations"]}
    walk.finishes(walk.look())


@pytest.mark.parametrize("scene", some(SCENES, every=4))
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    ready(account, SCENES[scene]).through_denials(every=2)


@pytest.mark.parametrize("scene", ["association", "replacement"])
@pytest.mark.parametrize("kind", ["no-profile", "not-running", "going"])
def test_what_settles_is_waited_for(account: Bench, scene: str, kind: str) -> None:
    """EC2 learns late of a new profile; an instance starts; an association is on its way out."""
    walk = ready(account, SCENES[scene])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    account.pauses.clear()
    fault = account.fault(kind, operations=["Associate*", "Replace*"], tries=TRIES - 1)
    outcome = walk.run()
    assert not outcome.failed, outcome["msg"]
    assert fault.hits == (TRIES - 1) * SCENES[scene].writes
    assert len(account.pauses) == fault.hits
    walk.finishes(wanted)


@pytest.mark.parametrize(
    ("kind", "code", "told"),
    [
        ("no-profile", "InvalidParameterValue", "EC2 may not see a new instance profile for some minutes: run again"),
        ("not-running", "IncorrectInstanceState", "run again when it is running or stopped"),
        ("going", "IncorrectState", "is being changed: run again in a few minutes"),
    ],
)
def test_what_does_not_settle_is_told(account: Bench, kind: str, code: str, told: str) -> None:
    walk = ready(account, SCENES["association"])
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    fault = account.fault(kind, operations=["Associate*"])
    outcome = walk.run()
    assert outcome.failed
    assert fault.hits == TRIES
    assert "Cannot associate the instance profile of i-" in outcome["msg"]
    assert f"ec2:AssociateIamInstanceProfile failed with {code} (" in outcome["msg"]
    assert told in outcome["msg"]
    assert outcome["msg"].endswith("0 of 2 changes were made, 1 failed and 1 remain; run again to finish.")
    walk.finishes(wanted)


def test_a_failure_tells_what_was_done_and_what_remains(account: Bench) -> None:
    scene = Scene(held=(None,) * 4, writes=4)
    walk = ready(account, scene)
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    account.fault("denied", operations=["Associate*"], call=3)
    outcome = walk.run()
    assert outcome.failed
    assert outcome.changed
    names = [[item["name"] for item in outcome[key]] for key in ("applied", "failed_changes", "remaining")]
    assert [len(items) for items in names] == [2, 1, 1]
    assert sorted(itertools.chain(*names)) == sorted(wanted)
    assert sorted(profiles(account.account)) == sorted(names[0])
    walk.finishes(wanted)


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
    ready(account, SCENES[scene]).through_other_runs(every=5)


def test_many_instances_side_by_side(account: Bench) -> None:
    scene = Scene(held=(None,) * 24, writes=24)
    walk = ready(account, scene)
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    account.forget()
    faults = [account.fault(kind, share=0.15, seed=1) for kind in ("throttle", "reset-after", "failure")]
    outcome = walk.run(serial=False)
    if outcome.failed:  # eight tries in a row, which depends on the order of the threads
        assert "run again" in outcome["msg"]
        outcome = walk.run(serial=False)
    assert not outcome.failed, outcome["msg"]
    assert any(fault.hits for fault in faults)  # which of them hits depends on the order of the threads
    assert profiles(account.account) == wanted
    walk.finishes(wanted)
