# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What this collection manages in an account and no option names any more.

Every entity belongs to one part of the options by what it is. A part that is not given is not managed by this run,
since parts may be managed by several runs, so nothing is said of its entities. An administrator is the exception: a run
that manages the users tells of one that no option names, but does not remove it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .._iam.entities import Kind, Ref
from .._iam.limits import ADMINISTRATOR_ACCESS
from .._plan.ownership import has_own_tag
from .model import Entity, Group, Role, Snapshot, User
from .spec import GENERAL_ROLE_TAG, PROVISIONER_TAG, Desired
from .trust import EC2_SERVICES, trusted_names

__all__ = ["Leftover", "covered_parts", "is_under_path", "leftovers", "part_for", "unread"]

_PARTS = {Kind.POLICY: "policy", Kind.GROUP: "group", Kind.INSTANCE_PROFILE: "worker"}
SHARED_PATH = "/"  # everybody's: a group there may be of others, although it counts as managed where it is named


class Leftover(NamedTuple):
    """An entity that no option names.

    ``part`` is the part of the options that it belongs to, ``finding`` the row of the table of findings that tells it,
    and ``purged`` says whether the option ``purge`` removes it.
    """

    entity: Entity
    part: str
    finding: str
    purged: bool = False


def part_for(desired: Desired, entity: Entity) -> str:
    """The part of the options that an entity belongs to.

    The general role carries a tag. A user with AdministratorAccess, and another role that does not trust EC2, can only
    have been made as a deployer.
    """
    if isinstance(entity, User):
        administrator = desired.identity.aws_policy(ADMINISTRATOR_ACCESS)
        return "deployer" if administrator in (entity.attached or ()) else "users"
    if isinstance(entity, Role):
        if GENERAL_ROLE_TAG.items() <= (entity.tags or {}).items():
            return "general_role"
        return "deployer" if EC2_SERVICES.isdisjoint(trusted_names(entity.trust)) else "worker"
    return _PARTS[entity.ref.kind]


def covered_parts(desired: Desired) -> frozenset[str]:
    """The parts whose entities this run tells of and, with ``purge``, removes.

    These are the parts that are given; a group that is only referred to is not. When everything else is to be removed,
    general role and deployer are covered too, so that nothing remains under the path.
    """
    removes_all = not desired.present and _gives_the_rest(desired)
    given = {
        "policy": desired.policy is not None,
        "group": desired.group is not None and desired.group.managed,
        "users": desired.users is not None,
        "general_role": desired.general_role is not None or removes_all,
        "worker": desired.worker is not None,
        "deployer": desired.deployer is not None or removes_all,
    }
    return frozenset(part for part, covered in given.items() if covered)


def _gives_the_rest(desired: Desired) -> bool:
    """Tells whether all parts are given but those that a run makes only when asked for."""
    managed = desired.group is not None and desired.group.managed
    return managed and desired.users is not None and None not in (desired.policy, desired.worker)


def is_under_path(desired: Desired, entity: Entity) -> bool:
    """Tells whether an entity lies under the path of this run. Paths below it may belong to other runs."""
    return entity.path == desired.path


def _named(desired: Desired, observed: Snapshot) -> set[Ref]:
    """What the options name. Parts of the general policy that are not needed any more always go with it."""
    named = set(desired.refs())
    if desired.deployer:
        named.discard(desired.deployer.other_ref)
        named.add(desired.deployer.ref)
    if desired.policy:
        named.update(policy.ref for policy in desired.policy.parts_in(observed))
    return named


def unread(desired: Desired, observed: Snapshot) -> Iterator[Ref]:
    """Entities whose tags have not been read and decide whether they are left over."""
    if not observed.complete:
        return
    covered, named = covered_parts(desired), _named(desired, observed)
    for entity in observed.values():
        if isinstance(entity, Group) or entity.tags is not None or entity.ref in named:
            continue
        possible = {part_for(desired, entity), "general_role" if isinstance(entity, Role) else ""}
        if is_under_path(desired, entity) and possible & covered:
            yield entity.ref


def leftovers(desired: Desired, observed: Snapshot) -> tuple[Leftover, ...]:
    """What this collection manages and no option names, in a stable order.

    Args:
        desired: what the account should hold, or with ``present`` false what should go.
        observed: the whole account. Of an account that was read by name nothing is known to be left over.
    """
    if not observed.complete:
        return ()
    named = _named(desired, observed)
    others = (observed[ref] for ref in sorted(observed) if ref not in named)
    return tuple(found for entity in others if (found := _leftover(desired, entity)) is not None)


def _is_provisioner(entity: Entity) -> bool:
    """Tells whether an entity belongs to the provisioner, which only its own module removes."""
    return not isinstance(entity, Group) and PROVISIONER_TAG.items() <= (entity.tags or {}).items()


def _leftover(desired: Desired, entity: Entity) -> Leftover | None:
    if _is_provisioner(entity):
        return None
    part = part_for(desired, entity)
    covered, under_path = part in covered_parts(desired), is_under_path(desired, entity)
    own_path = under_path and desired.path != SHARED_PATH
    ours = own_path if isinstance(entity, Group) else has_own_tag(entity.tags)
    if not covered:
        told = ours and under_path and part == "deployer" and desired.users is not None
        return Leftover(entity=entity, part=part, finding="administrator-left-over") if told else None
    if ours:
        finding = "left-over" if under_path else "left-over-elsewhere"
        return Leftover(entity=entity, part=part, finding=finding, purged=under_path)
    unmarked = own_path and not desired.present and not isinstance(entity, Group) and entity.tags is not None
    return Leftover(entity=entity, part=part, finding="unmarked") if unmarked else None
