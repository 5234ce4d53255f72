# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts -> who reaches what: people, groups, roles, policies, sections of the policy, resources. Pure.

A node stands for one entity, or for many of a kind. An edge of the kind ``escalates`` leads to more than its policy
says: to everything, or to the permissions of other roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .._account.foreign import AWS_ADMINISTRATORS
from .._account.model import Group, ManagedPolicy, Principal, Role, Snapshot, User
from .._account.ownership import is_managed
from .._account.spec import Desired
from .._errors import printable
from .._iam.entities import Ref
from .._policy.language.document import Document
from .facts import Facts, Instance
from .graph_reach import escalations, reached, section_of
from .graph_trust import trusted_by

__all__ = ["MOST_USERS", "graph"]

MOST_USERS = 8  # of one group with a node each; more of them share one
EVERYTHING, OTHER_ROLES = "power:everything", "power:roles"
_POWERS = {EVERYTHING: "Everything in the account", OTHER_ROLES: "Permissions of other roles"}


@dataclass(frozen=True, kw_only=True)
class _Graph:
    """Nodes and edges under construction; the first of several with one id or with the same ends stays."""

    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)

    def node(self, identifier: str, kind: str, name: str, **further: Any) -> str:
        """Adds a node, and returns its id."""
        known = {"arn": None, "managed": False, "count": 1, "label": name, **further}
        texts = {key: printable(value) if isinstance(value, str) else value for key, value in known.items()}
        self.nodes.setdefault(identifier, {"id": identifier, "kind": kind, "name": printable(name), **texts})
        return identifier

    def edge(self, source: str, target: str, kind: str, label: str, **further: Any) -> None:
        """Adds an edge."""
        known = {"by_design": None, "message": None, **further}
        self.edges.setdefault(
            (source, target, kind), {"source": source, "target": target, "kind": kind, "label": label, **known}
        )


def _named(ref: Ref) -> str:
    return f"{ref.kind.label}:{ref.name}"


def _entity(graph: _Graph, desired: Desired, entity: Principal | ManagedPolicy, label: str = "") -> str:
    """The node of an entity of IAM."""
    managed = is_managed(desired, entity)
    return graph.node(
        _named(entity.ref),
        entity.ref.kind.label,
        entity.name,
        arn=entity.arn,
        managed=managed,
        label=label or entity.name,
    )


def _people(graph: _Graph, desired: Desired, snapshot: Snapshot) -> Iterator[User]:
    """Adds the group with its members, and the wanted users outside it; gives the users that have a node each."""
    group = snapshot.group(desired.group.name) if desired.group else None
    deployer = desired.deployer.name if desired.deployer else ""
    members = [name for name in snapshot.members(group.name) if name != deployer] if group else []
    if group:
        target = _entity(graph, desired, group)
        if len(members) > MOST_USERS:
            count = len(members)
            node = graph.node(f"users:{group.name}", "users", f"{count} users", count=count, label=f"{count} users")
            graph.edge(node, target, "member", "is in")
    named = members if len(members) <= MOST_USERS else _unlike(snapshot, members)
    outside = [user.name for user in desired.users or () if user.name not in members]
    for name in dict.fromkeys([*named, *outside[:MOST_USERS]]):
        user = snapshot.user(name)
        if user:
            source = _entity(graph, desired, user)
            if group and group.name in (user.groups or ()):
                graph.edge(source, _named(group.ref), "member", "is in")
            yield user


def _unlike(snapshot: Snapshot, members: Iterable[str]) -> list[str]:
    """The members of a large group that have policies of their own: they must not vanish in a number."""
    users = (snapshot.user(name) for name in members)
    return [user.name for user in users if user and (user.attached or user.inline)][:MOST_USERS]


def _roles(graph: _Graph, desired: Desired, snapshot: Snapshot) -> Iterator[Role]:
    """Adds the roles that the options name, with whom they trust."""
    for part, spec in desired.roles.items():
        role = snapshot.role(spec.name)
        if role is None:
            continue
        target = _entity(graph, desired, role, f"{role.name} ({part.replace('_', ' ')})")
        for identifier, name in trusted_by(role.trust):
            source = graph.node(identifier, "trusted", name)
            graph.edge(source, target, "trusts", "can assume")
        yield role


def _profiles(graph: _Graph, snapshot: Snapshot, role: Role, instances: tuple[Instance, ...] | None) -> None:
    """Adds the instance profiles of a role with the number of their instances, None where that was not read."""
    for name in snapshot.profiles_of(role.name):
        profile = snapshot.profile(name)
        if profile is None:
            continue
        count = None if instances is None else sum(item.profile_arn == profile.arn for item in instances)
        label = name if count is None else f"{name}: {count} instance{'' if count == 1 else 's'}"
        node = graph.node(_named(profile.ref), "instance_profile", name, arn=profile.arn, count=count, label=label)
        graph.nodes[node]["managed"] = _named(role.ref) in graph.nodes and graph.nodes[_named(role.ref)]["managed"]
        graph.edge(node, _named(role.ref), "holds", "gives instances the role")


