# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""parliament, a linter that somebody else wrote, finds no fault with the documents that we build.

Its data are older than ours. What they lack is listed below with the reason, each entry used at least once.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils.policy.build import build
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.options import PolicyOptions

parliament = pytest.importorskip("parliament")

ACCOUNT, REGION = "111122223333", "eu-west-1"
TARGETS = ("ecs", "eks", "apprunner")
PIPELINES = ("none", "codepipeline", "jenkins", "azure_devops")
FLAGS = ("byo_vpc", "metrics", "support_bundles", "remote_workflows", "firelens", "ec2_key_pairs", "eks_roles")
BUCKETS = [
    {"name": "artifacts"},
    {"name": "more-artifacts", "prefix": "apps/", "kms_key_arn": f"arn:aws:kms:{REGION}:{ACCOUNT}:key/1"},
]
KEYS = [f"arn:aws:kms:{REGION}:{ACCOUNT}:key/2"]

# Issues that mean that a document cannot work as written. The others are opinions on how wide it is.
FAULTS = frozenset(
    {
        "BAD_PATTERN_FOR_MFA",
        "DUPLICATE_SID",
        "INVALID_ACTION",
        "INVALID_ARN",
        "INVALID_CONDITION_KEY",
        "INVALID_CONDITION_OPERATOR",
        "INVALID_CONDITION_VALUE",
        "INVALID_SID",
        "INVALID_VERSION",
        "MALFORMED",
        "MALFORMED_JSON",
        "MISMATCHED_TYPE",
        "NO_VERSION",
        "RESOURCE_EFFECTIVELY_STAR",
        "RESOURCE_MISMATCH",
        "UNKNOWN_ACTION",
        "UNKNOWN_CONDITION_FOR_ACTION",
        "UNKNOWN_OPERATOR",
        "UNKNOWN_PREFIX",
    }
)
EXCEPTIONS: dict[tuple[str, str], str] = {}


def subsets(values: tuple[str, ...]) -> list[list[str]]:
    """Return all non-empty subsets."""
    return [list(some) for size in range(1, len(values) + 1) for some in itertools.combinations(values, size)]


def documents(params: dict[str, Any]) -> tuple[Document, ...]:
    """Build."""
    return build(PolicyOptions.from_params(params, account_id=ACCOUNT, partition="aws", default_region=REGION))


def faults(document: Document) -> Iterator[tuple[str, str, str]]:
    """Yield what parliament finds: issue, what it is about, and all it says."""
    policy = parliament.analyze_policy_string(document.text)
    for finding in policy.findings:
        if finding.issue in FAULTS:
            yield finding.issue, json.dumps(finding.detail, default=str), str(finding)
