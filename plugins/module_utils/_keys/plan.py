# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""(wanted, holder, time) -> what is to be done with one user's keys. Pure.

A key is never deleted before the one that replaces it is in its store, and never while it may be in use. Keys that are
not ours stay. What is ours: the tag says so, or the store that holds the key's secret does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from .model import Holder, Key, Wanted
from .record import Previous, Record
from .steps import NEW_KEY, Draft, Step, Wave

__all__ = ["UserPlan", "Wait", "keys_to_ask", "plan_user"]

# A key that an interrupted run has made was created within this span around the intent that was noted before: the
# clocks of AWS and of the control node differ a little, and the call is tried again for some minutes at most.
BEFORE, AFTER = timedelta(minutes=5), timedelta(minutes=15)
MAX_KEYS = 2  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What is not done yet, with which key, and when it can be."""

    action: str
    key_id: str
    until: datetime | None
    reason: str

    def to_json(self) -> dict[str, Any]:
        """The wait as results show it."""
        until = self.until and self.until.isoformat()
        return {"action": self.action, "access_key_id": self.key_id, "until": until, "reason": self.reason}


@dataclass(frozen=True, kw_only=True)
class UserPlan:
    """The steps for one user, the user after them, what is still to wait for, and what stands in the way."""

    steps: tuple[Step, ...]
    before: Holder
    after: Holder
    waits: tuple[Wait, ...] = ()
    others: tuple[str, ...] = ()
    conflict: str = ""


def _candidates(holder: Holder) -> list[Key]:
    """Keys that an interrupted run may have made: new since its intent, and soon after it."""
    intent = holder.record.intent
    if intent is None:
        return []
    ours = {*intent.known, *holder.record.key_ids}
    span = (intent.at - BEFORE, intent.at + AFTER)
    return [key for key in holder.keys if key.key_id not in ours and span[0] <= key.created <= span[1]]


def keys_to_ask(wanted: Wanted, holder: Holder, now: datetime) -> tuple[str, ...]:
    """The keys whose last use decides about a step."""
    asked = [key.key_id for key in _candidates(holder) if key.key_id not in holder.stored.key_ids]
    previous = holder.record.previous
    found = holder.key(previous.key_id) if previous else None
    if wanted.present and previous and found and not found.active:
        asked += [found.key_id] if now >= (previous.deactivated or now) + wanted.delete_after else []
    return tuple(asked)


class _Planner:
    """The rules for one user."""

    def __init__(self, wanted: Wanted, holder: Holder, now: datetime) -> None:
        self.wanted, self.time, self.draft = wanted, now, Draft(holder)
        self.before = holder
        self.waits: list[Wait] = []
        self.conflict = ""

    def plan(self) -> UserPlan:
        """All steps, in their order."""
        if self.wanted.present and self.before.stored.foreign:
            self.conflict = self.before.stored.foreign
        for stage in (self._settle, self._present if self.wanted.present else self._absent):
            if not self.conflict:
                stage()
        if self.conflict:
            return UserPlan(steps=(), before=self.before, after=self.before, conflict=self.conflict)
        now = self.draft.now
        ours = {*now.record.key_ids, NEW_KEY}
        return UserPlan(
            steps=tuple(sorted(self.draft.steps, key=lambda step: step.wave)),
            before=self.before,
            after=now,
            waits=tuple(self.waits),
            others=tuple(key.key_id for key in now.keys if key.key_id not in ours),
        )

    def _settle(self) -> None:
        """What an interrupted run has left: a key in its store is taken over, any other of ours is deleted."""
        holder = self.draft.now
        self._take_over_stored()
        if holder.record.intent is None:
            return
        lost = [key for key in _candidates(holder) if key.key_id not in self.draft.now.record.key_ids]
        lost = [key for key in lost if holder.used.get(key.key_id) is None]  # a used one is somebody else's
        settled = replace(self.draft.now.record, intent=None)
        if len(lost) > 1:
            self.conflict = (
                f"user {holder.user} has the access keys {' and '.join(key.key_id for key in lost)}, one of which an"
                " interrupted run has made; delete the one that nobody knows"
            )
        elif lost:
            self.draft.delete(lost[0], "an interrupted run made it and lost its secret", settled)
        elif self.draft.now.record.intent:
            self.draft.note("an interrupted run made no key", settled)

    def _take_over_stored(self) -> None:
        """A live key whose secret is in the store is ours, whatever is noted: it becomes the current one."""
        holder = self.draft.now
        record = holder.record
        stored = [key for key in holder.keys if key.key_id in holder.stored.key_ids and key.active]
        if not stored or record.current in {key.key_id for key in stored}:
            return
        newest = max(stored, key=lambda key: (key.created, key.key_id))
        if record.previous and record.previous.key_id == newest.key_id:
            return
        replaced = holder.key(record.current)
        since = record.intent.at if record.intent else self.time
        previous = Previous(key_id=replaced.key_id, since=since) if replaced else record.previous
        noted = Record(current=newest.key_id, previous=previous)
        self.draft.note("its secret is in the store, but it was not noted as the current key", noted)

    def _present(self) -> None:
        if self.draft.now.stored.key_ids and not self.draft.now.stored.ready:
            self.draft.prepare("the store is not as the options ask for")
        self._retire()
        reason = self._reason()
        if reason:
            self._issue(reason)

    def _reason(self) -> str:
        """Why a new key is needed; empty if none is."""
        now = self.draft.now
        current = now.key(now.record.current)
        if current is None:
            return "the key is gone" if now.record.current else "there is no key yet"
        if not current.active:
            return "the key was deactivated"
        if current.key_id not in now.stored.key_ids:
            return "its secret is not in the store"
        return f"the key is {(self.time - current.created).days} days old" if self._too_old(current) else ""

    def _too_old(self, key: Key) -> bool:
        return self.wanted.max_age is not None and self.time >= key.created + self.wanted.max_age

    def _issue(self, reason: str) -> None:
        now = self.draft.now
        if len(now.keys) >= MAX_KEYS:
            self._no_room(reason)
            return
        replaced, previous = now.key(now.record.current), now.record.previous
        if replaced:
            deactivated = None if replaced.active else self.time
            previous = Previous(key_id=replaced.key_id, since=self.time, deactivated=deactivated)
        self.draft.prepare("a key is about to be put into it")
        self.draft.issue(reason, Record(previous=previous), Key(key_id=NEW_KEY, active=True, created=self.time))
        self._retire()

    def _no_room(self, reason: str) -> None:
        """A third key cannot be: what is only old waits for the one before it to go, anything else is an error."""
        now = self.draft.now
        current, previous = now.key(now.record.current), now.record.previous
        usable = current and current.active and current.key_id in now.stored.key_ids
        if current and usable and previous and now.key(previous.key_id):
            self._wait("rotate", current, None, f"{reason}, but {previous.key_id} must go first")
            return
        held = " and ".join(key.key_id for key in now.keys)
        self.conflict = (
            f"user {now.user} needs a new access key, as {reason}, but has two already, {held}, and IAM allows no more:"
            " delete one that nobody uses"
        )

    def _wait(self, action: str, key: Key, until: datetime | None, reason: str) -> None:
        self.waits.append(Wait(action=action, key_id=key.key_id, until=until, reason=reason))

    def _retire(self) -> None:
        """The key before the current one: active for the time of grace, then deactivated, then deleted if unused."""
        now = self.draft.now
        previous = now.record.previous
        if previous is None:
            return
        key = now.key(previous.key_id)
        if key is None:
            self.draft.note(f"{previous.key_id} is gone", replace(now.record, previous=None))
        elif key.active:
            self._deactivate(key, previous)
        elif previous.deactivated is None:
            self._noted(previous, "it was deactivated", deactivated=self.time)
            self._retire()
        else:
            self._delete(key, previous, previous.deactivated)

    def _noted(self, previous: Previous, reason: str, **changes: Any) -> None:
        record = replace(self.draft.now.record, previous=replace(previous, **changes))
        self.draft.note(f"{previous.key_id}: {reason}", record)

    def _deactivate(self, key: Key, previous: Previous) -> None:
        if previous.deactivated:
            self._noted(previous, "it was activated again, so its time starts anew", since=self.time, deactivated=None)
            return
        until = previous.since + self.wanted.grace
        if self.time < until:
            self._wait("deactivate", key, until, "its time of grace is not over")
            return
        record = replace(self.draft.now.record, previous=replace(previous, deactivated=self.time))
        self.draft.deactivate(key, "its time of grace is over", record)
        self._retire()

    def _delete(self, key: Key, previous: Previous, deactivated: datetime) -> None:
        until = deactivated + self.wanted.delete_after
        used = self.draft.now.used.get(key.key_id)
        if self.time < until:
            self.waits.append(
                Wait(action="delete", key_id=key.key_id, until=until, reason="deactivated, not yet deleted")
            )
        elif used and used > deactivated:
            self._noted(
                previous, "it was used since it was deactivated, so its time starts anew", deactivated=self.time
            )
        else:
            self.draft.delete(key, "unused since it was deactivated", replace(self.draft.now.record, previous=None))

    def _absent(self) -> None:
        for key in self.draft.now.keys:
            if key.key_id in {*self.draft.now.record.key_ids, *self.draft.now.stored.key_ids}:
                self.draft.delete(key, "it is to be absent")
        if self.draft.now.stored.key_ids:
            self.draft.discard("its key is to be absent")
        if self.draft.now.record != Record():
            self.draft.note("no key of ours is left", Record(), Wave.DISCARD)


def plan_user(wanted: Wanted, holder: Holder, now: datetime) -> UserPlan:
    """What is to be done with the keys of one user at this time."""
    return _Planner(wanted, holder, now).plan()
