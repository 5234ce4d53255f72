# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first read of an account left open and the plan depends on.

GetAccountAuthorizationDetails tells neither the tags of managed policies, nor the session length of roles, nor instance
profiles without a role, nor credentials; targeted reads stay shallow. Only what matters is looked up, entity by entity.
"""

from __future__ import annotations

from collections.abc import Iterator

from .._iam.entities import Kind, Ref
from .model import ManagedPolicy, Role, Snapshot, User
from .ownership import is_ours
from .spec import Desired

__all__ = ["children_to_read", "entities_to_read"]


def entities_to_read(desired: Desired, observed: Snapshot) -> tuple[Ref, ...]:
    """Entities of which a fact is unknown that decides about a change."""
    return tuple(dict.fromkeys(_unknown(desired, observed)))


def _unknown(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    for entity in observed.entities.values():
        untagged = isinstance(entity, ManagedPolicy) and entity.tags is None
        if untagged and desired.policy and desired.policy.may_own(entity.name):
            yield entity.ref
    if desired.worker:
        profile = observed.profile(desired.worker.profile_name)
        if (profile is None and observed.complete) or (profile and profile.tags is None):
            yield Ref(Kind.INSTANCE_PROFILE, desired.worker.profile_name)
    for ref, boundary in _bounded(desired):
        found = observed.entities.get(ref)
        if isinstance(found, (User, Role)):
            unbounded = boundary is not None and found.boundary is None
            if unbounded or found.tags is None:
                yield ref
    yield from _members_left_behind(desired, observed)
    deployer = observed.entities.get(desired.deployer.ref) if desired.deployer else None
    if isinstance(deployer, Role) and deployer.max_session is None:
        yield deployer.ref
    if isinstance(deployer, User) and deployer.attached is None:
        yield deployer.ref


def _members_left_behind(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    """Members of a group that goes: their tags say whether they are ours, which is worth a note."""
    group = observed.group(desired.group.name) if desired.group and desired.group.managed else None
    if group and not desired.present and is_ours(desired, group):
        users = (observed.user(name) for name in observed.members(group.name))
        yield from (user.ref for user in users if user and user.tags is None)


def _bounded(desired: Desired) -> Iterator[tuple[Ref, str | None]]:
    for user in desired.users or ():
        yield Ref(Kind.USER, user.name), user.boundary
    if desired.worker:
        yield Ref(Kind.ROLE, desired.worker.role.name), desired.worker.role.boundary
    if desired.deployer:
        yield desired.deployer.ref, desired.deployer.boundary


def children_to_read(desired: Desired, observed: Snapshot) -> tuple[Ref, ...]:
    """Entities that are to be deleted, whose children and users must therefore be known first."""
    going = {Ref(Kind.USER, user.name) for user in desired.users or () if not (desired.present and user.present)}
    if not desired.present:
        going.update(desired.refs())
        if desired.deployer:
            going.discard(desired.deployer.other_ref)
        if desired.group and not desired.group.managed:
            going.discard(Ref(Kind.GROUP, desired.group.name))
    if desired.policy:
        kept = desired.policy.names if desired.present else ()
        going.update(policy.ref for policy in desired.policy.found_in(observed) if policy.name not in kept)
    found = (observed.entities.get(ref) for ref in sorted(going))
    return tuple(entity.ref for entity in found if entity is not None and is_ours(desired, entity))
