# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the options of ``permission_set`` request, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from .._iam.entities import Kind, Ref, Tags
from .model import Boundary, PolicyReference, PrincipalType

__all__ = ["PermissionSetSpec", "RequestedAssignment"]


@dataclass(frozen=True, kw_only=True)
class RequestedAssignment:
    """One entry of the option ``assignments``: a group or user by name or by id, and its accounts.

    ``option`` is what names the principal, for example ``assignments[0].group``.
    """

    option: str
    type: PrincipalType
    by_id: bool
    value: str
    account_ids: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PermissionSetSpec:
    """A requested permission set. None leaves unchanged what it stands for.

    Args:
        description: 1 to 700 characters.
        session_hours: 1 to 12.
        relay_state: empty for none.
        boundary: empty for none.
        tags: tags besides the collection's own.
        assignments: who gets the set, and in which accounts.
        instance_arn: the instance of IAM Identity Center, needed only if there are several.
        lookup_role_arn: the role to look for policies with, in which ``{account_id}`` stands for the account.
        wait_seconds: how long one request of AWS may take.
    """

    present: bool
    name: str
    description: str | None
    session_hours: int | None
    relay_state: str | None
    policies: tuple[PolicyReference, ...]
    boundary: Boundary | None
    tags: Tags | None
    assignments: tuple[RequestedAssignment, ...] | None
    adopt: bool
    purge_tags: bool
    purge_policies: bool
    purge_assignments: bool
    instance_arn: str | None
    lookup_role_arn: str | None
    wait_seconds: int

    @property
    def ref(self) -> Ref:
        """The permission set in plans and results."""
        return Ref(Kind.PERMISSION_SET, self.name)
