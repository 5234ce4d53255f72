# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities and plans as results show them: plain JSON, sorted, without what changes by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .model import Credentials, Entity, Group, InstanceProfile, ManagedPolicy, Role, User

__all__ = ["delta", "describe"]


def _sorted(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _tags(tags: Mapping[str, str] | None) -> dict[str, str] | None:
    return None if tags is None else dict(sorted(tags.items()))


def _credentials(credentials: Credentials | None) -> dict[str, Any] | None:
    if credentials is None:
        return None
    return {key: list(value) if isinstance(value, tuple) else value for key, value in vars(credentials).items()}


def _policy(policy: ManagedPolicy) -> dict[str, Any]:
    default = policy.default
    others = [version for version in policy.versions or () if not version.is_default]
    return {
        "document": default.document.to_json() if default and default.document else None,
        "older_versions": [version.version_id for version in sorted(others, key=lambda version: version.number)],
        "path": policy.path,
        "tags": _tags(policy.tags),
    }


def _group(group: Group) -> dict[str, Any]:
    return {"attached_policies": _sorted(group.attached), "inline_policies": _sorted(group.inline), "path": group.path}


def _user(user: User) -> dict[str, Any]:
    return {
        "attached_policies": _sorted(user.attached),
        "credentials": _credentials(user.credentials),
        "groups": _sorted(user.groups),
        "inline_policies": _sorted(user.inline),
        "path": user.path,
        "permissions_boundary": user.boundary,
        "tags": _tags(user.tags),
    }


def _role(role: Role) -> dict[str, Any]:
    return {
        "assume_role_policy_document": role.trust.to_json(),
        "attached_policies": _sorted(role.attached),
        "inline_policies": _sorted(role.inline),
        "max_session_duration": role.max_session,
        "path": role.path,
        "permissions_boundary": role.boundary,
        "tags": _tags(role.tags),
    }


def _profile(profile: InstanceProfile) -> dict[str, Any]:
    return {"path": profile.path, "role": profile.role, "tags": _tags(profile.tags)}


_DESCRIBERS: Mapping[type, Callable[[Any], dict[str, Any]]] = {
    ManagedPolicy: _policy,
    Group: _group,
    User: _user,
    Role: _role,
    InstanceProfile: _profile,
}


def describe(entity: Entity | None) -> dict[str, Any] | None:
    """An entity's managed attributes; what was not read is left out. None for an entity that does not exist."""
    if entity is None:
        return None
    attributes = _DESCRIBERS[type(entity)](entity)
    return {key: value for key, value in attributes.items() if value is not None and (key, value) != ("path", "")}


def delta(before: Entity | None, after: Entity | None) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The attributes in which two states of an entity differ; a whole description where one of them does not exist."""
    old, new = describe(before), describe(after)
    if old is None or new is None:
        return old, new
    keys = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    return {key: old.get(key) for key in keys}, {key: new.get(key) for key in keys}
