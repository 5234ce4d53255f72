# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A customer managed policy, its versions and its users, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from .._iam.entities import Kind, Ref, Tags
from .._plan.change import Described
from .._policy.language.document import Document
from .attributes import known, sorted_tags

__all__ = ["CATALOGUE_TAG", "END_TAG", "PART_TAG", "ManagedPolicy", "Usage", "Version"]

END_TAG = "app2container:valid-until"  # on each part of the general policy whose grants end
CATALOGUE_TAG = "app2container:catalogue"  # on each part of the general policy: what ``review`` records
PART_TAG = "app2container:part-of"  # on the further policies of a general policy that is split


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a managed policy; ``version_id`` is ``v`` and a number that IAM never uses again.

    Versions that differ in ``created`` alone are equal.
    """

    version_id: str
    is_default: bool
    document: Document | None = None
    created: datetime | None = field(default=None, compare=False, repr=False)

    @property
    def number(self) -> int:
        """The age of the version: a smaller number is older."""
        return int(self.version_id.removeprefix("v"))


class Usage(NamedTuple):
    """Who uses a managed policy: by attachment, and as permissions boundary."""

    attached: frozenset[Ref] = frozenset()
    boundary_of: frozenset[Ref] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ManagedPolicy:
    """A customer managed policy."""

    name: str
    path: str
    arn: str
    versions: tuple[Version, ...] | None
    tags: Tags | None = None
    usage: Usage | None = None

    @property
    def ref(self) -> Ref:
        """What names it in a snapshot."""
        return Ref(Kind.POLICY, self.name)

    @property
    def default(self) -> Version | None:
        """The version in force, if it has been read."""
        return next((version for version in self.versions or () if version.is_default), None)

    @property
    def newest(self) -> int:
        """The number of the newest version, 0 if none has been read."""
        return max((version.number for version in self.versions or ()), default=0)

    def attributes(self) -> Described:
        """The attributes that results and diffs show."""
        default = self.default
        others = sorted((version for version in self.versions or () if not version.is_default), key=lambda v: v.number)
        return known(
            document=default.document.to_json() if default and default.document else None,
            older_versions=[version.version_id for version in others],
            path=self.path,
            tags=sorted_tags(self.tags),
        )
