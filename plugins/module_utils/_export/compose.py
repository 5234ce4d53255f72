# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export before it has a format: the entities of an account, each with the parameters that create it.

It is made of the plan for an empty account. So whoever applies it gets what the module ``access`` makes, and all
rules stay in one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .._account.draft import AccountPlan
from .._account.findings import FINDINGS as ACCOUNT
from .._account.model import Role, User
from .._account.spec import Desired
from .._account.trust import trusted_names
from .._iam.entities import Identity, Kind, Ref
from .._plan.finding import Finding, finding
from .._plan.ownership import not_managed
from .._plan.plan import refuse
from .existing import Existing, Found

__all__ = ["Export", "Item", "Membership", "compose", "items_of", "left_out"]

MOVABLE = (Kind.GROUP, Kind.USER)  # IAM can change their paths
CREATE = "Create"
NOTHING_FOUND: Mapping[Ref, Found] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Item:
    """One entity.

    Args:
        ref: what names it in the account.
        words: what it is, from which formats make its name in the template.
        arn: what it has in the account, or will have.
        params: of the IAM call that creates it.
        policies: ARNs of the managed policies that it has.
        role: of an instance profile.
        needs: entities of the export that must exist first, as its trust policy or boundary names them.
        found: what exists of it already, if it does.
    """

    ref: Ref
    words: tuple[str, ...]
    arn: str
    params: Mapping[str, Any]
    policies: tuple[str, ...] = ()
    role: str = ""
    needs: tuple[Ref, ...] = ()
    found: Found | None = None


@dataclass(frozen=True, kw_only=True)
class Membership:
    """A user that becomes a member of a group; ``found`` if it is one already."""

    user: str
    group: str
    found: bool


@dataclass(frozen=True, kw_only=True)
class Export:
    """All that a template contains, in a stable order."""

    identity: Identity
    items: tuple[Item, ...]
    memberships: tuple[Membership, ...]

    def item(self, ref: Ref) -> Item | None:
        """The entity, if the template creates or imports it."""
        return next((item for item in self.items if item.ref == ref), None)

    def policy(self, arn: str) -> Item | None:
        """The policy of the template that has this ARN; None for one of AWS."""
        return next((item for item in self.items if item.ref.kind is Kind.POLICY and item.arn == arn), None)


def compose(desired: Desired, planned: AccountPlan, existing: Existing) -> tuple[Export, tuple[Finding, ...]]:
    """The export of a plan for an empty account, and the findings on what exists.

    Raises:
        ConflictError: something exists that this collection does not manage, and is not to be adopted.
    """
    words = _words(desired)
    joined_only = _joined_only(desired, existing)
    refuse(_conflicts(desired, existing, {*words} - joined_only))
    words = {ref: what for ref, what in words.items() if ref not in joined_only}
    items = items_of(planned, words, existing.entities)
    export = Export(identity=desired.identity, items=items, memberships=_memberships(planned, existing))
    return export, (*_kept_paths(desired, items), *(finding(ACCOUNT, "user-not-ours", ref) for ref in joined_only))


def items_of(
    planned: AccountPlan, words: Mapping[Ref, tuple[str, ...]], existing: Mapping[Ref, Found] = NOTHING_FOUND
) -> tuple[Item, ...]:
    """The entities that a plan for an empty account creates.

    Args:
        planned: the plan.
        words: the entities that a template can contain, in the order of the template, and what each is.
        existing: what exists in truth.
    """
    creations = {change.target: change for change in planned.changes if change.operation.startswith(CREATE)}
    refs = [ref for ref in words if ref in creations]
    moved = {planned.after[ref].arn: _arn(planned.after[ref].arn, existing.get(ref)) for ref in refs}
    return tuple(
        Item(
            ref=ref,
            words=words[ref],
            arn=moved[planned.after[ref].arn],
            params=_params(creations[ref].params, existing.get(ref)),
            policies=tuple(sorted(moved.get(arn, arn) for arn in _attached(planned, ref))),
            role=_role_of(planned, ref),
            needs=_needs(planned, ref, refs),
            found=existing.get(ref),
        )
        for ref in refs
    )


