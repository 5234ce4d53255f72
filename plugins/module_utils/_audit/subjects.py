# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who the checks on people look at: general users and deployer, with their rows of the credential report. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._account.leftovers import part_for
from .._account.model import User
from .._account.ownership import is_managed
from .._iam.entities import Kind
from .._plan.summary import listed
from .ages import date_of
from .facts import Credential, Fact, Facts, unread
from .model import Unseen

__all__ = ["deployer_user", "general_users", "listed_users", "not_read", "reported"]

MOST_NAMES = 5  # in one reason
BY_NAME = "the account was read by name; discovery: account reads them"


def deployer_user(facts: Facts) -> User | None:
    """The deployer, if it is a user that exists."""
    deployer = facts.desired.deployer
    return facts.account.known.user(deployer.name) if deployer and deployer.kind is Kind.USER else None


def general_users(facts: Facts) -> tuple[User, ...]:
    """The users with the general policy, in a stable order.

    They are the members of the general group, the users of the options, and those that this collection manages as such;
    never the deployer.
    """
    desired, account = facts.desired, facts.account.known
    names = {user.name for user in desired.users or () if user.present}
    names.update(account.members(desired.group.name) if desired.group else ())
    users = sorted((entity for entity in account.values() if isinstance(entity, User)), key=lambda user: user.name)
    deployer = deployer_user(facts)
    return tuple(user for user in users if user != deployer and (user.name in names or _is_ours(facts, user)))


def _is_ours(facts: Facts, user: User) -> bool:
    desired = facts.desired
    return user.path == desired.path and part_for(desired, user) == "users" and is_managed(desired, user)


def reported(facts: Facts, users: Sequence[User]) -> Iterator[tuple[User, Credential]]:
    """The users that the credential report has, with their rows of it."""
    rows = {row.user: row for row in facts.credentials.known}
    return ((user, rows[user.name]) for user in users if user.name in rows)


def listed_users(facts: Facts, users: Sequence[User]) -> Iterator[Unseen]:
    """That the credential report lacks some of the users, if it does: it may be older than they are."""
    known = {row.user for row in facts.credentials.known}
    missing = [user.name for user in users if user.name not in known]
    if missing:
        report = facts.credentials
        of = f" of {date_of(report.read_at)}" if report.read_at else ""
        yield not_read(
            facts,
            f"the credential report{of} does not have {listed(missing, MOST_NAMES)} yet, and AWS makes a new one only"
            " after four hours",
        )


def not_read(facts: Facts, reason: str) -> Unseen:
    """That a check could not look at some of what it is about, and why."""
    fact: Fact[object] = unread(reason)
    return Unseen(resource=facts.account_name, fact=fact)
