# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of option values that every feature needs. Each returns the value, or raises ``OptionError``."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from .._errors import OptionError

__all__ = ["account_id", "flag", "one_of", "some_of", "sorted_texts", "texts"]


def texts(where: str, value: Any) -> tuple[str, ...]:
    """A list that is not empty, of texts that are not empty, in the given order."""
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise OptionError(where, value, "must be a list")
    if not value:
        raise OptionError(where, value, "must not be an empty list", "name at least one")
    for at, item in enumerate(value):
        if not isinstance(item, str) or not item.strip():
            raise OptionError(f"{where}[{at}]", item, "must be a text that is not empty")
    return tuple(value)


def flag(where: str, value: Any) -> bool:
    """A boolean."""
    if not isinstance(value, bool):
        raise OptionError(where, value, "must be true or false")
    return value


def one_of(where: str, value: Any, known: Sequence[str]) -> str:
    """One of the known values."""
    if value not in known:
        raise OptionError(where, value, "is not known", f"use one of {', '.join(known)}")
    return str(value)


def some_of(where: str, value: Any, known: Sequence[str]) -> tuple[str, ...]:
    """Known values without repetition, in the order in which they are known."""
    given = {one_of(f"{where}[{at}]", item, known) for at, item in enumerate(texts(where, value))}
    return tuple(item for item in known if item in given)


def sorted_texts(where: str, value: Any, check: Callable[[str, str], str]) -> tuple[str, ...]:
    """A list of which each entry passes a check, sorted, without repetition."""
    return tuple(sorted({check(f"{where}[{at}]", item) for at, item in enumerate(texts(where, value))}))


def account_id(where: str, value: Any) -> str:
    """The id of an account."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{12}", value):
        raise OptionError(where, value, "must be the 12 digits of an account id", "put it in quotes")
    return value
