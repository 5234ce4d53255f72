# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks look at: the policies and roles of the options that this collection manages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .._account.foreign import doubtful_policies
from .._account.model import Entity, Group, InstanceProfile, ManagedPolicy, Principal, Role
from .._account.ownership import is_managed
from .._iam.entities import Kind, Ref
from .facts import Fact, Facts, not_asked, unread
from .model import Unseen

__all__ = [
    "NOT_COMPLETE",
    "NO_DOCUMENT",
    "own_policies",
    "own_roles",
    "unseen",
    "unseen_owners",
    "unseen_parts",
    "untagged",
    "worker_profile",
]

# What reads the tags that the details of the account do not tell.
READS_TAGS: Mapping[Kind, str] = {Kind.POLICY: "iam:GetPolicy", Kind.INSTANCE_PROFILE: "iam:GetInstanceProfile"}
# Why something that only the whole account tells is not known.
NO_DOCUMENT: Fact[Any] = unread("the document of the policy is not known", "iam:GetPolicyVersion")
NOT_COMPLETE: Fact[Any] = not_asked("only what the options name was read; set discovery to account")


def own_policies(facts: Facts) -> list[ManagedPolicy]:
    """The parts of the general policy that this collection manages, the first part first."""
    spec = facts.desired.policy
    parts = reversed(spec.parts_in(facts.account.known)) if spec else ()
    return [policy for policy in parts if is_managed(facts.desired, policy)]


def own_roles(facts: Facts) -> Iterator[tuple[str, Role]]:
    """The roles that this collection manages, each with the part of the options that it belongs to."""
    for part, spec in facts.desired.roles.items():
        role = facts.account.known.role(spec.name)
        if role and is_managed(facts.desired, role):
            yield part, role


def worker_profile(facts: Facts) -> InstanceProfile | None:
    """The instance profile of the worker, if it exists and this collection manages it."""
    worker = facts.desired.worker
    profile = facts.account.known.profile(worker.profile_name) if worker else None
    return profile if profile and is_managed(facts.desired, profile) else None


def untagged(facts: Facts, entity: Entity) -> Fact[Any] | None:
    """Why the tags of an entity are not known; None if they are, or if it is a group, which has none."""
    return None if isinstance(entity, Group) or entity.tags is not None else _why(facts, entity.ref)


def _why(facts: Facts, ref: Ref) -> Fact[Any]:
    """Why the tags of an entity are not known. Those of users and roles come with the account."""
    if facts.tags.value is None and ref.kind in READS_TAGS:
        return facts.tags
    return unread(f"the tags of {ref} were not read", READS_TAGS.get(ref.kind, ""))


def unseen_parts(facts: Facts, *identifiers: str) -> Iterator[Unseen]:
    """What may be further parts of the general policy: their names are reserved, and their tags were not read."""
    spec = facts.desired.policy
    for entity in facts.account.known.values() if spec else ():
        if isinstance(entity, ManagedPolicy) and spec and entity.name != spec.name and spec.reserves_name(entity.name):
            fact = untagged(facts, entity)
            yield from unseen(entity.arn, fact, *identifiers) if fact else ()


def unseen_owners(facts: Facts, principals: Iterable[Principal], *identifiers: str) -> Iterator[Unseen]:
    """Policies on principals that may be of others, as only their path was read, and not their tags."""
    desired, account = facts.desired, facts.account.known
    for arn in sorted({arn for one in principals for arn in doubtful_policies(desired, account, one)}):
        yield from unseen(arn, _why(facts, Ref(Kind.POLICY, arn.rpartition("/")[2])), *identifiers)


def unseen(resource: str, fact: Fact[Any], *identifiers: str) -> Iterator[Unseen]:
    """One and the same resource and fact for each of several checks."""
    yield from (Unseen(resource=resource, fact=fact, id=identifier) for identifier in identifiers)
