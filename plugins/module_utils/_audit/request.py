# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit reads besides the entities of the account: what the options and the policy in force name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from .._account.model import ManagedPolicy, Snapshot
from .._account.spec import Desired
from .._errors import OptionError
from .._iam.arn import Arn
from .._options.checks import texts
from .._plan.summary import listed
from .._secrets.kinds import KINDS
from .._secrets.options import secret_name
from .facts import Fact, Wanted, unread
from .sources.model import Request

__all__ = ["buckets_found", "request_of"]

_WILDCARDS = frozenset("*?$")
_SUFFIX = re.compile(r"-[A-Za-z0-9]{6}$")  # of the ARN of a secret


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


def _kinds(params: Mapping[str, Any]) -> dict[str, str]:
    """By the full names of secrets, what they are for."""
    found = {}
    for name, kind in params["secret_kinds"].items():
        where = f"secret_kinds.{name}"
        if kind not in KINDS:
            raise OptionError(where, kind, "is no kind of secret", f"use one of {', '.join(KINDS)}")
        found[secret_name(where, str(name))] = kind
    return found


def _name_of(secret: str) -> str:
    """The name of a secret that is given by its name or its ARN, in which six characters of AWS follow the name."""
    arn = Arn.parse(secret)
    return _SUFFIX.sub("", arn.resource.removeprefix("secret:")) if arn else secret


def _secrets(wanted: Wanted, kinds: Mapping[str, str]) -> dict[str, str]:
    """The secrets of the policy and those whose kinds are named, each once, with their kinds."""
    named = [name for name in (wanted.policy.secrets if wanted.policy else ()) if _is_name(name)]
    known = set(map(_name_of, named))
    others = {name: kind for name, kind in kinds.items() if name not in known}
    return {name: kinds.get(_name_of(name), "") for name in named} | others


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
        OptionError: ``regions`` is an empty list, or ``secret_kinds`` has another kind than those that there are.
    """
    regions = wanted.policy.regions if wanted.policy else ()
    return Request(
        desired=desired,
        regions=texts("regions", params["regions"]) if params["regions"] is not None else tuple(regions),
        buckets=_buckets(desired, account, wanted),
        secrets=_secrets(wanted, _kinds(params)),
        managed_secrets=True,
        secrets_since=now - timedelta(days=params["secret_max_age_days"]),
        secret_contents=params["secret_contents"],
    )
