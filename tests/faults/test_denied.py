# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Each action that a run needs is denied in turn: the message names it, and the next run that is allowed finishes."""

from __future__ import annotations

from itertools import product

import pytest

from tests.support.scenarios.access_scenes import SCENES, of_others, prepare
from tests.support.scenarios.bench import bench
from tests.support.scenarios.thorough import some
from tests.support.strict.call import Call

# Where this is only asked to see that a permissions boundary of AWS exists, AWS itself is left to check it.
OPTIONAL = frozenset({"iam:GetPolicy"})
# What only tries the caller's rights: a run does without it, and says so.
PREFLIGHT = frozenset({"iam:GetRole", "iam:SimulatePrincipalPolicy", "sts:GetCallerIdentity"})


@pytest.mark.parametrize(("scene", "discovery"), some(product(SCENES, ("account", "targeted")), every=5))
def test_every_action_denied_in_turn(scene: str, discovery: str) -> None:
    with bench() as account:
        start, run = prepare(account, SCENES[scene], discovery)
        others = of_others(account.snapshot())
        account.forget()
        assert not run().failed
        wanted = account.snapshot()
        actions = sorted({entry.call.action for entry in account.calls()})
        assert len(actions) > 3
        for action in some(actions, every=5):
            account.restore(start)
            account.forget()
            fault = account.fault("denied", operations=[action.split(":")[1]])
            denied = run()
            if action in OPTIONAL and not denied.failed:
                assert fault.hits
                continue
            if action in PREFLIGHT and not denied.failed:
                assert account.snapshot() == wanted
                (told,) = (item["message"] for item in denied["findings"] if item["id"] == "rights-not-tried")
                assert f"it may not call {action}." in told
                continue
            assert denied.failed, action
            assert fault.hits == len([entry for entry in account.calls() if entry.call.action == action])
            assert f"access denied to {action} " in denied["msg"]
            assert f"allow the caller {action}, see docs/permissions.md" in denied["msg"]
            named = {
                value for entry in account.calls() if entry.outcome == "AccessDenied" for value in names(entry.call)
            }
            assert not named or any(name in denied["msg"] for name in named), (action, denied["msg"])
            assert "Traceback" not in str(denied.result)
            assert "exception" not in denied.result
            assert of_others(account.snapshot()) == others, action
            account.calm()
            finished = run()
            assert not finished.failed, (action, finished["msg"])
            assert account.snapshot() == wanted, action
            assert not run().changed


def names(call: Call) -> set[str]:
    """The names that a call gives to what it is about."""
    found = [value for key, value in call.params.items() if key.endswith(("Name", "Arn")) and isinstance(value, str)]
    return {name.rsplit("/", 1)[-1] for name in found}
