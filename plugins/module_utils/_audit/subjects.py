# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who the checks on people look at: general users and deployer, with their rows of the credential report. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .._account.leftovers import part_for
from .._account.model import Principal, User
from .._account.ownership import is_managed
from .._iam.entities import Kind
from .._plan.summary import listed
from .ages import date_of
from .facts import Credential, Fact, Facts, unread
from .model import Unseen

__all__ = [
    "deployer_user",
    "general_users",
    "has_known_policies",
    "listed_users",
    "not_read",
    "not_whole",
    "reported",
    "unknown_members",
    "unread_holdings",
]

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
    yield from unknown_members(facts)
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


def unknown_members(facts: Facts) -> Iterator[Unseen]:
    """That some users may be general users, as their groups were not read."""
    known = {user.ref for user in general_users(facts)}
    users = (one for one in facts.account.known.values() if isinstance(one, User) and one.groups is None)
    unread_users = sorted(user.name for user in users if user.ref not in known and user != deployer_user(facts))
    if unread_users and facts.desired.group:
        yield not_whole(facts, f"the groups of {listed(unread_users, MOST_NAMES)} were not read")


def has_known_policies(principal: Principal) -> bool:
    """Tells whether everything was read that is attached to a principal or inside it."""
    held = principal.inline
    return principal.attached is not None and held is not None and set(held) <= set(principal.documents or ())


def unread_holdings(facts: Facts, users: Sequence[User]) -> list[str]:
    """What was not read of the policies and groups of users, in words."""
    account = facts.account.known
    names = [user.name for user in users if user.groups is None or not has_known_policies(user)]
    joined = sorted({name for user in users for name in user.groups or ()})
    groups = [name for name in joined if not (group := account.group(name)) or not has_known_policies(group)]
    return [
        *([f"the policies and groups of {listed(names, MOST_NAMES)}"] if names else []),
        *([f"the policies of group {listed(groups, MOST_NAMES)}"] if groups else []),
    ]


def not_whole(facts: Facts, what: str) -> Unseen:
    """That something was not read which the whole account tells; of one that was read by name, how to read it."""
    return not_read(facts, what if facts.account.known.complete else f"{what} ({BY_NAME})")


def not_read(facts: Facts, reason: str) -> Unseen:
    """That a check could not look at some of what it is about, and why."""
    fact: Fact[object] = unread(reason)
    return Unseen(resource=facts.account_name, fact=fact)
