# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module provisioner_role through deaths, lost answers and denied actions."""

from __future__ import annotations

import pytest

from tests.support.scenarios.bench import Bench, own_account
from tests.support.scenarios.provisioner_scenes import SCENES, prepare
from tests.support.scenarios.thorough import some
from tests.support.scenarios.walks import PASSING, Walk

__all__ = ["own_account"]  # a fixture

EVERY = pytest.mark.parametrize("scene", some(SCENES, every=2))


def ready(account: Bench, scene: str) -> Walk:
    """Bring the account to where a scene begins."""
    start, run = prepare(account, SCENES[scene])
    return Walk(account=account, start=start, run=run, look=account.snapshot, writes=SCENES[scene].writes)


@pytest.mark.parametrize("kind", ["die-before", "die-after"])
@EVERY
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(account: Bench, scene: str, kind: str) -> None:
    ready(account, scene).through_deaths(kind, every=5)


@pytest.mark.parametrize("kind", some(PASSING, every=2))
@EVERY
def test_every_call_is_lost_or_fails_for_a_moment(account: Bench, scene: str, kind: str) -> None:
    walk = ready(account, scene)
    walk.through_faults(kind, 1)
    walk.finishes(walk.look())


@EVERY
def test_every_action_denied_in_turn(account: Bench, scene: str) -> None:
    ready(account, scene).through_denials(every=2)
