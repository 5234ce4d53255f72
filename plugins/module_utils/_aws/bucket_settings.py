# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of buckets: one method for one call. What AWS answers where nothing is set is empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .connection import Connection
from .errors import translated, unless

__all__ = ["NO_BUCKET", "BucketSettings"]

NO_BUCKET = "NoSuchBucket"  # the error code where there is no such bucket


class BucketSettings:
    """Reads buckets, in whatever Region they are.

    Each method raises AwsError where its setting cannot be read; its code is ``NO_BUCKET`` if there is no such bucket.
    """

    def __init__(self, connection: Connection) -> None:
        self._client = connection.client("s3")

    def _answer(self, what: str, method: str, bucket: str, unset: str = "") -> Mapping[str, Any]:
        """The answer, empty where it is the error that says that nothing is set."""
        with translated(f"read the {what} of bucket {bucket}"):
            return unless((unset,), getattr(self._client, method), Bucket=bucket) or {}

    def public_access_block(self, bucket: str) -> Mapping[str, bool]:
        """The settings that block public access, by name; empty where there is none."""
        unset = "NoSuchPublicAccessBlockConfiguration"
        answer = self._answer("public access block", "get_public_access_block", bucket, unset)
        return dict(answer.get("PublicAccessBlockConfiguration", {}))

    def policy(self, bucket: str) -> str:
        """The bucket policy as JSON, empty where there is none."""
        return str(self._answer("policy", "get_bucket_policy", bucket, "NoSuchBucketPolicy").get("Policy", ""))

    def encryption(self, bucket: str) -> str:
        """The algorithm of the default encryption, empty where there is none."""
        unset = "ServerSideEncryptionConfigurationNotFoundError"
        answer = self._answer("encryption", "get_bucket_encryption", bucket, unset)
        rules = answer.get("ServerSideEncryptionConfiguration", {}).get("Rules", ())
        defaults = (rule.get("ApplyServerSideEncryptionByDefault", {}) for rule in rules)
        return next((str(item["SSEAlgorithm"]) for item in defaults if "SSEAlgorithm" in item), "")

    def ownership(self, bucket: str) -> str:
        """The object ownership, empty where it is not set."""
        unset = "OwnershipControlsNotFoundError"
        answer = self._answer("object ownership", "get_bucket_ownership_controls", bucket, unset)
        rules = answer.get("OwnershipControls", {}).get("Rules", ())
        return next((str(rule["ObjectOwnership"]) for rule in rules), "")

    def versioning(self, bucket: str) -> str:
        """``Enabled`` or ``Suspended``, empty where versioning never was on."""
        return str(self._answer("versioning", "get_bucket_versioning", bucket).get("Status", ""))

    def lifecycle(self, bucket: str) -> tuple[str, ...]:
        """The ids of the lifecycle rules that are on."""
        unset = "NoSuchLifecycleConfiguration"
        answer = self._answer("lifecycle rules", "get_bucket_lifecycle_configuration", bucket, unset)
        return tuple(str(rule.get("ID", "")) for rule in answer.get("Rules", ()) if rule["Status"] == "Enabled")
