# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The buckets in which App2Container stores artifacts: the rows of their suboptions, and their check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._errors import OptionError
from . import resource_names as names
from .option_row import Location, read, row, rows_of

__all__ = ["BUCKET_OPTIONS", "ArtifactBucket", "artifact_buckets"]


@dataclass(frozen=True, kw_only=True, order=True)
class ArtifactBucket:
    """A bucket for artifacts. ``prefix``: how the keys begin. ``kms_key_arn``: empty for none."""

    name: str = field(
        metadata=row(
            "The name of the bucket. Its ARN or URL stands for the name.", check=names.bucket_name, required=True
        )
    )
    prefix: str = field(
        metadata=row(
            "How the keys of the objects begin, without a slash in front and without a wildcard. Empty means the whole"
            " bucket.",
            "O(style=documented) does not use it.",
            "It does not hide the names of other objects, because App2Container lists the whole bucket.",
            check=names.object_prefix,
            default="",
        )
    )
    kms_key_arn: str = field(
        metadata=row(
            "ARN of the customer managed key that encrypts the bucket. O(style=documented) does not use it.",
            check=names.optional_kms_key,
            not_secret=True,
        )
    )


BUCKET_OPTIONS = rows_of(ArtifactBucket)


def _artifact_bucket(location: Location, where: str, value: Any) -> ArtifactBucket:
    if not isinstance(value, Mapping):
        raise OptionError(where, value, f"must be a mapping of {', '.join(BUCKET_OPTIONS)}")
    unknown = sorted(set(value) - set(BUCKET_OPTIONS))
    if unknown:
        raise OptionError(f"{where}.{unknown[0]}", value[unknown[0]], "is not an option")
    return ArtifactBucket(**read(BUCKET_OPTIONS, value, location, f"{where}."))


def artifact_buckets(location: Location, where: str, value: Any) -> tuple[ArtifactBucket, ...]:
    """Buckets, sorted and without repetition."""
    if not isinstance(value, (list, tuple)):
        raise OptionError(where, value, "must be a list")
    return tuple(sorted({_artifact_bucket(location, f"{where}[{at}]", item) for at, item in enumerate(value)}))
