# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose is it, and which tags, path and boundary should it have: the rules that all kinds of entities share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias, TypeVar

from .._iam.entities import Kind, Tags
from .._iam.limits import RESERVED_TAG_PREFIXES
from .._plan.ownership import MANAGED_BY, TAG_KEY
from .draft import Draft, Wave
from .model import Entity, Group, InstanceProfile, ManagedPolicy, Role, User
from .spec import Desired, PolicyPart, part_of

__all__ = ["claim", "claim_part", "converge_boundary", "converge_tags", "is_ours", "own_tags", "tag_list"]

Tagged = TypeVar("Tagged", ManagedPolicy, User, Role, InstanceProfile)
Bounded: TypeAlias = "User | Role"

_API_NOUNS: Mapping[Kind, str] = {
    Kind.POLICY: "Policy",
    Kind.USER: "User",
    Kind.ROLE: "Role",
    Kind.INSTANCE_PROFILE: "InstanceProfile",
}
_FOLDS_KEYS = (Kind.USER, Kind.ROLE)  # IAM ignores the letter case of their tag keys, and of no others


def own_tags(tags: Tags | None, mark: Tags | None = None) -> dict[str, str]:
    """The tags of an entity that the collection keeps: the user's, whose it is, and a further ``mark``."""
    return {**(tags or {}), TAG_KEY: MANAGED_BY, **(mark or {})}


def tag_list(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """Tags as IAM's API takes them, sorted."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def is_ours(desired: Desired, entity: Entity) -> bool:
    """True for what this collection made or adopted: by its tag; groups, and what shows no tags, by the path."""
    tags = None if isinstance(entity, Group) else entity.tags
    return entity.path == desired.path if tags is None else tags.get(TAG_KEY) == MANAGED_BY


def claim(desired: Desired, draft: Draft, entity: Entity) -> bool:
    """True if the entity may be changed: it is ours, or ``adopt`` takes it over. Else a conflict is noted."""
    if is_ours(desired, entity) or desired.adopt:
        if entity.path != desired.path and not isinstance(entity, (Group, User)):
            draft.note("path-differs", entity.ref, found=entity.path, wanted=desired.path)
        return True
    draft.conflicts.append(
        f"{entity.ref} ({entity.arn}) exists and was not made by this collection;"
        " set adopt: true to take it over, or choose another name"
    )
    return False


def claim_part(desired: Desired, draft: Draft, part: PolicyPart, policy: ManagedPolicy) -> bool:
    """Like ``claim``, for one of a policy's parts: what belongs to another general policy of ours is a conflict."""
    other = part_of(policy)
    if part.has(policy) or (other is None and (desired.adopt or not is_ours(desired, policy))):
        return claim(desired, draft, policy)
    is_now = f"is a part of policy {other}," if other else "is a policy of its own"
    draft.conflicts.append(
        f"{policy.ref} ({policy.arn}) {is_now} and would be taken for policy {part.name}; choose another policy.name"
        + ("" if other else ", or set adopt: true")
    )
    return False


def _folded(kind: Kind, key: str) -> str:
    return key.lower() if kind in _FOLDS_KEYS else key


def converge_tags(
    desired: Desired, draft: Draft, entity: Tagged, own: Tags | None = None, mark: Tags | None = None
) -> Tagged:
    """Plans the tag changes of an entity that is ours; ``own`` are tags for it alone, as is the collection's ``mark``.

    Returns the entity with them.
    """
    wanted = desired.wanted_tags(own)
    kind = entity.ref.kind
    current = entity.tags or {}
    goal = own_tags(wanted, mark)
    have = {_folded(kind, key): value for key, value in current.items()}
    keep = {_folded(kind, key) for key in goal}
    extra = sorted(
        key
        for key in current
        if wanted is not None and _folded(kind, key) not in keep and not key.lower().startswith(RESERVED_TAG_PREFIXES)
    )
    if extra and desired.purge_tags:
        entity = replace(entity, tags={key: value for key, value in current.items() if key not in extra})
        draft.update(Wave.ENTITIES, f"Untag{_API_NOUNS[kind]}", entity, TagKeys=extra)
    missing = {key: value for key, value in goal.items() if have.get(_folded(kind, key)) != value}
    if missing:
        replaced = {_folded(kind, key) for key in missing}
        kept = {key: value for key, value in (entity.tags or {}).items() if _folded(kind, key) not in replaced}
        entity = replace(entity, tags={**kept, **missing})
        draft.update(Wave.ENTITIES, f"Tag{_API_NOUNS[kind]}", entity, Tags=tag_list(missing))
    return entity


def converge_boundary(draft: Draft, entity: Bounded, wanted: str | None) -> Bounded:
    """Plans the permissions boundary: None leaves it alone, empty removes it. Returns the entity with it."""
    if wanted is None or wanted == (entity.boundary or ""):
        return entity
    noun = _API_NOUNS[entity.ref.kind]
    entity = replace(entity, boundary=wanted)
    if wanted:
        draft.update(Wave.ENTITIES, f"Put{noun}PermissionsBoundary", entity, PermissionsBoundary=wanted)
    else:
        draft.update(Wave.ENTITIES, f"Delete{noun}PermissionsBoundary", entity)
    return entity
