# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of buckets, each read apart, as each needs a permission of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Any, TypeVar

from ..._aws.bucket_settings import NO_BUCKET, BucketSettings, account_public_access_block
from ..._aws.connection import Connection
from ..._aws.errors import AwsError
from ..._aws.parallel import side_by_side
from ..._errors import App2ContainerError
from ..._iam.arn import Arn
from ..._iam.entities import Identity
from ..._policy.language.document import Document
from ..facts import BLOCKS, Bucket, Fact, not_asked, unread
from .attempt import fact_of

__all__ = ["read_account_block", "read_buckets"]

Value = TypeVar("Value")

CALLS: Mapping[str, str] = {
    "public_access_block": "s3:GetPublicAccessBlock",
    "policy": "s3:GetBucketPolicy",
    "encryption": "s3:GetBucketEncryption",
    "ownership": "s3:GetBucketOwnershipControls",
    "versioning": "s3:GetBucketVersioning",
    "lifecycle": "s3:GetBucketLifecycleConfiguration",
}

ACCOUNT_BLOCK = "s3control:GetPublicAccessBlock"
FIRST = "public_access_block"


class _NoBucketError(App2ContainerError):
    """There is no such bucket. Not for ``attempt``: nothing else of the bucket has to be asked for then."""


def _in_bucket(read: Callable[[str], Value], name: str) -> Value:
    try:
        return read(name)
    except AwsError as error:
        if error.code != NO_BUCKET:
            raise
        raise _NoBucketError(f"there is no bucket {name}") from error


def _document(text: str) -> Document:
    return Document.parse(text) if text else Document()


def read_bucket(settings: BucketSettings, identity: Identity, name: str) -> Bucket:
    """A bucket, setting by setting. One that does not exist is asked for once."""
    arn = str(Arn(partition=identity.partition, service="s3", region="", account_id="", resource=name))
    readers: Mapping[str, Callable[[str], Any]] = {
        "public_access_block": settings.public_access_block,
        "policy": lambda bucket: _document(settings.policy(bucket)),
        "encryption": settings.encryption,
        "ownership": settings.ownership,
        "versioning": settings.versioning,
        "lifecycle": settings.lifecycle,
    }
    found: dict[str, Fact[Any]]
    try:
        found = {key: fact_of(partial(_in_bucket, read, name), CALLS[key]) for key, read in readers.items()}
    except _NoBucketError as error:
        found = dict.fromkeys(CALLS, not_asked(str(error)))
        found[FIRST] = unread(str(error), calls=(CALLS[FIRST],))  # one of them is enough to say so
        return Bucket(name=name, arn=arn, exists=False, **found)
    return Bucket(name=name, arn=arn, exists=True, **found)


def read_buckets(connection: Connection, identity: Identity, names: Sequence[str]) -> Mapping[str, Bucket]:
    """Buckets by name."""
    if not names:
        return MappingProxyType({})
    settings = BucketSettings(connection)
    found = side_by_side(partial(read_bucket, settings, identity), names)
    return MappingProxyType(dict(zip(names, found, strict=True)))


def _blocks_all(bucket: Bucket) -> bool:
    found = bucket.public_access_block.value
    return found is not None and all(map(found.get, BLOCKS))


def read_account_block(
    connection: Connection, identity: Identity, buckets: Mapping[str, Bucket]
) -> Fact[Mapping[str, bool]]:
    """The public access block of the account, which counts for every bucket that does not block all by itself."""
    if all(_blocks_all(bucket) for bucket in buckets.values() if bucket.exists):
        return not_asked("no bucket needs it, as each blocks public access itself")
    return fact_of(partial(account_public_access_block, connection, identity.account_id), ACCOUNT_BLOCK)
