# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which instance profile EC2 instances have, and should have: (wanted, profile, instances) -> plan.

Pure: no AWS, no module, no clock. One change is one call of EC2's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from .._account.findings import note
from .._errors import ConflictError
from .._plan.finding import Finding

__all__ = ["MATCHED_STATES", "Association", "AssociationPlan", "Instance", "Move", "Profile", "Wanted", "plan"]

MATCHED_STATES = ("pending", "running", "stopping", "stopped")  # the others are the end of an instance
REPLACEABLE_STATES = frozenset({"pending", "running"})  # elsewhere EC2 only takes a profile away, and gives one
LIVE = frozenset({"associating", "associated"})
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An instance profile; the id tells it from an earlier one with the same ARN, which no instance can use."""

    arn: str
    profile_id: str

    @property
    def name(self) -> str:
        """Its name, without the path."""
        return self.arn.rpartition("/")[2]

    def to_json(self) -> dict[str, str]:
        """The profile as results show it."""
        return {"instance_profile_arn": self.arn, "instance_profile_id": self.profile_id}


@dataclass(frozen=True, kw_only=True)
class Association:
    """What an instance has of a profile; the id is None until EC2 has given one."""

    profile: Profile
    state: str
    association_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Instance:
    """An EC2 instance with its associations: beside the one that counts, others may be on their way out."""

    instance_id: str
    state: str
    associations: tuple[Association, ...] = ()

    @property
    def held(self) -> Association | None:
        """The association that is in force, or soon will be."""
        return next((item for item in self.associations if item.state in LIVE), None)

    def with_held(self, held: Association | None) -> Instance:
        """The same instance with another association, or none, in place of that one."""
        rest = tuple(item for item in self.associations if item.state not in LIVE)
        return replace(self, associations=(*((held,) if held else ()), *rest))

    def to_json(self, association_id: str | None = None) -> dict[str, Any]:
        """The instance as results show it; ``association_id`` is what EC2 has given meanwhile."""
        shown = next(iter(self.associations), None) if self.held is None else self.held
        return {
            "instance_id": self.instance_id,
            "association_id": (shown.association_id or association_id) if shown else None,
            "instance_profile_arn": shown.profile.arn if shown else None,
            "state": shown.state if shown else None,
        }


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is asked for: which instances, by id or by tags, are to have the profile, or not."""

    present: bool
    profile_name: str
    replace: bool = False
    instance_ids: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    account_id: str | None = None

    @property
    def option(self) -> str:
        """The option that says which instances are meant."""
        return "instance_ids" if self.instance_ids else "instance_tags"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One call: ``operation`` with ``params``, which gives an instance another profile, its first, or none."""

    operation: str
    instance_id: str
    params: Mapping[str, Any]
    before: Profile | None
    after: Profile | None
    wave: int = 1

    @property
    def chain(self) -> str:
        """The calls on one instance follow each other."""
        return self.instance_id

    @property
    def verb(self) -> str:
        """The kind of change in one word."""
        return self.operation.partition("Iam")[0].lower()

    def to_json(self) -> dict[str, Any]:
        """The change as results show it: what, on what, before and after."""
        return {
            "action": self.verb,
            "api": f"ec2:{self.operation}",
            "type": "instance",
            "name": self.instance_id,
            "before": self.before.to_json() if self.before else None,
            "after": self.after.to_json() if self.after else None,
        }


@dataclass(frozen=True, kw_only=True)
class AssociationPlan:
    """Changes in the order in which they run, and the instances before and after them, by id."""

    changes: tuple[Move, ...]
    before: tuple[Instance, ...]
    after: tuple[Instance, ...]
    findings: tuple[Finding, ...] = ()

    def diff(self) -> dict[str, Any]:
        """The instances that change, before and after: what ``--diff`` shows."""
        names = {change.instance_id for change in self.changes}
        return {"before": _described(self.before, names), "after": _described(self.after, names)}

    def replaced(self) -> list[dict[str, str]]:
        """The instances that had another profile, with that."""
        pairs = [(old.instance_id, old.held, new.held) for old, new in zip(self.before, self.after, strict=True)]
        return [
            {"instance_id": name, "instance_profile_arn": old.profile.arn}
            for name, old, new in pairs
            if old and new and old.profile != new.profile
        ]

    def instances(self, ids: Mapping[str, str] = NOTHING) -> list[dict[str, Any]]:
        """All instances, with the ids of associations that EC2 has given to new ones."""
        return [instance.to_json(ids.get(instance.instance_id)) for instance in self.after]


def _described(instances: Iterable[Instance], names: set[str]) -> dict[str, Any]:
    held = {item.instance_id: item.held.profile.to_json() for item in instances if item.held}
    shown = {name: profile for name, profile in held.items() if name in names}
    return {"instance": shown} if shown else {}


def _give(wanted: Wanted, instance: Instance, profile: Profile) -> list[Move]:
    """The calls that give an instance the profile, whatever it has."""
    named, held = {"Name": wanted.profile_name}, instance.held
    old = held.profile if held else None
    if held and instance.state in REPLACEABLE_STATES:
        params = {"AssociationId": held.association_id, "IamInstanceProfile": named}
        return [_move("ReplaceIamInstanceProfileAssociation", instance, params, old, profile)]
    params = {"InstanceId": instance.instance_id, "IamInstanceProfile": named}
    return [*_take(instance), _move("AssociateIamInstanceProfile", instance, params, None, profile)]


def _take(instance: Instance) -> list[Move]:
    """The call that takes from an instance what it has, if it has any."""
    if instance.held is None:
        return []
    params = {"AssociationId": instance.held.association_id}
    return [_move("DisassociateIamInstanceProfile", instance, params, instance.held.profile, None)]


def _move(
    operation: str, instance: Instance, params: Mapping[str, Any], before: Profile | None, after: Profile | None
) -> Move:
    return Move(
        operation=operation,
        instance_id=instance.instance_id,
        params=MappingProxyType(params),
        before=before,
        after=after,
    )


def _check_found(wanted: Wanted, instances: Sequence[Instance]) -> None:
    """Fails for instances that do not exist, or are at their end, all in one message."""
    states = {instance.instance_id: instance.state for instance in instances}
    ends = [(name, states.get(name, "not found")) for name in sorted({*wanted.instance_ids, *states})]
    problems = [f"{name} ({state})" for name, state in ends if state not in MATCHED_STATES]
    if problems:
        raise ConflictError(
            f"{wanted.option}: these instances do not exist in this account and Region, or are at their end:"
            f" {', '.join(problems)}. Nothing has been changed: take them out, or correct the ids, the region or the"
            " credentials."
        )


def _check_free(wanted: Wanted, profile: Profile, instances: Sequence[Instance]) -> None:
    """Fails for instances that have another profile where it is not to be replaced, all in one message."""
    others = [
        f"{item.instance_id} ({item.held.profile.arn})"
        for item in instances
        if item.held and item.held.profile.arn != profile.arn
    ]
    if others and not wanted.replace:
        raise ConflictError(
            f"{wanted.option}: these instances have another instance profile than {profile.arn}: {', '.join(others)}."
            " Nothing has been changed: set replace to true to replace it, or take them out."
        )


def _present(wanted: Wanted, profile: Profile, instance: Instance) -> tuple[list[Move], Instance, list[Finding]]:
    held = instance.held
    if held and held.profile == profile:
        return [], instance, []
    made_anew = held is not None and held.profile.arn == profile.arn
    findings = [note("profile-made-anew", f"instance {instance.instance_id}", profile=profile.arn)] if made_anew else []
    after = instance.with_held(Association(profile=profile, state="associating"))
    return _give(wanted, instance, profile), after, findings


def _absent(wanted: Wanted, instance: Instance) -> tuple[list[Move], Instance, list[Finding]]:
    held = instance.held
    if held and held.profile.name != wanted.profile_name:
        found = note("other-profile", f"instance {instance.instance_id}", profile=held.profile.arn)
        return [], instance, [found]
    return _take(instance), instance.with_held(None), []


def plan(wanted: Wanted, profile: Profile | None, found: Iterable[Instance]) -> AssociationPlan:
    """What has to be done so that the instances have the profile, or do not have it.

    Args:
        wanted: what is asked for.
        profile: the profile that is wanted, None where it is to be taken away: then its name is enough.
        found: the instances that were asked for, in any order.

    Raises:
        ConflictError: instances that are not there, or that have another profile; all of them in one message.
    """
    instances = tuple(sorted(found, key=lambda instance: instance.instance_id))
    _check_found(wanted, instances)
    if profile is None:
        outcomes = [_absent(wanted, instance) for instance in instances]
    else:
        _check_free(wanted, profile, instances)
        outcomes = [_present(wanted, profile, instance) for instance in instances]
    findings = [finding for _moves, _after, noted in outcomes for finding in noted]
    if not instances:
        tags = ", ".join(f"{key}={value}" for key, value in sorted(wanted.tags.items()))
        findings.append(note("no-instances", "instance_tags", tags=tags))
    return AssociationPlan(
        changes=tuple(move for moves, _after, _noted in outcomes for move in moves),
        before=instances,
        after=tuple(after for _moves, after, _noted in outcomes),
        findings=tuple(findings),
    )