def _deployer(graph: _Graph, desired: Desired, snapshot: Snapshot) -> Iterator[User]:
    """Adds the deployer where it is a user."""
    user = snapshot.user(desired.deployer.name) if desired.deployer else None
    if user and desired.deployer and desired.deployer.ref == user.ref:
        source = _entity(graph, desired, user, f"{user.name} (deployer)")
        for name in sorted(user.groups or ()):
            group = snapshot.group(name)
            if group:
                graph.edge(source, _entity(graph, desired, group), "member", "is in")
        yield user


def _is_ours(desired: Desired, policy: ManagedPolicy) -> bool:
    return is_managed(desired, policy) or bool(desired.policy and desired.policy.includes(policy))


def _policies(graph: _Graph, facts: Facts, snapshot: Snapshot, principal: Principal) -> None:
    """Adds the policies on a principal, and what each of them reaches."""
    desired, source = facts.desired, _named(principal.ref)
    for arn in sorted(principal.attached or ()):
        name = arn.rpartition("/")[2]
        policy = snapshot.policy(name)
        if policy and policy.arn == arn:
            target = _entity(graph, desired, policy)
            document = policy.default.document if policy.default else None
            ours = _is_ours(desired, policy)
        else:
            target, document, ours = graph.node(f"policy:{arn}", "policy", name, arn=arn), None, False
        graph.edge(source, target, "attached", "has the policy")
        _reach(graph, facts, target, document, ours=ours)
        if document is None and arn == desired.identity.aws_policy(name) and name in AWS_ADMINISTRATORS:
            _administrator(graph, desired, principal, arn, AWS_ADMINISTRATORS[name])
    for name in sorted(principal.inline or ()):
        target = graph.node(f"inline:{source}:{name}", "policy", name, label=f"{name} (inline)")
        graph.edge(source, target, "attached", "has the inline policy")
        _reach(graph, facts, target, (principal.documents or {}).get(name), ours=False)


def _power(graph: _Graph, identifier: str) -> str:
    return graph.node(identifier, "power", _POWERS[identifier])


def _administrator(graph: _Graph, desired: Desired, principal: Principal, arn: str, allows: str) -> None:
    """Adds the way of a holder of a policy of AWS to everything. The deployer is an administrator by design."""
    deployer = desired.deployer
    designed = bool(deployer and principal.ref == deployer.ref and arn == deployer.policy_arn)
    message = (
        f"The deployer {principal.name} is an administrator: app2container --deploy needs that."
        if designed
        else f"{principal.ref.kind.value.capitalize()} {principal.name} is not the deployer, and has a policy that"
        f" allows {allows}."
    )
    source, target = _named(principal.ref), _power(graph, EVERYTHING)
    further = {"by_design": designed, "message": printable(message)}
    graph.edge(source, target, "escalates", "is an administrator", **further)


def _reach(graph: _Graph, facts: Facts, policy: str, document: Document | None, *, ours: bool) -> None:
    """Adds the sections and resources of a document, and where it leads to more."""
    for statement in document.statements if document else ():
        if statement.effect != "Allow":
            continue
        source = policy
        if ours:
            sid = section_of(statement.sid)
            source = graph.node(f"section:{sid}", "section", sid)
            graph.edge(policy, source, "contains", "contains")
        for identifier, name in reached(statement):
            graph.edge(source, graph.node(identifier, "resource", name), "reaches", "reaches")
    wanted = facts.wanted.documents
    designed = ours and document is not None and document in wanted
    for is_everything, message in escalations(document, facts.identity.partition) if document else ():
        target = _power(graph, EVERYTHING if is_everything else OTHER_ROLES)
        label = "allows everything" if is_everything else "leads to other roles"
        graph.edge(policy, target, "escalates", label, by_design=designed, message=printable(message))


def graph(facts: Facts) -> dict[str, Any]:
    """Who reaches what in an account.

    Args:
        facts: what was read. If the account was not, the picture is empty.

    Returns:
        ``nodes`` and ``edges`` as results have them, in a stable order.
    """
    snapshot, desired, made = facts.account.value, facts.desired, _Graph()
    if snapshot is not None:
        users = [*_people(made, desired, snapshot), *_deployer(made, desired, snapshot)]
        roles = list(_roles(made, desired, snapshot))
        for role in roles:
            _profiles(made, snapshot, role, facts.instances.value)
        groups = [item for item in snapshot.values() if isinstance(item, Group) and _named(item.ref) in made.nodes]
        principals: tuple[Principal, ...] = (*users, *groups, *roles)
        for principal in principals:
            _policies(made, facts, snapshot, principal)
    return {"nodes": list(made.nodes.values()), "edges": list(made.edges.values())}
