# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the entities of an account, made from the few words of a case of the audit.

``tests/unit/audit/data/README.md`` explains the words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    CATALOGUE_TAG,
    PART_TAG,
    Entity,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Role,
    Snapshot,
    User,
    Version,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.review import Record, digest_of
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import GENERAL_ROLE_TAG
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Kind
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.options import PolicyOptions
from tests.support.builders import IDENTITY, OURS, PATH, account, deployer_trust

Words = Mapping[str, Any]

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REGION = "eu-west-1"


def days_ago(days: float | None) -> datetime | None:
    """The time so many days before the audit."""
    return None if days is None else NOW - timedelta(days=days)


def document(statements: list[Any]) -> Document:
    """A policy document of these statements."""
    return Document.parse({"Version": "2012-10-17", "Statement": statements})


def _policies(words: Mapping[str, Any]) -> list[ManagedPolicy]:
    return [part for name, policy in words.items() for part in _policy(name, policy)]


def _policy(name: str, words: Any) -> list[ManagedPolicy]:
    """A policy from its statements, or built from options as this collection does, with its tags."""
    if isinstance(words, list):
        words = {"statements": words, "ours": False, "path": "/"}
    documents = [document(words["statements"])] if "statements" in words else list(_built(json.dumps(words["built"])))
    policies = []
    for number, held in enumerate(documents, start=1):
        path, part = words.get("path", PATH), name if number == 1 else f"{name}-{number}"
        record = Record(catalogue=words.get("catalogue", CATALOGUE.version), number=1, digest=digest_of(held))
        own = _tags(words)
        further = {CATALOGUE_TAG: str(record), **({PART_TAG: name} if number > 1 else {})} if "built" in words else {}
        tags = None if own is None else {**own, **further}
        arn = IDENTITY.arn(Kind.POLICY, path, part)
        version = Version(
            version_id="v1", is_default=True, document=held, created=days_ago(_known(words, "created", 100))
        )
        versions = [version]
        if "edited" in words:
            added = document(words["edited"])
            whole = Document(statements=(*held.statements, *added.statements)) if words.get("keeps") else added
            versions = [
                replace(version, is_default=False),
                replace(version, version_id="v2", document=whole, created=days_ago(words.get("edited_on", 3))),
            ]
        known = None if words.get("versions") == "unknown" else tuple(versions)
        policies.append(ManagedPolicy(name=part, path=path, arn=arn, versions=known, tags=tags))
    return policies


def options(words: Words) -> PolicyOptions:
    """Policy options of this account."""
    return PolicyOptions.from_params(
        words, account_id=IDENTITY.account_id, partition=IDENTITY.partition, default_region=REGION
    )


@cache
def _built(text: str) -> tuple[Document, ...]:
    return build(options(json.loads(text)))


def _tags(words: Words) -> dict[str, str] | None:
    """The tags: given ones, and that of this collection unless it is not ours. ``tags: unknown`` are not read."""
    given = words.get("tags", {})
    return None if given == "unknown" else {**(OURS if words.get("ours", True) else {}), **given}


def _known(words: Words, name: str, default: Any = ()) -> Any:
    """A value of an entity, None where the words say that it is unknown."""
    value = words.get(name, default)
    return None if value == "unknown" else value


class _Arns:
    """The ARNs of policies by their names: a policy of the case, or else one of AWS."""

    def __init__(self, policies: list[ManagedPolicy]) -> None:
        self._known = {policy.name: policy.arn for policy in policies}

    def principal(self, words: Words) -> dict[str, Any]:
        """What all principals have."""
        attached, inline = _known(words, "attached"), _known(words, "inline", {})
        return {
            "path": words.get("path", PATH),
            "attached": None if attached is None else frozenset(map(self._arn, attached)),
            "inline": None if inline is None else frozenset(inline),
            "documents": {name: document(held) for name, held in (inline or {}).items()},
        }

    def _arn(self, name: str) -> str:
        return name if name.startswith("arn:") else self._known.get(name, IDENTITY.aws_policy(name))


def _arn(kind: Kind, words: Words, name: str) -> str:
    return IDENTITY.arn(kind, words.get("path", PATH), name)


def _role(name: str, words: Words, arns: _Arns) -> Role:
    trust = words.get(
        "trust", [{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]
    )
    tags = _tags(words)
    return Role(
        name=name,
        arn=_arn(Kind.ROLE, words, name),
        trust=deployer_trust(trust["principals"], require_mfa=True) if isinstance(trust, Mapping) else document(trust),
        tags={**tags, **GENERAL_ROLE_TAG} if tags is not None and words.get("general") else tags,
        boundary=words.get("boundary", ""),
        max_session=_known(words, "max_session", 3600),
        created=days_ago(words.get("created", 100)),
        last_used=days_ago(_known(words, "last_used", None)),
        use_read=None if words.get("last_used") == "unknown" else True,
        **arns.principal(words),
    )


def _user(name: str, words: Words, arns: _Arns) -> User:
    groups = _known(words, "groups")
    return User(
        name=name,
        arn=_arn(Kind.USER, words, name),
        tags=_tags(words),
        boundary=words.get("boundary", ""),
        groups=None if groups is None else frozenset(groups),
        created=days_ago(words.get("created", 100)),
        **arns.principal(words),
    )


def snapshot(words: Words) -> Snapshot:
    policies = _policies(words.get("policies", {}))
    arns = _Arns(policies)
    entities: list[Entity] = [*policies]
    for name, group in words.get("groups", {}).items():
        entities.append(Group(name=name, arn=_arn(Kind.GROUP, group, name), **arns.principal(group)))
    entities += [_user(name, user, arns) for name, user in words.get("users", {}).items()]
    entities += [_role(name, role, arns) for name, role in words.get("roles", {}).items()]
    for name, profile in words.get("profiles", {}).items():
        arn = _arn(Kind.INSTANCE_PROFILE, profile, name)
        path, role = profile.get("path", PATH), profile.get("role")
        entities.append(InstanceProfile(name=name, path=path, arn=arn, role=role, tags=_tags(profile)))
    return account(*entities, complete=words.get("complete", True))
