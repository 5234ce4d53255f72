# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of option values that IAM would refuse. Each returns the value, or raises ``OptionError``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .._errors import OptionError
from .entities import Kind
from .limits import MAX_PATH, MAX_TAG_KEY, MAX_TAG_VALUE, MAX_TAGS, NAME_LENGTHS, OWN_TAGS, RESERVED_TAG_PREFIXES

__all__ = ["check_arn", "check_external_id", "check_name", "check_path", "check_tags", "may_be_tag", "tag_texts"]

_NAME = re.compile(r"[A-Za-z0-9_+=,.@-]+\Z")
_PATH = re.compile(r"/(?:[A-Za-z0-9.,+@=_-]+/)*\Z")  # the stricter form that managed policies need
_TAG_TEXT = re.compile(r"[\w\s.:/=+@-]*\Z")
_ARN = re.compile(
    r"arn:(?P<partition>aws(?:-[a-z]+)*):iam::(?P<account>[0-9]{12}|aws):(?P<kind>[a-z-]+)(?P<rest>/.+)?\Z", re.DOTALL
)
_EXTERNAL_ID = re.compile(r"[A-Za-z0-9_+=,.@:/-]{2,1224}")
_SESSION = re.compile(
    r"arn:(?P<partition>aws(?:-[a-z]+)*):sts::(?P<account>[0-9]{12}):assumed-role/(?P<role>[\w+=,.@-]+)/.+\Z"
)
HOLDERS = {  # of tags
    "IAM": "an IAM entity",
    "IAM Identity Center": "a permission set",
    "S3": "a bucket",
    "Secrets Manager": "a secret",
}
_RESERVED_PATHS = ("/aws-service-role/", "/aws-reserved/")  # AWS creates what lies there, nobody else
_SSO_PATH = "/aws-reserved/sso.amazonaws.com/<region>/"  # of roles of IAM Identity Center
_ARN_PATH = re.compile(r"/(?:[!-)+->@-~]+/)?\Z")  # what other tools can create, without wildcards


def check_name(kind: Kind, name: str, option: str) -> str:
    """Returns ``name`` if IAM accepts it for this kind of entity; raises OptionError otherwise."""
    longest = NAME_LENGTHS[kind]
    if not 0 < len(name) <= longest:
        raise OptionError(option, name, f"a {kind.label} name has 1 to {longest} characters, not {len(name)}")
    if not _NAME.match(name):
        raise OptionError(
            option,
            name,
            f"IAM rejects this {kind.label} name",
            "use only letters, digits and the characters _ + = , . @ -",
        )
    return name


def _fits(kind: Kind, name: str) -> bool:
    return len(name) <= NAME_LENGTHS[kind] and bool(_NAME.match(name))


def check_path(path: str, option: str) -> str:
    """Returns ``path`` if every kind of entity can have it; raises OptionError otherwise."""
    if len(path) > MAX_PATH or not _PATH.match(path):
        raise OptionError(
            option,
            path,
            "IAM rejects this path",
            f"begin and end with a slash, use letters, digits and . , + @ = _ - between, at most {MAX_PATH} characters",
        )
    if path.lower().startswith(_RESERVED_PATHS):
        raise OptionError(option, path, "only AWS creates entities under this path", "use another path")
    return path


def tag_texts(tags: Mapping[Any, Any], option: str) -> dict[str, str]:
    """Tags as texts, since YAML reads some values as numbers, dates or null; raises OptionError for lists and such."""
    for key, value in tags.items():
        if isinstance(value, (list, tuple, Mapping)):
            raise OptionError(f"{option}.{key}", value, "must be a text, since a tag has one value")
    return {str(key): "" if value is None else str(value) for key, value in tags.items()}


def _check_tag(key: str, value: str, option: str, service: str) -> None:
    allowed = "letters, digits, spaces and _ . : / = + - @"
    if not 0 < len(key) <= MAX_TAG_KEY or not _TAG_TEXT.match(key):
        raise OptionError(option, key, f"{service} rejects this tag key", f"use 1 to {MAX_TAG_KEY} {allowed}")
    if key.lower().startswith(RESERVED_TAG_PREFIXES):
        raise OptionError(option, key, f"tag keys that begin with {' or '.join(RESERVED_TAG_PREFIXES)} are reserved")
    if len(value) > MAX_TAG_VALUE or not _TAG_TEXT.match(value):
        raise OptionError(
            f"{option}.{key}", value, f"{service} rejects this tag value", f"use up to {MAX_TAG_VALUE} {allowed}"
        )


