# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""A third of all calls fails for a moment, or answers are out of date: everything still ends as it should."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.access_scenes import SCENES, of_others, prepare
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.thorough import THOROUGH, some

STORMS: Mapping[str, Mapping[str, float]] = {
    "throttled": {"throttle": 0.3},
    "reset": {"reset-before": 0.15, "reset-after": 0.15},
    "answers-lost": {"reset-after": 0.3},
    "failing": {"failure": 0.15, "unavailable": 0.15},
    "contended": {"concurrent": 0.15, "unmodifiable": 0.15},
    "all": {"throttle": 0.1, "reset-before": 0.05, "reset-after": 0.05, "failure": 0.05, "concurrent": 0.05},
}
SEEDS = range(2)
MOST_TRIES = 3  # times as many calls as without a storm; 1.4 are expected, and reads after lost answers
ALL = sorted(SCENES)
MOST_RUNS = 8


def compare(account: Bench, run: Callable[..., ModuleResult], wanted: Any) -> None:
    """Calm again, the account is as wanted, and one more run has nothing to do."""
    account.calm()
    assert account.snapshot() == wanted
    again = run()
    assert (again.failed, again.changed) == (False, False), again.result
    assert account.snapshot() == wanted


def undisturbed(account: Bench, run: Callable[..., ModuleResult]) -> tuple[int, Any]:
    """Run without faults; return the number of calls, and what the account holds then."""
    account.forget()
    others = of_others(account.snapshot())
    outcome = run()
    assert not outcome.failed, outcome["msg"]
    wanted = account.snapshot()
    assert of_others(wanted) == others
    return len(account.calls()), wanted


@pytest.mark.parametrize(
    ("scene", "storm", "discovery"), some(itertools.product(ALL, STORMS, ("account", "targeted")), every=11)
)
def test_a_run_through_a_storm(scene: str, discovery: str, storm: str) -> None:
    """Calls one after the other, and side by side."""
    with bench() as account:
        start, run = prepare(account, SCENES[scene], discovery)
        calls, wanted = undisturbed(account, run)
        hits = 0
        for seed, serial in some(itertools.product(SEEDS, (False, True)), every=3):
            account.restore(start)
            account.forget()
            faults = [account.fault(kind, share=share, seed=seed) for kind, share in STORMS[storm].items()]
            outcome = run(serial=serial)
            if outcome.failed:  # eight tries in a row: one call of 15,000
                assert "run again" in outcome["msg"]
                outcome = run(serial=serial)
            assert not outcome.failed, (seed, outcome["msg"])
            assert len(account.calls()) <= MOST_TRIES * calls + 10, seed
            hits += sum(fault.hits for fault in faults)
            compare(account, run, wanted)
        assert hits > 0 or not THOROUGH


@pytest.mark.parametrize(
    ("scene", "reads", "discovery"), some(itertools.product(ALL, (6, 3, 1), ("account", "targeted")), every=7)
)
def test_runs_on_answers_of_the_past(scene: str, discovery: str, reads: int) -> None:
    """Each call sees the account as it was up to so many calls before; runs follow each other without a pause."""
    with bench() as account:
        start, run = prepare(account, SCENES[scene], discovery)
        _calls, wanted = undisturbed(account, run)
        for share in some((1.0, 0.5), every=2):
            account.restore(start)
            account.fault("lag", reads=reads, share=share, seed=reads)
            for _run in range(MOST_RUNS):
                outcome = run()
                if not outcome.failed and not outcome.changed:
                    break
            assert (outcome.failed, outcome.changed) == (False, False), outcome.result
            compare(account, run, wanted)
