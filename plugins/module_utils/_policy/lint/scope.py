# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of ``lint`` share: a statement within its document, and questions about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from ..._iam.arn import Arn
from ..._plan.finding import Finding, finding
from ..catalogue.actions import ACTIONS, expand
from ..language.conditions import EvaluationError, split_operator
from ..language.document import Document, Statement
from ..language.patterns import covers, matches
from .findings import FINDINGS

__all__ = ["VARIABLE", "Scope", "is_any", "is_pattern", "placeholder", "plain_wildcards", "reaches_all"]

_COLONS = 5  # of an ARN, at least
_ANY_ARN = Arn(partition="*", service="*", region="*", account_id="*", resource="*")
VARIABLE = re.compile(r"\$\{([^{}]*)\}")
# What the App2Container guide prints for a reader to replace, and what must never reach AWS. The original edition puts
# its placeholders in brackets; the current one prints bare words. AWS reserves the bucket names that start with
# amzn-s3-demo for examples. The rest is what template languages leave where nobody fills them in: Jinja, shells,
# Windows, CloudFormation, Terraform, the Serverless Framework. A policy variable of IAM has one colon in its name, or
# is ${*}, ${?} or ${$}.
_PLACEHOLDER = re.compile(
    r"<[^<>]*>|\{\{(?:(?!\{\{|\}\}).)*\}\}|\$\([^()]*\)|%[a-z_][\w.-]*%|!(?:Ref|Sub|GetAtt|ImportValue)\b"
    r"|\$\{(?![*?$]\})(?:[^{}:]*|AWS::[^{}]*|(?:self|env|opt|file)\b[^{}]*)\}"
    r"|(?<![\w-])(?:amzn-s3-demo[\w.-]*|user-provided-bucket-ARN|resource-ARNs?|ARNs? for \w+"
    r"|(?:your|user'?s|target)\s+(?:region|account(?: ID)?|bucket))(?![\w-])",
    re.IGNORECASE,
)
# In capitals only: names may have these words.
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])(?:YOUR[-_][A-Z][A-Z_-]*|(?:AWS[-_])?ACCOUNT[-_]?ID[A-Z_-]*|REPLACE[-_]ME)")
_WILDCARDS = re.compile(r"[*?]+")
_LIMITING = frozenset({"StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"})


def is_any(resource: str) -> bool:
    """Tells whether a resource stands for all resources, however many wildcards it is written with."""
    return "*" in resource and not resource.strip("*?")


def is_pattern(text: str) -> bool:
    """Tells whether a text has a wildcard."""
    return "*" in text or "?" in text


def placeholder(text: str) -> str | None:
    """The first placeholder in a text as it stands there, or None."""
    match = _PLACEHOLDER.search(text) or _CAPITALS.search(text)
    return match[0] if match else None


def plain_wildcards(pattern: str) -> str:
    """A pattern whose runs of wildcards are one ``*``: ``role/?*`` reaches every role just as ``role/*`` does."""
    return _WILDCARDS.sub(lambda run: "*" if "*" in run[0] else run[0], pattern)


def reaches_all(resource: str, service: str, kind: str) -> bool:
    """Tells whether a resource reaches all resources of a kind (``role/*``) in the account and Region that it names.

    A pattern may end before the account, as in ``arn:aws:iam::*``.
    """
    plain = plain_wildcards(resource)
    completed = plain + ":*" * (_COLONS - plain.count(":"))
    named = Arn.parse(completed) or _ANY_ARN
    return covers(plain, str(replace(named, service=service, resource=kind))) or is_any(resource)


@dataclass(frozen=True, kw_only=True)
class Scope:
    """One statement within its document, as a rule sees it."""

    document: Document
    index: int
    partition: str

    @cached_property
    def statement(self) -> Statement:
        """The statement itself."""
        return self.document.statements[self.index]

    @property
    def allows(self) -> bool:
        """Tells whether it is an Allow."""
        return self.statement.effect == "Allow"

    @property
    def name(self) -> str:
        """The Sid, or the position of the statement."""
        return self.statement.sid or f"Statement[{self.index}]"

    @cached_property
    def granted(self) -> tuple[str, ...]:
        """The actions of the table that the statement names, in the order written."""
        if self.statement.not_actions:
            excluded = {name for pattern in self.statement.not_actions for name in expand(pattern)}
            return tuple(name for name in ACTIONS if name not in excluded)
        return tuple(dict.fromkeys(name for pattern in self.statement.actions for name in expand(pattern)))

    @cached_property
    def reach(self) -> tuple[str, ...]:
        """Resources as patterns without policy variables, which count as wildcards; ``*`` for NotResource."""
        if self.statement.not_resources:
            return ("*",)
        return tuple(
            VARIABLE.sub(lambda variable: "?" if variable[1] in ("*", "?", "$") else "*", resource)
            for resource in self.statement.resources
        )

    def grants(self, action: str) -> bool:
        """Tells whether the statement allows an action, also one that the table of actions does not have."""
        lower = action.lower()
        if not self.allows:
            return False
        if self.statement.not_actions:
            return not any(matches(pattern.lower(), lower) for pattern in self.statement.not_actions)
        return any(matches(pattern.lower(), lower) for pattern in self.statement.actions)

    def operators(self) -> Iterator[tuple[str, str, str, str, tuple[str, ...]]]:
        """Each line of the conditions: the operator as written, its set prefix, its plain name, key and values.

        Operators that IAM does not know are left out.
        """
        for operator, keys in self.statement.conditions:
            try:
                prefix, plain, _if_exists = split_operator(operator)
            except EvaluationError:
                continue
            yield from ((operator, prefix, plain, key, values) for key, values in keys)

    def finding(self, type_id: str, message: str, action: str = "") -> Finding:
        """A finding on this statement, or on one of its actions."""
        return finding(FINDINGS, type_id, f"{self.name} {action}".rstrip(), message)

    def limiting_values(self, key: str) -> Iterator[tuple[str, ...]]:
        """The values of each condition whose key a request must have."""
        for operator, keys in self.statement.conditions:
            try:
                prefix, plain, if_exists = split_operator(operator)
            except EvaluationError:
                continue
            if plain in _LIMITING and not if_exists and prefix != "ForAllValues":
                yield from (values for name, values in keys if name.lower() == key.lower())

    def limits(self, *keys: str, but_not: str = "") -> bool:
        """Tells whether a condition limits the statement to some values of one of these keys.

        Args:
            keys: condition keys in any letter case.
            but_not: a value that must not be among those allowed.
        """
        return any(
            all(not is_any(value) and not (but_not and matches(value, but_not)) for value in values)
            for key in keys
            for values in self.limiting_values(key)
        )
