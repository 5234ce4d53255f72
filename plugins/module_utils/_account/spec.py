# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account should hold, component by component. A component that is ``None`` is never changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .._iam.entities import Identity, Kind, Ref, Tags
from .._policy.language.document import Document
from .._policy.split import policy_name
from .model import PART_TAG, ManagedPolicy, Snapshot
from .trust import trusted_names

__all__ = [
    "DEPLOYER_DESCRIPTION",
    "GENERAL_ROLE_TAG",
    "POLICY_DESCRIPTION",
    "PROVISIONER_TAG",
    "SESSION_SECONDS",
    "DeployerSpec",
    "Desired",
    "GroupSpec",
    "PolicySpec",
    "RoleSpec",
    "UserSpec",
    "WorkerSpec",
    "part_of",
]

POLICY_DESCRIPTION = "General App2Container access: every command but deployment. Managed by fleetops.app2container."
DEPLOYER_DESCRIPTION = "App2Container deployment with administrator access. Managed by fleetops.app2container."
SESSION_SECONDS = 3600  # the shortest maximum that IAM allows for a role: an administrator's session ends soon
# On the general role: its trust policy and policies do not tell it from a deployer that is not complete yet.
GENERAL_ROLE_TAG: Tags = {"app2container:component": "general_role"}
# On the provisioner, through which the modules may work in an account: it never counts as left over.
PROVISIONER_TAG: Tags = {"app2container:component": "provisioner"}


def part_of(policy: ManagedPolicy) -> str | None:
    """The name of the general policy of which this policy holds a further part, if it does; its tag says so."""
    value = (policy.tags or {}).get(PART_TAG)
    return value and value.replace("/", ",")


@dataclass(frozen=True, kw_only=True)
class PolicySpec:
    """The general policy, in parts: ``documents[0]`` belongs to ``name``, further ones to ``name-2`` and so on.

    ``catalogue`` is the version of the catalogue that made the documents; without one, none is recorded.
    ``valid_until`` is when what they grant ends; empty if it does not. ``own_tags``: the collection's
    tags for it alone.
    """

    name: str
    documents: tuple[Document, ...] = ()
    catalogue: str = ""
    valid_until: str = ""
    description: str = POLICY_DESCRIPTION
    own_tags: Tags = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the policies that should exist, in order."""
        return tuple(self.name_of(part) for part in range(1, len(self.documents) + 1))

    def name_of(self, part: int) -> str:
        """The name of the policy that holds this part, counted from 1."""
        return policy_name(self.name, part)

    def reserves_name(self, name: str) -> bool:
        """Tells whether a part of this general policy may have a name; another general policy may have it, too."""
        return name == self.name or bool(re.fullmatch(re.escape(self.name) + r"-(?:[2-9]|10)", name))

    def part_tag(self, name: str) -> Tags:
        """The tag that tells a further part from a separate policy. A tag has no comma, a policy's name no slash."""
        return {} if name == self.name else {PART_TAG: self.name.replace(",", "/")}

    def includes(self, policy: ManagedPolicy) -> bool:
        """Tells whether a policy holds a part of this general policy: by its name and its tag."""
        whole = None if policy.name == self.name else self.name
        return self.reserves_name(policy.name) and part_of(policy) == whole

    def parts_in(self, snapshot: Snapshot) -> list[ManagedPolicy]:
        """The policies of an account that hold parts of this general policy, the last part first."""
        parts = [item for item in snapshot.values() if isinstance(item, ManagedPolicy) and self.includes(item)]
        return sorted(parts, key=lambda policy: (len(policy.name), policy.name), reverse=True)


@dataclass(frozen=True, kw_only=True)
class GroupSpec:
    """The general group. If it is not ``managed``, users are added to it and nothing else is changed."""

    name: str
    managed: bool = True
    purge_members: bool = False


@dataclass(frozen=True, kw_only=True)
class UserSpec:
    """One general user. ``boundary``: None leaves it unchanged, an empty text removes it."""

    name: str
    present: bool = True
    tags: Tags | None = None
    boundary: str | None = None


