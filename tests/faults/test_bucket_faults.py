# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module artifact_bucket through deaths, lost answers and denied actions, and beside another run."""

from __future__ import annotations

import pytest

from tests.support.emulator.buckets import settings
from tests.support.scenarios.bench import Bench, own_account
from tests.support.scenarios.bucket_scenes import SCENES, prepare
from tests.support.scenarios.thorough import some
from tests.support.scenarios.walks import PASSING, Walk

__all__ = ["own_account"]  # a fixture

EVERY = pytest.mark.parametrize("scene", some(SCENES, every=2))


def ready(account: Bench, scene: str) -> Walk:
    """Bring the account to where a scene begins."""
    start, run = prepare(account, SCENES[scene])
    writes = SCENES[scene].writes
    return Walk(account=account, start=start, run=run, look=lambda: settings(account.account), writes=writes)


@pytest.mark.parametrize("kind", ["die-before", "die-after"])
@EVERY
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(account: Bench, scene: str, kind: str) -> None:
    ready(account, scene).through_deaths(kind, every=5)


@pytest.mark.parametrize("tries", some([3, 1], every=2))
@pytest.mark.parametrize("kind", some(PASSING, every=2))
@EVERY
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str, tries: int) -> None:
    walk = ready(account, scene)
    walk.through_faults(kind, tries)
    walk.finishes(walk.look())


@EVERY
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    ready(account, scene).through_denials(every=2)


@EVERY
def test_a_run_between_any_two_calls_of_another(account: Bench, scene: str) -> None:
    ready(account, scene).through_other_runs(every=4)


def test_what_settles_is_waited_for(account: Bench) -> None:
    walk = ready(account, "a new bucket")
    _calls, wanted = walk.undisturbed()
    for kind in ("bucket-not-yet", "bucket-busy"):
        account.restore(walk.start)
        account.pauses.clear()
        fault = account.fault(kind, operations=["Put*"], tries=2)
        outcome = walk.run()
        assert not outcome.failed, outcome["msg"]
        assert fault.hits == len(account.pauses) == 10
        walk.finishes(wanted)


@pytest.mark.parametrize(
    ("kind", "operation", "told"),
    [
        ("bucket-busy", "CreateBucket", "failed with OperationAborted"),
        ("bucket-not-yet", "PutBucketPolicy", "it was deleted after it was read: run again"),
        ("bucket-acl", "PutBucketOwnershipControls", "its access control list lets others in: review it"),
        ("bucket-taken", "CreateBucket", "a bucket of this name exists, maybe in another account: choose another name"),
    ],
)
def test_what_does_not_pass_is_told(account: Bench, kind: str, operation: str, told: str) -> None:
    scene = "a bucket of others" if operation == "PutBucketOwnershipControls" else "a new bucket"
    walk = ready(account, scene)
    _calls, wanted = walk.undisturbed()
    account.restore(walk.start)
    account.fault(kind, operations=[operation])
    outcome = walk.run()
    assert outcome.failed
    assert told in outcome["msg"]
    assert outcome["msg"].endswith("run again to finish.")
    walk.finishes(wanted)
