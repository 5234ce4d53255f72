# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which resources this collection manages: what it creates or adopts carries a tag."""

from __future__ import annotations

from collections.abc import Mapping

from .._iam.entities import Tags

__all__ = ["MANAGED_BY", "OWN_TAG", "TAG_KEY", "has_own_tag", "not_managed"]

TAG_KEY = "app2container:managed-by"
MANAGED_BY = "fleetops.app2container"
OWN_TAG: Mapping[str, str] = {TAG_KEY: MANAGED_BY}


def has_own_tag(tags: Tags | None) -> bool:
    """Tells whether tags say that this collection manages the resource."""
    return (tags or {}).get(TAG_KEY) == MANAGED_BY


def not_managed(resource: str, *remedies: str) -> str:
    """The conflict for a resource that exists and is not managed by this collection, with what the user can do."""
    return f"{resource} exists and is not managed by this collection; {', or '.join(remedies)}"
