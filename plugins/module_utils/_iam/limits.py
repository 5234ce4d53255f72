# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What IAM accepts, as tables with their sources: names, paths, tags and quotas.

Sources: the IAM API reference (request parameters of the Create* actions) for names and paths, and the IAM user guide,
"IAM and AWS STS quotas" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html), for the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .entities import Kind

__all__ = [
    "ADMINISTRATOR_ACCESS",
    "MAX_PATH",
    "MAX_TAGS",
    "MAX_TAG_KEY",
    "MAX_TAG_VALUE",
    "MAX_VERSIONS",
    "NAME_LENGTHS",
    "OWN_TAGS",
    "RESERVED_TAG_PREFIXES",
    "SSM_MANAGED_INSTANCE",
    "SUMMARY_KEYS",
    "SummaryKeys",
]

ADMINISTRATOR_ACCESS = "AdministratorAccess"
SSM_MANAGED_INSTANCE = "AmazonSSMManagedInstanceCore"
MAX_VERSIONS = 5
MAX_TAGS = 50
# Reserved for the collection. A policy has the most: the owner, the part, the catalogue, and one to spare.
OWN_TAGS = 4
MAX_PATH = 512
MAX_TAG_KEY = 128
MAX_TAG_VALUE = 256

NAME_LENGTHS: Mapping[Kind, int] = {
    Kind.USER: 64,
    Kind.ROLE: 64,
    Kind.GROUP: 128,
    Kind.POLICY: 128,
    Kind.INSTANCE_PROFILE: 128,
    # https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html
    Kind.PERMISSION_SET: 32,
}

# Tags with these prefixes belong to AWS and to this collection: options cannot set them, and they are never purged.
RESERVED_TAG_PREFIXES = ("aws:", "app2container:")


class SummaryKeys(NamedTuple):
    """The keys of GetAccountSummary for a type: number of entities, their quota, and the quota of their policies."""

    used: str
    quota: str
    attached_quota: str = ""


SUMMARY_KEYS: Mapping[Kind, SummaryKeys] = {
    Kind.USER: SummaryKeys(used="Users", quota="UsersQuota", attached_quota="AttachedPoliciesPerUserQuota"),
    Kind.GROUP: SummaryKeys(used="Groups", quota="GroupsQuota", attached_quota="AttachedPoliciesPerGroupQuota"),
    Kind.ROLE: SummaryKeys(used="Roles", quota="RolesQuota", attached_quota="AttachedPoliciesPerRoleQuota"),
    Kind.POLICY: SummaryKeys(used="Policies", quota="PoliciesQuota"),
    Kind.INSTANCE_PROFILE: SummaryKeys(used="InstanceProfiles", quota="InstanceProfilesQuota"),
}
