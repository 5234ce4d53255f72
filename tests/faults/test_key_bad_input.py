# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Whatever is written into an option of access_keys: one clear message that names it and nothing changed, or a key."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.modules import access_keys
from tests.support.inputs.bad_input import Change, changes, check_result, options_of, with_changes
from tests.support.inputs.bad_values import VALUES
from tests.support.key_stores import KEY_STORES, PASSWORD, Files, KeyStore
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.thorough import THOROUGH, some

OPTIONS = tuple(options_of(access_keys.ARGUMENT_SPEC))
ROUNDS = 90
PLACES = ("store.directory", "store")  # only looked at: no test writes wherever such a value points to


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, KeyStore]:
    """Give all stores, in one folder."""
    folder = tmp_path_factory.mktemp("store")
    return {kind: store(folder) for kind, store in KEY_STORES.items()}


def options(store: KeyStore) -> dict[str, Any]:
    """Options that work."""
    return {"users": store.users("ada", "grace"), "store": store.options}


@pytest.fixture(scope="module")
def account(account: Bench) -> Bench:
    """Give an account with two users, which each trial leaves as it was."""
    for name in ("ada", "grace"):
        account.iam.create_user(UserName=name)
    return account


def attempt(account: Bench, store: KeyStore, *wrong: Change) -> None:
    """Run the module with these values in place of valid ones, and look what came of it."""
    start = account.save()
    account.forget()
    check = any(str(option).startswith(PLACES) for option, _value in wrong) and isinstance(store, Files)
    outcome = account.run(module_name="access_keys", check=check, **with_changes(options(store), wrong))
    writes = [entry for entry in account.calls() if not entry.call.reads]
    check_result(outcome, wrong)
    assert PASSWORD not in str(outcome.result)
    assert not (outcome.failed and writes), (wrong, outcome["msg"])
    account.restore(start)
    if not check:
        assert outcome.failed or not list(store.folder.glob(".app2container-tmp-*"))
        assert not (outcome.failed and list(store.folder.iterdir()))
        empty(store.folder)


def empty(folder: Path) -> None:
    """Delete the files of a folder."""
    for path in folder.iterdir():
        path.unlink()


@pytest.mark.parametrize("kind", KEY_STORES)
def test_the_valid_options_are_valid(account: Bench, stores: Mapping[str, KeyStore], kind: str) -> None:
    start = account.save()
    assert not account.run(module_name="access_keys", **options(stores[kind])).failed
    account.restore(start)
    empty(stores[kind].folder)


@pytest.mark.parametrize("kind", KEY_STORES)
@pytest.mark.parametrize("number", range(len(OPTIONS)), ids=map(str, OPTIONS))
def test_every_option(account: Bench, stores: Mapping[str, KeyStore], kind: str, number: int) -> None:
    start = number % ROUNDS
    for value in some(VALUES[start:] + VALUES[:start], ROUNDS, thorough=5):
        attempt(account, stores[kind], (OPTIONS[number], value))


@settings(max_examples=40 if THOROUGH else 15)
@given(kind=st.sampled_from(list(KEY_STORES)), wrong=changes(OPTIONS, most=3))
def test_made_up_values(account: Bench, stores: Mapping[str, KeyStore], kind: str, wrong: tuple[Change, ...]) -> None:
    attempt(account, stores[kind], *wrong)
