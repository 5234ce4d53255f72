# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Wherever a run ends, it leaves no unknown access key behind, loses none, and changes none of others."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.support.key_stores import KEY_STORES, Secrets
from tests.support.scenarios.bench import bench
from tests.support.scenarios.key_scenes import OLD, SCENES, KeyBench, Scene, prepared
from tests.support.scenarios.side_by_side import another_before_call
from tests.support.scenarios.thorough import THOROUGH, some
from tests.support.strict.faults import Died

PREFLIGHT = frozenset({"iam:GetRole", "iam:SimulatePrincipalPolicy"})
EVERY = pytest.mark.parametrize("kind", KEY_STORES)
# What a run says that finds another one at work.
TWO_ALREADY = "already has two"
GIVES_UP = ("run again", TWO_ALREADY)
STORMS: dict[str, dict[str, float]] = {
    "throttled": {"throttle": 0.3},
    "answers-lost": {"reset-after": 0.3},
    "all": {"throttle": 0.1, "reset-before": 0.05, "reset-after": 0.1, "failure": 0.05, "concurrent": 0.05},
}


def check(here: KeyBench, scene: Scene, foreign: dict[str, set[str]]) -> dict[str, Any]:
    """All is as it should be: keys and store agree, and nothing is left of what went wrong; tell it in short."""
    told: dict[str, Any] = {}
    for user in scene.users:
        held, recorded, stored = here.held(user), here.recorded(user), here.delivered(user)
        assert recorded.intent is None
        assert set(held) == {*foreign[user], *recorded.key_ids}
        assert set(stored) == ({recorded.current} if recorded.current else set())
        assert all(held[key_id] == secret for key_id, secret in stored.items())
        if scene.params.get("state") == "absent":
            assert recorded.text == ""
        else:
            assert recorded.current in here.active(user)
        told[user] = (len(held), bool(recorded.current), bool(recorded.previous), len(here.active(user)))
    leftovers = [path.name for path in here.folder.iterdir() if path.name.startswith(".app2container-tmp-")]
    assert leftovers == []
    return told


def foreign_keys(here: KeyBench, scene: Scene) -> dict[str, set[str]]:
    """The keys of others: those that are not recorded."""
    return {user: set(here.held(user)) - set(here.recorded(user).key_ids) for user in scene.users}


def idle(here: KeyBench, scene: Scene) -> bool:
    """Run once more, whatever the age of the keys; tell whether there is nothing to do."""
    settings = {key: value for key, value in scene.params.items() if key != "max_age_days"}
    return not here.run(scene.users, **settings).changed


@pytest.mark.parametrize(
    ("name", "death", "kind"), some(product(SCENES, ("die-before", "die-after"), KEY_STORES), every=7)
)
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(name: str, death: str, kind: str, tmp_path: Path) -> None:
    scene = SCENES[name]
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        start, foreign = here.save(), foreign_keys(here, scene)
        account.forget()
        undisturbed = here.run(scene.users, **scene.params)
        assert not undisturbed.failed, undisturbed["msg"]
        calls, wanted = len(account.calls()), check(here, scene, foreign)
        for number in some(range(1, calls + 1), every=7):
            here.restore(start)
            fault = account.fault(death, call=number)
            with pytest.raises(Died):
                here.run(scene.users, **scene.params)
            assert fault.hits == 1
            account.calm()
            second = here.run(scene.users, **scene.params)
            assert not second.failed, (number, second["msg"])
            assert check(here, scene, foreign) == wanted, number
            assert idle(here, scene), number


@pytest.mark.parametrize(("name", "storm", "kind"), some(product(SCENES, STORMS, KEY_STORES), every=13))
def test_a_run_through_a_storm(name: str, storm: str, kind: str, tmp_path: Path) -> None:
    scene = SCENES[name]
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        start, foreign = here.save(), foreign_keys(here, scene)
        assert not here.run(scene.users, **scene.params).failed
        wanted = check(here, scene, foreign)
        hits = 0
        for seed in some(range(6), every=7):
            here.restore(start)
            faults = [account.fault(fault, share=share, seed=seed) for fault, share in STORMS[storm].items()]
            outcome = here.run(scene.users, **scene.params)
            hits += sum(fault.hits for fault in faults)
            account.calm()
            if outcome.failed:
                assert "run again" in outcome["msg"]
                assert not here.run(scene.users, **scene.params).failed
            assert check(here, scene, foreign) == wanted, seed
        assert hits or not THOROUGH


