# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on how the general users sign in: App2Container needs access keys, and no console password."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ..._account.ownership import is_managed
from ..ages import ago
from ..facts import Credential, Facts
from ..model import Check, Hit, Unseen
from ..subjects import general_users, listed_users, reported
from .keys import existing

__all__ = ["CHECKS"]

_PRACTICES = "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html"
_BOTH = ("account", "credentials")


def _password_without_mfa(facts: Facts) -> Iterator[Hit | Unseen]:
    users = general_users(facts)
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        if row.password and not row.mfa:
            yield Hit(resource=user.arn, values={"user": user.name})


def _password(facts: Facts) -> Iterator[Hit | Unseen]:
    """Users of this collection with a console password. One without MFA, or unused, has a row that says more."""
    users = tuple(user for user in general_users(facts) if is_managed(facts.desired, user))
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        if row.password and row.mfa and not _is_idle(_last_login(row), facts):
            yield Hit(resource=user.arn, values={"user": user.name})


def _last_login(row: Credential) -> datetime | None:
    """When a password was last used, or else set."""
    return row.password_used or row.password_changed


def _is_idle(moment: datetime | None, facts: Facts) -> bool:
    return moment is not None and facts.now - moment > timedelta(days=facts.settings.inactive_days)


def _password_unused(facts: Facts) -> Iterator[Hit | Unseen]:
    users = general_users(facts)
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        moment = _last_login(row)
        if row.password and moment and _is_idle(moment, facts):
            use = "last used on" if row.password_used else "has not used since it was set on"
            yield Hit(resource=user.arn, values={"user": user.name, "use": f"{use} {ago(moment, facts.now)}"})


def _never_used(facts: Facts) -> Iterator[Hit | Unseen]:
    """Users of this collection without anything to sign in with, that never did. Unused keys have rows of their own."""
    users = tuple(user for user in general_users(facts) if is_managed(facts.desired, user))
    yield from listed_users(facts, users)
    for user, row in reported(facts, users):
        used = row.password_used or any(key.used for key in existing(row))
        created = row.created or user.created
        if (
            not (used or row.password or any(key.active for key in existing(row)))
            and created
            and _is_idle(created, facts)
        ):
            yield Hit(resource=user.arn, values={"user": user.name, "created": ago(created, facts.now)})


CHECKS = (
    Check(
        id="password-without-mfa",
        severity="high",
        title="User {user} has a console password but no MFA device",
        remedy="App2Container needs access keys only: run aws iam delete-login-profile --user-name {user}, or let the"
        " user assign an MFA device.",
        find=_password_without_mfa,
        needs=_BOTH,
        references={
            "cis_v7": ("2.10",),
            "cis_v5": ("1.9",),
            "fsbp": ("IAM.5",),
            "prowler": ("iam_user_mfa_enabled_console_access",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="password",
        severity="info",
        title="User {user} has a console password, which App2Container does not need",
        remedy="Run aws iam delete-login-profile --user-name {user}.",
        find=_password,
        needs=_BOTH,
        source=_PRACTICES,
    ),
    Check(
        id="password-unused",
        severity="medium",
        title="User {user} has a console password that it {use}",
        remedy="Run aws iam delete-login-profile --user-name {user}.",
        find=_password_unused,
        needs=_BOTH,
        references={
            "cis_v7": ("2.11",),
            "cis_v5": ("1.11",),
            "fsbp": ("IAM.8", "IAM.22"),
            "prowler": ("iam_user_console_access_unused",),
        },
        source=_PRACTICES,
    ),
    Check(
        id="user-unused",
        severity="low",
        title="User {user} has never been used since it was created on {created}, and has neither keys nor a password",
        remedy="Name it with state: absent in a2c_iam_users.",
        find=_never_used,
        needs=_BOTH,
        source=_PRACTICES,
    ),
)
