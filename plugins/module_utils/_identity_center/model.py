# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A permission set of IAM Identity Center and its assignments, as frozen values."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from .._iam.entities import Identity, Kind, Ref, Tags
from .._plan.change import Described

__all__ = ["Assignment", "Boundary", "Found", "PermissionSet", "PolicyReference", "Principal", "PrincipalType"]

PrincipalType = Literal["GROUP", "USER"]


@dataclass(frozen=True, order=True)
class PolicyReference:
    """A customer managed policy by its path and name: each account has, or lacks, a policy of its own like that."""

    path: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}{self.name}"

    def params(self) -> dict[str, str]:
        """The reference as the API takes it."""
        return {"Name": self.name, "Path": self.path}

    def arn(self, account: Identity) -> str:
        """The ARN of the policy in an account."""
        return account.arn(Kind.POLICY, self.path, self.name)


# The permissions boundary: a customer managed policy, or the ARN of a policy of AWS; empty for none.
Boundary: TypeAlias = "PolicyReference | str"


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A group or user of the identity store. The name is empty if it does not exist there any more."""

    type: PrincipalType
    principal_id: str
    name: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.type.lower()} {self.name or self.principal_id}"


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """Gives a principal the permission set in an account."""

    account_id: str
    principal: Principal

    @property
    def ref(self) -> Ref:
        """The assignment in plans and results."""
        return Ref(Kind.ASSIGNMENT, f"{self.principal} in {self.account_id}")

    def params(self) -> dict[str, str]:
        """The assignment as the API takes it."""
        return {
            "TargetId": self.account_id,
            "TargetType": "AWS_ACCOUNT",
            "PrincipalType": self.principal.type,
            "PrincipalId": self.principal.principal_id,
        }

    def attributes(self) -> Described:
        """The assignment as results show it."""
        return {
            "account_id": self.account_id,
            "principal_type": self.principal.type.lower(),
            "principal_id": self.principal.principal_id,
            "principal_name": self.principal.name or None,
        }


@dataclass(frozen=True, kw_only=True)
class PermissionSet:
    """The state of a permission set, without its assignments.

    ``session`` is a duration in the notation of ISO 8601. ``aws_policies`` are ARNs. ``inline_policy`` is a document as
    text, empty for none. ``outdated_accounts`` are those in which an earlier version is provisioned.
    """

    description: str = ""
    session: str = (
        "PT1H"  # what AWS sets: https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
    )
    relay_state: str = ""
    tags: Tags = field(default_factory=lambda: MappingProxyType({}))
    policies: tuple[PolicyReference, ...] = ()
    aws_policies: tuple[str, ...] = ()
    inline_policy: str = ""
    boundary: Boundary = ""
    outdated_accounts: tuple[str, ...] = ()

    def settings(self) -> dict[str, str]:
        """The settings as the API takes them. An update resets what is left out."""
        given = {"Description": self.description, "SessionDuration": self.session, "RelayState": self.relay_state}
        return {name: value for name, value in given.items() if value}

    def attributes(self) -> Described:
        """The attributes that results show."""
        return {
            "description": self.description,
            "session_duration": self.session,
            "relay_state": self.relay_state,
            "tags": dict(sorted(self.tags.items())),
            "customer_managed_policies": [str(policy) for policy in self.policies],
            "managed_policies": list(self.aws_policies),
            "inline_policy": _document(self.inline_policy),
            "permissions_boundary": str(self.boundary),
            "outdated_accounts": list(self.outdated_accounts),
        }

    @property
    def references(self) -> dict[PolicyReference, str]:
        """The policies that each account must have before the set is provisioned there, each with the option for it."""
        bounding = (self.boundary,) if isinstance(self.boundary, PolicyReference) else ()
        return {
            **dict.fromkeys(bounding, "permissions_boundary"),
            **dict.fromkeys(self.policies, "customer_managed_policies"),
        }


def _document(text: str) -> Any:
    """An inline policy as a document; as it is if it is not JSON."""
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text


@dataclass(frozen=True, kw_only=True)
class Found:
    """What was read. ``state`` is None if there is no such permission set.

    ``accounts`` are those in which the set is provisioned.
    """

    state: PermissionSet | None = None
    assignments: tuple[Assignment, ...] = ()
    accounts: tuple[str, ...] = ()
