# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the resources that options name: Regions, buckets, roles, keys, secrets and name patterns.

Like the checks of ``checks.py``, each takes the full name of an option and a value, and raises ``OptionError``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .._errors import OptionError, shown
from .._options.checks import account_id
from .language.partitions import PARTITIONS

__all__ = [
    "NAME_PATTERNS",
    "Place",
    "boundary",
    "bucket_name",
    "kms_key",
    "name_pattern",
    "object_prefix",
    "region",
    "role",
    "secret",
]

_ARN_PARTS = 6
_LONGEST_KEY = 1024  # bytes of an S3 object key
_ROLE_NAME = re.compile(r"(?:[!-)+-.0->@-~]+/)*[\w+=,.@-]{1,64}", re.ASCII)  # path without wildcards, then the name
_POLICY_NAME = re.compile(r"(?:[A-Za-z0-9.,+@=_-]+/)*[\w+=,.@-]{1,128}", re.ASCII)
_PREFIX = re.compile(r"[ -)+->@-~\xa1-\xff]*")  # what an IAM document can hold, without its wildcards
_KEY_ID = re.compile(r"key/[A-Za-z0-9-]+")
_SECRET_NAME = re.compile(r"[A-Za-z0-9/_+=.@!*?-]{1,512}")
_SECRET_ID = re.compile(r"secret:[A-Za-z0-9/_+=.@!*?-]{1,519}")
_COMPLETE_SECRET = re.compile(r".*(?:\*|-[?]{6})")
_SECRET_SUFFIX = re.compile(r".*-[A-Za-z0-9]{6}")

_BUCKET_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_BUCKET_PREFIXES = ("xn--", "sthree-", "amzn-s3-demo-")
_BUCKET_SUFFIXES = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_BUCKET_RULES = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"

