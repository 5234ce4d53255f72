# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The entities of an account, its instance profiles and the tags of ours, and its summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ..._account.model import InstanceProfile, Snapshot
from ..._account.observe import Observer
from ..._account.spec import Desired
from ..._aws.connection import Connection
from ..facts import Fact
from .attempt import fact_of, same_reason
from .keep import Kept
from .model import AccountRead

__all__ = ["read_account", "read_summary", "with_tags"]

DETAILS = "iam:GetAccountAuthorizationDetails"
PROFILES = "iam:ListInstanceProfiles"
SUMMARY = "iam:GetAccountSummary"
TAGS = ("iam:GetPolicy", "iam:GetInstanceProfile")


def profile_count(snapshot: Snapshot) -> int:
    """The number of instance profiles."""
    return sum(isinstance(entity, InstanceProfile) for entity in snapshot.values())


def read_account(connection: Connection, path: str, keep: Kept | None = None) -> AccountRead:
    """The entities of the account, with the instance profiles under a path.

    Args:
        connection: the connection to the account.
        path: the path of the collection.
        keep: keeps what AWS answers, to be saved.

    Raises:
        App2ContainerError: the account is not the expected one, or nothing of it may be read.
    """
    observer = Observer(connection)
    account = fact_of(lambda: observer.account(keep.page if keep else None), DETAILS)
    if account.value is None:
        return AccountRead(identity=connection.identity(), account=account, profiles=same_reason(account))
    identity = connection.guarded(account.known.identity)
    whole = fact_of(lambda: observer.with_profiles(account.known, path), PROFILES)
    if whole.value is None:
        return AccountRead(identity=identity, account=account, profiles=same_reason(whole))
    profiles = Fact(value=profile_count(whole.known), calls=whole.calls, read_at=whole.read_at)
    return AccountRead(identity=identity, account=replace(account, value=whole.known), profiles=profiles)


def with_tags(connection: Connection, desired: Desired, account: Fact[Snapshot]) -> tuple[Fact[Snapshot], Fact[int]]:
    """The account with the tags of our policies and instance profiles, and whether they were read.

    Where they may not be read, the account stays as it is.
    """
    if account.value is None:
        return account, same_reason(account)
    parts = replace(desired, deployer=None, general_role=None)  # more would be read of these than an audit looks at
    found = fact_of(lambda: Observer(connection).complete(parts, account.known), *TAGS)
    if found.value is None:
        return account, same_reason(found)
    tags = Fact(value=len(found.known), calls=found.calls, read_at=found.read_at)
    return replace(account, value=found.known), tags


def read_summary(connection: Connection, keep: Kept | None = None) -> Fact[Mapping[str, int]]:
    """Usage, quotas and the state of the root user."""
    summary: Fact[Mapping[str, int]] = fact_of(connection.summary, SUMMARY)
    if keep and summary.value is not None:
        keep.summary = summary.known
    return summary
