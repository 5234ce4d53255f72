# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access keys of users, and what stores hold, as frozen values. No secret is in a ``repr``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from .record import Record

__all__ = ["Holder", "Key", "NewKey", "Stored", "Wanted"]


@dataclass(frozen=True, kw_only=True)
class Key:
    """An access key without its secret. ``created`` is in UTC."""

    key_id: str
    active: bool
    created: datetime


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """A key on its way from CreateAccessKey to the store: nothing else ever holds the secret."""

    user: str
    key_id: str
    secret: str = field(repr=False)
    tries: int = 1  # how often it was asked for


@dataclass(frozen=True, kw_only=True)
class Stored:
    """What a store has for a user: the ids of the keys whose secrets it holds, which it tells without decrypting.

    ``ready``: it is kept as the options ask for. ``foreign``: somebody else's is in its place, and must stay.
    """

    key_ids: frozenset[str] = frozenset()
    ready: bool = True
    foreign: str = ""


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A user as it is. ``used`` tells the last use of the keys that were asked about, None for one never used."""

    user: str
    exists: bool = True
    record: Record = field(default_factory=Record)
    keys: tuple[Key, ...] = ()
    stored: Stored = field(default_factory=Stored)
    used: Mapping[str, datetime | None] = field(default_factory=lambda: MappingProxyType({}))

    def key(self, key_id: str) -> Key | None:
        """The key of this id, if the user has it."""
        return next((key for key in self.keys if key.key_id == key_id), None)


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is to become of the keys. ``max_age`` None: a key is never too old."""

    present: bool = True
    max_age: timedelta | None = None
    grace: timedelta = timedelta(days=7)
    delete_after: timedelta = timedelta(days=7)