@dataclass(frozen=True, kw_only=True)
class RoleSpec:
    """A role.

    ``boundary``: None leaves it unchanged, an empty text removes it. ``max_session``: the longest session in seconds;
    None for the shortest maximum of a new role, which is not corrected later. ``own_tags``: the collection's tags for
    this role alone.
    """

    name: str
    description: str
    trust: Document
    boundary: str | None = None
    max_session: int | None = None
    own_tags: Tags = field(default_factory=dict)

    @property
    def trusted(self) -> tuple[str, ...]:
        """The principals that the trust policy names: ARNs, and names of services."""
        return trusted_names(self.trust)


@dataclass(frozen=True, kw_only=True)
class WorkerSpec:
    """The EC2 role of worker machines, the instance profile with the role, and further policies of the role."""

    role: RoleSpec
    profile_name: str
    policy_arns: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class DeployerSpec:
    """The administrator that deploys: ``kind`` is Kind.USER, or Kind.ROLE with a trust policy."""

    name: str
    kind: Kind
    policy_arn: str
    trust: Document
    boundary: str | None = None

    @property
    def role(self) -> RoleSpec:
        """The deployer as a role; for a deployer whose ``kind`` is Kind.ROLE."""
        return RoleSpec(
            name=self.name,
            description=DEPLOYER_DESCRIPTION,
            trust=self.trust,
            boundary=self.boundary,
            max_session=SESSION_SECONDS,
        )

    @property
    def ref(self) -> Ref:
        """What identifies the deployer."""
        return Ref(self.kind, self.name)

    @property
    def other_ref(self) -> Ref:
        """What would identify the deployer if it were of the other kind."""
        return Ref(Kind.USER if self.kind is Kind.ROLE else Kind.ROLE, self.name)


@dataclass(frozen=True, kw_only=True)
class Desired:
    """What one account should hold. With ``tags`` None, tags other than the collection's own stay unchanged.

    ``purge``: what this collection manages and no option names is removed. ``purge_policies``: so are policies of
    others on what it manages.
    """

    identity: Identity
    present: bool = True
    path: str = "/app2container/"
    tags: Tags | None = None
    purge_tags: bool = True
    adopt: bool = False
    purge: bool = False
    purge_policies: bool = False
    policy: PolicySpec | None = None
    group: GroupSpec | None = None
    users: tuple[UserSpec, ...] | None = None
    general_role: RoleSpec | None = None
    worker: WorkerSpec | None = None
    deployer: DeployerSpec | None = None

    def wanted_tags(self, own: Tags | None = None) -> Tags | None:
        """The tags that an entity should have besides the collection's own; None if the user set none."""
        if self.tags is None and own is None:
            return None
        return {**(self.tags or {}), **(own or {})}

    @property
    def roles(self) -> dict[str, RoleSpec]:
        """The roles that the options name, by the part of the options."""
        worker = self.worker.role if self.worker else None
        deployer = self.deployer.role if self.deployer and self.deployer.kind is Kind.ROLE else None
        roles = {"general_role": self.general_role, "worker": worker, "deployer": deployer}
        return {part: role for part, role in roles.items() if role}

    def holders(self) -> Iterator[Ref]:
        """The principals to which a run attaches every part of the general policy."""
        if self.group and self.group.managed:
            yield Ref(Kind.GROUP, self.group.name)
        for part, role in self.roles.items():
            if part != "deployer":
                yield Ref(Kind.ROLE, role.name)

    def refs(self) -> tuple[Ref, ...]:
        """Every entity that the options name, in a stable order. Of the general policy, at least the first part."""
        named: list[Ref] = []
        if self.policy:
            named += [Ref(Kind.POLICY, name) for name in self.policy.names or (self.policy.name,)]
        if self.group:
            named.append(Ref(Kind.GROUP, self.group.name))
        named += [Ref(Kind.USER, user.name) for user in self.users or ()]
        if self.general_role:
            named.append(Ref(Kind.ROLE, self.general_role.name))
        if self.worker:
            named += [Ref(Kind.ROLE, self.worker.role.name), Ref(Kind.INSTANCE_PROFILE, self.worker.profile_name)]
        if self.deployer:
            named += [self.deployer.ref, self.deployer.other_ref]
        return tuple(named)
