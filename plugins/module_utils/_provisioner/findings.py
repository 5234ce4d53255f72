# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on the provisioner. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

_LIMITS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "not-bounded": FindingType(
            "warning",
            "It lies under the path that the provisioner manages and lacks the permissions boundary {boundary}, so the"
            " provisioner could give itself more permissions through it",
            "Set this permissions boundary, or move it to another path.",
        ),
        "stack-set-too-large": FindingType(
            "error",
            "It has {size} bytes, and CloudFormation accepts at most {most} in a template that is sent to it",
            "Choose fewer features, or set stack_set.management_account to false and make the role of the management"
            " account with the module provisioner_role.",
            _LIMITS,
        ),
    }
)
