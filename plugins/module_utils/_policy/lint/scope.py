# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules of ``lint`` share: a statement in its place, and questions about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ..._plan.finding import Finding
from ..catalogue.actions import ACTIONS, expand
from ..language.conditions import EvaluationError, split_operator
from ..language.document import Document, Statement
from ..language.patterns import covers, matches
from .findings import FINDINGS

__all__ = ["ARN_PARTS", "Scope", "finding", "is_any", "is_pattern", "reaches_all"]

ARN_PARTS = 6

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_LIMITING = frozenset({"StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"})


def finding(type_id: str, where: str, message: str) -> Finding:
    """A finding with the severity of its type."""
    return Finding(id=type_id, severity=FINDINGS[type_id].severity, where=where, message=message)


def is_any(resource: str) -> bool:
    """Whether a resource stands for all resources."""
    return bool(resource) and not resource.strip("*")


def is_pattern(text: str) -> bool:
    """Whether a text has a wildcard."""
    return "*" in text or "?" in text


def reaches_all(resource: str, service: str, kind: str) -> bool:
    """Whether a resource reaches all resources of a kind (``role/*``) in the account and Region that it names."""
    parts = [*resource.split(":", ARN_PARTS - 1), "*", "*", "*", "*"]
    return covers(resource, f"arn:{parts[1]}:{service}:{parts[3]}:{parts[4]}:{kind}") or is_any(resource)


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
        """Whether it is an Allow."""
        return self.statement.effect == "Allow"

    @property
    def name(self) -> str:
        """The Sid, or the statement's place."""
        return self.statement.sid or f"Statement[{self.index}]"

    @cached_property
    def granted(self) -> tuple[str, ...]:
        """Actions of the table that the statement speaks of, in the order written."""
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
            _VARIABLE.sub(lambda found: "?" if found[1] in ("*", "?", "$") else "*", resource)
            for resource in self.statement.resources
        )

    def found(self, type_id: str, message: str, action: str = "") -> Finding:
        """A finding on this statement, or on one of its actions."""
        return finding(type_id, f"{self.name} {action}".rstrip(), message)

    def limiting_values(self, key: str) -> Iterator[tuple[str, ...]]:
        """The values of each condition that a request must carry the key for."""
        for operator, keys in self.statement.conditions:
            try:
                prefix, plain, if_exists = split_operator(operator)
            except EvaluationError:
                continue
            if plain in _LIMITING and not if_exists and prefix != "ForAllValues":
                yield from (values for held, values in keys if held.lower() == key.lower())

    def limits(self, *keys: str, but_not: str = "") -> bool:
        """Whether a condition limits the statement to some values of one of these keys.

        Args:
            keys: condition keys in any letter case.
            but_not: a value that must not be among those allowed.
        """
        return any(
            all(not is_any(value) and not (but_not and matches(value, but_not)) for value in values)
            for key in keys
            for values in self.limiting_values(key)
        )
