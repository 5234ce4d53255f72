# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the pages of IAM's listings: MaxItems at most, and fewer where an account's settings say so.

Moto has pages for a few listings only, each with markers of another form.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from tests.support.strict.answers import RefusedError
from tests.support.strict.call import Call
from tests.support.strict.model import paginated_lists
from tests.support.strict.world import World

DEFAULT_ITEMS = 100
NOT_IN_MODEL = {"ListServiceSpecificCredentials": ["ServiceSpecificCredentials"]}  # botocore has no paginator for it


def paginated() -> Mapping[str, list[str]]:
    """Return the operations with pages, and the lists of their answers."""
    return NOT_IN_MODEL | paginated_lists("iam")


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


def paged(world: World, call: Call, content: Any) -> Any:
    """Return the page of a listing that a call asks for; one marker walks through all lists. Other answers stay."""
    lists = paginated().get(call.operation)
    if lists is None:
        return content
    start, size = position_of(call), int(call.get("MaxItems", DEFAULT_ITEMS))
    if world.settings.page is not None:
        size = min(size, world.settings.page)
    items = [(name, item) for name in lists for item in content[name]]
    page: dict[str, list[Any]] = {name: [] for name in lists}
    for name, item in items[start : start + size]:
        page[name].append(item)
    truncated = start + size < len(items)
    return {
        **content,
        **page,
        "IsTruncated": truncated,
        "Marker": marker_at(call, start + size) if truncated else None,
    }
