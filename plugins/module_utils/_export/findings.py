# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the user should know of an export."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .._plan.finding import FindingType

__all__ = ["FINDINGS"]

_LIMITS = "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "not-in-template": FindingType(
            "info",
            "An export only adds, so it cannot do this",
            "Use the module access for it.",
        ),
        "tags-not-in-template": FindingType(
            "info",
            "CloudFormation cannot set its tags, so the module access does not recognize it",
            "Set the tags of missing_tags after you have created the stack, or run the module access once with adopt:"
            " true.",
        ),
        "template-needs-bucket": FindingType(
            "info",
            "It has {size} bytes, and CloudFormation accepts more than {most} only from an S3 bucket",
            "Upload it, and use its address as the template URL.",
            _LIMITS,
        ),
        "template-too-large": FindingType(
            "error",
            "It has {size} bytes, and CloudFormation accepts at most {most}",
            "Give each group of users a template of its own.",
            _LIMITS,
        ),
        "template-too-many-resources": FindingType(
            "error",
            "It has {count} resources, and CloudFormation accepts at most {most}",
            "Give each group of users a template of its own.",
            _LIMITS,
        ),
    }
)
