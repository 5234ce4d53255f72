# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the access keys of a user, and carries out steps on them: here a secret passes from IAM to its store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import AwsError, ClientError, error_code, translated
from .._aws.non_idempotent import until_answered
from .._errors import App2ContainerError
from .model import Holder, Key, NewKey
from .options import KeyOptions
from .plan import keys_to_ask
from .record import RECORD_TAG, Intent, Record, record_from
from .steps import NEW_KEY, Step
from .stores.store import Store
from .verify import until_key_works

__all__ = ["KeyKeeper", "utc_now"]

_ONE_AT_A_TIME = "let one run finish, then run again."


def _noted(user: Mapping[str, Any]) -> str:
    """What a user as IAM tells it has in the tag of its keys."""
    return next((str(tag["Value"]) for tag in user.get("Tags") or () if tag["Key"] == RECORD_TAG), "")


def utc_now() -> datetime:
    """The time, to the second, as it is noted."""
    return datetime.now(UTC).replace(microsecond=0)


@dataclass
class KeyKeeper:
    """Reads the keys of users and carries out steps on them.

    ``hide`` is given every new secret, so that whatever a result holds, it is not shown. ``made`` are the ids of new
    keys by user, ``deleted`` those of keys that are gone. ``noted`` are by user the values that its tag has had.
    """

    connection: Connection
    store: Store
    verify_seconds: int
    hide: Callable[[str], None]
    made: dict[str, str] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    noted: dict[str, set[str]] = field(default_factory=dict)

    def holder(self, user: str, known: Mapping[str, Any] | None, options: KeyOptions, now: datetime) -> Holder:
        """A user with its keys, what is noted and what the store holds."""
        stored = self.store.look(user)
        if known is None:
            return Holder(user=user, exists=False, stored=stored)
        text = _noted(known)
        self.noted[user] = {text}
        holder = Holder(user=user, record=record_from(user, text), keys=self._keys(user), stored=stored)
        asked = keys_to_ask(options.wanted, holder, now)
        return replace(holder, used={key_id: self._last_used(user, key_id) for key_id in asked})

    def _keys(self, user: str) -> tuple[Key, ...]:
        with translated(f"list the access keys of user {user}"):
            pages = self.connection.iam.get_paginator("list_access_keys").paginate(UserName=user)
            found = pages.build_full_result().get("AccessKeyMetadata", [])
        return tuple(
            Key(key_id=item["AccessKeyId"], active=item["Status"] == "Active", created=item["CreateDate"])
            for item in found
        )

    def _last_used(self, user: str, key_id: str) -> datetime | None:
        with translated(f"read the last use of access key {key_id} of user {user}"):
            answer = self.connection.iam.get_access_key_last_used(AccessKeyId=key_id)
        used: datetime | None = answer.get("AccessKeyLastUsed", {}).get("LastUsedDate")
        return used

    def perform(self, step: Step) -> None:
        """Carries out one step."""
        _PERFORM[step.action](self, step)

    def note(self, user: str, record: Record) -> None:
        """Notes what is ours in the user's tag."""
        self.noted[user].add(record.text)
        with translated(f"note the access keys of user {user} in its tags"):
            if record.text:
                tag = {"Key": RECORD_TAG, "Value": record.text}
                self.connection.iam.tag_user(UserName=user, Tags=[tag])
            else:
                self.connection.iam.untag_user(UserName=user, TagKeys=[RECORD_TAG])

    def record(self, step: Step) -> None:
        """What is noted after a step."""
        if step.record is not None:
            current = step.record.current
            self.note(step.user, replace(step.record, current=self.made[step.user] if current == NEW_KEY else current))

    def prepare(self, step: Step) -> None:
        """Makes the store ready."""
        self.store.prepare(step.user)

    def discard(self, step: Step) -> None:
        """Removes what the store has."""
        self.store.discard(step.user)

    def deactivate(self, step: Step) -> None:
        """Makes a key useless."""
        with translated(f"deactivate access key {step.key_id} of user {step.user}"):
            self.connection.iam.update_access_key(UserName=step.user, AccessKeyId=step.key_id, Status="Inactive")
        self.record(step)

    def delete(self, step: Step) -> None:
        """Deletes a key; one that is gone is no error."""
        self._delete(step.user, step.key_id)
        self.record(step)

    def _delete(self, user: str, key_id: str) -> None:
        with translated(f"delete access key {key_id} of user {user}"):
            try:
                self.connection.iam.delete_access_key(UserName=user, AccessKeyId=key_id)
            except ClientError as error:
                if error_code(error) != "NoSuchEntity":
                    raise
        self.deleted.add(key_id)

    def issue(self, step: Step) -> None:
        """Notes the intent, makes a key, delivers it, and notes that: whenever this ends, the next run can tell."""
        self._check_noted(step.user)
        self.note(step.user, replace(step.before, intent=Intent(at=utc_now(), known=step.known)))
        key = self._create(step)
        try:
            self._check_alone(key, step.known)
            self.store.write(key)
            self._check_alone(key, step.known)
        except App2ContainerError:
            with suppress(AwsError):  # then the next run does it
                self._delete(key.user, key.key_id)
            raise
        self.made[step.user] = key.key_id
        self.record(step)
        if self.verify_seconds:
            until_key_works(self.connection, key, self.verify_seconds)

    def _check_noted(self, user: str) -> None:
        """Another run may have worked on the same user since it was read. IAM may still tell what was noted before."""
        with translated(f"read user {user}"):
            text = _noted(self.connection.iam.get_user(UserName=user)["User"])
        if text not in self.noted[user]:
            raise App2ContainerError(
                f"user {user}: since it was read the tag {RECORD_TAG} has become {text!r}, as by another run."
                f" No key has been made: {_ONE_AT_A_TIME}"
            )

    def _create(self, step: Step) -> NewKey:
        """Makes a key. One whose secret was lost with the answer is deleted before another one is made."""
        tries = count(1)

        def create() -> NewKey:
            number = next(tries)
            made = self.connection.iam.create_access_key(UserName=step.user)["AccessKey"]
            self.hide(made["SecretAccessKey"])
            return NewKey(user=step.user, key_id=made["AccessKeyId"], secret=made["SecretAccessKey"], tries=number)

        with translated(f"create an access key for user {step.user}"):
            return until_answered(create, lambda: self._delete_all(step.user, self._others(step.user, step.known)))

    def _delete_all(self, user: str, key_ids: Iterable[str]) -> None:
        """Deletes keys that came while a key was being made: their secrets were lost on the way."""
        for key_id in key_ids:
            self._delete(user, key_id)

    def _others(self, user: str, known: Iterable[str]) -> list[str]:
        """Keys that came while a key was being made. IAM may still list what has just been deleted."""
        before = {*known, *self.deleted}
        return [key.key_id for key in self._keys(user) if key.key_id not in before]

    def _check_alone(self, key: NewKey, known: tuple[str, ...]) -> None:
        """Another run may make a key for the same user: then what is noted and stored is left as that run has it."""
        others = self._others(key.user, (*known, key.key_id))
        if key.tries > 1:  # the listing may have been out of date when the lost one was looked for
            self._delete_all(key.user, others)
        elif others:
            raise App2ContainerError(
                f"user {key.user}: while access key {key.key_id} was made {' and '.join(others)} came too, as by"
                f" another run. {key.key_id} is deleted again: {_ONE_AT_A_TIME}"
            )


_PERFORM: Mapping[str, Callable[[KeyKeeper, Step], None]] = {
    "deactivate": KeyKeeper.deactivate,
    "delete": KeyKeeper.delete,
    "discard": KeyKeeper.discard,
    "issue": KeyKeeper.issue,
    "prepare": KeyKeeper.prepare,
    "record": KeyKeeper.record,
}
