# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of buckets: one method for one call. What AWS answers where nothing is set is empty."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from .._plan.tags import tag_map
from .connection import Connection
from .errors import S3_CONTROL, translated, unless

__all__ = ["ENCRYPTION_DEFAULT", "NO_BUCKET", "BucketSettings", "account_public_access_block"]

NO_BUCKET = "NoSuchBucket"  # the error code where there is no such bucket
ENCRYPTION_DEFAULT = "ApplyServerSideEncryptionByDefault"  # what a rule of the encryption says


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
    With ``owner``, the ID of an account, S3 denies access to buckets of any other account.
    """

    def __init__(self, connection: Connection, owner: str = "") -> None:
        self._client = connection.client("s3")
        self._owned = {"ExpectedBucketOwner": owner} if owner else {}
        self._whose = f" of account {owner}" if owner else ""

    def _answer(self, what: str, method: str, bucket: str, unset: str = "") -> Mapping[str, Any]:
        """The answer, empty where it is the error that says that nothing is set."""
        with translated(f"read the {what} of bucket {bucket}{self._whose}"):
            return unless((unset,), getattr(self._client, method), Bucket=bucket, **self._owned) or {}

    def region(self, bucket: str) -> str:
        """The Region of the bucket, for which S3 has two names of its own.

        Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html
        """
        location = str(self._answer("Region", "get_bucket_location", bucket).get("LocationConstraint") or "")
        return {"": "us-east-1", "EU": "eu-west-1"}.get(location, location)

    def tags(self, bucket: str) -> Mapping[str, str]:
        """The tags of the bucket."""
        return tag_map(self._answer("tags", "get_bucket_tagging", bucket, "NoSuchTagSet").get("TagSet", ()))

    def public_access_block(self, bucket: str) -> Mapping[str, bool]:
        """The settings that block public access, by name; empty where there is none."""
        answer = self._answer("public access block", "get_public_access_block", bucket, _UNBLOCKED)
        return dict(answer.get("PublicAccessBlockConfiguration", {}))

    def policy(self, bucket: str) -> str:
        """The bucket policy as JSON, empty where there is none."""
        return str(self._answer("policy", "get_bucket_policy", bucket, "NoSuchBucketPolicy").get("Policy", ""))

    def encryption_rule(self, bucket: str) -> Mapping[str, Any]:
        """The rule of the default encryption, empty where there is none."""
        unset = "ServerSideEncryptionConfigurationNotFoundError"
        answer = self._answer("encryption", "get_bucket_encryption", bucket, unset)
        rules = answer.get("ServerSideEncryptionConfiguration", {}).get("Rules", ())
        return next((rule for rule in rules if "SSEAlgorithm" in rule.get(ENCRYPTION_DEFAULT, {})), {})

    def encryption(self, bucket: str) -> str:
        """The algorithm of the default encryption, empty where there is none."""
        return str(self.encryption_rule(bucket).get(ENCRYPTION_DEFAULT, {}).get("SSEAlgorithm", ""))

    def ownership(self, bucket: str) -> str:
        """The object ownership, empty where it is not set."""
        unset = "OwnershipControlsNotFoundError"
        answer = self._answer("object ownership", "get_bucket_ownership_controls", bucket, unset)
        rules = answer.get("OwnershipControls", {}).get("Rules", ())
        return next((str(rule["ObjectOwnership"]) for rule in rules), "")

    def versioning(self, bucket: str) -> str:
        """``Enabled`` or ``Suspended``, empty where versioning never was on."""
        return str(self._answer("versioning", "get_bucket_versioning", bucket).get("Status", ""))

    def lifecycle_configuration(self, bucket: str) -> Mapping[str, Any]:
        """The lifecycle rules (``Rules``) and what applies to all of them; empty where there are none."""
        unset = "NoSuchLifecycleConfiguration"
        answer = self._answer("lifecycle rules", "get_bucket_lifecycle_configuration", bucket, unset)
        return {name: value for name, value in answer.items() if name != "ResponseMetadata"}

    def lifecycle(self, bucket: str) -> tuple[str, ...]:
        """The ids of the lifecycle rules that are on."""
        rules = self.lifecycle_configuration(bucket).get("Rules", ())
        return tuple(str(rule.get("ID", "")) for rule in rules if rule["Status"] == "Enabled")
