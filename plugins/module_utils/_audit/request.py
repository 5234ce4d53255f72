# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit reads besides the entities of the account: what the options and the policy in force name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from .._account.model import ManagedPolicy, Snapshot
from .._account.spec import Desired
from .._iam.arn import Arn
from .._options.checks import texts
from .._plan.summary import listed
from .facts import Fact, Wanted, unread
from .sources.model import Request

__all__ = ["buckets_found", "request_of"]

_WILDCARDS = frozenset("*?$")


def _is_name(text: str) -> bool:
    """Tells whether a text is a whole name, without wildcards and policy variables."""
    return bool(text) and _WILDCARDS.isdisjoint(text)


def _parts(desired: Desired, account: Snapshot) -> list[ManagedPolicy]:
    """The policies with the names of parts: the tags, which say whether they are parts, are read later."""
    spec = desired.policy
    policies = (entity for entity in account.values() if isinstance(entity, ManagedPolicy))
    return [policy for policy in policies if spec and spec.reserves_name(policy.name)]


def _resources(desired: Desired, account: Snapshot | None) -> Iterator[Arn]:
    """The resources that the general policy allows something on."""
    for policy in _parts(desired, account) if account else ():
        document = policy.default.document if policy.default else None
        for statement in document.statements if document else ():
            if statement.effect == "Allow":
                yield from (arn for arn in map(Arn.parse, statement.resources) if arn)


def _buckets(desired: Desired, account: Snapshot | None, wanted: Wanted) -> tuple[str, ...]:
    named = [bucket.name for bucket in wanted.policy.artifact_buckets] if wanted.policy else []
    in_force = (arn.resource.partition("/")[0] for arn in _resources(desired, account) if arn.service == "s3")
    return tuple(dict.fromkeys(name for name in (*named, *sorted(set(in_force))) if _is_name(name)))


def buckets_found(account: Fact[Snapshot], desired: Desired, number: int) -> Fact[int]:
    """Whether all buckets are known that the policy is about: besides those of the options, those in force."""
    if account.value is None:
        return unread(account.reason, account.action, account.calls)
    unknown = [one.name for one in _parts(desired, account.value) if not (one.default and one.default.document)]
    if unknown:
        return unread(f"the document of policy {listed(unknown)} is not known", "iam:GetPolicyVersion")
    return Fact(value=number, calls=account.calls, read_at=account.read_at)


def request_of(
    params: Mapping[str, Any], desired: Desired, account: Snapshot | None, wanted: Wanted, now: datetime
) -> Request:
    """What to read.

    Args:
        params: the parameters of the module ``access_info``.
        desired: the parts to look at.
        account: the entities of the account, None where they may not be read.
        wanted: what the options want.
        now: the time of the audit.

    Raises:
        OptionError: ``regions`` is an empty list.
    """
    regions = wanted.policy.regions if wanted.policy else ()
    secrets = wanted.policy.secrets if wanted.policy else ()
    return Request(
        desired=desired,
        regions=texts("regions", params["regions"]) if params["regions"] is not None else tuple(regions),
        buckets=_buckets(desired, account, wanted),
        secrets={name: "" for name in secrets if _is_name(name)},
        managed_secrets=True,
        secrets_since=now - timedelta(days=params["secret_max_age_days"]),
        secret_contents=params["secret_contents"],
    )
