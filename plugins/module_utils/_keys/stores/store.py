# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What every store of access keys can do."""

from __future__ import annotations

from typing import Protocol

from ..._errors import App2ContainerError
from ..model import NewKey, Stored

__all__ = ["Store", "StoreError"]


class StoreError(App2ContainerError):
    """A store cannot be read or written. The message names the place, never what is in it."""


class Store(Protocol):
    """A place for the keys of users. Every method may be called by several threads, for different users."""

    def look(self, user: str) -> Stored:
        """What the store has for a user, found out without decrypting anything and without changing anything."""

    def prepare(self, user: str) -> None:
        """Makes the place ready and proves that it can be written; what it holds for the user stays."""

    def write(self, key: NewKey) -> None:
        """Puts a key in place of the one before, whole or not at all."""

    def discard(self, user: str) -> None:
        """Removes what the store has for a user; nothing there is no error."""

    def place(self, user: str) -> str:
        """Where a user finds the key."""
