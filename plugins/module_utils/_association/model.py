# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 instances and their instance profiles, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .._iam.entities import Kind, Ref
from .._plan.change import Described

__all__ = ["AVAILABLE_STATES", "Association", "Instance", "Profile"]

# The states of instances and of associations are values of EC2's API:
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceState.html
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IamInstanceProfileAssociation.html
AVAILABLE_STATES = ("pending", "running", "stopping", "stopped")  # the others: shutting-down, terminated
REPLACEABLE_STATES = frozenset({"pending", "running"})  # in other states, EC2 only associates and disassociates
CURRENT_ASSOCIATION_STATES = frozenset({"associating", "associated"})


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An instance profile. The id tells it from an earlier one with the same ARN, which no instance can use."""

    arn: str
    profile_id: str

    @property
    def name(self) -> str:
        """The name without the path."""
        return self.arn.rpartition("/")[2]

    def attributes(self) -> Described:
        """The profile as results show it."""
        return {"instance_profile_arn": self.arn, "instance_profile_id": self.profile_id}


@dataclass(frozen=True, kw_only=True)
class Association:
    """The association of a profile with an instance. The id is None until EC2 has assigned one."""

    profile: Profile
    state: str
    association_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Instance:
    """An EC2 instance with its associations: besides the current one, there may be some that are being removed."""

    instance_id: str
    state: str
    associations: tuple[Association, ...] = ()

    @property
    def ref(self) -> Ref:
        """The instance in plans and results."""
        return Ref(Kind.INSTANCE, self.instance_id)

    @property
    def current(self) -> Association | None:
        """The association that is in effect, or will be soon."""
        return next((item for item in self.associations if item.state in CURRENT_ASSOCIATION_STATES), None)

    @property
    def profile(self) -> Profile | None:
        """The profile of the current association."""
        return self.current.profile if self.current else None

    @property
    def is_replaceable(self) -> bool:
        """Tells whether EC2 can replace the profile in one call."""
        return self.state in REPLACEABLE_STATES

    def with_profile(self, profile: Profile | None) -> Instance:
        """The instance after a profile, or none, has replaced that of the current association."""
        new = (Association(profile=profile, state="associating"),) if profile else ()
        others = tuple(item for item in self.associations if item.state not in CURRENT_ASSOCIATION_STATES)
        return replace(self, associations=(*new, *others))

    def to_json(self, association_id: str | None = None) -> Described:
        """The instance as results show it; ``association_id`` is the id that EC2 has assigned to a new association."""
        shown = self.current or next(iter(self.associations), None)
        return {
            "instance_id": self.instance_id,
            "association_id": (shown.association_id or association_id) if shown else None,
            "instance_profile_arn": shown.profile.arn if shown else None,
            "state": shown.state if shown else None,
        }
