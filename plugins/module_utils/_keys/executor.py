# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the changes to access keys: the only place where a secret passes, on its way from IAM to the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from .._aws.connection import Connection
from .._aws.errors import AwsError, translated, unless_missing
from .._aws.execute import execute
from .._aws.non_idempotent import until_answered
from .._errors import App2ContainerError
from .concurrent_runs import check_no_other_key, check_record_unchanged, unknown_keys
from .draft import NEW_KEY, KeyChange, KeyPlan
from .model import NewKey
from .observe import list_keys, record_text
from .record import RECORD_TAG, Intent, Record
from .stores.store import Store
from .verify import verify_key

__all__ = ["KeyExecutor", "utc_now"]


def utc_now() -> datetime:
    """The time, to the second, as it is recorded."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass(frozen=True, kw_only=True)
class KeyExecutor:
    """Makes the changes of a plan.

    Args:
        connection: the connection to the account.
        store: the store of the keys.
        verify_seconds: how long to wait until a new key works; 0 for not at all.
        hide: is given every new secret, so that no result shows it.
        created: the ids of the new keys, by user.
        deleted: the ids of the deleted keys. IAM may still list them.
        record_texts: the values that the tag of the record has had, by user.
    """

    connection: Connection
    store: Store
    verify_seconds: int
    hide: Callable[[str], None]
    created: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    record_texts: dict[str, set[str]] = field(default_factory=dict)

    def execute(self, plan: KeyPlan) -> None:
        """Makes the changes of a plan.

        Raises:
            PartialFailureError: a change failed; it says what was changed, what failed, and what remains.
        """
        self.record_texts.update({ref.name: {keys.record.text} for ref, keys in plan.before.items()})
        execute(lambda change: _EXECUTE[change.action](self, change), plan.changes)

    def _write_record(self, user: str, record: Record) -> None:
        self.record_texts[user].add(record.text)
        with translated(f"record the access keys of user {user} in its tags"):
            if record.text:
                tag = {"Key": RECORD_TAG, "Value": record.text}
                self.connection.iam.tag_user(UserName=user, Tags=[tag])
            else:
                self.connection.iam.untag_user(UserName=user, TagKeys=[RECORD_TAG])

    def record(self, change: KeyChange) -> None:
        """Records the keys after a change on the user, if they differ from what was recorded before it."""
        user, record = change.target.name, change.after.record
        if record != change.before.record:
            current = self.created[user] if record.current == NEW_KEY else record.current
            self._write_record(user, replace(record, current=current))

    def prepare(self, change: KeyChange) -> None:
        """Prepares the store."""
        self.store.prepare(change.target.name)

    def discard(self, change: KeyChange) -> None:
        """Removes what the store holds."""
        self.store.discard(change.target.name)

    def deactivate(self, change: KeyChange) -> None:
        """Deactivates a key."""
        user = change.target.name
        with translated(f"deactivate access key {change.key_id} of user {user}"):
            self.connection.iam.update_access_key(UserName=user, AccessKeyId=change.key_id, Status="Inactive")
        self.record(change)

    def delete(self, change: KeyChange) -> None:
        """Deletes a key."""
        self._delete(change.target.name, [change.key_id])
        self.record(change)

    def _delete(self, user: str, key_ids: Iterable[str]) -> None:
        """Deletes keys; a key that does not exist any more is not an error."""
        for key_id in key_ids:
            with translated(f"delete access key {key_id} of user {user}"):
                unless_missing(self.connection.iam.delete_access_key, UserName=user, AccessKeyId=key_id)
            self.deleted.add(key_id)

    def issue(self, change: KeyChange) -> None:
        """Records the intent, creates a key, delivers it, and records that: wherever it ends, the next run recovers."""
        user = change.target.name
        known = tuple(sorted(key.key_id for key in change.before.keys))
        self._check_record(user)
        self._write_record(user, replace(change.before.record, intent=Intent(at=utc_now(), known=known)))
        key = self._create(user, known)
        try:
            self._check_no_other_key(key, known)
            self.store.write(key)
            self._check_no_other_key(key, known)
        except App2ContainerError:
            with suppress(AwsError):  # then the next run deletes it
                self._delete(user, [key.key_id])
            raise
        self.created[user] = key.key_id
        self.record(change)
        if self.verify_seconds:
            verify_key(self.connection, key, self.verify_seconds)

    def _check_record(self, user: str) -> None:
        with translated(f"read user {user}"):
            text = record_text(self.connection.iam.get_user(UserName=user)["User"])
        check_record_unchanged(user, text, self.record_texts[user])

    def _create(self, user: str, known: Iterable[str]) -> NewKey:
        """Creates a key. A key whose secret was lost with the answer is deleted before another one is created."""
        attempts = count(1)

        def create() -> NewKey:
            attempt = next(attempts)
            key = self.connection.iam.create_access_key(UserName=user)["AccessKey"]
            self.hide(key["SecretAccessKey"])
            return NewKey(user=user, key_id=key["AccessKeyId"], secret=key["SecretAccessKey"], attempts=attempt)

        with translated(f"create an access key for user {user}"):
            return until_answered(create, lambda: self._delete(user, self._unknown_keys(user, known)))

    def _unknown_keys(self, user: str, known: Iterable[str]) -> list[str]:
        """The ids of the keys that appeared while a key was created."""
        return unknown_keys(list_keys(self.connection, user), {*known, *self.deleted})

    def _check_no_other_key(self, key: NewKey, known: Iterable[str]) -> None:
        others = self._unknown_keys(key.user, (*known, key.key_id))
        if key.attempts > 1:  # the key of a lost answer may not have been listed yet when it was looked for
            self._delete(key.user, others)
        else:
            check_no_other_key(key, others)


_EXECUTE: Mapping[str, Callable[[KeyExecutor, KeyChange], None]] = {
    "deactivate": KeyExecutor.deactivate,
    "delete": KeyExecutor.delete,
    "discard": KeyExecutor.discard,
    "issue": KeyExecutor.issue,
    "prepare": KeyExecutor.prepare,
    "record": KeyExecutor.record,
}
