# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an account in one of two ways: the whole account at once, or entity by entity."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import AccessDeniedError, translated
from .._aws.parallel import side_by_side
from .._iam.entities import Identity, Kind, Ref
from .._policy.split import MAX_POLICIES
from .answers import entities_from
from .draft import AccountPlan
from .lookups import PAGE_SIZE, children_to_read, entities_to_read, memberships_to_read, reads_profiles
from .model import Entity, ManagedPolicy, Role, Snapshot, User
from .policies import arranged_policy
from .readers import (
    read_arn,
    read_children,
    read_entity,
    read_facts,
    read_memberships,
    read_policies_named,
    read_profiles_under,
    read_session_lengths,
)
from .references import check_found, open_references
from .spec import Desired, PolicySpec

__all__ = ["Observer", "whole_account"]

FILTER = ["User", "Role", "Group", "LocalManagedPolicy"]
OF_AWS = "AWSManagedPolicy"


class Observer:
    """Reads one account through one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._iam = connection.iam

    def account(self, keep: Callable[[Mapping[str, Any]], None] | None = None) -> Snapshot:
        """Everything in the account, in one read.

        Args:
            keep: is given each answer as it is. Then the policies of AWS are asked for too, as other tools need them.

        Raises:
            AccessDeniedError: the caller may not read the whole account.
        """
        entities: list[Entity] = []
        pages = self._iam.get_paginator("get_account_authorization_details").paginate(
            Filter=[*FILTER, OF_AWS] if keep else FILTER, PaginationConfig={"PageSize": PAGE_SIZE}
        )
        with translated("read the account"):
            for page in pages:
                if keep:
                    keep(page)
                entities += entities_from(page)
        return whole_account(self._identity(entities), entities)

    def _identity(self, entities: Iterable[Entity]) -> Identity:
        """Account and partition as the ARNs of the account's own entities state them: one call less."""
        for entity in entities:
            return Identity.of(entity.arn)
        return self._connection.identity()

    def by_name(self, desired: Desired) -> Snapshot:
        """The entities that are named, and the members of the group."""
        identity = desired.identity
        others = [ref for ref in desired.refs() if ref.kind is not Kind.POLICY]
        entities = [*self._policies(desired), *self._read(identity, desired.path, others)]
        return Snapshot(identity=identity, entities=_by_ref(entities))

    def check_references(self, desired: Desired, planned: AccountPlan) -> None:
        """Makes sure that what the planned calls name exists; what may not be read is left to AWS to check.

        Raises:
            OptionError: an option names what the account does not hold.
        """
        for reference in open_references(desired, planned):
            known = None if reference.is_aws_managed else planned.after.get(reference.ref)
            arn = known.arn if known else None
            if known is None and (reference.is_aws_managed or not planned.after.complete):
                try:
                    arn = read_arn(self._iam, reference)
                except AccessDeniedError:
                    continue
            check_found(reference, arn)

    def _policies(self, desired: Desired) -> list[Entity]:
        """The policy's parts that are wanted, and further ones up to the first gap: they are numbered in order.

        One listing finds all of them, under any path, where a part that is wanted is missing or all are to be removed.
        """
        part = desired.policy
        if part is None:
            return []
        found = self._read(desired.identity, desired.path, [Ref(Kind.POLICY, name) for name in part.names])
        found += self._further_parts(desired, part, len(part.names) + 1) if part.names else ()
        known = {entity.name for entity in found}
        if part.names and known.issuperset(part.names):
            return found
        names = {part.name_of(number) for number in range(1, MAX_POLICIES + 1)}
        return [*found, *read_policies_named(self._iam, names - known)]

    def _further_parts(self, desired: Desired, part: PolicySpec, number: int) -> list[Entity]:
        further: list[Entity] = []
        for later in range(number, MAX_POLICIES + 1):
            found = self._read(desired.identity, desired.path, [Ref(Kind.POLICY, part.name_of(later))])
            if not found:
                break
            further += found
        return further

    def _read(self, identity: Identity, path: str, refs: Iterable[Ref]) -> list[Entity]:
        def read(ref: Ref) -> tuple[Entity, ...]:
            name = identity.arn(ref.kind, path, ref.name) if ref.kind is Kind.POLICY else ref.name
            return read_entity(self._iam, ref.kind, name)

        return self._in_parallel(read, refs)

    def with_profiles(self, observed: Snapshot, path: str) -> Snapshot:
        """The snapshot with all instance profiles under a path: the whole account shows none without a role."""
        return _merged(observed, read_profiles_under(self._iam, path))

    def with_sessions(self, observed: Snapshot, path: str) -> Snapshot:
        """The snapshot with the length of sessions of all roles under a path, which the whole account does not tell."""
        lengths = read_session_lengths(self._iam, path)
        roles = (entity for entity in observed.values() if isinstance(entity, Role) and entity.name in lengths)
        return _merged(observed, [replace(role, max_session=lengths[role.name]) for role in roles])

    def complete(self, desired: Desired, observed: Snapshot) -> Snapshot:
        """The snapshot with what the first read left open and the plan depends on."""
        if reads_profiles(desired):
            observed = self.with_profiles(observed, desired.path)
        missing = entities_to_read(desired, observed)
        deployer = desired.deployer.ref if desired.deployer else None
        facts = self._in_parallel(
            lambda ref: read_facts(self._iam, ref, observed.get(ref), attachments=ref == deployer), missing
        )
        known = _merged(observed, facts)
        desired = arranged_policy(desired, known)
        joining = memberships_to_read(desired, known)
        known = _merged(known, self._in_parallel(lambda ref: read_memberships(self._iam, known[ref]), joining))
        children = children_to_read(desired, known)
        if not children:
            return known
        known = _merged(known, self._in_parallel(lambda ref: read_children(self._iam, known[ref]), children))
        return _merged(known, self._read(desired.identity, desired.path, sorted(_holders(known))))

    @staticmethod
    def _in_parallel(read: Callable[[Ref], tuple[Entity, ...]], refs: Iterable[Ref]) -> list[Entity]:
        return [entity for entities in side_by_side(read, refs) for entity in entities]


