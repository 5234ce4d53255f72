# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the access keys of general users and deployer, by the credential report and the record on each user."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from ..._account.model import User
from ..._account.ownership import is_managed
from ..._keys.record import RECORD_TAG, Record, record_from
from ..._plan.summary import listed
from ..ages import ago, date_of, days_between
from ..facts import AccessKey, Credential, Facts
from ..model import Check, Hit, Unseen
from ..subjects import deployer_user, general_users, listed_users, not_read, reported

__all__ = ["CHECKS", "existing", "old_keys", "record_of", "unused_keys"]

_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_ROTATE = f"{_IAM}/id_credentials_access-keys.html"
_UNUSED = f"{_IAM}/best-practices.html"
_AGES = {"cis_v7": ("2.12",), "cis_v5": ("1.13",), "fsbp": ("IAM.3",), "prowler": ("iam_rotate_access_key_90_days",)}
_IDLE = {
    "cis_v7": ("2.11",),
    "cis_v5": ("1.11",),
    "fsbp": ("IAM.8", "IAM.22"),
    "prowler": ("iam_user_accesskey_unused",),
}

Find = Callable[[Facts], Iterator[Hit | Unseen]]
Texts = Callable[[Facts, Credential], list[str]]


def existing(row: Credential) -> tuple[AccessKey, ...]:
    """The access keys of a user; the credential report has empty slots, too."""
    return tuple(key for key in row.keys if key.active or key.rotated or key.used)


def _older(moment: datetime | None, facts: Facts, days: int) -> bool:
    return moment is not None and facts.now - moment > timedelta(days=days)


def old_keys(facts: Facts, row: Credential) -> list[str]:
    """The active keys that are older than the settings accept, in words."""
    limit = facts.settings.key_max_age_days
    return [
        f"access key {key.slot}, made on {ago(key.rotated, facts.now)}"
        for key in existing(row)
        if key.active and key.rotated and _older(key.rotated, facts, limit)
    ]


def unused_keys(facts: Facts, row: Credential) -> list[str]:
    """The active keys that were used, but not for some time, in words."""
    limit = facts.settings.inactive_days
    return [
        f"access key {key.slot}, last used on {ago(key.used, facts.now)}"
        for key in existing(row)
        if key.active and key.used and _older(key.used, facts, limit)
    ]


def _never_used(facts: Facts, row: Credential) -> list[str]:
    return [
        f"access key {key.slot}, made on {ago(key.rotated, facts.now)}"
        for key in existing(row)
        if key.active and not key.used and key.rotated and _older(key.rotated, facts, facts.settings.inactive_days)
    ]


def _find(texts: Texts, *, deployer: bool) -> Find:
    """A check on the keys of each general user that is told in words. ``deployer``: whether on its keys, too."""

    def find(facts: Facts) -> Iterator[Hit | Unseen]:
        users = _holders(facts) if deployer else general_users(facts)
        yield from listed_users(facts, users)
        for user, row in reported(facts, users):
            found = texts(facts, row)
            if found:
                values = {"user": user.name, "keys": listed(found)}
                yield Hit(resource=user.arn, values=values, sources=(facts.credentials,))

    return find


def _holders(facts: Facts) -> tuple[User, ...]:
    deployer = deployer_user(facts)
    return (*general_users(facts), *((deployer,) if deployer else ()))


def record_of(user: User) -> Record | None:
    """The record of the keys that this collection made for a user, None where there is none of its own."""
    return record_from((user.tags or {}).get(RECORD_TAG, ""))


def _doubled_since(user: User, row: Credential) -> datetime | None:
    """Since when a user has had two active keys, None if it has not. The record knows better than the report."""
    active = [key for key in existing(row) if key.active]
    if len(active) < 2:  # noqa: PLR2004 - IAM allows two
        return None
    record = record_of(user)
    if record and record.previous:
        return record.previous.since
    return max((key.rotated for key in active if key.rotated), default=None)


def _doubled(facts: Facts) -> Iterator[Hit | Unseen]:
    users = _holders(facts)
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        since = _doubled_since(user, row)
        if since and _older(since, facts, facts.settings.key_grace_days):
            values = {"user": user.name, "since": date_of(since), "days": days_between(since, facts.now)}
            yield Hit(resource=user.arn, values=values)


def _unread_tags(facts: Facts, users: tuple[User, ...]) -> Iterator[Unseen]:
    unread = [user.name for user in users if user.tags is None]
    if unread:
        yield not_read(facts, f"the tags of {listed(unread)} were not read, which record the keys of this collection")


