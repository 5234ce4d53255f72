# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Parameters of the module ``artifact_bucket`` -> the requested bucket, checked before any call."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._errors import OptionError
from .._iam.arn import Arn
from .._iam.checks import check_tags, tag_texts
from .._options.bucket_names import RULES_SOURCE, broken_rule
from .spec import BucketSpec, Place

__all__ = ["check_place", "read_options"]

SERVICE = "S3"
# The largest number that S3 documents for days: https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleExpiration.html
MAX_DAYS = 2**31 - 1
_KMS_KEY = re.compile(r"arn:aws(?:-[a-z]+)*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")


def _name(value: str) -> str:
    rule = broken_rule(value)
    if rule:
        raise OptionError("name", value, rule, f"see {RULES_SOURCE}")
    return value


def _days(option: str, value: int) -> int:
    if not 0 <= value <= MAX_DAYS:
        raise OptionError(option, value, f"must be 1 to {MAX_DAYS} days", "0 means never")
    return value


def _kms_key(value: str | None) -> str | None:
    if value and not _KMS_KEY.fullmatch(value):
        hint = "write it like arn:aws:kms:REGION:ACCOUNT:key/ID; an alias does not work in policies"
        raise OptionError("kms_key_arn", value, "is not the ARN of a KMS key", hint)
    return value


def read_options(params: Mapping[str, Any]) -> BucketSpec:
    """The bucket that the parameters of the module request.

    Raises:
        OptionError: a value that S3 would refuse.
    """
    tags = params["tags"]
    return BucketSpec(
        name=_name(params["name"]),
        present=params["state"] == "present",
        adopt=params["adopt"],
        versioning=params["versioning"],
        kms_key_arn=_kms_key(params["kms_key_arn"]),
        **{
            option: _days(option, params[option])
            for option in ("expire_noncurrent_days", "abort_incomplete_multipart_days")
        },
        tags=None if tags is None else check_tags(tag_texts(tags, "tags"), "tags", SERVICE),
        purge_tags=params["purge_tags"],
    )


def check_place(spec: BucketSpec, place: Place) -> None:
    """Refuses a place without a Region, and a KMS key that S3 cannot use there.

    Raises:
        OptionError: one of them.
    """
    if not place.region:
        raise OptionError("region", None, "is not set", "set region, AWS_REGION, or a profile with a Region")
    arn = Arn.parse(spec.kms_key_arn or "")
    if arn and (arn.partition, arn.region) != (place.identity.partition, place.region):
        problem = f"must be in the Region of the bucket, {place.region}"
        raise OptionError("kms_key_arn", spec.kms_key_arn, problem, "use another key, or another region")