@pytest.mark.parametrize(("name", "kind"), some(product(SCENES, KEY_STORES), every=7))
def test_every_action_denied_in_turn(name: str, kind: str, tmp_path: Path) -> None:
    scene = SCENES[name]
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        start, foreign = here.save(), foreign_keys(here, scene)
        account.forget()
        assert not here.run(scene.users, **scene.params).failed
        actions = sorted({entry.call.action for entry in account.calls()})
        wanted = check(here, scene, foreign)
        for action in some(actions, every=3):
            here.restore(start)
            account.fault("denied", operations=[action.split(":")[1]])
            denied = here.run(scene.users, **scene.params)
            if action in PREFLIGHT and not denied.failed:
                assert "rights-not-tried" in {item["id"] for item in denied["findings"]}
                continue
            assert denied.failed, action
            assert f"access denied to {action} " in denied["msg"]
            assert "exception" not in denied.result
            account.calm()
            finished = here.run(scene.users, **scene.params)
            assert not finished.failed, (action, finished["msg"])
            assert check(here, scene, foreign) == wanted, action


@pytest.mark.parametrize(("name", "kind"), some(product(SCENES, KEY_STORES), every=7))
def test_a_run_between_any_two_calls_of_another(name: str, kind: str, tmp_path: Path) -> None:
    """One of them may give up; none leaves a key that nobody knows."""
    scene = SCENES[name]
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        start, foreign = here.save(), foreign_keys(here, scene)
        account.forget()
        assert not here.run(scene.users, **scene.params).failed
        for number in some(range(1, len(account.calls()) + 1), every=5):
            here.restore(start)
            both = another_before_call(number, lambda: here.run(scene.users, **scene.params))
            for outcome in both:
                assert not outcome.failed or any(word in outcome["msg"] for word in GIVES_UP), (number, outcome["msg"])
            last = here.run(scene.users, **scene.params)
            if last.failed:  # the other run was done between the last look and the write, and left no room
                assert kind == Secrets.kind
                assert TWO_ALREADY in last["msg"]
                assert all(
                    set(here.held(user)) == {*foreign[user], *here.recorded(user).key_ids} for user in scene.users
                )
                continue
            check(here, scene, foreign)
            assert idle(here, scene), number


@EVERY
def test_a_run_that_dies_beside_a_user_that_waits_is_finished_by_the_next(kind: str, tmp_path: Path) -> None:
    """The user grace has another key that is not ours: hers stay as they are, wherever the rotation of ada's ends."""
    scene = Scene(users=("ada", "grace"), params=OLD, earlier=(({}, 100),))
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        start, hers, foreign = here.save(), here.held("grace"), foreign_keys(here, scene)
        account.forget()
        assert here.run(scene.users, **scene.params).failed
        calls, wanted = len(account.calls()), check(here, scene, foreign)
        assert wanted["ada"] == (2, True, True, 2)
        for number in some(range(1, calls + 1), every=7):
            here.restore(start)
            account.fault("die-before", call=number)
            with pytest.raises(Died):
                here.run(scene.users, **scene.params)
            account.calm()
            second = here.run(scene.users, **scene.params)
            assert second["msg"].startswith("user grace: it needs a new access key, since the key is 100 days old"), (
                number
            )
            assert (check(here, scene, foreign), here.held("grace")) == (wanted, hers)
            assert not here.run(("ada",), grace_days=7).changed


def test_a_new_key_is_waited_for(tmp_path: Path) -> None:
    """AWS does not know it at first; the first call of all is the control node's own."""
    with bench() as account, prepared(account, SCENES["issue"], "age_file", tmp_path / "store") as here:
        for number in (2, 3, 4):
            account.fault("unknown-key", operations=["GetCallerIdentity"], call=number)
        outcome = here.run(verify=True)
        assert not outcome.failed, outcome["msg"]
        assert account.pauses == [2, 2, 2]
        assert outcome["api_calls"]["sts:GetCallerIdentity"] == 5
        assert not here.run(verify=True).changed


def test_a_new_key_that_aws_never_accepts_stays_and_is_told(tmp_path: Path) -> None:
    with bench() as account, prepared(account, SCENES["issue"], "age_file", tmp_path / "store") as here:
        for number in range(2, 10):
            account.fault("unknown-key", operations=["GetCallerIdentity"], call=number)
        outcome = here.run(verify=True, verify_timeout=6)
        assert outcome.failed
        (key_id,) = here.held("ada")
        assert outcome["msg"].startswith(
            f"The access key {key_id} of user ada is in its store, but AWS did not accept it within 6 seconds"
        )
        assert sum(account.pauses) == 6
        assert set(here.delivered("ada")) == {key_id}
        account.calm()
        assert not here.run().changed


@EVERY
@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_lost_answer_leaves_no_key_behind(kind: str, share: float, tmp_path: Path) -> None:
    """The secret is lost with the answer: the key goes, and another one is made."""
    scene = SCENES["issue"]
    with bench() as account, prepared(account, scene, kind, tmp_path / "store") as here:
        foreign = foreign_keys(here, scene)
        account.fault("reset-after", operations=["CreateAccessKey"], tries=1, share=share)
        outcome = here.run(scene.users)
        assert not outcome.failed, outcome["msg"]
        check(here, scene, foreign)
