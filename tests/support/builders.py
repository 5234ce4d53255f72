# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for accounts and options: entities, snapshots and plans in as few words as a test needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._account.draft import AccountPlan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    PART_TAG,
    Entity,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Role,
    Snapshot,
    Usage,
    User,
    Version,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.plan import plan
from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import (
    GENERAL_ROLE_TAG,
    DeployerSpec,
    Desired,
    GroupSpec,
    PolicySpec,
    RoleSpec,
    UserSpec,
    WorkerSpec,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust import ec2_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._account.trust_options import read_trust
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity, Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import MANAGED_BY, TAG_KEY
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)

IDENTITY = Identity(account_id="111122223333", partition="aws")
PATH = "/app2container/"
OURS: Mapping[str, str] = MappingProxyType({TAG_KEY: MANAGED_BY})
OUR_TAG = {"Key": TAG_KEY, "Value": MANAGED_BY}
ADMINISTRATOR = IDENTITY.aws_policy("AdministratorAccess")
BOUNDARY = IDENTITY.arn(Kind.POLICY, "/", "Boundary")
PRINCIPAL = "arn:aws:iam::111122223333:role/Admins"
PEOPLE = (PRINCIPAL, "444455556666")  # whom the general role trusts

POLICY, GROUP, ROLE, PROFILE, GENERAL_ROLE = "A2C", "Users", "Worker", "Worker", "People"

NOTHING: frozenset[str] = frozenset()


def document(*actions: str) -> Document:
    """A document that allows these actions."""
    return Document(statements=(Statement(sid="S", actions=actions or ("s3:GetObject",), resources=("*",)),))


def policy_arn(name: str = POLICY, path: str = PATH) -> str:
    """The ARN of a customer managed policy."""
    return IDENTITY.arn(Kind.POLICY, path, name)


def versions(count: int, in_force: int, held: Document) -> tuple[Version, ...]:
    """Versions v1 to v<count>; the one in force holds the document, the others something else."""
    return tuple(
        Version(
            version_id=f"v{number}",
            is_default=number == in_force,
            document=held if number == in_force else document(f"s3:Old{number}"),
        )
        for number in range(1, count + 1)
    )


def _frozen(attributes: Mapping[str, Any]) -> dict[str, Any]:
    """Relations may be given as tuples."""
    relations = ("attached", "groups", "inline")
    return {
        key: frozenset(value) if key in relations and value is not None else value for key, value in attributes.items()
    }


def policy(name: str = POLICY, *, held: Document | None = None, path: str = PATH, **further: Any) -> ManagedPolicy:
    """A policy of one version, ours unless told otherwise, and a further part if its name ends in a number."""
    whole, _dash, number = name.rpartition("-")
    tags = {**OURS, PART_TAG: whole} if number.isdecimal() and whole else OURS
    settings = {"versions": versions(1, 1, held or document()), "tags": tags, **further}
    return ManagedPolicy(name=name, path=path, arn=policy_arn(name, path), **settings)


def group(name: str = GROUP, *, path: str = PATH, **further: Any) -> Group:
    """A group with the general policy."""
    settings = {"attached": (policy_arn(),), **further}
    return Group(name=name, path=path, arn=IDENTITY.arn(Kind.GROUP, path, name), **_frozen(settings))


def user(name: str = "ada", *, path: str = PATH, **further: Any) -> User:
    """A user in the group, ours unless told otherwise."""
    settings = {"tags": OURS, "boundary": "", "groups": (GROUP,), **further}
    return User(name=name, path=path, arn=IDENTITY.arn(Kind.USER, path, name), **_frozen(settings))


def role(name: str = ROLE, *, path: str = PATH, **further: Any) -> Role:
    """A worker role, ours unless told otherwise."""
    settings = {
        "trust": ec2_trust(),
        "tags": OURS,
        "boundary": "",
        "max_session": 3600,
        "attached": (policy_arn(),),
        **further,
    }
    return Role(name=name, path=path, arn=IDENTITY.arn(Kind.ROLE, path, name), **_frozen(settings))


def deployer_trust(principals: Sequence[str], *, require_mfa: bool) -> Document:
    """The trust policy of a role for these principals."""
    return read_trust("deployer", {"trusted_principals": principals, "require_mfa": require_mfa}, IDENTITY)


