# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: everything that an account holds, as plain values to compare.

Told apart by the number of keys and devices, not by their ids: two accounts set up alike have equal snapshots.
"""

from __future__ import annotations

import json
from typing import Any

from tests.support.strict.world import World, boundary_of, service_credentials

Shown = dict[str, Any]


def snapshot(world: World) -> Shown:
    """Return all of an account; its own id reads ACCOUNT, so that accounts can be compared."""
    whole = {
        "users": {item.name: user(world, item) for item in world.users()},
        "groups": {item.name: group(world, item) for item in world.groups()},
        "roles": {item.name: role(world, item) for item in world.roles()},
        "instance_profiles": {item.name: profile(world, item) for item in world.profiles()},
        "policies": {item.arn: policy(world, item) for item in world.policies()},
        "virtual_mfa_devices": {
            serial: device.user and device.user.name
            for serial, device in sorted(world.state.virtual_mfa_devices.items())
        },
    }
    shown: Shown = json.loads(json.dumps(whole).replace(world.account_id, "ACCOUNT"))
    return shown


def principal(entity: Any) -> Shown:
    """Return what users, groups and roles have in common."""
    return {
        "path": entity.path,
        "attached": sorted(entity.managed_policies),
        "inline": {name: json.loads(text) for name, text in sorted(entity.policies.items())},
    }


def user(world: World, entity: Any) -> Shown:
    """Return a user with all that it holds."""
    return principal(entity) | {
        "tags": world.tags(entity),
        "boundary": boundary_of(entity),
        "groups": [item.name for item in world.groups_of(entity)],
        "password": entity.password is not None,
        "access_keys": [key.status for key in entity.access_keys],
        "certificates": len(entity.signing_certificates),
        "ssh_keys": len(entity.ssh_public_keys),
        "service_credentials": [item["ServiceName"] for item in service_credentials(entity).values()],
        "mfa_devices": sorted(entity.mfa_devices),
    }


def group(_world: World, entity: Any) -> Shown:
    """Return a group with its members."""
    return principal(entity) | {"members": sorted(item.name for item in entity.users)}


def role(world: World, entity: Any) -> Shown:
    """Return a role with whom it trusts."""
    return principal(entity) | {
        "tags": world.tags(entity),
        "boundary": boundary_of(entity),
        "trust": json.loads(entity.assume_role_policy_document),
        "description": entity.description,
        "session": int(entity.max_session_duration),
    }


def profile(world: World, entity: Any) -> Shown:
    """Return an instance profile with its role."""
    return {"path": entity.path, "tags": world.tags(entity), "roles": [item.name for item in entity.roles]}


def policy(world: World, entity: Any) -> Shown:
    """Return a managed policy with the document of every version, by its id, and which is in force."""
    return {
        "path": entity.path,
        "tags": world.tags(entity),
        "description": entity.description,
        "in_force": entity.default_version_id,
        "versions": {item.version_id: json.loads(item.document) for item in reversed(entity.versions)},
        "attached_to": sorted(f"{type(item).__name__} {item.name}" for item in world.holders(entity.arn)),
        "bounds": sorted(f"{type(item).__name__} {item.name}" for item in world.bounded_by(entity.arn)),
    }
