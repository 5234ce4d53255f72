# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What is written into an option of worker_association: a message that names it, and nothing changed; or it works."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from ansible_collections.fleetops.app2container.plugins.modules import worker_association
from tests.support.emulator.workers import launch, make_profile, profiles
from tests.support.inputs.bad_input import Change, changes, options_of
from tests.support.inputs.bad_values import VALUES
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios import attempts
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.thorough import THOROUGH, some

OPTIONS = tuple(options_of(worker_association.ARGUMENT_SPEC))


@pytest.fixture(scope="module")
def account(account: Bench) -> Bench:
    make_profile(account.account)
    return account


@pytest.fixture(scope="module")
def base(account: Bench) -> dict[str, Any]:
    return {"account_id": "ACCOUNT", "instance_ids": launch(account.account, tags={"stage": "test"})}


@pytest.fixture(scope="module")
def start(account: Bench, base: dict[str, Any]) -> Any:
    assert base
    return account.save()


def attempt(account: Bench, start: Any, base: dict[str, Any], *wrong: Change) -> ModuleResult:
    """Run with these values in place of valid ones, and look what came of it."""
    if any(option.way[0] == "instance_tags" and value is not None for option, value in wrong):
        base = {key: value for key, value in base.items() if key != "instance_ids"}
    outcome = attempts.attempt(account, start, "worker_association", base, wrong)
    assert profiles(account.account) == {}
    return outcome


def test_the_valid_options_are_valid(account: Bench, start: Any, base: dict[str, Any]) -> None:
    assert attempt(account, start, base).changed


@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=map(str, OPTIONS))
def test_every_option(account: Bench, start: Any, base: dict[str, Any], number: int) -> None:
    for value in some(VALUES[number:] + VALUES[:number], 20, thorough=3):
        attempt(account, start, base, (OPTIONS[number], value))


@settings(max_examples=40 if THOROUGH else 15)
@given(wrong=changes(OPTIONS, most=3))
def test_made_up_values(account: Bench, start: Any, base: dict[str, Any], wrong: tuple[Change, ...]) -> None:
    attempt(account, start, base, *wrong)
