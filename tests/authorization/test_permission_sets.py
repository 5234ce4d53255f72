# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The permissions of docs/permissions.md for permission sets are enough, each is needed, and they end with our tag.

No emulator asks for the permissions of IAM Identity Center, so the evaluator of the collection judges each call here.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When, actions_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import PERMISSION_SETS
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import grants_for
from tests.support.authorization.judged_center import SERVICES, judged
from tests.support.authorization.permissions import document
from tests.support.emulator.people import permission_sets, set_named
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.permission_set_scenes import SCENES, prepare
from tests.support.scenarios.thorough import some


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as here:
        yield here


def documented(account: Bench) -> Any:
    """Return the documented policy for an account."""
    return document([PERMISSION_SETS], When.SET_UP, account_id=account.account_id)


def without(policy: Any, action: str) -> Any:
    """Return a policy less one action."""
    left = copy.deepcopy(policy)
    for statement in left["Statement"]:
        statement["Action"] = [name for name in statement["Action"] if name != action]
    left["Statement"] = [statement for statement in left["Statement"] if statement["Action"]]
    return left


@pytest.mark.parametrize("scene", SCENES)
def test_the_documented_policy_is_enough(account: Bench, scene: str) -> None:
    walk = prepare(account, SCENES[scene])
    with judged(documented(account)):
        outcome = walk.run()
        assert not outcome.failed, outcome["msg"]
        assert not walk.run().changed


def test_all_that_is_documented_is_called() -> None:
    called: set[str] = set()
    for scene in SCENES.values():
        with bench() as account:
            calls, _wanted = prepare(account, scene).undisturbed()
            called |= {entry.call.action for entry in calls if entry.call.service != "sts"}
    assert called == actions_of(grants_for([PERMISSION_SETS], When.SET_UP))


@pytest.mark.parametrize("scene", some(SCENES, every=3))
def test_each_permission_is_demanded_by_name(account: Bench, scene: str) -> None:
    walk = prepare(account, SCENES[scene])
    calls, _wanted = walk.undisturbed()
    actions = sorted({entry.call.action for entry in calls if entry.call.service in SERVICES})
    for action in some(actions, every=4):
        account.restore(walk.start)
        with judged(without(documented(account), action)):
            denied = walk.run()
        assert denied.failed, action
        assert f"access denied to {action} " in denied["msg"]
        assert f"allow the caller {action}, see docs/permissions.md" in denied["msg"]


def test_sets_of_others_cannot_be_changed(account: Bench) -> None:
    walk = prepare(account, SCENES["adoption"])
    before = permission_sets(account.account)
    client, named = account.account.client("sso-admin"), set_named(account.account)
    policy = documented(account)
    policy["Statement"] = [row for row in policy["Statement"] if row["Sid"] != "CreatePermissionSets"]
    with judged(policy):
        attempts: tuple[Callable[[], Any], ...] = (
            lambda: client.update_permission_set(**named, Description="Mine"),
            lambda: client.delete_permission_set(**named),
            lambda: client.delete_inline_policy_from_permission_set(**named),
            lambda: client.create_account_assignment(
                **named,
                TargetId=account.account_id,
                TargetType="AWS_ACCOUNT",
                PrincipalType="USER",
                PrincipalId="00000000-0000-0000-0000-000000000000",
            ),
        )
        for attempt in attempts:
            with pytest.raises(client.exceptions.AccessDeniedException):
                attempt()
        assert "access denied to sso:TagResource" in walk.run()["msg"]
    assert permission_sets(account.account) == before
