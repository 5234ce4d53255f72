# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The EC2 instances with an instance profile of ours, Region by Region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from ..._account.model import InstanceProfile, Snapshot
from ..._account.ownership import is_managed
from ..._account.spec import Desired
from ..._aws.connection import Connection
from ..._aws.errors import translated
from ..._aws.parallel import side_by_side
from ..._iam.arn import Arn
from ..._iam.entities import Identity, Kind
from ..facts import Fact, Instance
from .attempt import NotThereError, fact_of

__all__ = ["instance_from", "profile_arns", "read_instances"]

CALL = "ec2:DescribeInstances"
PAGE_SIZE = 1000
# Values of one filter: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html
MAX_FILTER_VALUES = 200
STATES = ("pending", "running", "stopping", "stopped")  # all but those without return


def profile_arns(desired: Desired, account: Fact[Snapshot]) -> tuple[str, ...]:
    """The ARNs of the instance profiles of ours; where the account was not read, the one that there should be."""
    named = desired.worker.profile_name if desired.worker else ""
    if account.value is None:
        return (desired.identity.arn(Kind.INSTANCE_PROFILE, desired.path, named),) if named else ()
    found = (entity for entity in account.known.values() if isinstance(entity, InstanceProfile))
    return tuple(sorted(item.arn for item in found if item.name == named or is_managed(desired, item)))


def _has_public_address(answer: Mapping[str, Any]) -> bool:
    interfaces = answer.get("NetworkInterfaces", ())
    return bool(answer.get("PublicIpAddress")) or any(
        item.get("Association", {}).get("PublicIp") for item in interfaces
    )


def instance_from(answer: Mapping[str, Any], identity: Identity, region: str) -> Instance:
    """An instance as DescribeInstances tells it. Without a metadata service, nobody reads it without a token."""
    options = answer.get("MetadataOptions", {})
    name = answer["InstanceId"]
    arn = Arn(
        partition=identity.partition,
        service="ec2",
        region=region,
        account_id=identity.account_id,
        resource=f"instance/{name}",
    )
    return Instance(
        instance_id=name,
        arn=str(arn),
        profile_arn=answer["IamInstanceProfile"]["Arn"],
        region=region,
        state=answer["State"]["Name"],
        public_address=_has_public_address(answer),
        imds_v2=options.get("HttpTokens") == "required" or options.get("HttpEndpoint") == "disabled",
    )


def _in_region(connection: Connection, identity: Identity, arns: Sequence[str], region: str) -> list[Instance]:
    client = connection.client("ec2", region=region)
    chunks = [list(arns[at : at + MAX_FILTER_VALUES]) for at in range(0, len(arns), MAX_FILTER_VALUES)]
    states = {"Name": "instance-state-name", "Values": list(STATES)}
    with translated(f"read the instances in Region {region}"):
        return [
            instance_from(answer, identity, region)
            for chunk in chunks
            for page in client.get_paginator("describe_instances").paginate(
                Filters=[{"Name": "iam-instance-profile.arn", "Values": chunk}, states],
                PaginationConfig={"PageSize": PAGE_SIZE},
            )
            for reservation in page["Reservations"]
            for answer in reservation["Instances"]
        ]


def read_instances(
    connection: Connection, desired: Desired, account: Fact[Snapshot], regions: Sequence[str]
) -> Fact[tuple[Instance, ...]]:
    """The instances in all of these Regions, or in that of the connection; without instance profiles of ours, none."""
    arns = profile_arns(desired, account)

    def read() -> tuple[Instance, ...]:
        here = tuple(regions) or tuple(filter(None, [connection.region]))
        if arns and not here:
            raise NotThereError("no Region is set in which to look for instances")
        if not arns:
            return ()
        found = side_by_side(partial(_in_region, connection, desired.identity, arns), here)
        return tuple(instance for instances in found for instance in instances)

    return fact_of(read, CALL)
