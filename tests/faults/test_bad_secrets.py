# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is written into an option of remote_secrets: one message that names it, or a secret; never a value."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.kinds import VALUE_OPTIONS
from ansible_collections.fleetops.app2container.plugins.modules import remote_secrets
from tests.support.inputs.bad_input import BASES, Change, Option, changes, check_result, options_of, with_changes
from tests.support.inputs.bad_values import VALUES
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import filled
from tests.support.scenarios.thorough import THOROUGH, some
from tests.support.secrets import leaks

OPTIONS = tuple(options_of(remote_secrets.ARGUMENT_SPEC))
LONG = 10  # characters: what is shorter may well be part of a message


def attempt(account: Bench, start: Any, *wrong: Change) -> ModuleResult:
    """Run the module with these values in place of valid ones, and look what came of it."""
    account.forget()
    params = filled(with_changes(BASES["remote_secrets"], wrong), account.account_id)
    outcome = account.run(module_name="remote_secrets", **params)
    check_result(outcome, wrong)
    writes = [entry for entry in account.calls() if not entry.call.reads]
    assert not (outcome.failed and writes), (wrong, outcome["msg"])
    told = str(outcome.result.get("msg", ""))
    assert not leaks(told), wrong
    hidden = [value for option, value in wrong if option.short in VALUE_OPTIONS and isinstance(value, str)]
    assert not [value for value in hidden if len(value) >= LONG and value in told], (wrong, told)
    if writes:
        account.restore(start)
    return outcome


def test_the_valid_options_are_valid(account: Bench, start: Any) -> None:
    assert not attempt(account, start).failed


@pytest.mark.parametrize("option", OPTIONS, ids=str)
def test_every_option(account: Bench, start: Any, option: Option) -> None:
    for value in some(VALUES, every=40, thorough=3):
        attempt(account, start, (option, value))


@settings(max_examples=40 if THOROUGH else 15)
@given(wrong=changes(OPTIONS, most=3))
def test_made_up_values(account: Bench, start: Any, wrong: tuple[Change, ...]) -> None:
    attempt(account, start, *wrong)
