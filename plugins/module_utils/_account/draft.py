# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The draft of an account: one change is one IAM call. The rules are in ``converge`` and ``remove``."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType
from typing import Any

from .._iam.entities import Kind, Ref
from .._plan.change import Change
from .._plan.finding import finding
from .._plan.plan import Draft, Plan
from .._policy.language.document import Document
from .entity_types import ENTITY_TYPES
from .findings import FINDINGS
from .model import Entity, Group, Principal, Role, Snapshot, User

__all__ = ["ACTIONS", "AccountDraft", "AccountPlan", "IamCall", "Wave"]


class Wave(IntEnum):
    """The order of changes. Each wave starts when the one before has finished.

    Access is widened before it is narrowed, so that nobody loses access during a run: a document that moves statements
    to a further policy changes once that is attached, and takes them back before it is detached. Of what is deleted,
    credentials go first and policies last, since a policy may hold the Deny. A role that trusts what the same run
    creates waits for it, since IAM refuses principals that do not exist.
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


# First word of an operation -> the action that results show.
ACTIONS: Mapping[str, str] = MappingProxyType(
    {
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
)


@dataclass(frozen=True, kw_only=True)
class IamCall(Change[Entity]):
    """One call of IAM."""

    @property
    def sequence(self) -> Hashable:
        """Changes of one entity follow each other, and so do all new versions and all deletions of policies.

        The policies of a general policy that is split depend on each other: a statement must have arrived in one before
        it leaves another. And they are numbered: a run that is interrupted must not leave a gap, behind which a policy
        is not found.
        """
        return self.wave if self.wave in (Wave.VERSIONS, Wave.DELETE_POLICIES) else self.target


@dataclass(frozen=True, kw_only=True)
class AccountPlan(Plan[Entity]):
    """The plan for one account, with the whole account before and after it."""

    before: Snapshot
    after: Snapshot


class AccountDraft(Draft[Entity]):
    """The calls planned so far. ``now`` is the account after them."""

    def __init__(self, observed: Snapshot) -> None:
        super().__init__(observed)
        self._deleted: set[Ref] = set()
        self.observed = replace(observed, entities=MappingProxyType(self._before))
        self.now = replace(observed, entities=MappingProxyType(self._after))

    def plan(self) -> AccountPlan:
        """The plan.

        Raises:
            ConflictError: something in the account stands in the way.
        """
        plan = super().plan()
        return AccountPlan(changes=plan.changes, before=self.observed, after=self.now, findings=plan.findings)

    def do(self, wave: Wave, operation: str, target: Ref, after: Entity | None, **params: Any) -> None:
        """Plans one call. ``after`` is the entity's state after it, None when the call deletes it."""
        if after is None:
            self._deleted.add(target)
        self.add(
            IamCall(
                target=target,
                action=next(action for word, action in ACTIONS.items() if operation.startswith(word)),
                api=f"iam:{operation}",
                wave=wave,
                params=params,
                before=self.now.get(target),
                after=after,
            )
        )

    def update(self, wave: Wave, operation: str, after: Entity, **params: Any) -> None:
        """Plans a call that takes the entity's own name (or ARN) and leaves it as ``after``."""
        kind = after.ref.kind
        name = after.arn if kind is Kind.POLICY else after.name
        self.do(wave, operation, after.ref, after, **{ENTITY_TYPES[kind].name_parameter: name}, **params)

    def find(self, identifier: str, where: Ref, **values: object) -> None:
        """Adds a finding; the table ``FINDINGS`` has its text."""
        self.findings.append(finding(FINDINGS, identifier, where, **values))

    def creates(self, arn: str) -> bool:
        """Tells whether the changes so far create an entity with this ARN."""
        return any(change.before is None and change.after and change.after.arn == arn for change in self.changes)

    def attached_principal(self, ref: Ref, policy_arn: str) -> Principal | None:
        """A principal to which a policy is attached according to the policy's usage; None once that has changed."""
        found = self._principal(ref)
        if found and found.attached is None:
            found = self._learn(replace(found, attached=frozenset({policy_arn})))
        return found if found and policy_arn in (found.attached or ()) else None

    def bounded_principal(self, ref: Ref, policy_arn: str) -> User | Role | None:
        """A principal that has a policy as its boundary according to the policy's usage; None once that has changed."""
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
        found = self.now.get(ref)
        if isinstance(found, (Group, User, Role)):
            return found
        if ref.kind is Kind.GROUP:
            return Group(name=ref.name, path="", arn="", attached=None, inline=None)
        if ref.kind is Kind.USER:
            return User(name=ref.name, path="", arn="", attached=None, groups=None, inline=None)
        return Role(name=ref.name, path="", arn="", trust=Document(), attached=None, inline=None)

    def _learn(self, entity: Principal) -> Principal:
        """Records what is known of an entity's state before any change."""
        self._before[entity.ref] = self._after[entity.ref] = entity
        return entity
