# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The users of one call of access_keys. Pure.

Between two calls, Ansible shows that a long run moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

__all__ = ["SLICE", "Place", "slices"]

SLICE = 50  # users


class Place(NamedTuple):
    """A user who gets a key, and where the variables name the user."""

    where: str
    user: dict[str, Any]


def slices(users: Sequence[Place]) -> Iterator[dict[str, Any]]:
    """The users in slices, each with a label that says how far the run is, and with the places of its users."""
    for start in range(0, len(users), SLICE):
        part = users[start : start + SLICE]
        label = f"users {start + 1} to {start + len(part)} of {len(users)}"
        if len(users) <= SLICE:
            label = f"{len(users)} user{'' if len(users) == 1 else 's'}"
        yield {
            "label": label,
            "first": start == 0,
            "users": [place.user for place in part],
            "places": [place.where for place in part],
        }
