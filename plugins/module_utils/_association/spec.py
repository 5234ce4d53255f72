# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options of ``worker_association`` request, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType

from .._iam.entities import Tags

__all__ = ["AssociationSpec"]


@dataclass(frozen=True, kw_only=True)
class AssociationSpec:
    """Which instances, by id or by tags, should have the profile (``present``), or should not.

    ``replace`` allows another profile to be replaced.
    """

    present: bool
    profile_name: str
    replace: bool = False
    instance_ids: tuple[str, ...] = ()
    tags: Tags = field(default_factory=lambda: MappingProxyType({}))

    @property
    def option(self) -> str:
        """The option that selects the instances."""
        return "instance_ids" if self.instance_ids else "instance_tags"
