# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks from the central account whether other accounts have the policies that a permission set refers to.

AWS finds out only when it provisions the permission set in an account, and fails then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from .._aws.connection import Connection
from .._aws.errors import AccessDeniedError, translated, unless_missing
from .._aws.parallel import side_by_side
from .._iam.entities import Identity
from .._plan.finding import Finding, finding
from .._plan.plan import refuse
from .._plan.summary import listed
from .findings import FINDINGS
from .model import PolicyReference
from .options import ACCOUNT

__all__ = ["Looked", "check_policies", "judged"]

Said = TypeVar("Said", bound=Hashable)

NO_ROLE = "lookup_role_arn is not set"


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What was seen in an account: the policies that it lacks, or why nothing could be seen."""

    account_id: str
    missing: tuple[PolicyReference, ...] = ()
    unseen: str = ""


def check_policies(
    connection: Connection, policies: Mapping[PolicyReference, str], accounts: Sequence[str], role: str | None
) -> tuple[Finding, ...]:
    """Checks that accounts have policies.

    Args:
        connection: the connection to the central account, which is looked into without a role.
        policies: the policies, each with the option that names it.
        accounts: the ids of the accounts.
        role: the ARN of the role to assume in each, with a placeholder for the account.

    Returns:
        Findings on the accounts that could not be looked into.

    Raises:
        ConflictError: accounts that lack a policy, all of them in one message.
    """
    if not accounts or not policies:
        return ()
    own = connection.identity()
    return judged(policies, side_by_side(partial(_look, connection, own, tuple(policies), role), accounts))


def _look(
    connection: Connection, own: Identity, policies: Sequence[PolicyReference], role: str | None, account: str
) -> Looked:
    if account != own.account_id and role is None:
        return Looked(account_id=account, unseen=NO_ROLE)
    try:
        iam: Any = connection.iam
        if account != own.account_id and role is not None:
            iam = connection.client_in(role.replace(ACCOUNT, account), "iam")
        there = Identity(account_id=account, partition=own.partition)
        missing = []
        for policy in policies:
            with translated(f"look for policy {policy} in account {account}"):
                if unless_missing(iam.get_policy, PolicyArn=policy.arn(there)) is None:
                    missing.append(policy)
    except AccessDeniedError as error:
        return Looked(account_id=account, unseen=str(error).rstrip("."))
    return Looked(account_id=account, missing=tuple(missing))


def judged(policies: Mapping[PolicyReference, str], looked: Sequence[Looked]) -> tuple[Finding, ...]:
    """The findings on accounts that could not be looked into. Pure. The arguments are as above.

    Raises:
        ConflictError: accounts that lack a policy.
    """
    lacking = _accounts((policy, item.account_id) for item in looked for policy in item.missing)
    refuse(
        f"{policies[policy]}: these accounts have no policy {policy}: {listed(accounts)}; run the module access or the"
        " playbook site there first"
        for policy, accounts in lacking.items()
    )
    reasons = _accounts((item.unseen, item.account_id) for item in looked if item.unseen)
    return tuple(
        finding(FINDINGS, "policy-not-checked", "lookup_role_arn", reason=reason, accounts=listed(accounts))
        for reason, accounts in reasons.items()
    )


def _accounts(pairs: Iterable[tuple[Said, str]]) -> dict[Said, list[str]]:
    """The accounts by what is said of them."""
    found: defaultdict[Said, list[str]] = defaultdict(list)
    for said, account in pairs:
        found[said].append(account)
    return found
