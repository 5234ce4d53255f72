# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 in one account and Region: reads instances with their associations, and makes changes. It holds no rules."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import ClientError, error_code, translated
from .._aws.non_idempotent import until_answered
from .._aws.parallel import side_by_side
from .._plan.change import Change
from .model import AVAILABLE_STATES, Association, Instance, Profile
from .spec import AssociationSpec

__all__ = ["Ec2"]

PAGE_SIZE = 1000
# Values of one filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html
MAX_FILTER_VALUES = 200
CHANGED_MEANWHILE = frozenset({"IncorrectState", "InvalidAssociationID.NotFound"})


class Ec2:
    """The instances. ``association_ids`` are the ids of the associations made here, by instance."""

    def __init__(self, connection: Connection) -> None:
        self._client = connection.client("ec2")
        self._associate: Mapping[str, Callable[..., Any]] = {
            "ec2:AssociateIamInstanceProfile": self._client.associate_iam_instance_profile,
            "ec2:ReplaceIamInstanceProfileAssociation": self._client.replace_iam_instance_profile_association,
        }
        self.association_ids: dict[str, str] = {}

    def instances(self, spec: AssociationSpec) -> list[Instance]:
        """The requested instances that exist."""
        states = self._states_by_id(spec.instance_ids) if spec.instance_ids else self._states_by_tags(spec.tags)
        associations = self._associations(states)
        return [
            Instance(instance_id=name, state=state, associations=tuple(associations[name]))
            for name, state in states.items()
        ]

    def _states_by_tags(self, tags: Mapping[str, str]) -> dict[str, str]:
        """The states of the instances with these tags, by id, without those that are terminating or terminated."""
        filters = [{"Name": f"tag:{key}", "Values": [_escaped(value)]} for key, value in tags.items()]
        return self._states([*filters, {"Name": "instance-state-name", "Values": list(AVAILABLE_STATES)}])

    def _states_by_id(self, names: Sequence[str]) -> dict[str, str]:
        """The states of the instances that exist, by id. A filter, unlike a list of ids, accepts those that do not."""
        chunks = side_by_side(lambda chunk: self._states([{"Name": "instance-id", "Values": chunk}]), _chunks(names))
        return {name: state for chunk in chunks for name, state in chunk.items()}

    def _states(self, filters: list[dict[str, Any]]) -> dict[str, str]:
        with translated("read the instances"):
            return {
                instance["InstanceId"]: instance["State"]["Name"]
                for page in self._pages("describe_instances", filters)
                for reservation in page["Reservations"]
                for instance in reservation["Instances"]
            }

    def _associations(self, names: Iterable[str]) -> Mapping[str, list[Association]]:
        """The associations of each instance, by its id."""

        def read(chunk: list[str]) -> list[tuple[str, Association]]:
            filters = [{"Name": "instance-id", "Values": chunk}]
            with translated("read the instance profiles of the instances"):
                return [
                    (item["InstanceId"], _association_from(item))
                    for page in self._pages("describe_iam_instance_profile_associations", filters)
                    for item in page["IamInstanceProfileAssociations"]
                ]

        found: defaultdict[str, list[Association]] = defaultdict(list)
        for chunk in side_by_side(read, _chunks(sorted(names))):
            for name, association in chunk:
                found[name].append(association)
        return found

    def _pages(self, operation: str, filters: list[dict[str, Any]]) -> Any:
        return self._client.get_paginator(operation).paginate(Filters=filters, PaginationConfig={"PageSize": PAGE_SIZE})

    def apply(self, change: Change[Profile]) -> None:
        """Makes one change. What somebody else, or a first try whose answer was lost, has done already is not an error.

        Raises:
            AwsError: EC2 refused the call.
        """
        name = change.target.name
        with translated(f"{change.action} the instance profile of {name}"):
            if change.after is None:
                self._remove(name, change.params)
            else:
                self.association_ids[name] = self._give(name, change.api, change.params, change.after)

    def _remove(self, name: str, params: Mapping[str, Any]) -> None:
        try:
            self._client.disassociate_iam_instance_profile(**params)
        except ClientError as error:
            if error_code(error) not in CHANGED_MEANWHILE or self._has_association(name, params["AssociationId"]):
                raise

    def _has_association(self, name: str, association_id: str) -> bool:
        """Tells whether the current association of an instance is this one."""
        current = self._current(name)
        return current is not None and current.association_id == association_id

    def _give(self, name: str, api: str, params: Mapping[str, Any], profile: Profile) -> str:
        """Gives an instance the profile. Returns the id of the association."""

        def call() -> str:
            return str(self._associate[api](**params)["IamInstanceProfileAssociation"]["AssociationId"])

        def inspect() -> str | None:
            current = self._current(name)
            return current.association_id if current and current.profile == profile else None

        try:
            return until_answered(call, inspect)
        except ClientError as error:
            association_id = inspect() if error_code(error) in CHANGED_MEANWHILE else None
            if association_id is None:
                raise
            return association_id

    def _current(self, name: str) -> Association | None:
        """The current association of an instance, as it is now."""
        return Instance(instance_id=name, state="", associations=tuple(self._associations([name])[name])).current


def _escaped(value: str) -> str:
    """A value as a filter takes it literally."""
    return "".join(f"\\{character}" if character in "\\*?" else character for character in value)


def _chunks(names: Sequence[str]) -> list[list[str]]:
    return [list(names[at : at + MAX_FILTER_VALUES]) for at in range(0, len(names), MAX_FILTER_VALUES)]


def _association_from(answer: Mapping[str, Any]) -> Association:
    profile = answer["IamInstanceProfile"]
    return Association(
        association_id=answer["AssociationId"],
        profile=Profile(arn=profile["Arn"], profile_id=profile["Id"]),
        state=answer["State"],
    )
