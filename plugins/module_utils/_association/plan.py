# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls give EC2 instances the requested instance profile, or remove it: (spec, profile, instances) -> plan.

Pure: no AWS, no module, no clock. One change is one EC2 call.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from .._plan.change import NOTHING, Change, Described
from .._plan.finding import finding
from .._plan.plan import Draft, Plan, refuse
from .findings import FINDINGS
from .model import AVAILABLE_STATES, Instance, Profile
from .spec import AssociationSpec

__all__ = ["AssociationPlan", "plan"]


@dataclass(frozen=True, kw_only=True)
class _AssociationChange(Change[Profile]):
    """One EC2 call on an instance. Profiles are shown whole, since two with the same ARN differ in the id only."""

    shows_whole_states: ClassVar[bool] = True


@dataclass(frozen=True, kw_only=True)
class AssociationPlan(Plan[Profile]):
    """The plan for the profiles of instances. ``instances`` are all requested instances as they are after it."""

    instances: tuple[Instance, ...] = ()

    def replaced(self) -> list[dict[str, str]]:
        """The instances whose profile is replaced, as results show them, each with its earlier profile."""
        return [
            {"instance_id": instance.instance_id, "instance_profile_arn": old.arn}
            for instance in self.instances
            if (old := self.before.get(instance.ref)) and self.after.get(instance.ref) not in (None, old)
        ]

    def described(self, association_ids: Mapping[str, str] = NOTHING) -> list[Described]:
        """All instances as results show them, with the ids that EC2 has assigned to their new associations."""
        return [instance.to_json(association_ids.get(instance.instance_id)) for instance in self.instances]


class _AssociationDraft(Draft[Profile]):
    """The calls planned so far."""

    def do(self, action: str, api: str, instance: Instance, after: Profile | None, **params: Any) -> None:
        """Plans one call. ``after`` is the instance's profile after it, None if it has none then."""
        self.add(
            _AssociationChange(
                target=instance.ref,
                action=action,
                api=api,
                params=params,
                before=self.state(instance.ref),
                after=after,
            )
        )

    def find(self, identifier: str, where: object, **values: object) -> None:
        """Adds a finding; the table ``FINDINGS`` has its text."""
        self.findings.append(finding(FINDINGS, identifier, where, **values))


def _unavailable(spec: AssociationSpec, instances: Sequence[Instance]) -> list[str]:
    """The conflict that names all instances that do not exist, or are terminating or terminated."""
    states = dict.fromkeys(spec.instance_ids, "not found")
    states |= {instance.instance_id: instance.state for instance in instances}
    named = [f"{name} ({state})" for name, state in sorted(states.items()) if state not in AVAILABLE_STATES]
    conflict = (
        f"{spec.option}: these instances do not exist in this account and Region, or are terminating or terminated:"
        f" {', '.join(named)}; leave these instances out, or correct the ids, the region or the credentials"
    )
    return [conflict] if named else []


def _occupied(spec: AssociationSpec, profile: Profile, instances: Sequence[Instance]) -> list[str]:
    """The conflict that names all instances with another profile that may not be replaced."""
    named = [
        f"{instance.instance_id} ({instance.profile.arn})"
        for instance in instances
        if instance.profile and instance.profile.arn != profile.arn and not spec.replace
    ]
    conflict = (
        f"{spec.option}: these instances have another instance profile than {profile.arn}: {', '.join(named)};"
        " set replace to true to replace it, or leave these instances out"
    )
    return [conflict] if named else []


def _associate(draft: _AssociationDraft, spec: AssociationSpec, instance: Instance, profile: Profile) -> None:
    """Plans the calls that give an instance the profile in place of any other."""
    named = {"Name": spec.profile_name}
    if instance.current and instance.is_replaceable:
        ids, api = {"AssociationId": instance.current.association_id}, "ec2:ReplaceIamInstanceProfileAssociation"
        draft.do("replace", api, instance, profile, **ids, IamInstanceProfile=named)
        return
    _disassociate(draft, instance)
    ids, api = {"InstanceId": instance.instance_id}, "ec2:AssociateIamInstanceProfile"
    draft.do("associate", api, instance, profile, **ids, IamInstanceProfile=named)


def _disassociate(draft: _AssociationDraft, instance: Instance) -> None:
    """Plans the call that removes the profile of an instance, if it has one."""
    if instance.current:
        association_id, api = instance.current.association_id, "ec2:DisassociateIamInstanceProfile"
        draft.do("disassociate", api, instance, None, AssociationId=association_id)


def _present(draft: _AssociationDraft, spec: AssociationSpec, instance: Instance, profile: Profile) -> Instance:
    """Plans that an instance has the profile. Returns the instance after it."""
    if instance.profile == profile:
        return instance
    if instance.profile and instance.profile.arn == profile.arn:
        draft.find("profile-made-anew", instance.ref, profile=profile.arn)
    _associate(draft, spec, instance, profile)
    return instance.with_profile(profile)


def _absent(draft: _AssociationDraft, spec: AssociationSpec, instance: Instance) -> Instance:
    """Plans that an instance does not have the profile. Returns the instance after it."""
    if instance.profile and instance.profile.name != spec.profile_name:
        draft.find("other-profile", instance.ref, profile=instance.profile.arn)
        return instance
    _disassociate(draft, instance)
    return instance.with_profile(None)


def plan(spec: AssociationSpec, profile: Profile | None, found: Iterable[Instance]) -> AssociationPlan:
    """What has to be done so that the instances have the profile, or do not have it.

    Args:
        spec: what is requested.
        profile: the requested profile; None if it is to be removed, since its name is enough then.
        found: the requested instances that exist, in any order.

    Raises:
        ConflictError: instances that do not exist, or that have another profile; all of them in one message.
    """
    instances = sorted(found, key=lambda instance: instance.instance_id)
    refuse(_unavailable(spec, instances))
    refuse(_occupied(spec, profile, instances) if profile else ())
    draft = _AssociationDraft({instance.ref: instance.profile for instance in instances if instance.profile})
    after = tuple(
        _present(draft, spec, instance, profile) if profile else _absent(draft, spec, instance)
        for instance in instances
    )
    if not instances:
        tags = ", ".join(f"{key}={value}" for key, value in sorted(spec.tags.items()))
        draft.find("no-instances", "instance_tags", tags=tags)
    return AssociationPlan(**vars(draft.plan()), instances=after)
