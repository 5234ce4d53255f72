# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Whatever is written into an option of access_keys: one clear message that names it and nothing changed, or a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.modules import access_keys
from tests.support.inputs.bad_input import Change, changes, check_result, options_of, with_changes
from tests.support.inputs.bad_values import VALUES
from tests.support.key_stores import PASSWORD, STORES, options_for
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.thorough import THOROUGH, some

OPTIONS = tuple(options_of(access_keys.ARGUMENT_SPEC))
ROUNDS = 90
PLACES = ("store.directory", "store")  # only looked at: no test writes wherever such a value points to


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the stores in files."""
    return tmp_path_factory.mktemp("store")


@pytest.fixture(scope="module")
def bases(folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """Give options that work, for each store."""
    made = {kind: options_for(kind, folder, ("ada", "grace")) for kind in STORES}
    made["secretsmanager"]["store"] |= {"prefix": "keys/", "tags": {"team": "blue"}}
    return made


@pytest.fixture(scope="module")
def account() -> Iterator[Bench]:
    """Give an account with two users, which each trial leaves as it was."""
    with bench() as here:
        for name in ("ada", "grace"):
            here.iam.create_user(UserName=name)
        yield here


def attempt(account: Bench, base: Mapping[str, Any], folder: Path, *wrong: Change) -> None:
    """Run the module with these values in place of valid ones, and look what came of it."""
    start = account.save()
    account.forget()
    check = any(str(option).startswith(PLACES) for option, _value in wrong) and "directory" in base["store"]
    outcome = account.run(module_name="access_keys", check=check, **with_changes(base, wrong))
    writes = [entry for entry in account.calls() if not entry.call.reads]
    check_result(outcome, wrong)
    assert PASSWORD not in str(outcome.result)
    assert not (outcome.failed and writes), (wrong, outcome["msg"])
    account.restore(start)
    if not check:
        assert outcome.failed or not list(folder.glob(".*"))
        assert not (outcome.failed and list(folder.iterdir()))
        for path in folder.iterdir():
            path.unlink()


@pytest.mark.parametrize("kind", STORES)
def test_the_valid_options_are_valid(
    account: Bench, bases: Mapping[str, Mapping[str, Any]], folder: Path, kind: str
) -> None:
    start = account.save()
    assert not account.run(module_name="access_keys", **bases[kind]).failed
    account.restore(start)
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize("kind", STORES)
@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=map(str, OPTIONS))
def test_every_option(
    account: Bench, bases: Mapping[str, Mapping[str, Any]], folder: Path, kind: str, number: int
) -> None:
    start = number % ROUNDS
    for value in some(VALUES[start:] + VALUES[:start], ROUNDS):
        attempt(account, bases[kind], folder, (OPTIONS[number], value))


@settings(max_examples=40 if THOROUGH else 15)
@given(kind=st.sampled_from(STORES), wrong=changes(OPTIONS, most=3))
def test_made_up_values(
    account: Bench, bases: Mapping[str, Mapping[str, Any]], folder: Path, kind: str, wrong: tuple[Change, ...]
) -> None:
    attempt(account, bases[kind], folder, *wrong)
