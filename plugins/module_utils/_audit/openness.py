# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whom resource policies and trust policies let in: everyone, or other accounts. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .._policy.language.conditions import EvaluationError, split_operator
from .._policy.language.document import Document, Statement

__all__ = ["accounts_let_in", "is_limited_to", "lets_everyone_in", "names_of"]

_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:(?:iam|sts)::)?(?P<account>\d{12})(?::.*)?")
_POSITIVE = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "IpAddress", "Bool")
# Conditions that say who asks, or from where. AWS takes a policy with one of them for one that is not public:
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
CALLERS = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "kms:calleraccount",
    }
)
_EVERYWHERE = frozenset({"*", "0.0.0.0/0", "::/0"})


def names_of(statement: Statement, kind: str = "AWS") -> tuple[str, ...]:
    """The principals of one kind that a statement names."""
    return tuple(name for found, names in statement.principals if found == kind for name in names)


def is_limited_to(statement: Statement, keys: Iterable[str]) -> bool:
    """Tells whether a condition of a statement needs one of these keys, in lower case, to have some value."""
    wanted = frozenset(keys)
    for operator, lines in statement.conditions:
        try:
            prefix, plain, if_exists = split_operator(operator)
        except EvaluationError:
            continue
        if plain not in _POSITIVE or if_exists or prefix == "ForAllValues":
            continue
        if any(key.lower() in wanted and _EVERYWHERE.isdisjoint(values) for key, values in lines):
            return True
    return False


def lets_everyone_in(statement: Statement) -> bool:
    """Tells whether a statement allows something to everyone, or to all but a few."""
    if statement.effect != "Allow":
        return False
    return ("*" in names_of(statement) or bool(statement.not_principals)) and not is_limited_to(statement, CALLERS)


def accounts_let_in(document: Document, own: str) -> Iterator[tuple[Statement, str]]:
    """The other accounts that a document allows something, each with the statement. ``own`` is the account itself."""
    for statement in document.statements:
        for name in names_of(statement) if statement.effect == "Allow" else ():
            match = _ACCOUNT.fullmatch(name)
            if match and match["account"] != own:
                yield statement, match["account"]
