# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The identity store: finds groups and users by name or by id. It holds no rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .._aws.connection import Connection
from .._aws.errors import translated, unless_missing
from .._aws.parallel import side_by_side
from .._plan.plan import refuse
from .model import Assignment, Principal, PrincipalType
from .spec import RequestedAssignment

__all__ = ["IdentityStore"]

# Type -> the attribute of the answer that has its name, and the path of the attribute in a search.
NAMES: Mapping[PrincipalType, tuple[str, str]] = {
    "GROUP": ("DisplayName", "displayName"),
    "USER": ("UserName", "userName"),
}


class IdentityStore:
    """Groups and users of one identity store."""

    def __init__(self, connection: Connection, store_id: str) -> None:
        self._client = connection.client("identitystore")
        self._store_id = store_id

    def wanted(self, requests: Sequence[RequestedAssignment]) -> tuple[Assignment, ...]:
        """The requested assignments, with the ids of their principals.

        Raises:
            ConflictError: groups or users that do not exist, all of them in one message.
        """
        found = side_by_side(self._principal, requests)
        refuse(
            f"{request.option}: the identity store {self._store_id} has no {request.type.lower()}"
            f" {request.value!r}; check the name, the Region and the credentials"
            for request, principal in zip(requests, found, strict=True)
            if principal is None
        )
        return tuple(
            Assignment(account_id=account, principal=principal)
            for request, principal in zip(requests, found, strict=True)
            if principal is not None
            for account in request.account_ids
        )

    def named(self, principals: Iterable[Principal]) -> dict[Principal, Principal]:
        """The same principals with their names, if they still exist."""
        distinct = list(dict.fromkeys(principals))
        return dict(zip(distinct, side_by_side(lambda item: self._described(item) or item, distinct), strict=True))

    def _principal(self, request: RequestedAssignment) -> Principal | None:
        if request.by_id:
            return self._described(Principal(type=request.type, principal_id=request.value))
        calls: Mapping[PrincipalType, tuple[Callable[..., Any], str]] = {
            "GROUP": (self._client.get_group_id, "GroupId"),
            "USER": (self._client.get_user_id, "UserId"),
        }
        call, key = calls[request.type]
        attribute = {"AttributePath": NAMES[request.type][1], "AttributeValue": request.value}
        with translated(f"find {request.type.lower()} {request.value}"):
            answer = unless_missing(
                call, IdentityStoreId=self._store_id, AlternateIdentifier={"UniqueAttribute": attribute}
            )
            return answer and Principal(type=request.type, principal_id=answer[key], name=request.value)

    def _described(self, principal: Principal) -> Principal | None:
        """A principal with its name; None if it does not exist."""
        calls: Mapping[PrincipalType, tuple[Callable[..., Any], str]] = {
            "GROUP": (self._client.describe_group, "GroupId"),
            "USER": (self._client.describe_user, "UserId"),
        }
        call, key = calls[principal.type]
        with translated(f"read {principal}"):
            answer = unless_missing(call, IdentityStoreId=self._store_id, **{key: principal.principal_id})
        if answer is None:
            return None
        name = answer.get(NAMES[principal.type][0], "")
        return Principal(type=principal.type, principal_id=principal.principal_id, name=name)
