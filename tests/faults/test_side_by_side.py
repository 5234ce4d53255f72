# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Two runs at the same time: one run takes place whole between any two calls of another one.

Both may make a version of the same document: IAM has no call that makes one only if none is there. Nothing else is
done twice.
"""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.scenarios.access_scenes import SCENES, of_others, prepare, settled
from tests.support.scenarios.bench import bench
from tests.support.scenarios.side_by_side import another_before_call
from tests.support.scenarios.thorough import some

AGAIN = ("run again", "still depends on it")


@pytest.mark.parametrize(("scene", "discovery"), some(product(SCENES, ("account", "targeted")), every=5))
def test_a_run_between_any_two_calls_of_another(scene: str, discovery: str) -> None:
    with bench() as account:
        start, run = prepare(account, SCENES[scene], discovery)
        others = of_others(account.snapshot())
        account.forget()
        assert not run().failed
        calls, wanted = len(account.calls()), settled(account)
        for number in some(range(1, calls + 1), every=40):
            account.restore(start)
            outer, inner = another_before_call(number, run)
            assert not inner.failed, (number, inner["msg"])
            if outer.failed:
                assert any(word in outer["msg"] for word in AGAIN), outer["msg"]
            assert of_others(account.snapshot()) == others
            assert not run().failed
            assert settled(account) == wanted, number
            assert not run().changed
