# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on the artifact bucket. Ids are stable: users filter on them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "bucket-not-granted": FindingType(
            "warning",
            "The policy of this run does not grant access to the artifact bucket {bucket}",
            "Add the bucket to {variable}, or remove the variable.",
        ),
        "bucket-rules-kept": FindingType("info", "It has lifecycle rules of others, which are left unchanged: {rules}"),
        "bucket-statements-kept": FindingType(
            "info", "Its policy has statements of others, which are left unchanged: {statements}"
        ),
    }
)
