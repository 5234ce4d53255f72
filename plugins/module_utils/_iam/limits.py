# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IAM accepts: names, paths, tags and quotas, as tables with their sources.

Sources: the IAM API reference (request parameters of the Create* actions) for names and paths, and the IAM user guide,
"IAM and AWS STS quotas" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html), for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import OptionError
from .entities import Kind

__all__ = [
    "ADMINISTRATOR_ACCESS",
    "COUNTED",
    "MAX_TAGS",
    "MAX_TAG_KEY",
    "MAX_TAG_VALUE",
    "MAX_VERSIONS",
    "NAME_LENGTHS",
    "RESERVED_TAG_PREFIXES",
    "SSM_MANAGED_INSTANCE",
    "Counted",
    "check_arn",
    "check_name",
    "check_path",
    "check_tags",
    "may_be_tag",
    "tag_texts",
]

ADMINISTRATOR_ACCESS = "AdministratorAccess"
SSM_MANAGED_INSTANCE = "AmazonSSMManagedInstanceCore"
MAX_VERSIONS = 5
MAX_TAGS = 50
OWN_TAGS = 3  # room that the collection needs: whose it is, the access keys of a user, the MFA device that is going
MAX_PATH = 512
MAX_TAG_KEY = 128
MAX_TAG_VALUE = 256

NAME_LENGTHS: Mapping[Kind, int] = {
    Kind.USER: 64,
    Kind.ROLE: 64,
    Kind.GROUP: 128,
    Kind.POLICY: 128,
    Kind.INSTANCE_PROFILE: 128,
}

# Tags with these prefixes belong to AWS and to this collection: never set from options, never purged.
RESERVED_TAG_PREFIXES = ("aws:", "app2container:")

_NAME = re.compile(r"[A-Za-z0-9_+=,.@-]+\Z")
_PATH = re.compile(r"/(?:[A-Za-z0-9.,+@=_-]+/)*\Z")  # the stricter form that managed policies need
_TAG_TEXT = re.compile(r"[\w\s.:/=+@-]*\Z")
_ARN = re.compile(
    r"arn:(?P<partition>aws(?:-[a-z]+)*):iam::(?P<account>[0-9]{12}|aws):(?P<kind>[a-z-]+)(?P<rest>/.+)?\Z", re.DOTALL
)
_ARN_PATH = re.compile(r"/(?:[!-)+->@-~]+/)?\Z")  # what entities that others have made may have, without wildcards


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The keys of GetAccountSummary for a kind: how many there are, may be, and how many policies each may have."""

    used: str
    quota: str
    attached_quota: str = ""


COUNTED: Mapping[Kind, Counted] = {
    Kind.USER: Counted(used="Users", quota="UsersQuota", attached_quota="AttachedPoliciesPerUserQuota"),
    Kind.GROUP: Counted(used="Groups", quota="GroupsQuota", attached_quota="AttachedPoliciesPerGroupQuota"),
    Kind.ROLE: Counted(used="Roles", quota="RolesQuota", attached_quota="AttachedPoliciesPerRoleQuota"),
    Kind.POLICY: Counted(used="Policies", quota="PoliciesQuota"),
    Kind.INSTANCE_PROFILE: Counted(used="InstanceProfiles", quota="InstanceProfilesQuota"),
}


def check_name(kind: Kind, name: str, option: str) -> str:
    """Returns ``name`` if IAM accepts it for an entity of this kind, else raises OptionError."""
    longest = NAME_LENGTHS[kind]
    if not 0 < len(name) <= longest:
        raise OptionError(option, name, f"a {kind.label} name has 1 to {longest} characters, not {len(name)}")
    if not _NAME.match(name):
        raise OptionError(
            option,
            name,
            f"IAM refuses this {kind.label} name",
            "use only letters, digits and the characters _ + = , . @ -",
        )
    return name


def _fits(kind: Kind, name: str) -> bool:
    return len(name) <= NAME_LENGTHS[kind] and bool(_NAME.match(name))


def check_path(path: str, option: str) -> str:
    """Returns ``path`` if every kind of entity can have it, else raises OptionError."""
    if len(path) > MAX_PATH or not _PATH.match(path):
        raise OptionError(
            option,
            path,
            "IAM refuses this path",
            f"begin and end with a slash, use letters, digits and . , + @ = _ - between, at most {MAX_PATH} characters",
        )
    return path


def tag_texts(tags: Mapping[Any, Any]) -> dict[str, str]:
    """Tags as texts: YAML reads some of them as numbers, dates or null."""
    return {str(key): "" if value is None else str(value) for key, value in tags.items()}


def _check_tag(key: str, value: str, option: str, service: str) -> None:
    allowed = "letters, digits, spaces and _ . : / = + - @"
    if not 0 < len(key) <= MAX_TAG_KEY or not _TAG_TEXT.match(key):
        raise OptionError(option, key, f"{service} refuses this tag key", f"use 1 to {MAX_TAG_KEY} {allowed}")
    if key.lower().startswith(RESERVED_TAG_PREFIXES):
        raise OptionError(option, key, f"tag keys that begin with {' or '.join(RESERVED_TAG_PREFIXES)} are reserved")
    if len(value) > MAX_TAG_VALUE or not _TAG_TEXT.match(value):
        raise OptionError(
            f"{option}.{key}", value, f"{service} refuses this tag value", f"use up to {MAX_TAG_VALUE} {allowed}"
        )


def check_tags(tags: Mapping[str, str], option: str, service: str = "IAM") -> Mapping[str, str]:
    """Returns ``tags`` if the service accepts them beside the collection's own tag, else raises OptionError."""
    if len(tags) > MAX_TAGS - OWN_TAGS:
        holder = "an IAM entity" if service == "IAM" else "a secret"
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


def check_arn(arn: str, option: str, *, kinds: tuple[str, ...], partition: str, account_id: str = "") -> str:
    """Returns ``arn`` if it is an IAM ARN of one of these kinds in this partition, else raises OptionError.

    ``kinds`` are resource types, such as ``policy`` or ``role``; ``root`` stands for an account. ``account_id`` is the
    account that it must lie in (AWS-owned policies are accepted too). Empty, ``partition`` and ``account_id`` mean any.
    """
    match = _ARN.match(arn)
    if not match or (match["kind"] == "root") == bool(match["rest"]):
        raise OptionError(
            option, arn, "this is not an IAM ARN", f"write arn:{partition or 'aws'}:iam::<account id>:{kinds[0]}/<name>"
        )
    if match["kind"] not in kinds:
        raise OptionError(option, arn, f"the ARN must name a {' or '.join(kinds)}, not a {match['kind']}")
    path, slash, name = (match["rest"] or "").rpartition("/")
    if slash and (len(path) > MAX_PATH or not _ARN_PATH.match(path + slash) or not _fits(Kind(match["kind"]), name)):
        raise OptionError(option, arn, f"no {match['kind']} can have this path and name")
    if match["partition"] != (partition or match["partition"]):
        raise OptionError(option, arn, f"the ARN must lie in partition {partition}, as the account does")
    if match["account"] == "aws" and match["kind"] != "policy":
        raise OptionError(option, arn, "only policies can belong to AWS", "write the account id")
    if account_id and match["account"] not in (account_id, "aws"):
        raise OptionError(option, arn, f"the ARN must lie in account {account_id}")
    return arn
