# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for STS: whether a trust policy lets a caller assume a role, by the evaluation of identity policies.

A statement that names the caller is judged as if it were one of the caller's own policies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import is_allowed

ROOT = re.compile(r"arn:[a-z-]+:iam::(\d{12}):root")


@dataclass(frozen=True, kw_only=True)
class Caller:
    """Who calls STS: ``kind`` is AWS, Federated or Service, and ``name`` an ARN or the name of a service."""

    kind: str
    name: str
    action: str = "sts:AssumeRole"
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def account_id(self) -> str:
        """Return the account of an ARN, or nothing."""
        return self.name.split(":")[4] if self.name.startswith("arn:") else ""


def _names(statement: Statement, caller: Caller) -> bool:
    """Tell whether a statement names a caller; an account stands for all who are in it."""
    for kind, names in statement.principals:
        for name in names if kind == caller.kind else ():
            root = ROOT.fullmatch(name)
            if name in {"*", caller.name} or (root and kind == "AWS" and root[1] == caller.account_id):
                return True
    return False


def _as_own(trust: Document, caller: Caller) -> Iterator[Statement]:
    for statement in trust.statements:
        if _names(statement, caller):
            yield replace(statement, principals=(), resources=("*",))


def may_assume(trust: Document, caller: Caller) -> bool:
    """Tell whether the trust policy allows it."""
    context = {"aws:PrincipalArn": caller.name, **caller.context} if caller.kind == "AWS" else caller.context
    return is_allowed([Document(statements=tuple(_as_own(trust, caller)))], caller.action, "*", context)
