# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``access_keys`` returns beside the plan: ids, states and locations, never a secret."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._plan.change import Described
from .draft import NEW_KEY, KeyChange, KeyPlan, Wait
from .model import UserKeys
from .stores.store import Store

__all__ = ["keys_result"]


def keys_result(plan: KeyPlan, store_kind: str, store: Store, created: Mapping[str, str]) -> dict[str, Any]:
    """The changes, one user after the other, and the keys of all users.

    Args:
        plan: the plan.
        store_kind: the kind of store.
        store: the store, which tells where keys are.
        created: the ids that IAM has given to new keys, by user; none before they are created.
    """
    order = {ref: number for number, ref in enumerate(plan.after)}
    changes = sorted(plan.changes, key=lambda change: order[change.target])
    return {
        "changes": [_change(change, created) for change in changes],
        "access_keys": [
            {"store": store_kind, **_key(user, store, plan.waits.get(user.user, ()), created)}
            for user in plan.after.values()
        ],
    }


def _change(change: KeyChange, created: Mapping[str, str]) -> Described:
    shown = change.to_json()
    return {**shown, "access_key_id": created.get(change.target.name)} if change.action == "issue" else shown


def _key(user: UserKeys, store: Store, waits: tuple[Wait, ...], created: Mapping[str, str]) -> Described:
    current, previous = user.current, user.record.previous
    held = previous and user.key(previous.key_id)
    is_new = user.record.current == NEW_KEY
    return {
        "user": user.user,
        "access_key_id": created.get(user.user) if is_new else user.record.current or None,
        "created": current.created.isoformat() if current else None,
        "place": store.location(user.user) if current else None,
        "previous": {"access_key_id": held.key_id, "active": held.active} if held else None,
        "waits": [wait.to_json() for wait in waits],
        "other_keys": list(user.other_keys),
    }
