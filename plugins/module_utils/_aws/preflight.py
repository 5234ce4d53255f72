# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tries the rights of the caller before the first change, by one simulation. The rules are in ``_plan/rights``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .._iam.entities import Ref
from .._plan.finding import Finding, finding
from .._plan.principal import Principal, caller_ref
from .._plan.rights import ASKING, FINDINGS, Need, judged, question
from .._plan.tags import tag_map
from .connection import Connection
from .errors import AccessDeniedError, AwsError, translated
from .simulation import simulated

__all__ = ["FindPrincipal", "try_rights"]


class FindPrincipal(Protocol):
    """Finds a user or role among what was read."""

    def __call__(self, ref: Ref, /) -> Principal | None:
        """The user or role of this name, None if it was not read."""


def _caller(connection: Connection, find: FindPrincipal) -> Principal | None:
    """The user or role that the calls come from; None for one that cannot be simulated."""
    arn = connection.caller()
    ref = caller_ref(arn)
    if ref is None:
        return None
    encrypted = connection.iam.meta.endpoint_url.startswith("https:")
    known = find(ref)
    if known is not None:
        return Principal(arn=known.arn, tags=known.tags, encrypted=encrypted)
    if ":assumed-role/" not in arn:
        return Principal(arn=arn, encrypted=encrypted)
    with translated(f"read {ref}, which makes the calls"):
        role = connection.iam.get_role(RoleName=ref.name)["Role"]
    return Principal(arn=role["Arn"], tags=tag_map(role.get("Tags") or ()), encrypted=encrypted)


def _not_tried(where: str, reason: str) -> tuple[Finding, ...]:
    return (finding(FINDINGS, "rights-not-tried", where, reason=reason),)


def try_rights(connection: Connection, needs: Sequence[Need], find: FindPrincipal) -> tuple[Finding, ...]:
    """The findings on the caller's rights to make planned changes. Without needs, nothing is asked.

    Args:
        connection: the connection to the account.
        needs: what the changes need.
        find: the user or role of this name as far as it was read before, else None.

    Raises:
        RightsError: a policy denies what is needed.
    """
    if not needs:
        return ()
    where = "Caller"
    try:
        where = f"Caller {connection.caller()}"
        caller = _caller(connection, find)
        if caller is None:
            return _not_tried(where, "it is neither an IAM user nor a role, and IAM simulates no others")
        answers = simulated(connection, caller.arn, question(needs, caller))
    except AccessDeniedError as error:
        return _not_tried(where, f"it may not call {error.action or ASKING}")
    except AwsError as error:
        return _not_tried(where, f"{error.action or ASKING} failed ({error.code})")
    return judged(needs, answers, caller)
