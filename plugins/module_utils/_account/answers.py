# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM's answers -> model values. What an answer does not tell stays unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from .._iam.entities import Tags
from .._plan.tags import tag_map
from .._policy.language.document import Document, DocumentError
from .model import Entity, Group, InstanceProfile, ManagedPolicy, Role, User, Version

__all__ = [
    "entities_from",
    "group_from",
    "names_of",
    "policy_from",
    "profile_from",
    "role_from",
    "tags_of",
    "user_from",
    "version_from",
]

Answer = Mapping[str, Any]

AWS_OWNED = ":iam::aws:policy/"  # in the ARN of a policy of AWS


def entities_from(page: Answer) -> Iterator[Entity]:
    """The entities in one answer of GetAccountAuthorizationDetails, without the policies that AWS owns."""
    yield from map(user_from, page.get("UserDetailList", ()))
    yield from map(group_from, page.get("GroupDetailList", ()))
    yield from (policy_from(item) for item in page.get("Policies", ()) if AWS_OWNED not in item["Arn"])
    for role in page.get("RoleDetailList", ()):
        yield role_from(role)
        yield from map(profile_from, role.get("InstanceProfileList", ()))


def _moment(value: datetime | str | None) -> datetime | None:
    """A time of an answer; saved answers have it as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def tags_of(answer: Answer) -> Tags | None:
    """Tags, or None where this answer does not carry them."""
    return None if "Tags" not in answer else tag_map(answer["Tags"])


def names_of(items: Iterable[Answer], key: str) -> frozenset[str]:
    """The names (or whatever ``key`` is) of the items of a listing."""
    return frozenset(item[key] for item in items)


def _relations(answer: Answer, inline: str) -> dict[str, Any]:
    """Attachments and inline policies of a principal with their documents, as GetAccountAuthorizationDetails tells."""
    return {
        "attached": names_of(answer.get("AttachedManagedPolicies", ()), "PolicyArn"),
        "inline": names_of(answer.get(inline, ()), "PolicyName"),
        "documents": {
            item["PolicyName"]: document
            for item in answer.get(inline, ())
            if (document := _document(item.get("PolicyDocument"))) is not None
        },
    }


def user_from(answer: Answer) -> User:
    """A user of GetAccountAuthorizationDetails, which tells the tags, or of GetUser, which tells no relations."""
    user = User(
        name=answer["UserName"],
        path=answer["Path"],
        arn=answer["Arn"],
        tags=tags_of(answer),
        boundary=answer.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        groups=None,
        attached=None,
        inline=None,
        created=_moment(answer.get("CreateDate")),
    )
    if "GroupList" not in answer:
        return user
    return replace(
        user, tags=user.tags or {}, groups=frozenset(answer["GroupList"]), **_relations(answer, "UserPolicyList")
    )


def group_from(answer: Answer) -> Group:
    """A group of GetAccountAuthorizationDetails or of GetGroup."""
    return Group(
        name=answer["GroupName"], path=answer["Path"], arn=answer["Arn"], **_relations(answer, "GroupPolicyList")
    )


def role_from(answer: Answer) -> Role:
    """A role of GetAccountAuthorizationDetails or of GetRole (which tells no relations, but the session length)."""
    role = Role(
        name=answer["RoleName"],
        path=answer["Path"],
        arn=answer["Arn"],
        trust=_document(answer["AssumeRolePolicyDocument"]) or Document(),
        tags=tags_of(answer),
        boundary=answer.get("PermissionsBoundary", {}).get("PermissionsBoundaryArn"),
        max_session=answer.get("MaxSessionDuration"),
        attached=None,
        inline=None,
        created=_moment(answer.get("CreateDate")),
        last_used=_moment(answer.get("RoleLastUsed", {}).get("LastUsedDate")),
        use_read="RoleLastUsed" in answer or None,
    )
    if "RolePolicyList" not in answer:
        return role
    return replace(role, tags=role.tags or {}, **_relations(answer, "RolePolicyList"))


def profile_from(answer: Answer) -> InstanceProfile:
    """An instance profile, as every answer that holds one describes it."""
    roles = answer.get("Roles") or [{}]
    return InstanceProfile(
        name=answer["InstanceProfileName"],
        path=answer["Path"],
        arn=answer["Arn"],
        role=roles[0].get("RoleName"),
        tags=tags_of(answer),
        created=_moment(answer.get("CreateDate")),
    )


def policy_from(answer: Answer) -> ManagedPolicy:
    """A customer managed policy of GetAccountAuthorizationDetails; it carries no tags."""
    return ManagedPolicy(
        name=answer["Arn"].rsplit("/", 1)[1],
        path=answer["Path"],
        arn=answer["Arn"],
        versions=tuple(map(version_from, answer["PolicyVersionList"])),
    )


def version_from(answer: Answer, document: Any = None) -> Version:
    """A version of a managed policy; the document comes with the answer, or apart from it."""
    return Version(
        version_id=answer["VersionId"],
        is_default=answer["IsDefaultVersion"],
        document=_document(answer.get("Document", document)),
        created=_moment(answer.get("CreateDate")),
    )


def _document(value: Any) -> Document | None:
    """A document of the account, or None where IAM has accepted a form that is unknown here: it equals no other."""
    try:
        return None if value is None else Document.parse(value)
    except DocumentError:
        return None
