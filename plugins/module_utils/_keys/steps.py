# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps that keys go through, and a draft that collects them while it keeps the user as it will be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any

from .model import Holder, Key, Stored
from .record import Record

__all__ = ["NEW_KEY", "Draft", "Step", "Wave", "describe"]

NEW_KEY = "(new)"  # stands for the id that IAM gives to a key when it makes it


class Wave(IntEnum):
    """All stores are ready before the first key is made; what a store holds goes after the keys."""

    PREPARE = 1
    KEYS = 2
    DISCARD = 3


@dataclass(frozen=True, kw_only=True)
class Step:
    """What is done with one key of a user, and what is noted on the user after it (None: what was noted before)."""

    wave: Wave
    action: str
    user: str
    reason: str
    key_id: str = ""
    before: Record
    record: Record | None = None
    known: tuple[str, ...] = ()

    @property
    def chain(self) -> str:
        """Steps for one user run one after the other."""
        return self.user

    def to_json(self) -> dict[str, Any]:
        """The step as results show it."""
        return {
            "action": self.action,
            "user": self.user,
            "access_key_id": self.key_id or None,
            "reason": self.reason,
        }


def describe(holder: Holder) -> dict[str, Any]:
    """A user's keys as diffs show them."""
    previous = holder.record.previous
    return {
        "current": holder.record.current or None,
        "previous": previous.key_id if previous else None,
        "keys": {key.key_id: "active" if key.active else "inactive" for key in holder.keys},
        "stored": sorted(holder.stored.key_ids),
    }


class Draft:
    """The steps planned so far for one user, and the user as it will be after them."""

    def __init__(self, holder: Holder) -> None:
        self.now = holder
        self.steps: list[Step] = []

    def _do(self, wave: Wave, action: str, reason: str, record: Record | None = None, **more: Any) -> None:
        before = self.now.record
        self.steps.append(
            Step(wave=wave, action=action, user=self.now.user, reason=reason, before=before, record=record, **more)
        )
        if record is not None:
            self.now = replace(self.now, record=record)

    def prepare(self, reason: str) -> None:
        """Makes the store ready for the user's key, and proves that it can be written."""
        if any(step.action == "prepare" for step in self.steps):
            return
        self._do(Wave.PREPARE, "prepare", reason)
        self.now = replace(self.now, stored=replace(self.now.stored, ready=True))

    def note(self, reason: str, record: Record, wave: Wave = Wave.KEYS) -> None:
        """Only changes what is noted on the user."""
        self._do(wave, "record", reason, record)

    def issue(self, reason: str, record: Record, key: Key) -> None:
        """Makes a key, puts its secret into the store, and notes it as the current one."""
        self._do(
            Wave.KEYS,
            "issue",
            reason,
            replace(record, current=NEW_KEY),
            known=tuple(sorted(held.key_id for held in self.now.keys)),
        )
        stored = replace(self.now.stored, key_ids=frozenset({NEW_KEY}))
        self.now = replace(self.now, keys=(*self.now.keys, key), stored=stored)

    def deactivate(self, key: Key, reason: str, record: Record) -> None:
        """Makes a key useless, which can be taken back."""
        self._do(Wave.KEYS, "deactivate", reason, record, key_id=key.key_id)
        keys = tuple(replace(held, active=held.active and held != key) for held in self.now.keys)
        self.now = replace(self.now, keys=keys)

    def delete(self, key: Key, reason: str, record: Record | None = None) -> None:
        """Deletes a key."""
        self._do(Wave.KEYS, "delete", reason, record, key_id=key.key_id)
        self.now = replace(self.now, keys=tuple(held for held in self.now.keys if held.key_id != key.key_id))

    def discard(self, reason: str) -> None:
        """Removes what the store has for the user."""
        self._do(Wave.DISCARD, "discard", reason)
        self.now = replace(self.now, stored=Stored())
