# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups, users and roles: how they are created, moved and updated, and how policies are attached to them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from .._iam.entities import Kind, Ref, Tags
from .._plan.summary import listed
from .._plan.tags import tag_list
from .draft import AccountDraft, Wave
from .entity_types import ENTITY_TYPES
from .model import Group, Principal, Role, User
from .ownership import converge_boundary, converge_tags, may_manage, own_tags
from .spec import SESSION_SECONDS, Desired, RoleSpec
from .trust import is_only_chained, trust_advice, trusted_beyond

__all__ = ["attach", "attach_general", "converge_role", "create_user", "move_to_path", "update_user"]

CHAINED_SECONDS = 3600  # the longest session of a role that is assumed with the credentials of another role

Movable = TypeVar("Movable", Group, User)


def attach(draft: AccountDraft, principal: Principal, arn: str) -> None:
    """Plans the attachment of a managed policy, unless it is attached already."""
    if arn in (principal.attached or ()):
        return
    after = replace(principal, attached=frozenset({*(principal.attached or ()), arn}))
    draft.update(Wave.RELATIONS, ENTITY_TYPES[principal.ref.kind].attach_policy, after, PolicyArn=arn)


def attach_general(desired: Desired, draft: AccountDraft, ref: Ref) -> None:
    """Attaches every part of the general policy, if this run manages the policy, and those that it needs meanwhile."""
    spec = desired.policy
    for policy in reversed(spec.parts_in(draft.now) if spec else ()):
        principal = draft.now.get(ref)
        wanted = spec is not None and (policy.name in spec.names or draft.creates(policy.arn))
        if wanted and isinstance(principal, (Group, Role)):
            attach(draft, principal, policy.arn)


def move_to_path(desired: Desired, draft: AccountDraft, entity: Movable) -> Movable:
    """Plans the path of a group or user, which IAM can change. Returns the entity with it."""
    if entity.path == desired.path:
        return entity
    kind = entity.ref.kind
    moved = replace(entity, path=desired.path, arn=desired.identity.arn(kind, desired.path, entity.name))
    draft.update(Wave.ENTITIES, ENTITY_TYPES[kind].move, moved, NewPath=desired.path)
    return moved


def _create_principal(desired: Desired, draft: AccountDraft, wave: Wave, entity: User | Role, **params: Any) -> None:
    """Plans CreateUser or CreateRole with path, tags and boundary, so that the entity never exists without them."""
    if entity.boundary:
        params["PermissionsBoundary"] = entity.boundary
    tags = tag_list(entity.tags or {})
    draft.update(wave, ENTITY_TYPES[entity.ref.kind].create, entity, Path=desired.path, Tags=tags, **params)


def create_user(desired: Desired, draft: AccountDraft, name: str, tags: Tags, boundary: str | None) -> None:
    """Plans a user with path, tags and boundary."""
    arn = desired.identity.arn(Kind.USER, desired.path, name)
    user = User(name=name, path=desired.path, arn=arn, tags=tags, boundary=boundary or "")
    _create_principal(desired, draft, Wave.ENTITIES, user)


def update_user(desired: Desired, draft: AccountDraft, user: User, tags: Tags | None, boundary: str | None) -> None:
    """Plans path, tags and boundary of a managed user; ``tags`` are for this user alone."""
    moved = move_to_path(desired, draft, user)
    converge_boundary(draft, converge_tags(desired, draft, moved, tags), boundary)


def converge_role(desired: Desired, draft: AccountDraft, spec: RoleSpec) -> bool:
    """Plans a role with trust policy, tags, boundary and session. False if a role of this name may not be managed."""
    found = draft.now.role(spec.name)
    created = {
        desired.identity.arn(ref.kind, desired.path, ref.name) for ref in desired.refs() if ref not in draft.observed
    }
    wave = Wave.ENTITIES if created.isdisjoint(spec.trusted) else Wave.TRUSTING
    if found is None:
        _create_role(desired, draft, wave, spec)
    elif may_manage(desired, draft, found):
        _update_role(desired, draft, wave, spec, found)
    else:
        return False
    for identifier, values in trust_advice(spec.trust):
        draft.find(identifier, Ref(Kind.ROLE, spec.name), **values)
    if (spec.max_session or 0) > CHAINED_SECONDS and is_only_chained(spec.trust):
        draft.find("session-cut-short", Ref(Kind.ROLE, spec.name))
    return True


def _create_role(desired: Desired, draft: AccountDraft, wave: Wave, spec: RoleSpec) -> None:
    seconds = spec.max_session or SESSION_SECONDS
    role = Role(
        name=spec.name,
        path=desired.path,
        arn=desired.identity.arn(Kind.ROLE, desired.path, spec.name),
        trust=spec.trust,
        tags=own_tags(desired.tags, spec.own_tags),
        boundary=spec.boundary or "",
        max_session=seconds,
    )
    settings = {"Description": spec.description, "MaxSessionDuration": seconds}
    _create_principal(desired, draft, wave, role, AssumeRolePolicyDocument=spec.trust.text, **settings)


def _update_role(desired: Desired, draft: AccountDraft, wave: Wave, spec: RoleSpec, role: Role) -> None:
    if role.trust != spec.trust:
        if more := trusted_beyond(role.trust, spec.trust):
            draft.find("foreign-trust", role.ref, names=listed(more))
        role = replace(role, trust=spec.trust)
        draft.update(wave, "UpdateAssumeRolePolicy", role, PolicyDocument=spec.trust.text)
    role = converge_boundary(draft, converge_tags(desired, draft, role, further=spec.own_tags), spec.boundary)
    if spec.max_session and role.max_session not in (None, spec.max_session):
        role = replace(role, max_session=spec.max_session)
        draft.update(Wave.ENTITIES, "UpdateRole", role, MaxSessionDuration=spec.max_session)
