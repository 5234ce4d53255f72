# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: walks a scene of a module through the faults of AWS, and sees that it ends as it does without them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import PERMISSIONS
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.side_by_side import another_before_call
from tests.support.scenarios.thorough import some
from tests.support.strict.application import Entry
from tests.support.strict.faults import Died

Run = Callable[..., ModuleResult]
LOST = ["reset-before", "reset-after", "failure"]
PASSING = [*LOST, "throttle", "unavailable"]


@dataclass(frozen=True, kw_only=True)
class Walk:
    """A scene that is ready to be run.

    ``start`` is the state in which it begins, ``look`` returns what there is, and ``writes`` is how many calls change
    something in a run without faults.
    """

    account: Bench
    start: Any
    run: Run
    look: Callable[[], Any]
    writes: int

    def undisturbed(self) -> tuple[list[Entry], Any]:
        """Run without faults; return its calls, and what there is then."""
        self.account.forget()
        outcome = self.run()
        assert not outcome.failed, outcome["msg"]
        calls = self.account.calls()
        assert len([entry for entry in calls if not entry.call.reads]) == self.writes
        return calls, self.look()

    def finishes(self, wanted: Any) -> None:
        """Run again: it finishes, and one more run has nothing to do."""
        self.account.calm()
        outcome = self.run()
        assert not outcome.failed, outcome["msg"]
        assert self.look() == wanted
        assert not self.run().changed
        assert self.look() == wanted

    def through_deaths(self, kind: str, every: int) -> None:
        """Let the run die at each call, or at every so manieth."""
        calls, wanted = self.undisturbed()
        for number in some(range(1, len(calls) + 1), every):
            self.account.restore(self.start)
            fault = self.account.fault(kind, call=number)
            with pytest.raises(Died):
                self.run()
            assert fault.hits == 1
            self.finishes(wanted)

    def through_faults(self, kind: str, tries: int) -> ModuleResult:
        """Let the first tries of each call fail; return the result of the run."""
        _calls, wanted = self.undisturbed()
        self.account.restore(self.start)
        self.account.forget()
        fault = self.account.fault(kind, tries=tries)
        outcome = self.run()
        assert not outcome.failed, outcome["msg"]
        assert fault.hits > 0
        self.account.calm()
        assert self.look() == wanted
        return outcome

    def took_effect(self) -> int:
        """Return how many calls have changed something since the last ``forget``."""
        return len([entry for entry in self.account.calls() if not entry.call.reads and entry.outcome == "ok"])

    def through_denials(self, every: int, optional: frozenset[str] = frozenset()) -> None:
        """Let each action be denied in turn: the message names it. The run goes on without those that are optional."""
        calls, wanted = self.undisturbed()
        actions = sorted({entry.call.action for entry in calls} - optional)
        assert len(actions) >= 3
        for action in some(actions, every):
            self.account.restore(self.start)
            self.account.fault("denied", operations=[action.split(":")[1]])
            denied = self.run()
            assert denied.failed, action
            permission = PERMISSIONS.get(action, action)
            assert f"access denied to {permission} " in denied["msg"]
            assert f"allow the caller {permission}, see docs/permissions.md" in denied["msg"]
            assert "exception" not in denied.result
            self.finishes(wanted)

    def through_other_runs(self, every: int) -> None:
        """Let another run take place between any two calls."""
        calls, wanted = self.undisturbed()
        for number in some(range(1, len(calls) + 1), every):
            self.account.restore(self.start)
            outer, inner = another_before_call(number, self.run)
            assert not inner.failed, (number, inner["msg"])
            assert not outer.failed, (number, outer["msg"])
            self.finishes(wanted)
