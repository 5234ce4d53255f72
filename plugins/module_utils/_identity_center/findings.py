# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on permission sets. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "assignment-not-named": FindingType(
            "info",
            "It gives the permission set to somebody, and no option names it",
            "To remove it, set purge_assignments: true. To keep it, name it in assignments.",
        ),
        "policy-not-checked": FindingType(
            "warning",
            "Whether these accounts have the policies of the permission set was not checked, because {reason}:"
            " {accounts}",
            "AWS fails late if one is missing. Set lookup_role_arn to a role that may call iam:GetPolicy there.",
        ),
        "set-boundary-not-named": FindingType(
            "info",
            "Its permissions boundary is {boundary}, which no option names: it limits its permissions",
            "To keep it, name it in permissions_boundary; an empty string removes it.",
        ),
        "set-policy-not-named": FindingType(
            "warning",
            "{policy}, which no option names: it adds permissions in every account",
            "To remove it, set purge_policies: true.",
        ),
    }
)
