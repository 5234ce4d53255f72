# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Listings, cut into pages: MaxItems at most, and fewer where an account's settings say so."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from typing import Any

from tests.support.strict.answers import RefusedError
from tests.support.strict.call import Call
from tests.support.strict.world import World

DEFAULT_ITEMS = 100
# One item of a listing: the list of the answer that it goes into, and what shows it there, once it is on the page.
Item = tuple[str, Callable[[], Any]]


def marker_at(call: Call, position: int) -> str:
    """Return the marker of a place in a listing: for AWS's callers it is just text."""
    return base64.b64encode(f"{call.operation} {position}".encode()).decode()


def position_of(call: Call) -> int:
    """Return the place that a call's marker names."""
    if "Marker" not in call:
        return 0
    try:
        operation, position = base64.b64decode(call["Marker"], validate=True).decode().split(" ")
        if operation == call.operation:
            return int(position)
    except ValueError:
        pass
    raise RefusedError("ValidationError", f"Invalid Marker: {call['Marker']}", "marker")


def paged(world: World, call: Call, lists: Sequence[str], items: Sequence[Item], **further: Any) -> dict[str, Any]:
    """Return the page of a listing that a call asks for; ``lists`` are there even if they are empty."""
    start = position_of(call)
    size = int(call.get("MaxItems", DEFAULT_ITEMS))
    if world.settings.page is not None:
        size = min(size, world.settings.page)
    answer: dict[str, Any] = {**further, **{name: [] for name in lists}}
    for name, show in items[start : start + size]:
        answer[name].append(show())
    truncated = start + size < len(items)
    return answer | {"IsTruncated": truncated, "Marker": marker_at(call, start + size) if truncated else None}