def _unaccounted(facts: Facts, *, recorded: bool) -> Iterator[Hit | Unseen]:
    """Users with more keys than this collection has made. While one is made, the record names one less than there are.

    ``recorded`` tells whether it is about users for whom this collection has made keys, or about the others that it
    manages.
    """
    users = _holders(facts)
    yield from listed_users(facts, users)
    yield from _unread_tags(facts, users)
    for user, row in reported(facts, users):
        if user.tags is None:
            continue
        record, number = record_of(user), len(existing(row))
        made = len(record.key_ids) + bool(record.intent) if record else 0
        if number > made and (made > 0) is recorded and (recorded or is_managed(facts.desired, user)):
            yield Hit(resource=user.arn, values={"user": user.name, "number": number, "made": made})


def _of_others(facts: Facts) -> Iterator[Hit | Unseen]:
    return _unaccounted(facts, recorded=True)


def _not_recorded(facts: Facts) -> Iterator[Hit | Unseen]:
    return _unaccounted(facts, recorded=False)


def _retired_in_time(user: User, facts: Facts) -> bool:
    """Tells whether a rotation has just deactivated a key, which it deletes later."""
    record = record_of(user)
    deactivated = record.previous.deactivated if record and record.previous else None
    return deactivated is not None and not _older(deactivated, facts, facts.settings.key_grace_days)


def _inactive(facts: Facts) -> Iterator[Hit | Unseen]:
    users = _holders(facts)
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        idle = [key for key in existing(row) if not key.active]
        late = [key for key in idle if _older(key.rotated, facts, facts.settings.key_grace_days)]
        if late and not _retired_in_time(user, facts):
            keys = listed([f"access key {key.slot}, made on {date_of(key.rotated)}" for key in late if key.rotated])
            yield Hit(resource=user.arn, values={"user": user.name, "keys": keys})


_NEEDS = ("account", "credentials")
_ROTATION = "Run role a2c_iam with a2c_iam_access_keys_enabled: true, which rotates keys after"
CHECKS = (
    Check(
        id="key-old",
        severity="medium",
        title="User {user} has {keys}",
        remedy=f"{_ROTATION} a2c_iam_access_keys_max_age_days; for a key of others, run aws iam create-access-key"
        " --user-name {user}, then aws iam delete-access-key for the old one.",
        find=_find(old_keys, deployer=False),
        needs=_NEEDS,
        references=_AGES,
        source=_ROTATE,
    ),
    Check(
        id="key-unused",
        severity="medium",
        title="User {user} does not use {keys}",
        remedy="Name the user with state: absent in a2c_iam_users, or run aws iam list-access-keys --user-name {user}"
        " and aws iam delete-access-key.",
        find=_find(unused_keys, deployer=False),
        needs=_NEEDS,
        references=_IDLE,
        source=_UNUSED,
    ),
    Check(
        id="key-never-used",
        severity="medium",
        title="User {user} has never used {keys}",
        remedy="Name the user with state: absent in a2c_iam_users, or run aws iam list-access-keys --user-name {user}"
        " and aws iam delete-access-key.",
        find=_find(_never_used, deployer=True),
        needs=_NEEDS,
        references=_IDLE,
        source=_UNUSED,
    ),
    Check(
        id="keys-doubled",
        severity="medium",
        title="User {user} has had two active access keys since {since}, {days} days",
        remedy="Run role a2c_iam with a2c_iam_access_keys_enabled: true, which retires the replaced key after"
        " a2c_iam_access_keys_grace_days; for keys of others, run aws iam update-access-key --user-name {user}"
        " --status Inactive with the id of the old one.",
        find=_doubled,
        needs=_NEEDS,
        references={"cis_v5": ("1.12",), "prowler": ("iam_user_two_active_access_key",)},
        source=_ROTATE,
    ),
    Check(
        id="key-of-others",
        severity="medium",
        title="User {user} has {number} access keys, but this collection has recorded only {made}",
        remedy="Run aws iam list-access-keys --user-name {user}, and aws iam delete-access-key for the one that is not"
        " in the tag app2container:access-key of the user and that nobody needs.",
        find=_of_others,
        needs=_NEEDS,
        source=_ROTATE,
    ),
    Check(
        id="key-not-recorded",
        severity="low",
        title="User {user} has access keys that this collection did not make, so that it does not rotate them",
        remedy="Set a2c_iam_access_keys_enabled: true, and after its first run delete the old key with aws iam"
        " delete-access-key --user-name {user}.",
        find=_not_recorded,
        needs=_NEEDS,
        source=_ROTATE,
    ),
    Check(
        id="key-inactive",
        severity="low",
        title="User {user} still has inactive {keys}",
        remedy="Run aws iam list-access-keys --user-name {user}, and aws iam delete-access-key for the inactive one.",
        find=_inactive,
        needs=_NEEDS,
        source=_UNUSED,
    ),
)
