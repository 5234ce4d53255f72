# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads from AWS what an audit looks at, besides the entities of the account. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..._aws.connection import Connection
from ..._aws.parallel import side_by_side
from .account import read_summary, with_tags
from .buckets import read_account_block, read_buckets
from .credentials import read_credentials
from .instances import read_instances
from .keep import Kept
from .model import AccountRead, Read, Request
from .secrets import read_secrets
from .sessions import with_sessions
from .usage import read_usage

__all__ = ["read_facts"]


def read_facts(connection: Connection, request: Request, read: AccountRead, keep: Kept | None = None) -> Read:
    """What the checks look at. What may not be read, or is not offered, is a fact that says so.

    Args:
        connection: the connection to the account.
        request: what to read.
        read: the entities of the account, which say what is ours.
        keep: keeps what AWS answers, to be saved.
    """
    desired = request.desired
    account, tags = with_tags(connection, desired, read.account)
    account, sessions = with_sessions(connection, desired, account)
    work: tuple[Callable[[], Any], ...] = (
        lambda: read_credentials(connection, keep),
        lambda: read_usage(connection, desired, account),
        lambda: read_summary(connection, keep),
        lambda: read_instances(connection, desired, account, request.regions),
        lambda: read_buckets(connection, read.identity, request.buckets),
        lambda: read_secrets(connection, request),
    )
    credentials, usage, summary, instances, buckets, (secrets, secrets_found) = side_by_side(lambda ask: ask(), work)
    return Read(
        identity=read.identity,
        account=account,
        profiles=read.profiles,
        tags=tags,
        sessions=sessions,
        summary=summary,
        credentials=credentials,
        last_accessed=usage,
        instances=instances,
        buckets=buckets,
        account_block=read_account_block(connection, read.identity, buckets),
        secrets=secrets,
        secrets_found=secrets_found,
    )
