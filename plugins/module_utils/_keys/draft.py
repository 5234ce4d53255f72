# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft of the changes to the access keys of users. The rules are in ``plan``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import IntEnum
from types import MappingProxyType
from typing import Any, cast

from .._errors import printable
from .._plan.change import Change, Described, Effect
from .._plan.finding import finding
from .._plan.plan import Draft, Plan
from .findings import FINDINGS
from .model import Key, StoredKeys, UserKeys
from .record import Record

__all__ = ["NEW_KEY", "KeyChange", "KeyDraft", "KeyPlan", "UserDraft", "Wait", "Wave"]

NEW_KEY = "(new)"  # stands for the id that IAM gives to a key when it creates the key


EFFECTS: Mapping[str, Effect] = MappingProxyType(
    {
        "prepare": Effect(done="Prepared", planned="Would prepare", of="store of user"),
        "issue": Effect(done="Issued", planned="Would issue", of="access key of user"),
        "record": Effect(done="Updated", planned="Would update", of="record of user"),
        "deactivate": Effect(done="Deactivated", planned="Would deactivate", of="access key of user"),
        "delete": Effect(done="Deleted", planned="Would delete", of="access key of user"),
        "discard": Effect(done="Removed", planned="Would remove", of="stored access key of user"),
    }
)


class Wave(IntEnum):
    """All stores are ready before the first key is created; what a store holds is removed after the keys."""

    PREPARE = 1
    KEYS = 2
    DISCARD = 3


@dataclass(frozen=True, kw_only=True)
class Wait:
    """A change that waits: to which key, until when (None where it is not a matter of time), and why."""

    action: str
    key_id: str
    until: datetime | None
    reason: str

    def line(self, user: str) -> str:
        """The wait as the summary tells it."""
        when = f", not before {self.until.isoformat()}" if self.until else ""
        return printable(f"Waiting to {self.action} access key {self.key_id} of user {user}{when}: {self.reason}.")

    def to_json(self) -> Described:
        """The wait as results show it."""
        until = self.until and self.until.isoformat()
        return {"action": self.action, "access_key_id": self.key_id, "until": until, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class KeyChange(Change[UserKeys]):
    """One change to the keys of a user. It is recorded on the user if the record differs after it."""

    key_id: str = ""
    reason: str
    before: UserKeys
    after: UserKeys

    @property
    def effect(self) -> Effect:
        """What a summary tells of the change."""
        return EFFECTS[self.action]

    def to_json(self) -> Described:
        """The change as results show it."""
        own = {"user": self.target.name, "access_key_id": self.key_id or None, "reason": self.reason}
        return {**super().to_json(), **own}


@dataclass(frozen=True, kw_only=True)
class KeyPlan(Plan[UserKeys]):
    """The plan for the keys of users, and by user what waits.

    ``held_up`` says of users why none of their keys can be changed.
    """

    changes: tuple[KeyChange, ...]
    waits: Mapping[str, tuple[Wait, ...]]
    held_up: Mapping[str, str]


class KeyDraft(Draft[UserKeys]):
    """The changes planned so far to the keys of all users."""

    def __init__(self, users: Iterable[UserKeys]) -> None:
        super().__init__({keys.ref: keys for keys in users})
        self.waits: dict[str, tuple[Wait, ...]] = {}
        self.held_up: dict[str, str] = {}

    def plan(self) -> KeyPlan:
        """The plan, without the changes to the keys of users that are held up."""
        plan = super().plan()
        changes = cast("tuple[KeyChange, ...]", plan.changes)  # a UserDraft adds no others
        return KeyPlan(
            changes=tuple(change for change in changes if change.target.name not in self.held_up),
            before=plan.before,
            after={ref: plan.before[ref] if ref.name in self.held_up else keys for ref, keys in plan.after.items()},
            findings=plan.findings,
            waits=MappingProxyType({user: waits for user, waits in self.waits.items() if user not in self.held_up}),
            held_up=MappingProxyType(self.held_up),
        )


class UserDraft:
    """The changes planned so far to the keys of one user. ``now`` are the keys after them."""

    def __init__(self, draft: KeyDraft, keys: UserKeys) -> None:
        self._draft, self.now = draft, keys

    def _add(self, wave: Wave, action: str, api: str, reason: str, key_id: str = "", **after: Any) -> None:
        before, self.now = self.now, replace(self.now, **after)
        self._draft.add(
            KeyChange(
                target=before.ref,
                action=action,
                api=api,
                wave=wave,
                before=before,
                after=self.now,
                key_id=key_id,
                reason=reason,
            )
        )

    def hold_up(self, problem: str) -> None:
        """Leaves all keys of the user unchanged, because of this problem; the text says what to do, too."""
        self._draft.held_up[self.now.user] = problem
        self.find("held-up-user", problem=problem)

    def find(self, identifier: str, **values: object) -> None:
        """Adds a finding on the user; the table ``FINDINGS`` has its text."""
        self._draft.findings.append(finding(FINDINGS, identifier, self.now.ref, **values))

    def wait(self, action: str, key: Key, until: datetime | None, reason: str) -> None:
        """Adds a change that waits."""
        user = self.now.user
        wait = Wait(action=action, key_id=key.key_id, until=until, reason=reason)
        self._draft.waits[user] = (*self._draft.waits.get(user, ()), wait)

    def prepare(self, reason: str) -> None:
        """Makes the store ready for the user's key, and proves that it can be written; once for each user."""
        changes = self._draft.changes
        if not any(change.action == "prepare" and change.target == self.now.ref for change in changes):
            self._add(Wave.PREPARE, "prepare", "", reason, stored=replace(self.now.stored, as_configured=True))

    def record(self, reason: str, record: Record, wave: Wave = Wave.KEYS) -> None:
        """Only changes what is recorded on the user."""
        self._add(wave, "record", "iam:TagUser" if record.text else "iam:UntagUser", reason, record=record)

    def issue(self, reason: str, record: Record, created: datetime) -> None:
        """Creates a key, writes it to the store, and records it as the current one."""
        self._add(
            Wave.KEYS,
            "issue",
            "iam:CreateAccessKey",
            reason,
            record=replace(record, current=NEW_KEY),
            keys=(*self.now.keys, Key(key_id=NEW_KEY, active=True, created=created)),
            stored=replace(self.now.stored, key_ids=frozenset({NEW_KEY})),
        )

    def deactivate(self, key: Key, reason: str, record: Record) -> None:
        """Deactivates a key, which can be undone."""
        keys = tuple(replace(held, active=held.active and held != key) for held in self.now.keys)
        self._add(Wave.KEYS, "deactivate", "iam:UpdateAccessKey", reason, key.key_id, record=record, keys=keys)

    def delete(self, key: Key, reason: str, record: Record | None = None) -> None:
        """Deletes a key. Without a record, what is recorded stays for now."""
        keys = tuple(held for held in self.now.keys if held != key)
        record = self.now.record if record is None else record
        self._add(Wave.KEYS, "delete", "iam:DeleteAccessKey", reason, key.key_id, record=record, keys=keys)

    def discard(self, reason: str) -> None:
        """Removes what the store holds for the user."""
        self._add(Wave.DISCARD, "discard", "", reason, stored=StoredKeys())
