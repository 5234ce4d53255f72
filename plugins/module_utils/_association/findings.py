# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on the instance profiles of EC2 instances. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "no-instances": FindingType(
            "warning",
            "No instance has all of these tags: {tags}. Nothing has been changed",
            "Check the tags, the Region and the credentials.",
        ),
        "other-profile": FindingType("info", "It has another instance profile, {profile}, which is left unchanged"),
        "profile-made-anew": FindingType(
            "info",
            "It had an earlier instance profile {profile}, which was deleted and created again: the instance could not"
            " use it any more",
        ),
    }
)