def check_tags(tags: Mapping[str, str], option: str, service: str = "IAM") -> Mapping[str, str]:
    """Returns ``tags`` if the service accepts them besides the collection's own; raises OptionError otherwise."""
    if len(tags) > MAX_TAGS - OWN_TAGS:
        holder = HOLDERS[service]
        problem = f"{holder} has at most {MAX_TAGS} tags, {OWN_TAGS} of them the collection's"
        raise OptionError(option, len(tags), problem)
    folded: dict[str, str] = {}
    for key, value in tags.items():
        _check_tag(key, value, option, service)
        other = folded.setdefault(key.lower(), key)
        if other != key and service == "IAM":
            raise OptionError(
                option, key, f"IAM ignores the letter case of tag keys, so {other!r} and {key!r} are one key"
            )
    return tags


def may_be_tag(tags: Mapping[str, str], key: str, value: str) -> bool:
    """Tells whether IAM accepts one more tag on an entity that has these."""
    has_room = key in tags or len(tags) < MAX_TAGS
    return has_room and len(value) <= MAX_TAG_VALUE and bool(_TAG_TEXT.match(value))


def _role_of(session: re.Match[str]) -> str:
    """The ARN of the role of a session, which does not name the role's path."""
    is_sso = session["role"].startswith("AWSReservedSSO_")
    arn = f"arn:{session['partition']}:iam::{session['account']}:role{_SSO_PATH if is_sso else '/'}{session['role']}"
    return arn if is_sso else f"{arn}, with its path if it has one"


def check_arn(arn: str, option: str, *, kinds: tuple[str, ...], partition: str, account_id: str = "") -> str:
    """Returns ``arn`` if it is an IAM ARN of one of these kinds in this partition; raises OptionError otherwise.

    ``kinds`` are resource types, such as ``policy`` or ``role``; ``root`` stands for an account. ``account_id`` is the
    account that it must be in; policies of AWS are accepted, too. An empty ``partition`` or ``account_id`` means any.
    """
    match = _ARN.match(arn)
    if (session := _SESSION.match(arn)) and "role" in kinds:
        raise OptionError(option, arn, "is a session of a role, which ends", f"use the role, {_role_of(session)}")
    if not match or (match["kind"] == "root") == bool(match["rest"]):
        raise OptionError(
            option, arn, "is not an IAM ARN", f"use arn:{partition or 'aws'}:iam::<account id>:{kinds[0]}/<name>"
        )
    if match["kind"] not in kinds:
        raise OptionError(option, arn, f"the ARN must name a {' or '.join(kinds)}, not a {match['kind']}")
    path, slash, name = (match["rest"] or "").rpartition("/")
    if slash and (len(path) > MAX_PATH or not _ARN_PATH.match(path + slash) or not _fits(Kind(match["kind"]), name)):
        raise OptionError(option, arn, f"no {match['kind']} can have this path and name")
    if match["partition"] != (partition or match["partition"]):
        raise OptionError(option, arn, f"the ARN must be in the partition of the account, {partition}")
    if match["account"] == "aws" and match["kind"] != "policy":
        raise OptionError(option, arn, "only policies can belong to AWS", "use the account id")
    if account_id and match["account"] not in (account_id, "aws"):
        raise OptionError(option, arn, f"the ARN must be in account {account_id}")
    return arn


def check_external_id(value: str, option: str) -> str:
    """An external ID as AWS accepts it.

    Source: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.

    Raises:
        OptionError: AWS would refuse it.
    """
    if not _EXTERNAL_ID.fullmatch(value):
        allowed = "use 2 to 1224 letters, digits and the characters _ + = , . @ : / -"
        raise OptionError(option, value, "AWS rejects this external ID", allowed)
    return value
