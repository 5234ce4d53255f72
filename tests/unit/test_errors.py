# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values in messages stay readable, however long they are."""

from __future__ import annotations

from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError, shown


def test_the_middle_of_a_long_value_is_left_out() -> None:
    assert shown("x" * 398) == f"'{'x' * 398}'"
    assert shown("x" * 399) == f"'{'x' * 199} … {'x' * 199}' (401 characters)"
    assert len(str(OptionError("o" * 9000, ["n"] * 9000, "is wrong"))) < 1000


def test_a_value_nested_too_deeply_to_be_shown() -> None:
    value: Any = []
    for _level in range(100_000):
        value = [value]
    assert shown(value) == "a list"
