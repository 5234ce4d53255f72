# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for one account in one partition: moto's backend, with what moto leaves out."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from moto.iam.models import Role, iam_backends
from moto.sts.models import sts_backends

from tests.support.strict.answers import no_such

# What moto's backend keeps of an account. Objects refer to each other across these, so they are copied together.
STORES = (
    "users",
    "groups",
    "roles",
    "instance_profiles",
    "managed_policies",
    "virtual_mfa_devices",
    "access_keys",
    "tagger",
)
AWS_OWNED = ":iam::aws:policy/"


@dataclass
class Settings:
    """What one account may hold, how its listings are cut, the policies of its organization, and what is reported.

    ``report`` has columns of the credential report by user, and ``uses`` the last use of services by their prefixes, as
    in 2026-01-31T00:00:00+00:00; None where there was none.
    """

    quotas: dict[str, int] = field(default_factory=dict)
    page: int | None = None  # no page holds more items than this, whatever MaxItems says
    organization: list[dict[str, Any]] | None = None  # beside one that allows everything; None without organization
    report: dict[str, dict[str, str]] = field(default_factory=dict)
    uses: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class World:
    """An account as it is, or as it was (``state`` is moto's backend, or a copy of what that held)."""

    state: Any
    account_id: str
    partition: str
    settings: Settings

    def arn(self, kind: str, path: str, name: str) -> str:
        """Return the ARN of an entity of the account."""
        return f"arn:{self.partition}:iam::{self.account_id}:{kind}{path}{name}"

    def quota(self, key: str) -> int:
        """Return a quota by its name in GetAccountSummary."""
        return self.settings.quotas.get(key, int(backend(self).account_summary.summary_map[key]))

    def users(self) -> list[Any]:
        """Return all users."""
        return sorted(self.state.users.values(), key=named)

    def groups(self) -> list[Any]:
        """Return all groups."""
        return sorted(self.state.groups.values(), key=named)

    def roles(self) -> list[Any]:
        """Return all roles."""
        return sorted(self.state.roles.values(), key=named)

    def assumed_only(self) -> list[Any]:
        """Return the roles that do not exist but were assumed, as moto permits: they may do everything."""
        backend = sts_backends[self.account_id][self.partition]
        names = {str(session.arn).split("/")[1] for session in backend.assumed_roles}
        role: Any = Role
        return [
            role(self.account_id, self.partition, "AROA", name, "{}", "/", None, "", [], None)
            for name in sorted(names - {role.name for role in self.state.roles.values()})
        ]

    def profiles(self) -> list[Any]:
        """Return all instance profiles."""
        return sorted(self.state.instance_profiles.values(), key=named)

    def policies(self, *, local: bool = True, owned_by_aws: bool = False) -> list[Any]:
        """Return the managed policies of the account, or AWS's, or both."""
        kept = [
            policy
            for policy in self.state.managed_policies.values()
            if (owned_by_aws if AWS_OWNED in policy.arn else local)
        ]
        return sorted(kept, key=lambda policy: str(policy.arn))

    def principals(self) -> Iterator[Any]:
        """Give all that policies can be attached to."""
        yield from self.users()
        yield from self.groups()
        yield from self.roles()

    def user(self, name: str) -> Any:
        """Return a user by name."""
        return found(self.users(), name, f"The user with name {name} cannot be found.")

    def group(self, name: str) -> Any:
        """Return a group by name."""
        return found(self.groups(), name, f"The group with name {name} cannot be found.")

    def role(self, name: str) -> Any:
        """Return a role by name."""
        return found([*self.roles(), *self.assumed_only()], name, f"The role with name {name} cannot be found.")

    def profile(self, name: str) -> Any:
        """Return an instance profile by name."""
        return found(self.profiles(), name, f"Instance Profile {name} cannot be found.")

    def policy(self, arn: str) -> Any:
        """Return a managed policy by ARN."""
        policy = self.state.managed_policies.get(arn)
        if policy is None:
            raise no_such(f"Policy {arn} was not found.")
        return policy

    def groups_of(self, user: Any) -> list[Any]:
        """Return the groups that a user is in."""
        return [group for group in self.groups() if any(member.id == user.id for member in group.users)]

    def profiles_of(self, role: Any) -> list[Any]:
        """Return the instance profiles that hold a role."""
        return [profile for profile in self.profiles() if any(held.id == role.id for held in profile.roles)]

    def bounded_by(self, arn: str) -> list[Any]:
        """Return the users and roles whose permissions boundary a policy is."""
        return [item for item in (*self.users(), *self.roles()) if boundary_of(item) == arn]

    def holders(self, arn: str) -> list[Any]:
        """Return all that a policy is attached to."""
        return [item for item in self.principals() if arn in item.managed_policies]

    def tags(self, entity: Any) -> dict[str, str]:
        """Return the tags of an entity."""
        if isinstance(entity.__dict__.get("tags"), dict):
            tags = entity.tags.values()
        elif "tags" in entity.__dict__:
            tags = entity.tags
        else:
            tags = self.state.tagger.list_tags_for_resource(entity.arn)["Tags"]
        return {tag["Key"]: tag["Value"] for tag in tags}


def named(entity: Any) -> str:
    """Return the name of an entity."""
    return str(entity.name)


def found(entities: list[Any], name: str, message: str) -> Any:
    """Return the entity of a name, or refuse."""
    for entity in entities:
        if entity.name == name:
            return entity
    raise no_such(message)


def boundary_of(entity: Any) -> str | None:
    """Return the ARN of the permissions boundary of a user or role; moto knows none of users."""
    arn: str | None = getattr(entity, "permissions_boundary_arn", None)
    return arn or None


def service_credentials(user: Any) -> dict[str, dict[str, Any]]:
    """Return the service-specific credentials of a user by id, to be changed in place; moto knows none."""
    held: dict[str, dict[str, Any]] = user.__dict__.setdefault("service_credentials", {})
    return held


def backend(world: World) -> Any:
    """Return the backend of moto's that holds the account now."""
    return iam_backends[world.account_id][world.partition]


def copied(state: Any) -> SimpleNamespace:
    """Return what a backend, or an earlier copy of one, holds, detached from it. AWS's policies are shared."""
    owned = {id(policy): policy for policy in state.managed_policies.values() if AWS_OWNED in policy.arn}
    stores = {name: getattr(state, name) for name in STORES}
    return SimpleNamespace(**copy.deepcopy(stores, owned))
