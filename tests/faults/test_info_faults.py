# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The module access_info through lost answers and denied actions: it reads all or fails, and never changes anything."""

from __future__ import annotations

import pytest

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