def left_out(desired: Desired) -> Iterator[str]:
    """The options that ask for a removal, which no template can make."""
    if desired.group and desired.group.purge_members:
        yield "group.purge_members"
    yield from (f"users: {user.name}" for user in desired.users or () if not user.present)


def _words(desired: Desired) -> dict[Ref, tuple[str, ...]]:
    """Every entity that a template can contain, in the order of the template, and what it is."""
    words: dict[Ref, tuple[str, ...]] = {}
    for number, name in enumerate(desired.policy.names if desired.policy else (), start=1):
        words[Ref(Kind.POLICY, name)] = ("general", "policy", *([str(number)] if number > 1 else []))
    if desired.group:
        words[Ref(Kind.GROUP, desired.group.name)] = ("general", "group")
    for name in sorted(user.name for user in desired.users or ()):
        words[Ref(Kind.USER, name)] = ("user", name)
    if desired.general_role:
        words[Ref(Kind.ROLE, desired.general_role.name)] = ("general", "role")
    if desired.worker:
        words[Ref(Kind.ROLE, desired.worker.role.name)] = ("worker", "role")
        words[Ref(Kind.INSTANCE_PROFILE, desired.worker.profile_name)] = ("worker", "profile")
    if desired.deployer:
        words[desired.deployer.ref] = ("deployer",)
    return words


def _joined_only(desired: Desired, existing: Existing) -> frozenset[Ref]:
    """General users of others: they become members, and nothing else of them is changed."""
    refs = (Ref(Kind.USER, user.name) for user in desired.users or ())
    return frozenset(ref for ref in refs if (found := existing.entities.get(ref)) and not found.managed)


def _conflicts(desired: Desired, existing: Existing, refs: set[Ref]) -> Iterator[str]:
    if desired.group and not desired.group.managed:
        refs = refs - {Ref(Kind.GROUP, desired.group.name)}
    for ref in sorted(refs) if not desired.adopt else ():
        found = existing.entities.get(ref)
        if found and not found.managed:
            yield not_managed(f"{ref} ({found.arn})", "set adopt: true to manage it", "choose another name")


def _params(params: Mapping[str, Any], found: Found | None) -> Mapping[str, Any]:
    """The parameters that create an entity; of one that exists and that IAM cannot move, with its path."""
    kept = found is not None and not {"GroupName", "UserName"} & set(params)
    return MappingProxyType({**params, "Path": found.path} if found and kept else dict(params))


def _arn(planned: str, found: Found | None) -> str:
    """The ARN of an entity, which is that of what exists even if that lies under another path."""
    return found.arn if found else planned


def _attached(planned: AccountPlan, ref: Ref) -> frozenset[str]:
    return getattr(planned.after[ref], "attached", None) or frozenset()


def _role_of(planned: AccountPlan, ref: Ref) -> str:
    profile = planned.after.profile(ref.name) if ref.kind is Kind.INSTANCE_PROFILE else None
    return (profile and profile.role) or ""


def _needs(planned: AccountPlan, ref: Ref, refs: list[Ref]) -> tuple[Ref, ...]:
    """What IAM must know before it accepts an entity: IAM refuses principals and boundaries that do not exist."""
    entity = planned.after[ref]
    named = {entity.boundary or ""} if isinstance(entity, (User, Role)) else set()
    named |= set(trusted_names(entity.trust)) if isinstance(entity, Role) else set()
    return tuple(other for other in refs if other != ref and planned.after[other].arn in named)


def _memberships(planned: AccountPlan, existing: Existing) -> tuple[Membership, ...]:
    joins = (change.params for change in planned.changes if change.operation == "AddUserToGroup")
    pairs = sorted((params["UserName"], params["GroupName"]) for params in joins)
    return tuple(Membership(user=user, group=group, found=existing.joined(user, group)) for user, group in pairs)


def _kept_paths(desired: Desired, items: tuple[Item, ...]) -> Iterator[Finding]:
    for item in items:
        if item.found and item.found.path != desired.path and item.ref.kind not in MOVABLE:
            yield finding(ACCOUNT, "path-differs", item.ref, found=item.found.path, wanted=desired.path)
