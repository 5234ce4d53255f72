# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of the resources that options name: Regions, buckets, roles, keys, secrets and name patterns.

Each takes the location that the policy is for, the full name of an option and a value. It returns the value as
``PolicyOptions`` holds it, or raises ``OptionError`` with what to write instead.
"""

from __future__ import annotations

import re
from typing import Any

from .._errors import OptionError, shortened, shown
from .._iam.arn import Arn
from .._iam.entities import Kind
from .._options.bucket_names import RULES_SOURCE, broken_rule
from .._options.checks import account_id, sorted_texts, texts
from .key_secrets import DEFAULT_PREFIX, is_among
from .language.partitions import PARTITIONS
from .option_row import Check, Location
from .pasted_names import name_in, without_user

__all__ = [
    "boundary",
    "bucket_name",
    "kms_key",
    "named",
    "object_prefix",
    "optional_kms_key",
    "regions",
    "role",
    "secrets",
]

_LONGEST_KEY = 1024  # bytes of an S3 object key
_ROLE_NAME = re.compile(r"(?:[!-)+-.0->@-~]+/)*[\w+=,.@-]{1,64}", re.ASCII)  # path without wildcards, then the name
_POLICY_NAME = re.compile(r"(?:[A-Za-z0-9.,+@=_-]+/)*[\w+=,.@-]{1,128}", re.ASCII)
_PREFIX = re.compile(r"[ -)+->@-~\xa1-\xff]*")  # what an IAM document can hold, without its wildcards
_KEY_ID = re.compile(r"key/[A-Za-z0-9-]+")
_SECRET_NAME = re.compile(r"[A-Za-z0-9/_+=.@!*?-]{1,512}")
_SECRET_ID = re.compile(r"secret:[A-Za-z0-9/_+=.@!*?-]{1,519}")
_COMPLETE_SECRET = re.compile(r".*(?:\*|-[?]{6})")
_SECRET_SUFFIX = re.compile(r".*-[A-Za-z0-9]{6}")
_WORD_LIKE_SUFFIX = re.compile(r".*-(?:[a-z0-9]{6}|[A-Z0-9]{6}|[A-Z][a-z0-9]{5})")

_PUBLIC_REGISTRY = "public.ecr.aws/"  # its repositories belong to another service, ecr-public

# Policies that a holder of the FireLens sections can write.
_WRITABLE_BY_HOLDER = re.compile(r"service-role/a2cecsfirelenspolicy|.*a2c-kinesisfirehosepolicy-.*", re.IGNORECASE)


def _region(location: Location, where: str, value: str) -> str:
    """A Region of the partition."""
    partition = location.identity.partition
    if PARTITIONS[partition].regions.fullmatch(value):
        return value
    for name, known in PARTITIONS.items():
        if known.regions.fullmatch(value):
            raise OptionError(where, value, f"is a Region of the partition {name}, not of {partition}")
    nearest = PARTITIONS[partition].nearest(shortened(value)) or max(PARTITIONS[partition].known_regions)
    raise OptionError(where, value, "is not a Region", f"write it like {nearest}")


def regions(location: Location, where: str, value: Any) -> tuple[str, ...]:
    """Regions of the partition, sorted; those of the location where none are given."""
    if value is not None:
        return sorted_texts(where, value, lambda name, item: _region(location, name, item))
    if not location.regions:
        raise OptionError(
            where,
            value,
            "is not set, and neither the connection nor the environment has a Region",
            "name at least one Region",
        )
    return tuple(_region(location, where, region) for region in location.regions)


def named(what: str, allowed: str) -> Check:
    """The check of a pattern of resource names; it takes the name from a form in which people copy it.

    Args:
        what: the resource with its article, for messages, a key of ``pasted_names.FORMS``.
        allowed: a regular expression for the names that the service allows, with ``*`` and ``?`` besides.
    """

    def check(location: Location, where: str, given: str) -> str:
        value = without_user(given)
        name = name_in(location, where, value, what)
        if name.startswith("arn:"):
            raise OptionError(where, value, "is the ARN of something else", f"write the name of {what}, or a pattern")
        if not re.fullmatch(allowed, name) or name.startswith(_PUBLIC_REGISTRY):
            raise OptionError(where, value, f"cannot be the name of {what}", f"it must match {allowed}")
        return name

    return check


def bucket_name(location: Location, where: str, value: Any) -> str:
    """The name of a general purpose bucket; its ARN and its URLs are taken for it."""
    if not isinstance(value, str) or not value:
        raise OptionError(where, value, "must be the name of a bucket")
    name = name_in(location, where, value, "a bucket")
    if broken_rule(name):
        raise OptionError(where, value, "cannot be the name of a bucket", f"see {RULES_SOURCE}")
    return name


def object_prefix(_location: Location, where: str, value: Any) -> str:
    """The beginning of object keys; an empty one means the whole bucket."""
    if not isinstance(value, str):
        raise OptionError(where, value, "must be a string")
    if value.startswith("/"):
        raise OptionError(where, value, "must not begin with a slash", "object keys do not begin with one")
    if len(value.encode(errors="replace")) > _LONGEST_KEY:
        raise OptionError(where, value, f"is longer than an object key may be, which is {_LONGEST_KEY} bytes")
    if not _PREFIX.fullmatch(value):
        raise OptionError(
            where,
            value,
            "has a character that a policy cannot hold, or a wildcard",
            "the wildcard at its end is added for you",
        )
    return value


def _arn(location: Location, where: str, value: str, service: str, like: str) -> Arn:
    """An ARN of the right partition and service."""
    arn, partition = Arn.parse(value), location.identity.partition
    if arn is None:
        raise OptionError(where, value, "must be an ARN", f"write it like {like}")
    if arn.partition != partition:
        raise OptionError(where, value, f"belongs to the partition {shown(arn.partition)}, not to {partition}")
    if arn.service != service:
        raise OptionError(
            where, value, f"is an ARN of the service {shown(arn.service)}, not of {service}", f"write it like {like}"
        )
    return arn


def kms_key(location: Location, where: str, value: str) -> str:
    """The ARN of a KMS key, which may belong to another account."""
    like = f"arn:{location.identity.partition}:kms:REGION:ACCOUNT:key/ID"
    arn = _arn(location, where, value, "kms", like)
    if not _KEY_ID.fullmatch(arn.resource):
        raise OptionError(where, value, "is not the ARN of a key", f"write it like {like}; an alias does not work")
    _region(location, where, arn.region)
    account_id(where, arn.account_id)
    return value


def optional_kms_key(location: Location, where: str, value: Any) -> str:
    """The ARN of a KMS key; empty where none is given."""
    return "" if value is None else kms_key(location, where, value)


def _entity(location: Location, where: str, value: Any, kind: Kind, names: re.Pattern[str]) -> tuple[str, str]:
    """ARN and name of an entity of the account, given by its name or ARN. A path may come before the name."""
    identity, like = location.identity, location.identity.arn(kind, "/", "NAME")
    if not isinstance(value, str) or not value:
        raise OptionError(where, value, f"must be the name or the ARN of a {kind}")
    resource = f"{kind}/{value.removeprefix('/')}"
    if value.startswith("arn:"):
        arn = _arn(location, where, value, "iam", like)
        resource = arn.resource
        if arn.region:
            raise OptionError(where, value, "names a Region, which ARNs of IAM do not have", f"write it like {like}")
        if arn.account_id != identity.account_id:
            raise OptionError(where, value, f"must be a {kind} of the account {identity.account_id}")
    actual_kind, _slash, name = resource.partition("/")
    if actual_kind != kind or not names.fullmatch(name):
        raise OptionError(where, value, f"is not the name or the ARN of a {kind}", f"write it like {like}")
    return identity.arn(kind, "/", name), name


def role(location: Location, where: str, value: Any) -> str:
    """The name or ARN of a role of the account, as an ARN."""
    return _entity(location, where, value, Kind.ROLE, _ROLE_NAME)[0]


def boundary(location: Location, where: str, value: Any) -> str:
    """The name or ARN of a policy of the account that can serve as a permissions boundary, as an ARN."""
    arn, name = _entity(location, where, value, Kind.POLICY, _POLICY_NAME)
    if _WRITABLE_BY_HOLDER.fullmatch(name):
        raise OptionError(
            where, value, "is a policy that the holder can create, so it would limit nothing", "use another name"
        )
    return arn


def _secret(location: Location, where: str, value: str) -> tuple[str, ...]:
    """ARN patterns for a secret's name pattern, in every Region, or for its ARN.

    Secrets Manager adds a hyphen and six characters to a name, so a full name is followed by ``-??????``. A name can
    end like an ARN by itself, as ``linux-server`` does: where an ARN ends in what may be a word, both are granted.
    """
    identity = location.identity
    if is_among(value, DEFAULT_PREFIX, identity.account_id):
        problem = f"general users would read the access keys of all users, which are stored under {DEFAULT_PREFIX}"
        raise OptionError(where, value, problem, "name the secrets, or use a narrower pattern such as a2c/*")
    prefix = f"arn:{identity.partition}:secretsmanager"
    if value.startswith("arn:"):
        like = f"{prefix}:REGION:ACCOUNT:secret:NAME-??????"
        arn = _arn(location, where, value, "secretsmanager", like)
        if not _SECRET_ID.fullmatch(arn.resource):
            raise OptionError(where, value, "is not the ARN of a secret", f"write it like {like}")
        _region(location, where, arn.region)
        account_id(where, arn.account_id)
        if _COMPLETE_SECRET.fullmatch(value):
            return (value,)
        complete = (value,) if _SECRET_SUFFIX.fullmatch(value) else ()
        partial = () if complete and not _WORD_LIKE_SUFFIX.fullmatch(value) else (f"{value}-??????",)
        return (*complete, *partial)
    if not _SECRET_NAME.fullmatch(value):
        raise OptionError(where, value, "cannot be the name of a secret", f"it must match {_SECRET_NAME.pattern}")
    name = value if _COMPLETE_SECRET.fullmatch(value) else f"{value}-??????"
    return tuple(f"{prefix}:{region}:{identity.account_id}:secret:{name}" for region in location.regions)


def secrets(location: Location, where: str, value: Any) -> tuple[str, ...]:
    """Names, patterns or ARNs of secrets, as sorted ARN patterns."""
    items = enumerate(texts(where, value))
    return tuple(sorted({arn for at, item in items for arn in _secret(location, f"{where}[{at}]", item)}))
