# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""EC2 -> instances with their associations, and plan -> calls. There are no rules here: they are in the planner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._aws.connection import Connection, check_account
from .._aws.errors import ClientError, error_code, translated, unless_missing
from .._aws.execute import carry_out
from .._aws.non_idempotent import until_answered
from .._aws.parallel import side_by_side
from .._aws.run import Prepared
from .._errors import OptionError
from .plan import MATCHED_STATES, Association, AssociationPlan, Instance, Move, Profile, Wanted, plan

__all__ = ["prepare_association"]

PAGE_SIZE = 1000
FILTER_VALUES = 200  # EC2 takes no more in one call
CHANGED_MEANWHILE = frozenset({"IncorrectState", "InvalidAssociationID.NotFound"})


def _escaped(value: str) -> str:
    """A value as a filter means it literally."""
    return "".join(f"\\{character}" if character in "\\*?" else character for character in value)


class _Ec2:
    """EC2 in one account and Region."""

    def __init__(self, connection: Connection) -> None:
        self._client = connection.client("ec2")
        self.given: dict[str, str] = {}  # instance -> id of the association that was made

    def instances(self, wanted: Wanted) -> list[Instance]:
        """The instances that are asked for and exist."""
        if wanted.instance_ids:
            states = self._states_of(wanted.instance_ids)
        else:
            filters = [{"Name": f"tag:{key}", "Values": [_escaped(value)]} for key, value in wanted.tags.items()]
            states = self._states([*filters, {"Name": "instance-state-name", "Values": list(MATCHED_STATES)}])
        held = self._associations(states)
        return [
            Instance(instance_id=name, state=state, associations=tuple(held[name])) for name, state in states.items()
        ]

    def _states_of(self, names: Sequence[str]) -> dict[str, str]:
        """States by id. Asked for by filter, as the others are told even if some do not exist."""
        parts = side_by_side(lambda part: self._states([{"Name": "instance-id", "Values": part}]), _parts(names))
        return {name: state for part in parts for name, state in part.items()}

    def _states(self, filters: list[dict[str, Any]]) -> dict[str, str]:
        with translated("read the instances"):
            return {
                instance["InstanceId"]: instance["State"]["Name"]
                for page in self._pages("describe_instances", filters)
                for reservation in page["Reservations"]
                for instance in reservation["Instances"]
            }

    def _associations(self, names: Iterable[str]) -> Mapping[str, list[Association]]:
        def read(part: list[str]) -> list[tuple[str, Association]]:
            with translated("read the instance profiles of the instances"):
                pages = self._pages(
                    "describe_iam_instance_profile_associations", [{"Name": "instance-id", "Values": part}]
                )
                return [
                    (item["InstanceId"], _association_from(item))
                    for page in pages
                    for item in page["IamInstanceProfileAssociations"]
                ]

        found: defaultdict[str, list[Association]] = defaultdict(list)
        for part in side_by_side(read, _parts(sorted(names))):
            for name, association in part:
                found[name].append(association)
        return found

    def _pages(self, operation: str, filters: list[dict[str, Any]]) -> Any:
        return self._client.get_paginator(operation).paginate(Filters=filters, PaginationConfig={"PageSize": PAGE_SIZE})

    def make(self, move: Move) -> None:
        """Makes one change. What others, or a lost first try of our own, have made meanwhile is no error."""
        with translated(f"{move.verb} the instance profile of {move.instance_id}"):
            if move.after is None:
                self._take(move)
            else:
                self.given[move.instance_id] = self._give(move)

    def _take(self, move: Move) -> None:
        try:
            self._client.disassociate_iam_instance_profile(**move.params)
        except ClientError as error:
            name = move.params["AssociationId"]
            if error_code(error) not in CHANGED_MEANWHILE or name == self._held_id(move):
                raise

    def _give(self, move: Move) -> str:
        """Returns the id of the association."""
        operation = {
            "associate": self._client.associate_iam_instance_profile,
            "replace": self._client.replace_iam_instance_profile_association,
        }[move.verb]
        try:
            return until_answered(
                lambda: str(operation(**move.params)["IamInstanceProfileAssociation"]["AssociationId"]),
                lambda: self._held_id(move, move.after),
            )
        except ClientError as error:
            found = self._held_id(move, move.after) if error_code(error) in CHANGED_MEANWHILE else None
            if found is None:
                raise
            return found

    def _held_id(self, move: Move, profile: Profile | None = None) -> str | None:
        """The id of the association that the instance has now, if it has one (with this profile)."""
        associations = self._associations([move.instance_id])[move.instance_id]
        held = Instance(instance_id=move.instance_id, state="", associations=tuple(associations)).held
        return held.association_id if held and profile in (None, held.profile) else None


def _parts(names: Sequence[str]) -> list[list[str]]:
    return [list(names[at : at + FILTER_VALUES]) for at in range(0, len(names), FILTER_VALUES)]


def _association_from(answer: Mapping[str, Any]) -> Association:
    profile = answer["IamInstanceProfile"]
    return Association(
        association_id=answer["AssociationId"],
        profile=Profile(arn=profile["Arn"], profile_id=profile["Id"]),
        state=answer["State"],
    )


def _profile(connection: Connection, name: str) -> Profile:
    """The instance profile that is to be given; it must exist and hold a role."""
    option = "instance_profile_name"
    with translated(f"read instance profile {name}"):
        answer = unless_missing(connection.iam.get_instance_profile, InstanceProfileName=name)
    if answer is None:
        hint = "make it with worker of the module access, or correct the name or the credentials"
        raise OptionError(option, name, "the account has no such instance profile", hint)
    found = answer["InstanceProfile"]
    if not found["Roles"]:
        hint = "put one into it, as worker of the module access does"
        raise OptionError(option, name, "the instance profile holds no role", hint)
    return Profile(arn=found["Arn"], profile_id=found["InstanceProfileId"])


def _apply(ec2: _Ec2, planned: AssociationPlan) -> dict[str, Any]:
    carry_out(ec2.make, planned.changes)
    return {"instances": planned.instances(ec2.given)}


def prepare_association(connection: Connection, wanted: Wanted) -> Prepared:
    """What gives the instances the profile, or takes it from them."""
    if wanted.account_id:
        check_account(connection.identity(), wanted.account_id)
    profile = _profile(connection, wanted.profile_name) if wanted.present else None
    ec2 = _Ec2(connection)
    planned = plan(wanted, profile, ec2.instances(wanted))
    return Prepared(
        result={
            "changed": bool(planned.changes),
            "diff": planned.diff(),
            "changes": [change.to_json() for change in planned.changes],
            "instances": planned.instances(),
            "replaced": planned.replaced(),
            "findings": [finding.to_json() for finding in planned.findings],
        },
        apply=lambda: _apply(ec2, planned),
        findings=planned.findings,
    )
