# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of requests that several commands share."""

from __future__ import annotations

from . import sources
from .grants import REPOSITORIES, of, regional_arns
from .need import Need
from .section import When
from .sources import Source

__all__ = ["PUSH", "READ_SECRETS", "STACKS", "bucket_region", "ecr", "objects", "secrets", "uploads"]

PUSH = "BatchCheckLayerAvailability BatchGetImage CompleteLayerUpload InitiateLayerUpload PutImage UploadLayerPart"
READ_SECRETS = of("secretsmanager", "DescribeSecret GetSecretValue")

_BUCKET = ("arn:{partition}:s3:::{bucket}",)
_OBJECTS = ("arn:{partition}:s3:::{artifact_object}",)


def bucket_region() -> Need:
    """The request for the Region of a bucket."""
    return Need(
        section="SectionForS3Access",
        actions=("s3:GetBucketLocation",),
        resources=_BUCKET,
        source=sources.BUCKET_REGION,
    )


def objects(name: str, keys: str, source: Source) -> tuple[Need, Need]:
    """A request for objects, and those that S3 makes for it where the bucket has a key."""
    need = Need(section="SectionForS3Access", actions=of("s3", name), resources=_OBJECTS, source=source)
    through = (("kms:ViaService", "s3.{region}.{dns_suffix}"),)
    return need, need._replace(
        actions=of("kms", keys),
        resources=("{artifact_key}",),
        context=through,
        source=sources.BUCKET_KEY,
    )


def uploads(source: Source) -> tuple[Need, ...]:
    """Uploads of objects. One in parts decrypts the data key, too."""
    put, keys = objects("PutObject", "GenerateDataKey Decrypt", source)
    given_up = put._replace(actions=("s3:AbortMultipartUpload",), source=sources.UPLOAD_IN_PARTS)
    return put, given_up, keys, bucket_region()


def secrets(*actions: str, source: Source, when: tuple[When, ...] = ()) -> tuple[Need, Need]:
    """Requests for secrets, and those of Secrets Manager where they have a key."""
    need = Need(
        section="SectionForSecretManagerAccess",
        actions=actions,
        resources=("{secret}",),
        source=source,
        when=when,
        always=not when,
    )
    through = (("kms:ViaService", "secretsmanager.{region}.{dns_suffix}"),)
    return need, need._replace(
        actions=("kms:Decrypt",), resources=("{secret_key}",), context=through, source=sources.SECRET_KEY
    )


def ecr(section: str, names: str, source: Source) -> Need:
    """Requests for image repositories."""
    return Need(section=section, actions=of("ecr", names), resources=REPOSITORIES, source=source)


STACKS = Need(
    section="SectionForCloudFormation",
    actions=("cloudformation:DescribeStacks",),
    resources=regional_arns("cloudformation", "stack/{stack}/*"),
    source=sources.STACK,
)
