# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AWS partitions: their Regions, the DNS suffixes of their services, and the services that they lack."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

__all__ = ["APPRUNNER_REGIONS", "PARTITIONS", "REGIONS_SOURCE", "Partition"]


class Partition(NamedTuple):
    """One partition.

    ``dns_suffixes`` ends the names of service principals and of ``kms:ViaService`` values. Outside the partitions that
    only know ``amazonaws.com`` services answer to either form, so both are listed. Only AWS can use such a name.
    ``regions`` is the form of its Regions, and ``known_regions`` are those of ``REGIONS_SOURCE``; AWS adds others.
    ``lacks`` names services of the App2Container guide that are not known to exist there; ``telemetry`` stands for
    App2Container's own endpoints.
    """

    regions: re.Pattern[str]
    known_regions: frozenset[str]
    dns_suffixes: tuple[str, ...]
    lacks: frozenset[str] = frozenset()

    def nearest(self, text: str) -> str:
        """The known Region that a misspelt name is likely to mean: empty if none is near, at first swapped letters."""
        near = difflib.get_close_matches(text.lower(), sorted(self.known_regions))
        swapped = (region for region in near if sorted(region) == sorted(text.lower()))
        return next(swapped, near[0] if near else "")


def _partition(regions: str, known: str, *suffixes: str, lacks: str = "") -> Partition:
    return Partition(
        regions=re.compile(regions),
        known_regions=frozenset(known.split()),
        dns_suffixes=("amazonaws.com", *suffixes),
        lacks=frozenset(lacks.split()),
    )


# Regions and suffixes: data/partitions.json of botocore. The pattern of "aws" is kept open for new areas.
REGIONS_SOURCE = "botocore 1.44.5"
_LACKS = "telemetry apprunner codecommit"
PARTITIONS: Mapping[str, Partition] = MappingProxyType(
    {
        "aws": _partition(
            r"(?!cn-)[a-z]{2}-[a-z]+-\d{1,2}",
            "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2"
            " ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7"
            " ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2"
            " eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1 mx-central-1 sa-east-1 sa-west-1 us-east-1"
            " us-east-2 us-west-1 us-west-2",
        ),
        "aws-cn": _partition(
            r"cn-[a-z]+-\d{1,2}", "cn-north-1 cn-northwest-1", "amazonaws.com.cn", lacks="telemetry apprunner"
        ),
        "aws-us-gov": _partition(r"us-gov-[a-z]+-\d{1,2}", "us-gov-east-1 us-gov-west-1", lacks="telemetry apprunner"),
        "aws-eusc": _partition(r"eusc-[a-z]+-[a-z]+-\d{1,2}", "eusc-de-east-1", "amazonaws.eu", lacks=_LACKS),
        "aws-iso": _partition(r"us-iso-[a-z]+-\d{1,2}", "us-iso-east-1 us-iso-west-1", "c2s.ic.gov", lacks=_LACKS),
        "aws-iso-b": _partition(
            r"us-isob-[a-z]+-\d{1,2}", "us-isob-east-1 us-isob-west-1", "sc2s.sgov.gov", lacks=_LACKS
        ),
        "aws-iso-e": _partition(r"eu-isoe-[a-z]+-\d{1,2}", "eu-isoe-west-1", "cloud.adc-e.uk", lacks=_LACKS),
        "aws-iso-f": _partition(
            r"us-isof-[a-z]+-\d{1,2}", "us-isof-east-1 us-isof-south-1", "csp.hci.ic.gov", lacks=_LACKS
        ),
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
