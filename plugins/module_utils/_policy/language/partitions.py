# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AWS partitions: their Regions, the DNS suffixes of their services, and the services that they lack."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

__all__ = ["APPRUNNER_REGIONS", "PARTITIONS", "Partition"]


@dataclass(frozen=True, kw_only=True)
class Partition:
    """One partition.

    ``dns_suffixes`` ends the names of service principals and of ``kms:ViaService`` values. Outside the partitions that
    only know ``amazonaws.com`` services answer to either form, so both are listed. Only AWS can use such a name.
    ``lacks`` names services of the App2Container guide that are not known to exist there; ``telemetry`` stands for
    App2Container's own endpoints.
    """

    regions: re.Pattern[str]
    dns_suffixes: tuple[str, ...]
    lacks: frozenset[str] = frozenset()


def _partition(regions: str, *suffixes: str, lacks: str = "") -> Partition:
    return Partition(
        regions=re.compile(regions), dns_suffixes=("amazonaws.com", *suffixes), lacks=frozenset(lacks.split())
    )


# Region shapes and suffixes: the endpoint data of botocore 1.44.5. The pattern of "aws" is kept open for new areas.
PARTITIONS: Mapping[str, Partition] = MappingProxyType(
    {
        "aws": _partition(r"(?!cn-)[a-z]{2}-[a-z]+-\d{1,2}"),
        "aws-cn": _partition(r"cn-[a-z]+-\d{1,2}", "amazonaws.com.cn", lacks="telemetry apprunner"),
        "aws-us-gov": _partition(r"us-gov-[a-z]+-\d{1,2}", lacks="telemetry apprunner"),
        "aws-eusc": _partition(r"eusc-[a-z]+-[a-z]+-\d{1,2}", "amazonaws.eu", lacks="telemetry apprunner codecommit"),
        "aws-iso": _partition(r"us-iso-[a-z]+-\d{1,2}", "c2s.ic.gov", lacks="telemetry apprunner codecommit"),
        "aws-iso-b": _partition(r"us-isob-[a-z]+-\d{1,2}", "sc2s.sgov.gov", lacks="telemetry apprunner codecommit"),
        "aws-iso-e": _partition(r"eu-isoe-[a-z]+-\d{1,2}", "cloud.adc-e.uk", lacks="telemetry apprunner codecommit"),
        "aws-iso-f": _partition(r"us-isof-[a-z]+-\d{1,2}", "csp.hci.ic.gov", lacks="telemetry apprunner codecommit"),
    }
)

APPRUNNER_REGIONS = frozenset(
    {
        "ap-northeast-1",
        "ap-south-1",
        "ap-southeast-1",
        "ap-southeast-2",
        "eu-central-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "us-east-1",
        "us-east-2",
        "us-west-2",
    }
)
