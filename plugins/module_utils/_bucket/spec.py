# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options of ``artifact_bucket`` request, as a frozen value."""

from __future__ import annotations

from dataclasses import dataclass

from .._iam.arn import Arn
from .._iam.entities import Identity, Kind, Ref, Tags

__all__ = ["BucketSpec", "Place"]


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the bucket is to be: the account, and its Region."""

    identity: Identity
    region: str

    def arn(self, name: str) -> str:
        """The ARN of a bucket."""
        return str(Arn(partition=self.identity.partition, service="s3", region="", account_id="", resource=name))


@dataclass(frozen=True, kw_only=True)
class BucketSpec:
    """One bucket.

    Args:
        name: its name.
        present: whether it is to be present.
        adopt: whether one that this collection does not manage may be taken over.
        versioning: whether versioning is to be on.
        kms_key_arn: the KMS key of the default encryption; empty for keys of S3, None keeps what there is.
        expire_noncurrent_days: after how many days older versions expire; 0 for never.
        abort_incomplete_multipart_days: after how many days unfinished uploads end; 0 for never.
        tags: the tags that it should have besides the collection's own; None leaves its tags unchanged.
        purge_tags: whether other tags are removed, if there are ``tags``.
    """

    name: str
    present: bool = True
    adopt: bool = False
    versioning: bool = True
    kms_key_arn: str | None = None
    expire_noncurrent_days: int = 0
    abort_incomplete_multipart_days: int = 0
    tags: Tags | None = None
    purge_tags: bool = True

    @property
    def ref(self) -> Ref:
        """The bucket in plans and results."""
        return Ref(Kind.BUCKET, self.name)