def general_role(name: str = GENERAL_ROLE, **further: Any) -> Role:
    """The general role, as the collection makes it."""
    trust = deployer_trust(PEOPLE, require_mfa=True)
    return role(name, **{"trust": trust, "tags": {**OURS, **GENERAL_ROLE_TAG}, "max_session": 14400, **further})


def deployer_role(name: str = "Deployer", **further: Any) -> Role:
    """A deployer of kind role, as the collection makes it."""
    settings = {"trust": deployer_trust([PRINCIPAL], require_mfa=True), "attached": (ADMINISTRATOR,), **further}
    return role(name, **settings)


def profile(
    name: str = PROFILE, *, held: str | None = ROLE, path: str = PATH, tags: Mapping[str, str] | None = OURS
) -> InstanceProfile:
    """An instance profile with the worker role, ours unless told otherwise."""
    arn = IDENTITY.arn(Kind.INSTANCE_PROFILE, path, name)
    return InstanceProfile(name=name, path=path, arn=arn, role=held, tags=tags)


def account(*entities: Entity, complete: bool = True) -> Snapshot:
    """An account that holds these entities and no others."""
    by_ref = MappingProxyType({entity.ref: entity for entity in entities})
    return Snapshot(identity=IDENTITY, entities=by_ref, complete=complete)


def policy_part(*documents: Document, name: str = POLICY, catalogue: str = "") -> PolicySpec:
    """The general policy, of one document unless told otherwise. Without a catalogue, none is recorded."""
    return PolicySpec(name=name, documents=documents or (document(),), catalogue=catalogue)


def group_part(name: str = GROUP, **further: bool) -> GroupSpec:
    """The general group."""
    return GroupSpec(name=name, **further)


def worker_part(boundary: str | None = None) -> WorkerSpec:
    """The worker role and its instance profile."""
    wanted = RoleSpec(name=ROLE, description="a worker", trust=ec2_trust(), boundary=boundary)
    return WorkerSpec(role=wanted, profile_name=PROFILE)


def general_role_part(
    name: str = GENERAL_ROLE, *, trust: Document | None = None, boundary: str | None = None
) -> RoleSpec:
    """The general role, for sessions of four hours."""
    return RoleSpec(
        name=name,
        description="people",
        trust=trust or deployer_trust(PEOPLE, require_mfa=True),
        boundary=boundary,
        max_session=14400,
        own_tags=GENERAL_ROLE_TAG,
    )


def deployer_part(
    kind: Kind = Kind.USER, *, name: str = "Deployer", boundary: str | None = None, trust: Document | None = None
) -> DeployerSpec:
    """The deployer."""
    trusted = trust or deployer_trust([PRINCIPAL], require_mfa=True)
    return DeployerSpec(
        name=name,
        kind=kind,
        policy_arn=ADMINISTRATOR,
        trust=trusted if kind is Kind.ROLE else Document(),
        boundary=boundary,
    )


def user_parts(*names: str) -> tuple[UserSpec, ...]:
    """General users without wishes of their own."""
    return tuple(UserSpec(name=name) for name in names)


def desired(**parts: Any) -> Desired:
    """What the account should hold; only the parts that are given."""
    return Desired(identity=IDENTITY, **parts)


def absent(**parts: Any) -> Desired:
    """What should go; a policy as the module asks for it then, without documents."""
    return desired(present=False, **parts)


Call = tuple[str, str, dict[str, Any]]


def calls(planned: AccountPlan) -> list[Call]:
    """The plan as its calls: operation, entity, parameters."""
    return [(change.operation, str(change.target), dict(change.params)) for change in planned.changes]


def planned_calls(wanted: Desired, *entities: Entity) -> list[Call]:
    """The calls that bring an account of these entities to what is wanted."""
    return calls(plan(wanted, account(*entities)))


def steps(planned: AccountPlan) -> list[str]:
    """The plan in short: what is called on which entity."""
    return [f"{change.operation} {change.target}" for change in planned.changes]


def notes(planned: AccountPlan) -> list[tuple[str, str]]:
    """The findings of a plan: id and entity."""
    return [(finding.id, finding.where) for finding in planned.findings]


def usage(attached: Iterable[Ref] = (), boundary_of: Iterable[Ref] = ()) -> Usage:
    """Who uses a policy."""
    return Usage(attached=frozenset(attached), boundary_of=frozenset(boundary_of))
