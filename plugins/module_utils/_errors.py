# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The errors that the collection raises, and nothing else.

Every message names the option or resource, what was wrong, the value, and what to do. They are raised anywhere and
caught in one place, the module runner, which turns them into a module failure.
"""

from __future__ import annotations

__all__ = [
    "HIDDEN",
    "App2ContainerError",
    "ConflictError",
    "OptionError",
    "QuotaError",
    "RightsError",
    "printable",
    "shortened",
    "shown",
]

_LONGEST = 400  # characters of a value in a message


class _Hidden:
    """Stands in messages for a value that must not be shown."""

    def __repr__(self) -> str:
        return "a value that is not shown"


HIDDEN = _Hidden()


def printable(text: str) -> str:
    """A text without characters that control a terminal: each becomes its escape sequence in Python's notation.

    Unicode's categories decide: control characters (C0 and C1), formats such as the overrides of the writing direction,
    which make a text look like another one, separators of lines and paragraphs, and all spaces but the common one.
    """
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else ascii(character)[1:-1] for character in text)


def shortened(text: str) -> str:
    """A text as messages show it: the middle of a very long one is left out."""
    if len(text) <= _LONGEST:
        return text
    half = _LONGEST // 2
    return f"{text[:half]} … {text[-half:]} ({len(text)} characters)"


def shown(value: object) -> str:
    """A value as messages show it: the middle of a very long one is left out."""
    try:
        return shortened(repr(value))
    except (RecursionError, ValueError):  # Python does not write numbers of more than 4,300 digits
        return f"a value of the type {type(value).__name__}"


class App2ContainerError(Exception):
    """Base of all errors that end a module with a clear message, which never controls a terminal."""

    def __init__(self, message: str) -> None:
        super().__init__(printable(message))


class OptionError(App2ContainerError):
    """An option that a user gave is wrong; nothing has been changed.

    Args:
        option: full name as the user wrote it, for example ``policy.artifact_buckets[0].name``.
        value: the offending value; ``HIDDEN`` in place of a secret.
        problem: what is wrong with it, without a full stop.
        hint: what to do instead, without a full stop; may be empty.
    """

    def __init__(self, option: str, value: object, problem: str, hint: str = "") -> None:
        self.option = option
        self.value = value
        message = f"{shortened(option)}: {problem}, got {shown(value)}"
        super().__init__(f"{message}; {hint}." if hint else f"{message}.")


class ConflictError(App2ContainerError):
    """Something in the account stands in the way and is not ours to change; nothing has been changed."""


class QuotaError(App2ContainerError):
    """The plan would pass a quota of the account; nothing has been changed."""


class RightsError(App2ContainerError):
    """A policy denies the caller what the plan needs; nothing has been changed."""
