# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags as they are and as they should be: what has to be removed, and what has to be set."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from .._iam.entities import Tags
from .._iam.limits import RESERVED_TAG_PREFIXES

__all__ = ["TagDifference", "tag_difference", "tag_list", "tag_map"]


class TagDifference(NamedTuple):
    """What turns the tags of a resource into those that it should have."""

    remove: tuple[str, ...]
    set: Mapping[str, str]


def tag_difference(
    current: Tags, desired: Tags, *, purge: bool, folded: Callable[[str], str] = lambda key: key
) -> TagDifference:
    """What has to be removed and set.

    Args:
        current: the tags of the resource.
        desired: the tags that it should have, with the collection's own.
        purge: whether other tags go. Tags of AWS and of this collection always stay.
        folded: a tag key as the service compares it, for services that ignore letter case.
    """
    kept = {folded(key) for key in desired}
    extra = (key for key in current if folded(key) not in kept and not key.lower().startswith(RESERVED_TAG_PREFIXES))
    values = {folded(key): value for key, value in current.items()}
    return TagDifference(
        remove=tuple(sorted(extra)) if purge else (),
        set={key: value for key, value in desired.items() if values.get(folded(key)) != value},
    )


def tag_list(tags: Tags) -> list[dict[str, str]]:
    """Tags as AWS's APIs take them, sorted by key."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def tag_map(items: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Tags as AWS's APIs return them -> their values by key."""
    return {item["Key"]: item["Value"] for item in items}
