# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the services were last used that the parts of our general policy grant."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from ..._account.model import Snapshot
from ..._account.spec import Desired
from ..._aws.connection import Connection
from ..._aws.last_accessed import last_accessed
from ..._aws.parallel import side_by_side
from ..._iam.entities import Kind
from ..facts import Fact, ServiceUse
from .attempt import fact_of

__all__ = ["policy_arns", "read_usage"]

CALLS = ("iam:GenerateServiceLastAccessedDetails", "iam:GetServiceLastAccessedDetails")


def policy_arns(desired: Desired, account: Fact[Snapshot]) -> tuple[str, ...]:
    """The ARNs of the parts of the general policy; where the account was not read, those that they should have."""
    if desired.policy is None:
        return ()
    if account.value is not None:
        return tuple(sorted(policy.arn for policy in desired.policy.parts_in(account.known)))
    names = desired.policy.names or (desired.policy.name,)
    return tuple(desired.identity.arn(Kind.POLICY, desired.path, name) for name in names)


def _use(answer: Mapping[str, Any]) -> ServiceUse:
    return ServiceUse(service=answer["ServiceNamespace"], used=answer.get("LastAuthenticated"))


def read_usage(
    connection: Connection, desired: Desired, account: Fact[Snapshot]
) -> Fact[Mapping[str, tuple[ServiceUse, ...]]]:
    """By the ARN of a policy, the services that it grants. A policy that does not exist has no entry."""

    def read() -> Mapping[str, tuple[ServiceUse, ...]]:
        arns = policy_arns(desired, account)
        found = side_by_side(partial(last_accessed, connection), arns)
        together = zip(arns, found, strict=True)
        return MappingProxyType({arn: tuple(map(_use, services)) for arn, services in together if services is not None})

    return fact_of(read, *CALLS)
