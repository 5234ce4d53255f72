# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups, users and roles: how they are made, moved, kept and given policies, whichever part needs them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from .._iam.entities import Kind, Ref, Tags
from .draft import Draft, Wave
from .model import Group, Principal, Role, User
from .ownership import claim, converge_boundary, converge_tags, own_tags, tag_list
from .spec import SESSION_SECONDS, Desired, RolePart

__all__ = ["attach", "attach_general", "converge_role", "create_user", "keep_user", "move"]

Movable = TypeVar("Movable", Group, User)


def attach(draft: Draft, principal: Principal, arn: str) -> None:
    """Plans the attachment of a managed policy, unless it is attached."""
    if arn in (principal.attached or ()):
        return
    after = replace(principal, attached=frozenset({*(principal.attached or ()), arn}))
    draft.update(Wave.RELATIONS, f"Attach{principal.ref.kind.value.title()}Policy", after, PolicyArn=arn)


def attach_general(desired: Desired, draft: Draft, ref: Ref) -> None:
    """Attaches every part of the general policy, where it is managed in this run."""
    for name in desired.policy.names if desired.policy else ():
        policy, principal = draft.now.policy(name), draft.now.entities.get(ref)
        if policy and isinstance(principal, (Group, Role)):
            attach(draft, principal, policy.arn)


def move(desired: Desired, draft: Draft, entity: Movable) -> Movable:
    """Groups and users can change their path; the ARN follows."""
    if entity.path == desired.path:
        return entity
    kind = entity.ref.kind
    moved = replace(entity, path=desired.path, arn=desired.identity.arn(kind, desired.path, entity.name))
    draft.update(Wave.ENTITIES, f"Update{kind.value.title()}", moved, NewPath=desired.path)
    return moved


def _create_principal(desired: Desired, draft: Draft, wave: Wave, entity: User | Role, **params: Any) -> None:
    """Plans CreateUser or CreateRole with path, tags and boundary, so that the entity is never there without them."""
    noun = entity.ref.kind.value.title()
    if entity.boundary:
        params["PermissionsBoundary"] = entity.boundary
    tags = tag_list(entity.tags or {})
    draft.update(wave, f"Create{noun}", entity, Path=desired.path, Tags=tags, **params)


def create_user(desired: Desired, draft: Draft, name: str, tags: Tags, boundary: str | None) -> None:
    """Plans a user with path, tags and boundary."""
    arn = desired.identity.arn(Kind.USER, desired.path, name)
    user = User(name=name, path=desired.path, arn=arn, tags=tags, boundary=boundary or "")
    _create_principal(desired, draft, Wave.ENTITIES, user)


def keep_user(desired: Desired, draft: Draft, user: User, tags: Tags | None, boundary: str | None) -> None:
    """Plans path, tags and boundary of a user that is ours; ``tags`` are for it alone."""
    moved = move(desired, draft, user)
    converge_boundary(draft, converge_tags(desired, draft, moved, tags), boundary)


def converge_role(desired: Desired, draft: Draft, part: RolePart) -> bool:
    """Plans a role with its trust policy, tags and boundary. False if the name is taken by somebody else's role."""
    found = draft.now.role(part.name)
    wave = Wave.TRUSTING if any(map(draft.makes, part.trusted)) else Wave.ENTITIES
    if found is None:
        role = Role(
            name=part.name,
            path=desired.path,
            arn=desired.identity.arn(Kind.ROLE, desired.path, part.name),
            trust=part.trust,
            tags=own_tags(desired.tags),
            boundary=part.boundary or "",
            max_session=SESSION_SECONDS,
        )
        _create_principal(
            desired,
            draft,
            wave,
            role,
            AssumeRolePolicyDocument=part.trust.text,
            Description=part.description,
            MaxSessionDuration=SESSION_SECONDS,
        )
        return True
    if not claim(desired, draft, found):
        return False
    if found.trust != part.trust:
        found = replace(found, trust=part.trust)
        draft.update(wave, "UpdateAssumeRolePolicy", found, PolicyDocument=part.trust.text)
    converge_boundary(draft, converge_tags(desired, draft, found), part.boundary)
    return True
