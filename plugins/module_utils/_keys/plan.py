# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""(settings, keys of users, time) -> plan. Pure.

A key is never deleted before the key that replaces it is in its store, and never while it may be in use. Keys that this
collection does not manage stay. It manages the keys that are recorded on the user, and those whose secrets are in the
store if the record says that they were about to be created. A store alone proves nothing: its files can be forged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .draft import KeyDraft, KeyPlan, UserDraft, Wave
from .model import Key, RotationSettings, UserKeys
from .record import RECORD_TAG, Previous, Record

__all__ = ["keys_needing_last_use", "plan_keys"]

# A key that an interrupted run has created was created within this span around the intent that was recorded before:
# the clocks of AWS and of the control node differ a little, and the call is retried for some minutes at most.
BEFORE_INTENT, AFTER_INTENT = timedelta(minutes=5), timedelta(minutes=15)
MAX_KEYS = 2  # https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html


def _candidates(user: UserKeys) -> list[Key]:
    """Keys that an interrupted run may have created: new since its intent, and soon after it."""
    intent = user.record.intent
    if intent is None:
        return []
    known = {*intent.known, *user.record.key_ids}
    earliest, latest = intent.at - BEFORE_INTENT, intent.at + AFTER_INTENT
    return [key for key in user.keys if key.key_id not in known and earliest <= key.created <= latest]


def keys_needing_last_use(settings: RotationSettings, user: UserKeys, now: datetime) -> tuple[str, ...]:
    """The ids of the keys whose last use decides about a change."""
    needed = [key.key_id for key in _candidates(user) if key.key_id not in user.stored.key_ids]
    previous = user.record.previous
    found = user.key(previous.key_id) if previous else None
    if settings.present and previous and found and not found.active:
        needed += [found.key_id] if now >= (previous.deactivated or now) + settings.delete_after else []
    return tuple(needed)


