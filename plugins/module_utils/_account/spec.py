# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account should hold, part by part, as frozen values. A part that is ``None`` is never touched."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .._iam.entities import Identity, Kind, Ref, Tags
from .._policy.language.document import Document
from .._policy.split import policy_name
from .model import PART_TAG, ManagedPolicy, Snapshot

__all__ = [
    "DEPLOYER_DESCRIPTION",
    "SESSION_SECONDS",
    "DeployerPart",
    "Desired",
    "GroupPart",
    "PolicyPart",
    "RolePart",
    "UserPart",
    "WorkerPart",
    "part_of",
]

DEPLOYER_DESCRIPTION = "App2Container deployment with administrator access. Managed by fleetops.app2container."
SESSION_SECONDS = 3600  # the shortest maximum that IAM allows for a role: an administrator's session ends soon


def part_of(policy: ManagedPolicy) -> str | None:
    """The name of the policy that this one is a further part of, if it is one; ``PolicyPart.mark`` notes it."""
    mark = (policy.tags or {}).get(PART_TAG)
    return mark and mark.replace("/", ",")


@dataclass(frozen=True, kw_only=True)
class PolicyPart:
    """The general policy: ``documents[0]`` belongs to ``name``, further ones to ``name-2`` and so on."""

    name: str
    documents: tuple[Document, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts that are wanted, in order."""
        return tuple(self.name_of(part) for part in range(1, len(self.documents) + 1))

    def name_of(self, part: int) -> str:
        """The name of the policy that holds this part, counted from 1."""
        return policy_name(self.name, part)

    def may_own(self, name: str) -> bool:
        """True for the names that this policy's parts have had or may have, and another general policy may have too."""
        return name == self.name or bool(re.fullmatch(re.escape(self.name) + r"-(?:[2-9]|10)", name))

    def mark(self, name: str) -> Tags:
        """The tag that tells a further part from a policy of its own. A tag has no comma, a policy's name no slash."""
        return {} if name == self.name else {PART_TAG: self.name.replace(",", "/")}

    def has(self, policy: ManagedPolicy) -> bool:
        """True for what is a part of this policy: by its name and its tag."""
        whole = None if policy.name == self.name else self.name
        return self.may_own(policy.name) and part_of(policy) == whole

    def found_in(self, snapshot: Snapshot) -> list[ManagedPolicy]:
        """The parts that this policy has, the last one first."""
        parts = [item for item in snapshot.entities.values() if isinstance(item, ManagedPolicy) and self.has(item)]
        return sorted(parts, key=lambda policy: (len(policy.name), policy.name), reverse=True)


@dataclass(frozen=True, kw_only=True)
class GroupPart:
    """The general group. Not ``managed``: users are added to it, nothing else about it is changed."""

    name: str
    managed: bool = True
    purge_members: bool = False


@dataclass(frozen=True, kw_only=True)
class UserPart:
    """One general user. ``boundary`` None: leave it alone; empty: none."""

    name: str
    present: bool = True
    tags: Tags | None = None
    boundary: str | None = None


@dataclass(frozen=True, kw_only=True)
class RolePart:
    """A role: who may assume it, and its boundary (None: leave it alone; empty: none)."""

    name: str
    description: str
    trust: Document
    boundary: str | None = None

    @property
    def trusted(self) -> tuple[str, ...]:
        """The principals that the trust policy names: ARNs, and names of services."""
        return tuple(
            name for statement in self.trust.statements for _kind, names in statement.principals for name in names
        )


@dataclass(frozen=True, kw_only=True)
class WorkerPart:
    """The EC2 role of worker machines, the instance profile that holds it, and further policies that it carries."""

    role: RolePart
    profile_name: str
    policy_arns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeployerPart:
    """The administrator that deploys: ``kind`` is Kind.USER, or Kind.ROLE with a trust policy."""

    name: str
    kind: Kind
    policy_arn: str
    trust: Document
    boundary: str | None = None

    @property
    def role(self) -> RolePart:
        """The deployer as a role; it means something where ``kind`` is Kind.ROLE."""
        return RolePart(name=self.name, description=DEPLOYER_DESCRIPTION, trust=self.trust, boundary=self.boundary)

    @property
    def ref(self) -> Ref:
        """The deployer as it is to be."""
        return Ref(self.kind, self.name)

    @property
    def other_ref(self) -> Ref:
        """The deployer as it would be if it were of the other kind."""
        return Ref(Kind.USER if self.kind is Kind.ROLE else Kind.ROLE, self.name)


@dataclass(frozen=True, kw_only=True)
class Desired:
    """What one account should hold. ``tags`` None: tags other than the collection's own are left alone."""

    identity: Identity
    present: bool = True
    path: str = "/app2container/"
    tags: Tags | None = None
    purge_tags: bool = True
    adopt: bool = False
    policy: PolicyPart | None = None
    group: GroupPart | None = None
    users: tuple[UserPart, ...] | None = None
    worker: WorkerPart | None = None
    deployer: DeployerPart | None = None

    def wanted_tags(self, own: Tags | None = None) -> Tags | None:
        """The tags that an entity should carry beside the collection's own; None where the user named none."""
        if self.tags is None and own is None:
            return None
        return {**(self.tags or {}), **(own or {})}

    def refs(self) -> tuple[Ref, ...]:
        """Every entity that is named, in a stable order. Policies: the parts that are wanted, at least the first."""
        named: list[Ref] = []
        if self.policy:
            named += [Ref(Kind.POLICY, name) for name in self.policy.names or (self.policy.name,)]
        if self.group:
            named.append(Ref(Kind.GROUP, self.group.name))
        named += [Ref(Kind.USER, user.name) for user in self.users or ()]
        if self.worker:
            named += [Ref(Kind.ROLE, self.worker.role.name), Ref(Kind.INSTANCE_PROFILE, self.worker.profile_name)]
        if self.deployer:
            named += [self.deployer.ref, self.deployer.other_ref]
        return tuple(named)
