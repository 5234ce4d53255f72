# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The attributes of entities as results and diffs show them."""

from __future__ import annotations

from typing import Any

from .._iam.entities import Tags
from .._plan.change import Described

__all__ = ["known", "sorted_tags"]


def known(**attributes: Any) -> Described:
    """Attributes as plain JSON, without those that are unknown: of an entity known by name alone the path is empty."""
    plain = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in attributes.items()}
    return {name: value for name, value in plain.items() if value is not None and (name, value) != ("path", "")}


def sorted_tags(tags: Tags | None) -> dict[str, str] | None:
    """Tags in stable order; None where they are unknown."""
    return None if tags is None else dict(sorted(tags.items()))
