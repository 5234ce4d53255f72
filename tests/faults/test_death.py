# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The process may die at any call: the next run ends where an undisturbed one would have, and one more is idle."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import product
from typing import Any

import pytest

from tests.support.runs.access import EVERY_PART, SMALL_POLICY
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.access_scenes import DEVICE, IN_USE, SCENES, of_others, prepare
from tests.support.scenarios.bench import bench
from tests.support.scenarios.sample import take_all
from tests.support.scenarios.thorough import some
from tests.support.strict.faults import Died

MAIN = ("creation", "change", "shrinking", "removal")  # of these every fourth call in `make test` too


@pytest.mark.parametrize(
    ("scene", "kind", "discovery"),
    some(product(SCENES, ("die-before", "die-after"), ("account", "targeted")), every=5),
)
def test_a_run_that_dies_at_any_call_is_finished_by_the_next(scene: str, discovery: str, kind: str) -> None:
    with bench() as account:
        start, run = prepare(account, SCENES[scene], discovery)
        others = of_others(account.snapshot())
        account.forget()
        undisturbed = run()
        assert not undisturbed.failed, undisturbed["msg"]
        calls, wanted = len(account.calls()), account.snapshot()
        assert of_others(wanted) == others
        assert idle(run)
        left_behind: set[str] = set()
        numbers = some(range(1, calls + 1), every=4 if scene in MAIN else 15)
        for number in numbers:
            account.restore(start)
            fault = account.fault(kind, call=number)
            with pytest.raises(Died):
                run()
            assert fault.hits == 1
            account.calm()
            state = repr(account.snapshot())
            if state in left_behind:  # what the next run makes of it is known
                continue
            left_behind.add(state)
            second = run()
            assert not second.failed, (number, second["msg"])
            assert "policy-edited" not in {item["id"] for item in second["findings"]}, number
            assert account.snapshot() == wanted, number
            assert idle(run), number
            assert account.snapshot() == wanted, number
        assert len(left_behind) > 1 or len(numbers) < calls


# Everything has another name than before, and the user with all kinds of credentials is not named any more.
RENAMED: dict[str, Any] = {
    "policy": {**SMALL_POLICY, "name": "New"},
    "group": {"name": "NewUsers"},
    "users": [{"name": "grace"}],
    "general_role": {"name": "NewGeneralRole", "trusted_permission_sets": ["Developer"]},
    "worker": {"role_name": "NewWorker", "instance_profile_name": "NewWorker"},
    "deployer": {"kind": "role", "trusted_principals": ["444455556666"]},
    "purge": True,
    "discovery": "account",
}
PURGES = {"a renaming": RENAMED, "a removal": {**RENAMED, "policy": {"name": "New"}, "state": "absent"}}


@pytest.mark.parametrize(("wanted", "kind"), some(product(PURGES, ("die-before", "die-after")), every=3))
def test_a_purge_that_dies_at_any_call_is_finished_by_the_next(wanted: str, kind: str) -> None:
    with bench() as account:
        assert not account.run(**EVERY_PART).failed
        take_all(account.iam, account.account_id, (*IN_USE, *DEVICE))
        start = account.save()
        account.forget()
        assert not account.run(**PURGES[wanted]).failed
        calls, end = len(account.calls()), account.snapshot()
        for number in some(range(1, calls + 1), every=16):
            account.restore(start)
            account.fault(kind, call=number)
            with pytest.raises(Died):
                account.run(**PURGES[wanted])
            account.calm()
            second = account.run(**PURGES[wanted])
            assert not second.failed, (number, second["msg"])
            assert second["findings"] == []
            assert account.snapshot() == end, number
            assert idle(partial(account.run, **PURGES[wanted])), number


def idle(run: Callable[..., ModuleResult]) -> bool:
    """Run once more; tell whether there was nothing to do."""
    outcome = run()
    return not outcome.failed and not outcome.changed
