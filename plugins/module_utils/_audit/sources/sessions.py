# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long sessions of our roles may be, which the account details do not tell."""

from __future__ import annotations

from dataclasses import replace

from ..._account.model import Role, Snapshot
from ..._account.observe import Observer
from ..._account.ownership import is_managed
from ..._account.spec import Desired
from ..._account.trust import is_only_chained
from ..._aws.connection import Connection
from ..facts import Fact, not_asked, unread
from .attempt import fact_of, same_reason

__all__ = ["LIST_ROLES", "chained_roles", "with_sessions"]

LIST_ROLES = "iam:ListRoles"


def chained_roles(desired: Desired, account: Snapshot) -> list[Role]:
    """Our roles that only sessions of other roles can assume, which IAM ends after an hour; only there it matters."""
    roles = (account.role(spec.name) for spec in desired.roles.values())
    return [role for role in roles if role and is_managed(desired, role) and is_only_chained(role.trust)]


def _limited_roles(desired: Desired, account: Snapshot) -> list[Role]:
    """The roles for whose sessions the options set a length, which drift compares."""
    roles = (account.role(spec.name) for spec in desired.roles.values() if spec.max_session)
    return [role for role in roles if role]


def with_sessions(
    connection: Connection, desired: Desired, account: Fact[Snapshot]
) -> tuple[Fact[Snapshot], Fact[int]]:
    """The account with the length of sessions where it matters, and whether it was read: one listing of our path.

    Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html, which has no MaxSessionDuration.
    """
    if account.value is None:
        return account, same_reason(account)
    if all(role.max_session is not None for role in _limited_roles(desired, account.known)):
        return account, not_asked("there is no role for whose sessions the options set a length")
    found = fact_of(lambda: Observer(connection).with_sessions(account.known, desired.path), LIST_ROLES)
    if found.value is None:
        return account, same_reason(found)
    elsewhere = [role.name for role in chained_roles(desired, found.known) if role.max_session is None]
    sessions: Fact[int] = Fact(value=len(found.known), calls=found.calls, read_at=found.read_at)
    if elsewhere:
        sessions = unread(f"role {elsewhere[0]} is not under {desired.path}", calls=found.calls)
    return replace(account, value=found.known), sessions
