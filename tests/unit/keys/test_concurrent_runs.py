# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules that detect another run for the same user."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.concurrent_runs import (
    check_no_other_key,
    check_record_unchanged,
    unknown_keys,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._keys.model import Key, NewKey

A, B, C = "AKIAAAAAAAAAAAAAAAAA", "AKIABBBBBBBBBBBBBBBB", "AKIACCCCCCCCCCCCCCCC"
NEW = NewKey(user="ada", key_id=A, secret="x")


def test_keys_that_are_not_known() -> None:
    listed = [Key(key_id=key_id, active=True, created=datetime(2026, 11, 24, tzinfo=UTC)) for key_id in (A, B, C)]
    assert unknown_keys(listed, {B}) == [A, C]
    assert unknown_keys(listed, {A, B, C}) == []


def test_a_record_that_another_run_has_changed() -> None:
    check_record_unchanged("ada", "", {"", f"current={A}"})
    check_record_unchanged("ada", f"current={A}", {"", f"current={A}"})
    with pytest.raises(App2ContainerError) as refused:
        check_record_unchanged("ada", f"current={B}", {"", f"current={A}"})
    assert str(refused.value) == (
        f"user ada: the tag app2container:access-key has changed to 'current={B}' since it was read, probably by"
        " another run. No key has been created: let one run finish, then run again."
    )


def test_a_key_that_another_run_has_created() -> None:
    check_no_other_key(NEW, [])
    with pytest.raises(App2ContainerError) as refused:
        check_no_other_key(NEW, [B, C])
    assert str(refused.value) == (
        f"user ada: while access key {A} was created, {B} and {C} appeared too, probably by another run."
        f" {A} is deleted again: let one run finish, then run again."
    )


def test_no_repr_shows_a_secret() -> None:
    assert "secret" not in repr(NEW)
