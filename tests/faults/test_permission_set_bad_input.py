# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What is written into an option of permission_set: a message that names it, and nothing changed; or it works."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from ansible_collections.fleetops.app2container.plugins.modules import permission_set
from tests.support.emulator.people import ENGINEERS, GENERAL, make_people, make_policy, permission_sets
from tests.support.inputs.bad_input import Change, changes, options_of
from tests.support.inputs.bad_values import VALUES
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios import attempts
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.thorough import THOROUGH, some

OPTIONS = tuple(options_of(permission_set.ARGUMENT_SPEC))
BASE: dict[str, Any] = {
    "account_id": "ACCOUNT",
    "customer_managed_policies": [f"/app2container/{GENERAL}"],
    "assignments": [{"group": ENGINEERS, "account_ids": ["ACCOUNT"]}],
    "tags": {"stage": "test"},
}
PRINCIPALS = ("group", "group_id", "user", "user_id")
MISSING = frozenset({"NoSuchEntity", "ResourceNotFoundException", "400"})  # the last is what moto says of people


@pytest.fixture(scope="module")
def account(account: Bench) -> Bench:
    make_people(account.account)
    make_policy(account.account, account.account_id)
    return account


def attempt(account: Bench, start: Any, *wrong: Change) -> ModuleResult:
    """Run with these values in place of valid ones, and look what came of it."""
    base = BASE
    if any(option.way[0] == "assignments" and option.short in PRINCIPALS[1:] for option, _value in wrong):
        base = {**BASE, "assignments": [{"account_ids": ["ACCOUNT"]}]}
    outcome = attempts.attempt(account, start, "permission_set", base, wrong, missing=MISSING)
    assert permission_sets(account.account) == {}
    return outcome


def test_the_valid_options_are_valid(account: Bench, start: Any) -> None:
    assert attempt(account, start).changed


@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=map(str, OPTIONS))
def test_every_option(account: Bench, start: Any, number: int) -> None:
    for value in some(VALUES[number:] + VALUES[:number], 25, thorough=3):
        attempt(account, start, (OPTIONS[number], value))


@settings(max_examples=40 if THOROUGH else 10)
@given(wrong=changes(OPTIONS, most=3))
def test_made_up_values(account: Bench, start: Any, wrong: tuple[Change, ...]) -> None:
    attempt(account, start, *wrong)
