# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change is one IAM call; a draft collects them while it keeps the account as it will be.

Rules live in ``converge`` and ``remove``. Here is only what a change is, in which wave it runs, and how it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from .._iam.entities import Kind, Ref
from .._plan.finding import Finding
from .._policy.language.document import Document
from .describe import delta
from .findings import note
from .model import Entity, Group, Principal, Role, Snapshot, User

__all__ = ["NAME_PARAMETERS", "VERBS", "Change", "Draft", "Wave"]


class Wave(IntEnum):
    """Changes of one wave may run side by side (one entity's one after the other); each wave waits for the one before.

    Access is widened before it is narrowed, so that nobody loses access for the length of a run: a document that moves
    statements to a further policy changes once that is attached, and takes them back before it is detached. Of what is
    deleted, credentials go first and policies last, since a policy may hold the Deny. A role that trusts what the same
    run makes waits for it, since IAM refuses principals that do not exist.
    """

    POLICIES = 1
    ENTITIES = 2
    TRUSTING = 3
    RELATIONS = 4
    VERSIONS = 5
    CREDENTIALS = 6
    DETACH = 7
    DELETE = 8
    DELETE_POLICIES = 9


VERBS: Mapping[str, str] = {
    "Create": "create",
    "Update": "update",
    "Put": "update",
    "Delete": "delete",
    "Deactivate": "deactivate",
    "Attach": "attach",
    "Detach": "detach",
    "Add": "add",
    "Remove": "remove",
    "Tag": "tag",
    "Untag": "untag",
}

NAME_PARAMETERS: Mapping[Kind, str] = {
    Kind.POLICY: "PolicyArn",
    Kind.GROUP: "GroupName",
    Kind.USER: "UserName",
    Kind.ROLE: "RoleName",
    Kind.INSTANCE_PROFILE: "InstanceProfileName",
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """One IAM call: ``operation`` with ``params``, on behalf of the entity ``target``.

    ``before`` and ``after`` are that entity's whole state around the call, None where it does not exist.
    """

    wave: Wave
    operation: str
    target: Ref
    params: Mapping[str, Any]
    before: Entity | None
    after: Entity | None

    @property
    def verb(self) -> str:
        """The kind of change in one word, from the first word of the operation."""
        return next(verb for word, verb in VERBS.items() if self.operation.startswith(word))

    @property
    def chain(self) -> Ref | None:
        """Changes of one wave with the same chain run one after the other.

        An entity is a chain. All policies that go are one: their parts are numbered, and a run that is cut off must not
        leave a gap behind which a part is not found.
        """
        return None if self.wave is Wave.DELETE_POLICIES else self.target

    def to_json(self) -> dict[str, Any]:
        """The change as results show it: what, on what, and the attributes that differ before and after."""
        before, after = delta(self.before, self.after)
        return {
            "action": self.verb,
            "api": f"iam:{self.operation}",
            "type": self.target.kind.label,
            "name": self.target.name,
            "before": before,
            "after": after,
        }


class Draft:
    """The changes planned so far, and the account as it will be after them."""

    def __init__(self, observed: Snapshot) -> None:
        self._entities, self._known = dict(observed.entities), dict(observed.entities)
        self._deleted: set[Ref] = set()
        self.before = replace(observed, entities=MappingProxyType(self._known))
        self.now = replace(observed, entities=MappingProxyType(self._entities))
        self.changes: list[Change] = []
        self.findings: list[Finding] = []
        self.conflicts: list[str] = []

    def do(self, wave: Wave, operation: str, target: Ref, after: Entity | None, **params: Any) -> None:
        """Plans one call. ``after`` is the entity's state after it, None when the call deletes it."""
        before = self._entities.get(target)
        self.changes.append(
            Change(wave=wave, operation=operation, target=target, params=params, before=before, after=after)
        )
        if after is None:
            self._entities.pop(target, None)
            self._deleted.add(target)
        else:
            self._entities[target] = after

    def update(self, wave: Wave, operation: str, after: Entity, **params: Any) -> None:
        """Plans a call that takes the entity's own name (or ARN) and leaves it as ``after``."""
        name = after.arn if after.ref.kind is Kind.POLICY else after.name
        self.do(wave, operation, after.ref, after, **{NAME_PARAMETERS[after.ref.kind]: name}, **params)

    def makes(self, arn: str) -> bool:
        """Tells whether an entity with this ARN is made by the changes so far."""
        return any(change.before is None and change.after and change.after.arn == arn for change in self.changes)

    def holder(self, ref: Ref, policy_arn: str) -> Principal | None:
        """A principal that has a policy attached, as the policy's usage says. None once that is not so any more."""
        found = self._principal(ref)
        if found and found.attached is None:
            found = self._learn(replace(found, attached=frozenset({policy_arn})))
        return found if found and policy_arn in (found.attached or ()) else None

    def bounded(self, ref: Ref, policy_arn: str) -> User | Role | None:
        """A principal that a policy bounds, as the policy's usage says. None once that is not so any more."""
        found = self._principal(ref)
        if not isinstance(found, (User, Role)):
            return None
        if found.boundary is None:
            self._learn(found := replace(found, boundary=policy_arn))
        return found if found.boundary == policy_arn else None

    def _principal(self, ref: Ref) -> Principal | None:
        """A principal, by name alone where it was not read; None once it is to be deleted."""
        if ref in self._deleted:
            return None
        found = self._entities.get(ref)
        if isinstance(found, (Group, User, Role)):
            return found
        if ref.kind is Kind.GROUP:
            return Group(name=ref.name, path="", arn="", attached=None, inline=None)
        if ref.kind is Kind.USER:
            return User(name=ref.name, path="", arn="", attached=None, groups=None, inline=None)
        return Role(name=ref.name, path="", arn="", trust=Document(), attached=None, inline=None)

    def _learn(self, entity: Principal) -> Principal:
        """Notes what is known of an entity's state before any change."""
        self._known[entity.ref] = self._entities[entity.ref] = entity
        return entity

    def note(self, identifier: str, where: Ref, **values: object) -> None:
        """Notes something that the user should know, without a change; ids and texts are in ``notes``."""
        self.findings.append(note(identifier, where, **values))
