# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access keys of general users and deployer as results list them, the oldest first. Pure."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .._account.model import User
from .ages import days_between
from .checks.keys import existing, record_of
from .facts import AccessKey, Credential, Facts
from .subjects import deployer_user, general_users, reported

__all__ = ["key_list"]


def key_list(facts: Facts) -> list[dict[str, Any]]:
    """The keys, the oldest first; empty where the account or the credential report was not read.

    ``managed`` says whether this collection has made a key and is None where that cannot be told: the credential report
    does not have the ids of keys, so of several keys nobody knows which one is recorded.
    """
    if facts.account.value is None or facts.credentials.value is None:
        return []
    deployer = deployer_user(facts)
    users = (*general_users(facts), *((deployer,) if deployer else ()))
    rows = [_row(user, row, key, facts.now) for user, row in reported(facts, users) for key in existing(row)]
    return sorted(rows, key=lambda row: (row["age_days"] is None, -(row["age_days"] or 0), row["user"], row["slot"]))


def _row(user: User, row: Credential, key: AccessKey, now: datetime) -> dict[str, Any]:
    return {
        "user": user.name,
        "slot": key.slot,
        "active": key.active,
        "age_days": days_between(key.rotated, now) if key.rotated else None,
        "last_used_days": days_between(key.used, now) if key.used else None,
        "last_used_service": key.used_service or None,
        "last_used_region": key.used_region or None,
        "managed": _is_managed(user, row),
    }


def _is_managed(user: User, row: Credential) -> bool | None:
    """Tells whether all keys of a user are recorded; None where some are, or where the tags were not read."""
    if user.tags is None:
        return None
    record = record_of(user)
    recorded = len(record.key_ids) if record else 0
    if recorded >= len(existing(row)):
        return True
    return None if recorded or (record and record.intent) else False
