# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What checks look at: the policies and roles of the options that this collection manages. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._account.model import InstanceProfile, ManagedPolicy, Role
from .._account.ownership import is_managed
from .facts import Fact, Facts, not_asked, unread
from .model import Unseen

__all__ = ["NOT_COMPLETE", "own_policies", "own_roles", "unseen", "untagged", "worker_profile"]

# Why something that only the whole account tells is not known.
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


def untagged(facts: Facts, policy: ManagedPolicy) -> Fact[Any] | None:
    """Why the tags of a policy are not known; None if they are."""
    if policy.tags is not None:
        return None
    return unread("the tags of the policy were not read", "iam:ListPolicyTags") if facts.tags.value else facts.tags


def unseen(resource: str, fact: Fact[Any], *identifiers: str) -> Iterator[Unseen]:
    """One and the same resource and fact for each of several checks."""
    yield from (Unseen(resource=resource, fact=fact, id=identifier) for identifier in identifiers)
