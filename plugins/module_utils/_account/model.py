# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an AWS account holds, as frozen values.

A field that is ``None`` has not been read ("unknown"), which is never the same as empty or absent. Relations stand
where IAM keeps them: memberships and attachments with the principal, the role with its instance profile. Policies come
from ``managed_policy.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from .._iam.entities import Identity, Kind, Ref, Tags
from .._plan.change import Described
from .._policy.language.document import Document
from .attributes import known, sorted_tags
from .managed_policy import CATALOGUE_TAG, END_TAG, PART_TAG, ManagedPolicy, Usage, Version

__all__ = [
    "CATALOGUE_TAG",
    "END_TAG",
    "PART_TAG",
    "Credentials",
    "Entity",
    "Group",
    "InstanceProfile",
    "ManagedPolicy",
    "Principal",
    "Role",
    "Snapshot",
    "Usage",
    "User",
    "Version",
]

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Group:
    """An IAM group. Groups carry no tags: the path says whose it is. ``documents`` are those of the inline policies."""

    name: str
    path: str
    arn: str
    attached: frozenset[str] | None = NOTHING
    inline: frozenset[str] | None = NOTHING
    documents: Mapping[str, Document] | None = field(default=None, compare=False, repr=False)

    @property
    def ref(self) -> Ref:
        """What names it in a snapshot."""
        return Ref(Kind.GROUP, self.name)

    def attributes(self) -> Described:
        """The attributes that results and diffs show."""
        return known(attached_policies=self.attached, inline_policies=self.inline, path=self.path)


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """What stands in the way of a user's deletion. Ids only; secrets are never read."""

    login_profile: bool = False
    access_keys: tuple[str, ...] = ()
    signing_certificates: tuple[str, ...] = ()
    ssh_public_keys: tuple[str, ...] = ()
    service_credentials: tuple[str, ...] = ()
    mfa_devices: tuple[str, ...] = ()

    def attributes(self) -> Described:
        """The credentials as results and diffs show them."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()}


@dataclass(frozen=True, kw_only=True)
class User:
    """An IAM user. ``groups`` are names, ``attached`` are policy ARNs, ``inline`` are policy names.

    ``created`` says nothing of what a user should be, so users that differ in it alone are equal.
    """

    name: str
    path: str
    arn: str
    tags: Tags | None = None
    boundary: str | None = None
    groups: frozenset[str] | None = NOTHING
    attached: frozenset[str] | None = NOTHING
    inline: frozenset[str] | None = NOTHING
    documents: Mapping[str, Document] | None = field(default=None, compare=False, repr=False)
    credentials: Credentials | None = None
    created: datetime | None = field(default=None, compare=False, repr=False)

    @property
    def ref(self) -> Ref:
        """What names it in a snapshot."""
        return Ref(Kind.USER, self.name)

    def attributes(self) -> Described:
        """The attributes that results and diffs show."""
        return known(
            attached_policies=self.attached,
            credentials=self.credentials and self.credentials.attributes(),
            groups=self.groups,
            inline_policies=self.inline,
            path=self.path,
            permissions_boundary=self.boundary,
            tags=sorted_tags(self.tags),
        )


@dataclass(frozen=True, kw_only=True)
class Role:
    """An IAM role. ``max_session`` is in seconds.

    ``last_used`` counts only where ``use_read`` is true; it is None then if the role was not used in the time that AWS
    looks back on. Like ``created``, it says nothing of what a role should be: roles that differ in these are equal.
    """

    name: str
    path: str
    arn: str
    trust: Document
    tags: Tags | None = None
    boundary: str | None = None
    max_session: int | None = None
    attached: frozenset[str] | None = NOTHING
    inline: frozenset[str] | None = NOTHING
    documents: Mapping[str, Document] | None = field(default=None, compare=False, repr=False)
    created: datetime | None = field(default=None, compare=False, repr=False)
    last_used: datetime | None = field(default=None, compare=False, repr=False)
    use_read: bool | None = field(default=None, compare=False, repr=False)

    @property
    def ref(self) -> Ref:
        """What names it in a snapshot."""
        return Ref(Kind.ROLE, self.name)

    def attributes(self) -> Described:
        """The attributes that results and diffs show."""
        return known(
            assume_role_policy_document=self.trust.to_json(),
            attached_policies=self.attached,
            inline_policies=self.inline,
            max_session_duration=self.max_session,
            path=self.path,
            permissions_boundary=self.boundary,
            tags=sorted_tags(self.tags),
        )


@dataclass(frozen=True, kw_only=True)
class InstanceProfile:
    """An EC2 instance profile with its role, if it holds one."""

    name: str
    path: str
    arn: str
    role: str | None
    tags: Tags | None = None
    created: datetime | None = field(default=None, compare=False, repr=False)

    @property
    def ref(self) -> Ref:
        """What names it in a snapshot."""
        return Ref(Kind.INSTANCE_PROFILE, self.name)

    def attributes(self) -> Described:
        """The attributes that results and diffs show."""
        return known(path=self.path, role=self.role, tags=sorted_tags(self.tags))


Entity: TypeAlias = "ManagedPolicy | Group | User | Role | InstanceProfile"
Principal: TypeAlias = "Group | User | Role"


@dataclass(frozen=True, kw_only=True)
class Snapshot(Mapping[Ref, "Entity"]):
    """Everything that was read of an account, by reference.

    ``complete`` says that all entities of the account were read, so that what is missing does not exist; otherwise only
    the entities asked for were.
    """

    identity: Identity
    entities: Mapping[Ref, Entity] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = False

    def __getitem__(self, ref: Ref) -> Entity:
        return self.entities[ref]

    def __iter__(self) -> Iterator[Ref]:
        return iter(self.entities)

    def __len__(self) -> int:
        return len(self.entities)

    def policy(self, name: str) -> ManagedPolicy | None:
        """The customer managed policy of this name, if it exists."""
        found = self.get(Ref(Kind.POLICY, name))
        return found if isinstance(found, ManagedPolicy) else None

    def group(self, name: str) -> Group | None:
        """The group of this name, if it exists."""
        found = self.get(Ref(Kind.GROUP, name))
        return found if isinstance(found, Group) else None

    def user(self, name: str) -> User | None:
        """The user of this name, if it exists."""
        found = self.get(Ref(Kind.USER, name))
        return found if isinstance(found, User) else None

    def role(self, name: str) -> Role | None:
        """The role of this name, if it exists."""
        found = self.get(Ref(Kind.ROLE, name))
        return found if isinstance(found, Role) else None

    def profile(self, name: str) -> InstanceProfile | None:
        """The instance profile of this name, if it exists."""
        found = self.get(Ref(Kind.INSTANCE_PROFILE, name))
        return found if isinstance(found, InstanceProfile) else None

    def members(self, group: str) -> tuple[str, ...]:
        """Names of the users in a group, sorted."""
        users = (entity for entity in self.entities.values() if isinstance(entity, User))
        return tuple(sorted(user.name for user in users if group in (user.groups or NOTHING)))

    def profiles_of(self, role: str) -> tuple[str, ...]:
        """Names of the instance profiles that hold a role, sorted."""
        profiles = (entity for entity in self.entities.values() if isinstance(entity, InstanceProfile))
        return tuple(sorted(profile.name for profile in profiles if profile.role == role))

    def with_entity(self, entity: Entity) -> Snapshot:
        """The same account with this entity added or replaced."""
        return replace(self, entities=MappingProxyType({**self.entities, entity.ref: entity}))

    def without(self, ref: Ref) -> Snapshot:
        """The same account without this entity."""
        return replace(
            self, entities=MappingProxyType({key: value for key, value in self.entities.items() if key != ref})
        )