def whole_account(identity: Identity, entities: Iterable[Entity]) -> Snapshot:
    """The account that holds these entities and no others, as GetAccountAuthorizationDetails tells them."""
    return Snapshot(identity=identity, entities=_by_ref(entities), complete=True)


def _holders(known: Snapshot) -> set[Ref]:
    """Users of the policies that are to be removed that were not read yet, or not far enough to tell their boundary."""
    usages = [item.usage for item in known.entities.values() if isinstance(item, ManagedPolicy) and item.usage]
    unread = {ref for usage in usages for ref in usage.attached | usage.boundary_of} - known.entities.keys()
    bounded = {ref: known.get(ref) for usage in usages for ref in usage.boundary_of}
    return unread | {ref for ref, item in bounded.items() if isinstance(item, (User, Role)) and item.boundary is None}


def _merged(observed: Snapshot, entities: Iterable[Entity]) -> Snapshot:
    return replace(observed, entities=_by_ref([*observed.values(), *entities]))


def _by_ref(entities: Iterable[Entity]) -> Mapping[Ref, Entity]:
    """Later reads of an entity add to earlier ones: what they leave unknown, and memberships, stay."""
    known: dict[Ref, Entity] = {}
    for entity in entities:
        earlier = known.get(entity.ref)
        known[entity.ref] = entity if earlier is None else _added(earlier, entity)
    return MappingProxyType(known)


def _added(earlier: Entity, later: Entity) -> Entity:
    facts = {key: value for key, value in vars(later).items() if value is not None and key in vars(earlier)}
    if isinstance(earlier, User) and isinstance(later, User):
        facts["groups"] = frozenset(earlier.groups or ()) | frozenset(later.groups or ())
    return replace(earlier, **facts)
