# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules that detect another run for the same user, so that neither leaves an unknown key behind. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from .._errors import App2ContainerError
from .model import Key, NewKey
from .record import RECORD_TAG

__all__ = ["check_no_other_key", "check_record_unchanged", "unknown_keys"]

_ONE_AT_A_TIME = "let one run finish, then run again."


def unknown_keys(listed: Iterable[Key], known: Collection[str]) -> list[str]:
    """The ids of listed keys that are not known: created since, or by another run."""
    return [key.key_id for key in listed if key.key_id not in known]


def check_record_unchanged(user: str, text: str, expected: Collection[str]) -> None:
    """Checks the record of a user before a key is created.

    Args:
        user: the name of the user.
        text: the value that the tag of the record has now.
        expected: all values that this run has read and written. IAM may still return an earlier one.

    Raises:
        App2ContainerError: another run has changed the record.
    """
    if text not in expected:
        raise App2ContainerError(
            f"user {user}: the tag {RECORD_TAG} has changed to {text!r} since it was read, probably by another run."
            f" No key has been created: {_ONE_AT_A_TIME}"
        )


def check_no_other_key(key: NewKey, others: Collection[str]) -> None:
    """Checks that no other key of the user was created at the same time as a new key.

    Raises:
        App2ContainerError: another run has created keys; what is recorded and stored is left to that run.
    """
    if others:
        raise App2ContainerError(
            f"user {key.user}: while access key {key.key_id} was created, {' and '.join(others)} appeared too, probably"
            f" by another run. {key.key_id} is deleted again: {_ONE_AT_A_TIME}"
        )
