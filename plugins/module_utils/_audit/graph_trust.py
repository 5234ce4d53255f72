# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A trust policy -> whom it lets assume the role, by names that people know. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .._account.trust import trusted_names
from .._iam.arn import Arn
from .._policy.language.document import Document, Statement

__all__ = ["trusted_by"]

_SET = re.compile(r"/AWSReservedSSO_(?P<set>.+)_(?:[0-9a-f]{16}|\?{16}|\*)\Z")
_KINDS = {"saml-provider": "SAML", "oidc-provider": "OIDC"}


def _limited_to(statement: Statement) -> tuple[str, ...]:
    """The ARNs of the principals that a condition leaves of an account."""
    return tuple(
        value
        for _operator, keys in statement.conditions
        for key, values in keys
        if key.lower() == "aws:principalarn"
        for value in values
    )


def _title(name: str) -> str:
    """A principal as people name it."""
    arn = Arn.parse(name)
    if name == "*":
        return "Everyone"
    if arn is None:
        return f"Account {name}" if name.isdecimal() else name
    if found := _SET.search(name):
        return f"Permission set {found['set']}"
    if arn.resource == "root":
        return f"Account {arn.account_id}"
    kind, _slash, rest = arn.resource.partition("/")
    if kind in _KINDS:
        return f"{_KINDS[kind]} {rest}"
    return f"{kind} {rest.rpartition('/')[2]}" if rest else arn.resource


def trusted_by(trust: Document) -> Iterator[tuple[str, str]]:
    """The id and the title of each principal that a trust policy allows something."""
    for statement in trust.statements:
        if statement.effect == "Allow":
            names = trusted_names(Document(statements=(statement,))) or ("*",)
            for name in _limited_to(statement) or names:
                title = _title(name)
                yield f"trusted:{title}", title
