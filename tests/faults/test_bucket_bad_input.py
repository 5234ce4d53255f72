# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What is written into an option of artifact_bucket: a message that names it, and nothing changed; or it works."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from ansible_collections.fleetops.app2container.plugins.modules import artifact_bucket
from tests.support.inputs.bad_input import Change, changes, options_of
from tests.support.inputs.bad_values import VALUES
from tests.support.runs.modules import ModuleResult
from tests.support.scenarios import attempts
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.thorough import THOROUGH, some

OPTIONS = tuple(options_of(artifact_bucket.ARGUMENT_SPEC))
BASE: dict[str, Any] = {"account_id": "ACCOUNT", "name": "a2c-artifacts-ACCOUNT"}
# What a bucket that does not exist answers.
MISSING = frozenset({"404"})


def attempt(account: Bench, start: Any, *wrong: Change) -> ModuleResult:
    """Run with these values in place of valid ones, and look what came of it."""
    return attempts.attempt(account, start, "artifact_bucket", BASE, wrong, missing=MISSING)


def test_the_valid_options_are_valid(account: Bench, start: Any) -> None:
    assert attempt(account, start).changed


@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=map(str, OPTIONS))
def test_every_option(account: Bench, start: Any, number: int) -> None:
    for value in some(VALUES[number:] + VALUES[:number], 20, thorough=3):
        attempt(account, start, (OPTIONS[number], value))


@hypothesis_settings(max_examples=40 if THOROUGH else 15)
@given(wrong=changes(OPTIONS, most=3))
def test_made_up_values(account: Bench, start: Any, wrong: tuple[Change, ...]) -> None:
    attempt(account, start, *wrong)
