# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``access_keys`` returns. Ids, states and places; never a secret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._account.findings import note
from .._iam.entities import Kind, Ref
from .._plan.finding import Finding
from .options import KeyOptions
from .plan import UserPlan
from .steps import NEW_KEY, describe
from .stores.store import Store

__all__ = ["key_findings", "keys_result"]


def keys_result(
    plans: Sequence[UserPlan], store: Store, options: KeyOptions, made: Mapping[str, str]
) -> dict[str, Any]:
    """The result. ``made`` are the ids that IAM has given to new keys, by user; none before they are made."""
    return {
        "changed": any(planned.steps for planned in plans),
        "changes": [_change(step.to_json(), made) for planned in plans for step in planned.steps],
        "access_keys": [_key(planned, store, options, made) for planned in plans],
        "findings": [finding.to_json() for finding in key_findings(plans)],
        "diff": {
            "before": {planned.before.user: describe(planned.before) for planned in plans if planned.steps},
            "after": {planned.before.user: describe(planned.after) for planned in plans if planned.steps},
        },
    }


def key_findings(plans: Sequence[UserPlan]) -> tuple[Finding, ...]:
    """What is worth knowing beside the steps."""
    found = []
    for planned in plans:
        user = Ref(Kind.USER, planned.after.user)
        if planned.after.record.current and not planned.before.exists:
            found.append(note("missing-user", user))
        found += [note("other-access-key", user, key=key_id) for key_id in planned.others]
    return tuple(found)


def _change(step: dict[str, Any], made: Mapping[str, str]) -> dict[str, Any]:
    return {**step, "access_key_id": made.get(step["user"])} if step["action"] == "issue" else step


def _key(planned: UserPlan, store: Store, options: KeyOptions, made: Mapping[str, str]) -> dict[str, Any]:
    after = planned.after
    current = after.key(after.record.current)
    previous = after.record.previous
    held = previous and after.key(previous.key_id)
    is_new = current is not None and current.key_id == NEW_KEY
    return {
        "user": after.user,
        "access_key_id": made.get(after.user) if is_new else after.record.current or None,
        "created": current.created.isoformat() if current else None,
        "store": options.store,
        "place": store.place(after.user) if current else None,
        "previous": {"access_key_id": held.key_id, "active": held.active} if held else None,
        "waits": [wait.to_json() for wait in planned.waits],
        "other_keys": list(planned.others),
    }