class _UserRules:
    """The rules for one user."""

    def __init__(self, settings: RotationSettings, draft: UserDraft, now: datetime) -> None:
        self.settings, self.draft, self.time = settings, draft, now
        self.before = draft.now

    def plan(self) -> None:
        """Plans all changes, in their order."""
        if self.before.foreign_record:
            self.draft.hold_up(
                f"the tag {RECORD_TAG} has the value {self.before.foreign_record!r}, which this collection has not"
                " written; remove the tag, then check which access keys of the user are needed"
            )
        elif self.settings.present and self.before.stored.conflict:
            self.draft.hold_up(self.before.stored.conflict)
        elif not self._settle_interrupted():
            return
        elif self.settings.present:
            self._present()
        else:
            self._absent()
        self._find()

    def _find(self) -> None:
        now = self.draft.now
        if now.record.current and not self.before.exists and now.user not in self.settings.planned_users:
            self.draft.find("missing-user")
        if self.before.stored.open_directory:
            self.draft.find("open-store-directory", directory=self.before.stored.open_directory)
        stored = now.stored
        if self.settings.present and stored.other_password:
            self.draft.find("other-vault-password", file=stored.other_password)
        for key_id in now.other_keys:
            is_stored = key_id in self.before.stored.key_ids
            self.draft.find("stored-key-not-recorded" if is_stored else "other-access-key", key=key_id)

    def _settle_interrupted(self) -> bool:
        """Recovers from an interrupted run. Tells whether that is possible.

        A key that is in its store is recorded as the current one. Any other key that the run has created is deleted.
        """
        self._record_stored()
        if self.before.record.intent is None:
            return True
        record = self.draft.now.record
        lost = [key for key in _candidates(self.before) if key.key_id not in record.key_ids]
        lost = [key for key in lost if self.before.last_used.get(key.key_id) is None]  # a used key has another owner
        settled = replace(record, intent=None)
        if len(lost) > 1:
            self.draft.hold_up(
                f"it has the access keys {' and '.join(key.key_id for key in lost)}, one of which was created by an"
                " interrupted run; delete the one that nobody uses"
            )
            return False
        if lost:
            self.draft.delete(lost[0], "an interrupted run created it and its secret was lost", settled)
        elif record.intent:
            self.draft.record("an interrupted run created no key", settled)
        return True

    def _record_stored(self) -> None:
        """Records an active key whose secret is in the store as the current one, if an interrupted run created it."""
        user, record = self.before, self.before.record
        own = {*record.key_ids, *(key.key_id for key in _candidates(user))}
        stored = [key for key in user.keys if key.key_id in user.stored.key_ids & own and key.active]
        if not stored or record.current in {key.key_id for key in stored}:
            return
        newest = max(stored, key=lambda key: (key.created, key.key_id))
        if record.previous and record.previous.key_id == newest.key_id:
            return
        replaced = user.current
        since = record.intent.at if record.intent else self.time
        previous = Previous(key_id=replaced.key_id, since=since) if replaced else record.previous
        delivered = Record(current=newest.key_id, previous=previous)
        self.draft.record("its secret is in the store, but it was not recorded as the current key", delivered)

    def _present(self) -> None:
        if self.draft.now.stored.key_ids and not self.draft.now.stored.as_configured:
            self.draft.prepare("the store is not as the options ask for")
        self._retire_previous()
        reason = self._reason_for_new_key()
        if reason:
            self._issue(reason)

    def _reason_for_new_key(self) -> str:
        """Why a new key is needed; empty if none is."""
        now, current = self.draft.now, self.draft.now.current
        if current is None:
            return "the key does not exist any more" if now.record.current else "there is no key yet"
        if not current.active:
            return "the key was deactivated"
        if current.key_id not in now.stored.key_ids:
            return "its secret is not in the store"
        return f"the key is {(self.time - current.created).days} days old" if self._is_too_old(current) else ""

    def _is_too_old(self, key: Key) -> bool:
        return self.settings.max_age is not None and self.time >= key.created + self.settings.max_age

    def _issue(self, reason: str) -> None:
        now = self.draft.now
        if len(now.keys) >= MAX_KEYS:
            self._wait_for_room(reason)
            return
        replaced, previous = now.current, now.record.previous
        if replaced:
            deactivated = None if replaced.active else self.time
            previous = Previous(key_id=replaced.key_id, since=self.time, deactivated=deactivated)
        self.draft.prepare("a new key is about to be delivered to it")
        self.draft.issue(reason, Record(previous=previous), self.time)
        self._retire_previous()

    def _wait_for_room(self, reason: str) -> None:
        """IAM allows no third key: a rotation waits until the previous key is deleted, or else the user is held up."""
        now = self.draft.now
        current, previous = now.current, now.record.previous
        usable = current and current.active and current.key_id in now.stored.key_ids
        if current and usable and previous and now.key(previous.key_id):
            self.draft.wait("rotate", current, None, f"{reason}, but {previous.key_id} must be deleted first")
            return
        held = " and ".join(key.key_id for key in now.keys)
        self.draft.hold_up(
            f"it needs a new access key, since {reason}, but already has two, {held}, and IAM allows no more; delete"
            " one that nobody uses"
        )

    def _retire_previous(self) -> None:
        """Deactivates the previous key after its grace period, and deletes it later if it is not used."""
        now = self.draft.now
        previous = now.record.previous
        if previous is None:
            return
        key = now.key(previous.key_id)
        if key is None:
            self.draft.record(f"{previous.key_id} does not exist any more", replace(now.record, previous=None))
        elif key.active:
            self._deactivate(key, previous)
        elif previous.deactivated is None:
            self._record_previous(previous, "it was deactivated", deactivated=self.time)
            self._retire_previous()
        else:
            self._delete(key, previous, previous.deactivated)

    def _record_previous(self, previous: Previous, reason: str, **changes: Any) -> None:
        record = replace(self.draft.now.record, previous=replace(previous, **changes))
        self.draft.record(f"{previous.key_id}: {reason}", record)

    def _deactivate(self, key: Key, previous: Previous) -> None:
        if previous.deactivated:
            reason = "it was activated again, so its grace period starts again"
            self._record_previous(previous, reason, since=self.time, deactivated=None)
            return
        until = previous.since + self.settings.grace
        if self.time < until:
            self.draft.wait("deactivate", key, until, "its grace period is not over")
            return
        record = replace(self.draft.now.record, previous=replace(previous, deactivated=self.time))
        self.draft.deactivate(key, "its grace period is over", record)
        self._retire_previous()

    def _delete(self, key: Key, previous: Previous, deactivated: datetime) -> None:
        until = deactivated + self.settings.delete_after
        used = self.before.last_used.get(key.key_id)
        if self.time < until:
            self.draft.wait("delete", key, until, "deactivated, not yet deleted")
        elif used and used > deactivated:
            reason = "it was used after it was deactivated, so the time until its deletion starts again"
            self._record_previous(previous, reason, deactivated=self.time)
        else:
            self.draft.delete(key, "unused since it was deactivated", replace(self.draft.now.record, previous=None))

    def _absent(self) -> None:
        now = self.draft.now
        for key in now.keys:
            if key.key_id in now.record.key_ids:
                self.draft.delete(key, "state is absent")
        if now.stored.key_ids:
            self.draft.discard("state is absent")
        if now.record != Record():
            self.draft.record("no key managed by this collection is left", Record(), Wave.DISCARD)


def plan_keys(settings: RotationSettings, users: Sequence[UserKeys], now: datetime) -> KeyPlan:
    """The plan for the keys of these users at this time. A problem of one user does not hold up the others."""
    draft = KeyDraft(users)
    for user in users:
        _UserRules(settings, UserDraft(draft, user), now).plan()
    return draft.plan()
