# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names and values in messages stay readable, however long they are, and cannot control a terminal."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import (
    App2ContainerError,
    ConflictError,
    OptionError,
    printable,
    shown,
)


def test_the_middle_of_a_long_value_is_left_out() -> None:
    assert shown("x" * 398) == f"'{'x' * 398}'"
    assert shown("x" * 399) == f"'{'x' * 199} … {'x' * 199}' (401 characters)"
    assert len(str(OptionError("o" * 9000, ["n"] * 9000, "is wrong"))) < 1000


def test_a_value_nested_too_deeply_to_be_shown() -> None:
    value: Any = []
    for _level in range(100_000):
        value = [value]
    assert shown(value) == "a value of the type list"


def test_a_number_with_more_digits_than_python_writes() -> None:
    assert shown([10**5000]) == "a value of the type list"


@pytest.mark.parametrize(
    ("character", "escaped"),
    [
        ("\x1b", r"\x1b"),
        ("\n", r"\n"),
        ("\x7f", r"\x7f"),
        ("\x9b", r"\x9b"),
        ("\u200b", r"\u200b"),
        ("\u202e", r"\u202e"),
        ("\u2066", r"\u2066"),
        ("\u2028", r"\u2028"),
        ("\u2029", r"\u2029"),
        ("\U000e0001", r"\U000e0001"),
        ("é", "é"),
        ("你", "你"),
    ],
)
def test_what_controls_a_terminal_is_escaped(character: str, escaped: str) -> None:
    name = f"a{character}b"
    assert printable(name) == f"a{escaped}b" == printable(printable(name))
    assert str(ConflictError(f"role {name} exists.")) == f"role a{escaped}b exists."
    assert str(OptionError(name, 1, "is wrong")).startswith(f"a{escaped}b: is wrong")
    assert str(App2ContainerError(name)).isprintable()
