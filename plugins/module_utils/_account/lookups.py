# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first read of an account leaves open and the plan depends on.

GetAccountAuthorizationDetails tells neither the tags of managed policies, nor the session length of roles, nor instance
profiles without a role, nor credentials; targeted reads stay shallow. Only what matters is looked up, entity by entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._iam.entities import Kind, Ref
from .foreign import unread_policies
from .leftovers import covered_parts, leftovers, unread
from .model import ManagedPolicy, Role, Snapshot, User
from .ownership import is_managed
from .spec import Desired

__all__ = [
    "FEW_CALLS",
    "PAGE_SIZE",
    "calls_by_name",
    "children_to_read",
    "entities_to_read",
    "memberships_to_read",
    "reads_profiles",
    "reads_whole_account",
]

PAGE_SIZE = 1000  # entities in a page of GetAccountAuthorizationDetails
PAGE_WEIGHT = 4  # a page takes about as long as this many reads by name
FEW_CALLS = 4  # so few reads by name are not worth asking how large the account is
CALLS_BY_NAME: Mapping[str, int] = {"policy": 4, "group": 2, "general_role": 2, "worker": 3, "deployer": 3}


def calls_by_name(params: Mapping[str, Any]) -> int:
    """About how many calls it takes to read by name what the parameters of the module name."""
    components = sum(calls for component, calls in CALLS_BY_NAME.items() if params.get(component))
    return components + len(params.get("users") or ())


def reads_whole_account(params: Mapping[str, Any], summary: Mapping[str, int]) -> bool:
    """``discovery: auto``: tells whether reading the whole account takes less than reading by name.

    Args:
        params: the parameters of the module.
        summary: what GetAccountSummary says; it tells how many pages the account has.
    """
    entities = sum(summary.get(key, 0) for key in ("Users", "Groups", "Roles", "Policies"))
    return 1 + PAGE_WEIGHT * (entities // PAGE_SIZE) < calls_by_name(params)


def entities_to_read(desired: Desired, observed: Snapshot) -> tuple[Ref, ...]:
    """Entities with an unknown attribute that decides about a change."""
    return tuple(dict.fromkeys(_unknown(desired, observed)))


def _unknown(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    for entity in observed.values():
        untagged = isinstance(entity, ManagedPolicy) and entity.tags is None
        if untagged and desired.policy and desired.policy.reserves_name(entity.name):
            yield entity.ref
    if desired.worker:
        profile = observed.profile(desired.worker.profile_name)
        if (profile is None and observed.complete) or (profile and profile.tags is None):
            yield Ref(Kind.INSTANCE_PROFILE, desired.worker.profile_name)
    for ref, boundary in _bounded(desired):
        found = observed.get(ref)
        if isinstance(found, (User, Role)):
            unbounded = boundary is not None and found.boundary is None
            if unbounded or found.tags is None:
                yield ref
    yield from _members_left_behind(desired, observed)
    yield from unread(desired, observed)
    yield from unread_policies(desired, observed)
    yield from _sessions(desired, observed)
    deployer = observed.get(desired.deployer.ref) if desired.deployer else None
    if isinstance(deployer, User) and deployer.attached is None:
        yield deployer.ref


def _sessions(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    """Roles whose session length is limited and was not read."""
    for spec in desired.roles.values():
        role = observed.role(spec.name)
        if spec.max_session and role and role.max_session is None:
            yield role.ref


def memberships_to_read(desired: Desired, observed: Snapshot) -> tuple[Ref, ...]:
    """Users who are to join the group and whose groups were not read: their number is limited."""
    users = (observed.user(user.name) for user in desired.users or () if user.present and desired.group)
    return tuple(user.ref for user in users if user and user.groups is None and desired.present)


def reads_profiles(desired: Desired) -> bool:
    """Tells whether to list the instance profiles under the path: the whole account shows none without a role."""
    return desired.purge and "worker" in covered_parts(desired)


def _members_left_behind(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    """Members of a group that is deleted: their tags say whether they are managed, which makes a finding."""
    group = observed.group(desired.group.name) if desired.group and desired.group.managed else None
    if group and not desired.present and is_managed(desired, group):
        users = (observed.user(name) for name in observed.members(group.name))
        yield from (user.ref for user in users if user and user.tags is None)


def _bounded(desired: Desired) -> Iterator[tuple[Ref, str | None]]:
    for user in desired.users or ():
        yield Ref(Kind.USER, user.name), user.boundary
    for role in desired.roles.values():
        yield Ref(Kind.ROLE, role.name), role.boundary
    if desired.deployer and desired.deployer.kind is Kind.USER:
        yield desired.deployer.ref, desired.deployer.boundary


def children_to_read(desired: Desired, observed: Snapshot) -> tuple[Ref, ...]:
    """Entities to be deleted: everything that depends on them must be known first."""
    going = {Ref(Kind.USER, user.name) for user in desired.users or () if not (desired.present and user.present)}
    if not desired.present:
        going.update(desired.refs())
        if desired.deployer:
            going.discard(desired.deployer.other_ref)
        if desired.group and not desired.group.managed:
            going.discard(Ref(Kind.GROUP, desired.group.name))
    if desired.policy:
        kept = desired.policy.names if desired.present else ()
        going.update(policy.ref for policy in desired.policy.parts_in(observed) if policy.name not in kept)
    if desired.purge:
        going.update(leftover.entity.ref for leftover in leftovers(desired, observed) if leftover.purged)
    found = (observed.get(ref) for ref in sorted(going))
    return tuple(entity.ref for entity in found if entity is not None and is_managed(desired, entity))
