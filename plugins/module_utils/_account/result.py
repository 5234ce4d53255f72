# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``access`` value that the module returns: ARNs and documents of every part, as they are after the run."""

from __future__ import annotations

from typing import Any

from .._policy.catalogue.editions import CATALOGUE
from .model import END_TAG, Entity, ManagedPolicy, Role, Snapshot
from .ownership import is_managed
from .review import recorded
from .spec import Desired

__all__ = ["access_result", "content"]


def _named(entity: Entity | None, desired: Desired) -> dict[str, Any] | None:
    """Name, ARN and ownership; None for what does not exist."""
    if entity is None:
        return None
    return {"name": entity.name, "arn": entity.arn, "managed": is_managed(desired, entity)}


def content(policy: ManagedPolicy) -> dict[str, Any]:
    """The document that applies, and its size in characters that count; None for both where it is not known."""
    document = policy.default.document if policy.default else None
    return {"document": document.to_json() if document else None, "size": document.size if document else None}


def _policies(desired: Desired, after: Snapshot) -> list[dict[str, Any]]:
    described = []
    for name in desired.policy.names or (desired.policy.name,) if desired.policy else ():
        policy = after.policy(name)
        if isinstance(policy, ManagedPolicy):
            record = recorded(policy)
            described.append(
                {
                    **(_named(policy, desired) or {}),
                    **content(policy),
                    "catalogue": record.catalogue if record else None,
                    "valid_until": (policy.tags or {}).get(END_TAG),
                }
            )
    return described


def _group(desired: Desired, after: Snapshot) -> dict[str, Any] | None:
    found = after.group(desired.group.name) if desired.group else None
    described = _named(found, desired)
    if found and described:
        described.update(members=list(after.members(found.name)), attached_policies=sorted(found.attached or ()))
    return described


def _role(role: Role | None, desired: Desired) -> dict[str, Any] | None:
    described = _named(role, desired)
    if role and described:
        described.update(
            assume_role_policy_document=role.trust.to_json(), attached_policies=sorted(role.attached or ())
        )
    return described


def _worker(desired: Desired, after: Snapshot) -> dict[str, Any] | None:
    if not desired.worker:
        return None
    role = _role(after.role(desired.worker.role.name), desired)
    profile = _named(after.profile(desired.worker.profile_name), desired)
    return {"role": role, "instance_profile": profile} if role or profile else None


def _deployer(desired: Desired, after: Snapshot) -> dict[str, Any] | None:
    if not desired.deployer:
        return None
    found = after.get(desired.deployer.ref)
    described = _role(found, desired) if isinstance(found, Role) else _named(found, desired)
    return described and {**described, "kind": desired.deployer.kind.value}


def access_result(desired: Desired, after: Snapshot) -> dict[str, Any]:
    """Every part by its option name. A part that was not asked for, or does not exist, is null or empty."""
    identity, general_role = desired.identity, desired.general_role
    users = (_named(after.user(user.name), desired) for user in desired.users or ())
    return {
        "account_id": identity.account_id,
        "partition": identity.partition,
        "catalogue": CATALOGUE.to_json(),
        "policies": _policies(desired, after),
        "group": _group(desired, after),
        "users": [user for user in users if user],
        "general_role": _role(after.role(general_role.name), desired) if general_role else None,
        "worker": _worker(desired, after),
        "deployer": _deployer(desired, after),
    }
