# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""S3 in one account: reads one bucket, and makes changes. It holds no rules."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from .._aws.bucket_settings import NO_BUCKET, BucketSettings
from .._aws.connection import Connection, method_name
from .._aws.errors import AwsError, ClientError, error_code, translated, unless
from .._aws.parallel import side_by_side
from .._plan.change import Change
from .._plan.tags import tag_list, tag_map
from .model import BucketState, Contents

__all__ = ["BucketStore"]

OWNED_ALREADY = "BucketAlreadyOwnedByYou"


class BucketStore:
    """One bucket of an account. S3 denies access to one of the same name that another account has."""

    def __init__(self, connection: Connection, name: str, account_id: str) -> None:
        self._client = connection.client("s3")
        self._settings = BucketSettings(connection, account_id)
        self._name, self._account_id = name, account_id
        self._bucket = {"Bucket": name, "ExpectedBucketOwner": account_id}

    def read(self) -> BucketState | None:
        """The bucket with all its settings; None if it does not exist."""
        settings = self._settings
        readers: Mapping[str, Callable[[str], Any]] = {
            "tags": settings.tags,
            "ownership": settings.ownership,
            "policy": lambda name: json.loads(settings.policy(name) or "{}"),
            "public_access_block": settings.public_access_block,
            "encryption": settings.encryption_rule,
            "versioning": settings.versioning,
            "lifecycle": settings.lifecycle_configuration,
        }
        try:
            region = settings.region(self._name)
            found = side_by_side(lambda read: read(self._name), readers.values())
        except AwsError as error:
            if error.code != NO_BUCKET:
                raise
            return None
        return BucketState(region=region, **dict(zip(readers, found, strict=True)))

    def contents(self) -> Contents:
        """What the bucket holds, as far as one page tells."""
        with translated(f"look what bucket {self._name} holds"):
            page = unless((NO_BUCKET,), self._client.list_object_versions, **self._bucket) or {}
        versions = page.get("Versions", ())
        latest = sum(bool(version.get("IsLatest")) for version in versions)
        return Contents(
            objects=latest,
            older_versions=len(versions) - latest,
            delete_markers=len(page.get("DeleteMarkers", ())),
            more=bool(page.get("IsTruncated")),
        )

    def apply(self, change: Change[BucketState]) -> None:
        """Makes one change. What a first try whose answer was lost has done already is not an error.

        Raises:
            AwsError: S3 refused the call.
        """
        with translated(f"{change.action.replace('_', ' ')} for {change.target}"):
            if change.before is None:
                self._create(change.params)
            else:
                gone = (NO_BUCKET,) if change.after is None else ()
                unless(gone, getattr(self._client, method_name(change.operation)), **self._bucket, **change.params)

    def _create(self, params: Mapping[str, Any]) -> None:
        """Creates the bucket with its tags, which older versions of botocore, and others than AWS, leave out."""
        configuration = dict(params["CreateBucketConfiguration"])
        tags = tag_map(configuration["Tags"])
        if "Tags" not in self._client.meta.service_model.shape_for("CreateBucketConfiguration").members:
            del configuration["Tags"]
        given = {**params, "CreateBucketConfiguration": configuration}
        if not configuration:
            del given["CreateBucketConfiguration"]
        refused = None
        try:
            self._client.create_bucket(Bucket=self._name, **given)
        except ClientError as error:
            if error_code(error) != OWNED_ALREADY:
                raise
            refused = error
        if tags.items() <= self._settings.tags(self._name).items():
            return
        if refused:
            raise refused
        self._client.put_bucket_tagging(**self._bucket, Tagging={"TagSet": tag_list(tags)})
