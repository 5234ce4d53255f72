# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the access keys of users, the record on each user, and what the store holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import translated, unless_missing
from .model import Key, UserKeys
from .record import RECORD_TAG, Record, record_from
from .stores.store import Store

__all__ = ["KeyReader", "list_keys", "record_text"]


def record_text(user: Mapping[str, Any]) -> str:
    """The record in the tags of a user, as GetUser returns them; empty without one."""
    return next((str(tag["Value"]) for tag in user.get("Tags") or () if tag["Key"] == RECORD_TAG), "")


def list_keys(connection: Connection, user: str) -> tuple[Key, ...]:
    """All access keys of a user."""
    with translated(f"list the access keys of user {user}"):
        pages = connection.iam.get_paginator("list_access_keys").paginate(UserName=user)
        found = pages.build_full_result().get("AccessKeyMetadata", [])
    return tuple(
        Key(key_id=item["AccessKeyId"], active=item["Status"] == "Active", created=item["CreateDate"]) for item in found
    )


@dataclass(frozen=True, kw_only=True)
class KeyReader:
    """Reads the access keys of users.

    Args:
        connection: the connection to the account.
        store: the store of the keys.
        needs_last_use: tells of which keys of a user the last use is needed.
        arns: is given the ARN of every user that exists.
    """

    connection: Connection
    store: Store
    needs_last_use: Callable[[UserKeys], tuple[str, ...]]
    arns: dict[str, str]

    def read(self, name: str) -> UserKeys:
        """The access keys of one user.

        Raises:
            AwsError: a call failed.
            StoreError: the store cannot be read.
        """
        with translated(f"read user {name}"):
            answer = unless_missing(self.connection.iam.get_user, UserName=name)
        if not answer:
            return UserKeys(user=name, exists=False, stored=self.store.inspect(name))
        found = answer["User"]
        self.arns[name] = found["Arn"]
        self.connection.fresh.add(name)  # the user may be new and not known everywhere yet
        text = record_text(found)
        record = record_from(text)
        user = UserKeys(
            user=name,
            stored=self.store.inspect(name),
            record=record or Record(),
            foreign_record="" if record else text,
            keys=list_keys(self.connection, name),
        )
        return replace(user, last_used={key_id: self._last_used(name, key_id) for key_id in self.needs_last_use(user)})

    def _last_used(self, user: str, key_id: str) -> datetime | None:
        with translated(f"read the last use of access key {key_id} of user {user}"):
            answer = self.connection.iam.get_access_key_last_used(AccessKeyId=key_id)
        used: datetime | None = answer.get("AccessKeyLastUsed", {}).get("LastUsedDate")
        return used
