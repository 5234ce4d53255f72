# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which entities this collection manages, and their tags and boundaries: rules that all types of entities share."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from .._iam.entities import Tags
from .._plan.ownership import OWN_TAG, has_own_tag, not_managed
from .._plan.tags import tag_difference, tag_list
from .draft import AccountDraft, Wave
from .entity_types import ENTITY_TYPES
from .model import Entity, Group, InstanceProfile, ManagedPolicy, Role, User
from .spec import Desired, PolicySpec, part_of

__all__ = [
    "converge_boundary",
    "converge_tags",
    "is_managed",
    "may_manage",
    "may_manage_policy",
    "own_tags",
    "was_made_elsewhere",
]

Tagged = TypeVar("Tagged", ManagedPolicy, User, Role, InstanceProfile)
Bounded = TypeVar("Bounded", User, Role)


def own_tags(tags: Tags | None, further: Tags | None = None) -> dict[str, str]:
    """The tags of a managed entity: the user's, and the collection's own, those of this entity alone in ``further``."""
    return {**(tags or {}), **OWN_TAG, **(further or {})}


def is_managed(desired: Desired, entity: Entity) -> bool:
    """Tells whether this collection manages an entity: by its tag, or by its path if it shows no tags."""
    tags = None if isinstance(entity, Group) else entity.tags
    return entity.path == desired.path if tags is None else has_own_tag(tags)


def was_made_elsewhere(desired: Desired, draft: AccountDraft, entity: Entity) -> bool:
    """Tells whether this collection made a group under another path, as it did something with its tag there."""
    if not isinstance(entity, Group) or entity.path in ("/", desired.path):
        return False
    others = (other for other in draft.observed.values() if not isinstance(other, Group) and other.path == entity.path)
    return any(has_own_tag(other.tags) for other in others)


def may_manage(desired: Desired, draft: AccountDraft, entity: Entity) -> bool:
    """Tells whether the entity may be changed: it is managed, or is adopted. Otherwise adds a conflict."""
    if is_managed(desired, entity) or desired.adopt:
        if entity.path != desired.path and not isinstance(entity, (Group, User)):
            draft.find("path-differs", entity.ref, found=entity.path, wanted=desired.path)
        return True
    what = f"{entity.ref} ({entity.arn})"
    if was_made_elsewhere(desired, draft, entity):
        draft.conflicts.append(
            f"{what} lies under the path {entity.path}, where this collection made it, and not under {desired.path};"
            f" set path to {entity.path}, or set adopt: true to move it, or remove it first with state: absent and"
            f" path: {entity.path}"
        )
    else:
        draft.conflicts.append(not_managed(what, "set adopt: true to manage it", "choose another name"))
    return False


def may_manage_policy(desired: Desired, draft: AccountDraft, spec: PolicySpec, policy: ManagedPolicy) -> bool:
    """Like ``may_manage``, for a part of the general policy: a part of another general policy is a conflict."""
    other = part_of(policy)
    if spec.includes(policy) or (other is None and (desired.adopt or not is_managed(desired, policy))):
        return may_manage(desired, draft, policy)
    what = f"is a part of policy {other}" if other else "is a separate policy"
    draft.conflicts.append(
        f"{policy.ref} ({policy.arn}) {what}, but its name is reserved for the parts of policy"
        f" {spec.name}; choose another policy.name" + ("" if other else ", or set adopt: true")
    )
    return False


def converge_tags(
    desired: Desired, draft: AccountDraft, entity: Tagged, own: Tags | None = None, further: Tags | None = None
) -> Tagged:
    """Plans the tag changes of an entity that is managed.

    Args:
        desired: what the account should hold.
        draft: takes the changes.
        entity: the entity.
        own: the user's tags for this entity alone.
        further: the collection's tags for this entity alone.

    Returns:
        The entity with its new tags.
    """
    wanted = desired.wanted_tags(own)
    entity_type = ENTITY_TYPES[entity.ref.kind]
    folded = str.lower if entity_type.ignores_case_of_tag_keys else str
    current = entity.tags or {}
    purge = desired.purge_tags and wanted is not None
    difference = tag_difference(current, own_tags(wanted, further), purge=purge, folded=folded)
    if difference.remove:
        entity = replace(entity, tags={key: value for key, value in current.items() if key not in difference.remove})
        draft.update(Wave.ENTITIES, entity_type.untag, entity, TagKeys=list(difference.remove))
    if difference.set:
        replaced = set(map(folded, difference.set))
        kept = {key: value for key, value in (entity.tags or {}).items() if folded(key) not in replaced}
        entity = replace(entity, tags={**kept, **difference.set})
        draft.update(Wave.ENTITIES, entity_type.tag, entity, Tags=tag_list(difference.set))
    return entity


def converge_boundary(draft: AccountDraft, entity: Bounded, wanted: str | None) -> Bounded:
    """Plans the permissions boundary: None leaves it alone, empty removes it. Returns the entity with it."""
    if wanted is None or wanted == (entity.boundary or ""):
        return entity
    entity_type = ENTITY_TYPES[entity.ref.kind]
    entity = replace(entity, boundary=wanted)
    if wanted:
        draft.update(Wave.ENTITIES, entity_type.put_boundary, entity, PermissionsBoundary=wanted)
    else:
        draft.update(Wave.ENTITIES, entity_type.delete_boundary, entity)
    return entity
