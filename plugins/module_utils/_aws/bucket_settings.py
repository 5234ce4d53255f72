# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of buckets: one method for one call. What AWS answers where nothing is set is empty."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from .connection import Connection
from .errors import S3_CONTROL, translated, unless

__all__ = ["NO_BUCKET", "BucketSettings", "account_public_access_block"]

NO_BUCKET = "NoSuchBucket"  # the error code where there is no such bucket


_UNBLOCKED = "NoSuchPublicAccessBlockConfiguration"


def _has_no_subdomains(url: str) -> bool:
    """Tells whether a host is an address or a name of one part, as those of emulators are."""
    host = urlsplit(url).hostname or ""
    try:
        return bool(ip_address(host))
    except ValueError:
        return "." not in host


def account_public_access_block(connection: Connection, account_id: str) -> Mapping[str, bool]:
    """The settings of the account that block public access to all of its buckets; empty where there are none.

    Raises:
        AwsError: they cannot be read.
    """
    client = connection.client(S3_CONTROL)

    def directly(params: dict[str, Any], **_kwargs: Any) -> None:  # botocore puts the account before every host
        params["url"] = params["url"].replace(f"//{account_id}.", "//", 1)

    if _has_no_subdomains(client.meta.endpoint_url):
        client.meta.events.register("before-call", directly)
    with translated(f"read the public access block of account {account_id}"):
        answer = unless((_UNBLOCKED,), client.get_public_access_block, AccountId=account_id) or {}
        return dict(answer.get("PublicAccessBlockConfiguration", {}))


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
        answer = self._answer("public access block", "get_public_access_block", bucket, _UNBLOCKED)
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