# Policies that a holder of the FireLens sections can write.
_AUTHORED = re.compile(r"service-role/a2cecsfirelenspolicy|.*a2c-kinesisfirehosepolicy-.*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where the policy applies: one account of one partition."""

    account: str
    partition: str


@dataclass(frozen=True, kw_only=True)
class NamePattern:
    """How a service lets a resource be named, with ``*`` and ``?`` allowed besides."""

    what: str
    allowed: re.Pattern[str]


NAME_PATTERNS: Mapping[str, NamePattern] = MappingProxyType(
    {
        "ecr_repositories": NamePattern(what="an ECR repository", allowed=re.compile(r"[a-z0-9._/*?-]{1,256}")),
        "ecs_clusters": NamePattern(what="an ECS cluster", allowed=re.compile(r"[A-Za-z0-9_*?-]{1,255}")),
        "codecommit_repositories": NamePattern(
            what="a CodeCommit repository", allowed=re.compile(r"[A-Za-z0-9._*?-]{1,100}")
        ),
        "apprunner_services": NamePattern(what="an App Runner service", allowed=re.compile(r"[A-Za-z0-9_*?-]{1,40}")),
    }
)


def region(place: Place, where: str, value: str) -> str:
    """A Region of the partition."""
    if PARTITIONS[place.partition].regions.fullmatch(value):
        return value
    for name, known in PARTITIONS.items():
        if known.regions.fullmatch(value):
            raise OptionError(where, value, f"is a Region of the partition {name}, not of {place.partition}")
    raise OptionError(where, value, "is no Region", "write it like us-east-1")


def name_pattern(option: str, where: str, value: str) -> str:
    """A pattern of resource names, in the characters that the service allows."""
    rule = NAME_PATTERNS[option]
    if value.startswith("arn:"):
        raise OptionError(where, value, "must be a name, not an ARN", f"write the name of {rule.what}, or a pattern")
    if not rule.allowed.fullmatch(value):
        raise OptionError(where, value, f"cannot be the name of {rule.what}", f"it has to fit {rule.allowed.pattern}")
    return value


def bucket_name(where: str, value: Any) -> str:
    """The name of a general purpose bucket."""
    if not isinstance(value, str) or not value:
        raise OptionError(where, value, "must be the name of a bucket")
    if value.startswith("arn:"):
        raise OptionError(where, value, "must be a bucket's name, not its ARN")
    wrong = (
        not _BUCKET_NAME.fullmatch(value)
        or ".." in value
        or value.startswith(_BUCKET_PREFIXES)
        or value.endswith(_BUCKET_SUFFIXES)
        or _is_address(value)
    )
    if wrong:
        raise OptionError(where, value, "cannot be the name of a bucket", f"see {_BUCKET_RULES}")
    return value


def _is_address(value: str) -> bool:
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        return False
    return True


def object_prefix(where: str, value: Any) -> str:
    """The beginning of object keys; an empty one means the whole bucket."""
    if not isinstance(value, str):
        raise OptionError(where, value, "must be a text")
    if value.startswith("/"):
        raise OptionError(where, value, "must not begin with a slash", "object keys begin without one")
    if len(value.encode(errors="replace")) > _LONGEST_KEY:
        raise OptionError(where, value, f"is longer than the key of an object, which has {_LONGEST_KEY} bytes")
    if not _PREFIX.fullmatch(value):
        raise OptionError(
            where, value, "holds a character that a policy cannot", "the wildcard at its end is added for you"
        )
    return value


def _arn(place: Place, where: str, value: str, service: str, like: str) -> tuple[str, str, str]:
    """Region, account and resource of an ARN of the right partition and service."""
    parts = value.split(":", _ARN_PARTS - 1)
    if len(parts) != _ARN_PARTS or parts[0] != "arn":
        raise OptionError(where, value, "must be an ARN", f"write it like {like}")
    if parts[1] != place.partition:
        raise OptionError(where, value, f"belongs to the partition {shown(parts[1])}, not to {place.partition}")
    if parts[2] != service:
        raise OptionError(where, value, f"is an ARN of the service {shown(parts[2])}, not of {service}", f"like {like}")
    return parts[3], parts[4], parts[5]


def kms_key(place: Place, where: str, value: str) -> str:
    """The ARN of a KMS key, which may belong to another account."""
    like = f"arn:{place.partition}:kms:REGION:ACCOUNT:key/ID"
    in_region, account, resource = _arn(place, where, value, "kms", like)
    if not _KEY_ID.fullmatch(resource):
        raise OptionError(where, value, "is not the ARN of a key", f"write it like {like}; an alias does not work")
    region(place, where, in_region)
    account_id(where, account)
    return value


def role(place: Place, where: str, value: Any) -> str:
    """A role's name or ARN, as an ARN. A path may come before the name."""
    like = f"arn:{place.partition}:iam::{place.account}:role/NAME"
    if not isinstance(value, str) or not value:
        raise OptionError(where, value, "must be the name or the ARN of a role")
    account, resource = place.account, f"role/{value.removeprefix('/')}"
    if value.startswith("arn:"):
        in_region, account, resource = _arn(place, where, value, "iam", like)
        if in_region:
            raise OptionError(where, value, "names a Region, which no ARN of IAM does", f"write it like {like}")
        if account != place.account:
            raise OptionError(where, value, f"belongs to another account than {place.account}: a role cannot be passed")
    kind, _slash, name = resource.partition("/")
    if kind != "role" or not _ROLE_NAME.fullmatch(name):
        raise OptionError(where, value, "is not the name or the ARN of a role", f"write it like {like}")
    return f"arn:{place.partition}:iam::{account}:{resource}"


def boundary(place: Place, where: str, value: Any) -> str:
    """The name or ARN of a policy of this account that can serve as a boundary, as an ARN."""
    like = f"arn:{place.partition}:iam::{place.account}:policy/NAME"
    if not isinstance(value, str) or not value:
        raise OptionError(where, value, "must be the name or the ARN of a policy")
    account, resource = place.account, f"policy/{value.removeprefix('/')}"
    if value.startswith("arn:"):
        in_region, account, resource = _arn(place, where, value, "iam", like)
        if in_region or account != place.account:
            raise OptionError(where, value, "must be a policy of this account", f"write it like {like}")
    kind, _slash, name = resource.partition("/")
    if kind != "policy" or not _POLICY_NAME.fullmatch(name):
        raise OptionError(where, value, "is not the name or the ARN of a policy", f"write it like {like}")
    if _AUTHORED.fullmatch(name):
        raise OptionError(
            where, value, "is a policy that the holder could create, so it would limit nothing", "use another name"
        )
    return f"arn:{place.partition}:iam::{account}:{resource}"


def secret(place: Place, regions: Sequence[str], where: str, value: str) -> tuple[str, ...]:
    """ARN patterns for a secret's name pattern (in every Region) or ARN.

    Secrets Manager adds a hyphen and six characters to a name, so a full name is followed by ``-??????``.
    """
    if value.startswith("arn:"):
        like = f"arn:{place.partition}:secretsmanager:REGION:ACCOUNT:secret:NAME-??????"
        in_region, account, resource = _arn(place, where, value, "secretsmanager", like)
        if not _SECRET_ID.fullmatch(resource):
            raise OptionError(where, value, "is not the ARN of a secret", f"write it like {like}")
        region(place, where, in_region)
        account_id(where, account)
        complete = _COMPLETE_SECRET.fullmatch(value) or _SECRET_SUFFIX.fullmatch(value)
        return (value if complete else f"{value}-??????",)
    if not _SECRET_NAME.fullmatch(value):
        raise OptionError(where, value, "cannot be the name of a secret", f"it has to fit {_SECRET_NAME.pattern}")
    name = value if _COMPLETE_SECRET.fullmatch(value) else f"{value}-??????"
    return tuple(f"arn:{place.partition}:secretsmanager:{at}:{place.account}:secret:{name}" for at in regions)
