# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access keys of a user and what a store holds of them, as frozen values. No ``repr`` shows a secret."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from .._iam.entities import Kind, Ref
from .._plan.change import Described
from .record import Record

__all__ = ["Key", "NewKey", "RotationSettings", "StoredKeys", "UserKeys"]


@dataclass(frozen=True, kw_only=True)
class Key:
    """An access key without its secret. ``created`` is in UTC."""

    key_id: str
    active: bool
    created: datetime


@dataclass(frozen=True, kw_only=True)
class NewKey:
    """A new access key on its way from CreateAccessKey to the store: nothing else ever holds the secret.

    ``attempts`` is the number of calls that it took to create a key whose answer arrived.
    """

    user: str
    key_id: str
    secret: str = field(repr=False)
    attempts: int = 1


@dataclass(frozen=True, kw_only=True)
class StoredKeys:
    """What a store holds for a user, as far as it can be told without decrypting anything.

    Args:
        key_ids: the ids of the keys whose secrets the store holds.
        as_configured: whether the store keeps them as the options ask for.
        conflict: why the store cannot be used for the user; empty if it can.
        open_directory: the directory of the store, if other users of the machine can write to it; else empty.
        other_password: the file of the key, if it has another password than the options give; else empty.
    """

    key_ids: frozenset[str] = frozenset()
    as_configured: bool = True
    conflict: str = ""
    open_directory: str = ""
    other_password: str = ""


@dataclass(frozen=True, kw_only=True)
class UserKeys:
    """The access keys of a user.

    Args:
        user: the name of the user.
        exists: whether the user exists.
        record: the keys that this collection manages, as recorded on the user.
        foreign_record: what the tag of the record holds, if something else has written it.
        keys: all keys of the user.
        stored: what the store holds.
        last_used: when the keys that ``keys_needing_last_use`` names were last used, None for never.
    """

    user: str
    exists: bool = True
    record: Record = field(default_factory=Record)
    foreign_record: str = ""
    keys: tuple[Key, ...] = ()
    stored: StoredKeys = field(default_factory=StoredKeys)
    last_used: Mapping[str, datetime | None] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def ref(self) -> Ref:
        """The user as the target of changes."""
        return Ref(Kind.USER, self.user)

    @property
    def current(self) -> Key | None:
        """The key that is recorded as the current one, if the user has it."""
        return self.key(self.record.current)

    @property
    def other_keys(self) -> tuple[str, ...]:
        """The ids of the keys that this collection does not manage."""
        return tuple(key.key_id for key in self.keys if key.key_id not in self.record.key_ids)

    def key(self, key_id: str) -> Key | None:
        """The key with this id, if the user has it."""
        return next((key for key in self.keys if key.key_id == key_id), None)

    def attributes(self) -> Described:
        """The keys as results and diffs show them."""
        previous = self.record.previous
        return {
            "current": self.record.current or None,
            "previous": previous.key_id if previous else None,
            "keys": {key.key_id: "active" if key.active else "inactive" for key in self.keys},
            "stored": sorted(self.stored.key_ids),
        }


@dataclass(frozen=True, kw_only=True)
class RotationSettings:
    """How long keys live. ``max_age`` None: they are never too old. ``present`` False: they are to be deleted.

    ``planned_users`` are names of users that exist by the time that the plan is carried out.
    """

    present: bool = True
    max_age: timedelta | None = None
    grace: timedelta = timedelta(days=7)
    delete_after: timedelta = timedelta(days=7)
    planned_users: frozenset[str] = frozenset()
