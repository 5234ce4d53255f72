# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be read, and what was read of an account, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ..._account.model import Snapshot
from ..._account.spec import Desired
from ..._iam.entities import Identity
from ..._plan.change import NOTHING
from ..facts import Bucket, Credential, Fact, Instance, SecretFacts, ServiceUse

__all__ = ["AccountRead", "Read", "Request"]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What to read besides the entities of the account.

    Args:
        desired: the parts to look at.
        regions: the Regions with instances and secrets; empty for the Region of the connection.
        buckets: the names of buckets.
        secrets: by name or ARN of secrets, without wildcards, the kinds that they are to be; empty where not known.
        managed_secrets: whether to look for the secrets that this collection manages, which costs a call for each of
            them, not for those with access keys.
        secrets_since: a secret that was made since then need not be looked at for the age of its value.
        secret_contents: whether to read secrets for the names of their JSON keys.
    """

    desired: Desired
    regions: tuple[str, ...] = ()
    buckets: tuple[str, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    managed_secrets: bool = False
    secrets_since: datetime | None = None
    secret_contents: bool = False


@dataclass(frozen=True, kw_only=True)
class AccountRead:
    """The entities of an account, before it is known which of them are to be looked at, as in ``Facts``."""

    identity: Identity
    account: Fact[Snapshot]
    profiles: Fact[int]


@dataclass(frozen=True, kw_only=True)
class Read:
    """What was read: the attributes of ``Facts`` that are not options. ``Facts(**vars(read), ...)`` takes them over."""

    identity: Identity
    account: Fact[Snapshot]
    profiles: Fact[int]
    tags: Fact[int]
    sessions: Fact[int]
    summary: Fact[Mapping[str, int]]
    credentials: Fact[tuple[Credential, ...]]
    last_accessed: Fact[Mapping[str, tuple[ServiceUse, ...]]]
    instances: Fact[tuple[Instance, ...]]
    buckets: Mapping[str, Bucket]
    account_block: Fact[Mapping[str, bool]]
    secrets: Mapping[str, SecretFacts]
    secrets_found: Fact[int]
