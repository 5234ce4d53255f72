# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A bucket as it is, and as it will be, as frozen values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._aws.bucket_settings import ENCRYPTION_DEFAULT
from .._iam.entities import Tags
from .._plan.change import NOTHING, Described

__all__ = ["BucketState", "Contents"]


@dataclass(frozen=True, kw_only=True)
class BucketState:
    """The settings of a bucket, each as S3's API has it; empty where nothing is set.

    ``encryption`` is the rule of the default encryption, ``lifecycle`` the whole lifecycle configuration.
    """

    region: str
    tags: Tags
    ownership: str = ""
    policy: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    public_access_block: Mapping[str, bool] = field(default_factory=lambda: NOTHING)
    encryption: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    versioning: str = ""
    lifecycle: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    @property
    def algorithm(self) -> str:
        """The algorithm of the default encryption."""
        return str(self.encryption.get(ENCRYPTION_DEFAULT, {}).get("SSEAlgorithm", ""))

    @property
    def kms_key(self) -> str:
        """The KMS key of the default encryption as it is named there; empty without one."""
        return str(self.encryption.get(ENCRYPTION_DEFAULT, {}).get("KMSMasterKeyID", ""))

    @property
    def statements(self) -> tuple[Mapping[str, Any], ...]:
        """The statements of the bucket policy; IAM lets a single one stand without a list."""
        found = self.policy.get("Statement", ())
        return (found,) if isinstance(found, Mapping) else tuple(found)

    @property
    def rules(self) -> tuple[Mapping[str, Any], ...]:
        """The lifecycle rules."""
        return tuple(self.lifecycle.get("Rules", ()))

    def attributes(self) -> Described:
        """The bucket as results and diffs show it."""
        return {
            "region": self.region,
            "tags": dict(sorted(self.tags.items())),
            "object_ownership": self.ownership,
            "policy": dict(self.policy),
            "public_access_block": dict(sorted(self.public_access_block.items())),
            "encryption": self.algorithm,
            "kms_key": self.kms_key,
            "bucket_key": bool(self.encryption.get("BucketKeyEnabled")),
            "versioning": self.versioning,
            "lifecycle_rules": [dict(rule) for rule in self.rules],
        }


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a bucket holds, as far as one page of S3 tells; ``more``: there is more than that."""

    objects: int = 0
    older_versions: int = 0
    delete_markers: int = 0
    more: bool = False

    def _counted(self) -> Iterator[str]:
        rows = (
            (self.objects, "object"),
            (self.older_versions, "older version"),
            (self.delete_markers, "delete marker"),
        )
        return (f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in rows if number)

    def __str__(self) -> str:
        """What it holds in words; empty for an empty bucket."""
        counted = list(self._counted())
        listed = " and ".join(filter(None, [", ".join(counted[:-1]), *counted[-1:]]))
        return f"at least {listed}" if self.more else listed
