# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who makes the calls of a run, as policies see it. Pure.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html for the condition keys
of every request, and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html for the ARNs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from .._iam.arn import Arn
from .._iam.entities import Kind, Ref, Tags
from .change import NOTHING

__all__ = ["Principal", "caller_ref"]

_TYPES: Mapping[str, str] = MappingProxyType({"user": "User", "role": "AssumedRole"})
# IAM is global: requests to it have the Region of its endpoint. Other partitions are left out.
_REGION_OF_IAM: Mapping[str, str] = MappingProxyType(
    {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
)


def caller_ref(arn: str) -> Ref | None:
    """The user or role with whose policies a caller works; None for a root user and others that have no such policies.

    Args:
        arn: the ARN of a user or role, or of the session of a role, which does not name the role's path.
    """
    parsed = Arn.parse(arn)
    parts = parsed.resource.split("/") if parsed else [""]
    if parsed and (parsed.service, parts[0]) == ("sts", "assumed-role") and parts[1:]:
        return Ref(Kind.ROLE, parts[1])
    if parsed and parsed.service == "iam" and parts[0] in _TYPES and parts[1:]:
        return Ref(Kind(parts[0]), parts[-1])
    return None


@dataclass(frozen=True, kw_only=True)
class Principal:
    """The user or role whose policies decide. ``tags`` are empty where they are not known."""

    arn: str
    tags: Tags = field(default_factory=lambda: NOTHING)
    encrypted: bool = True

    @property
    def told(self) -> str:
        """The principal as findings name it."""
        return f"Caller {self.arn}"

    @property
    def context(self) -> Mapping[str, tuple[str, ...]]:
        """The condition keys of all its requests to IAM, as far as they follow from what it is."""
        parsed = Arn.parse(self.arn)
        if parsed is None:
            return NOTHING
        kind, *path = parsed.resource.split("/")
        known = {
            "aws:PrincipalArn": self.arn,
            "aws:PrincipalAccount": parsed.account_id,
            "aws:PrincipalType": _TYPES.get(kind, ""),
            "aws:username": path[-1] if kind == "user" else "",
            "aws:RequestedRegion": _REGION_OF_IAM.get(parsed.partition, ""),
            "aws:SecureTransport": str(self.encrypted).lower(),
            **{f"aws:PrincipalTag/{key}": value for key, value in self.tags.items()},
        }
        return {key: (value,) for key, value in known.items() if value}
