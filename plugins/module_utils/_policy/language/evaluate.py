# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Do identity policies allow a request? IAM's own rules, offline.

Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html. Only what is attached
to the identity is judged: no permissions boundary, resource policy, session policy or organization policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from typing import TypeAlias

from .conditions import EvaluationError, holds
from .document import VERSION, Document, Statement
from .patterns import LITERAL, matches

__all__ = ["Context", "Decision", "EvaluationError", "concerning", "decide", "is_allowed"]

Scalar: TypeAlias = "str | bool | int | float"
Several = Sequence["Scalar"]
Context: TypeAlias = "Mapping[str, Scalar | Several]"
_Values = Mapping[str, tuple[str, ...]]

_VARIABLE = re.compile(r"\$\{([^{},]*)(?:,\s*'([^']*)'\s*)?\}")
_WILDCARD = re.compile(r"[*?]")


class Decision(Enum):
    """The answer to a request."""

    ALLOWED = "allowed"
    DENIED_EXPLICITLY = "denied explicitly"
    DENIED_IMPLICITLY = "denied implicitly"


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _request_values(context: Context | None) -> _Values:
    """The context with keys in lower case and every value as texts; a key without a value counts as missing."""
    values: dict[str, tuple[str, ...]] = {}
    for key, value in (context or {}).items():
        items = (value,) if isinstance(value, (str, bool, int, float)) else value
        values[key.lower()] = tuple(map(_text, items))
    return values


def _literal(text: str) -> str:
    """Text whose wildcards stand for themselves."""
    return _WILDCARD.sub(lambda wildcard: LITERAL + wildcard[0], text)


def _substitute(text: str, values: _Values) -> str | None:
    """Text with its policy variables filled in, or None when one has no single value and no default."""
    missing = False

    def fill(variable: re.Match[str]) -> str:
        nonlocal missing
        name, default = variable[1].strip(), variable[2]
        if name in ("*", "?", "$"):
            return _literal(name)
        actual = values.get(name.lower(), ())
        if len(actual) == 1:
            return _literal(actual[0])
        missing = missing or default is None
        return _literal(default or "")

    filled = _VARIABLE.sub(fill, text)
    return None if missing else filled


def _fits_resource(pattern: str | None, resource: str) -> bool:
    """Tells whether a resource fits. A request for ``*`` has no particular resource, and only ``*`` grants it."""
    if pattern is None:
        return False
    if resource == "*":
        return bool(pattern) and not pattern.strip("*")
    return matches(pattern, resource)


def _check(statement: Statement) -> None:
    """Refuses what IAM refuses in an identity policy.

    Raises:
        EvaluationError: a principal, or not exactly one of Action and NotAction, of Resource and NotResource.
    """
    name = f"Statement {statement.sid!r}"
    if statement.principals or statement.not_principals:
        raise EvaluationError(f"{name} names a principal, which an identity policy cannot.")
    if bool(statement.actions) is bool(statement.not_actions):
        raise EvaluationError(f"{name} needs either Action or NotAction.")
    if bool(statement.resources) is bool(statement.not_resources):
        raise EvaluationError(f"{name} needs either Resource or NotResource.")


def _concerns(statement: Statement, action: str) -> bool:
    """Tells whether a statement is about an action, which is in lower case."""
    named = any(matches(pattern.lower(), action) for pattern in statement.actions or statement.not_actions)
    return named is not bool(statement.not_actions)


def concerning(documents: Iterable[Document], action: str) -> tuple[Document, ...]:
    """The documents without the statements that are not about an action: they decide its requests alike, but faster.

    Raises:
        EvaluationError: as ``decide`` does, for any statement.
    """
    held = tuple(documents)
    for document in held:
        for statement in document.statements:
            _check(statement)
    wanted = action.lower()
    return tuple(
        replace(document, statements=tuple(one for one in document.statements if _concerns(one, wanted)))
        for document in held
    )


def _applies(
    statement: Statement, action: str, resource: str, values: _Values, substitute: Callable[[str], str | None]
) -> bool:
    """Tells whether a statement applies to this request."""
    if not _concerns(statement, action):
        return False
    patterns = statement.resources or statement.not_resources
    on_it = any(_fits_resource(substitute(pattern), resource) for pattern in patterns)
    if on_it is bool(statement.not_resources):
        return False
    return all(
        holds(operator, key, wanted, values.get(key.lower(), ()), substitute)
        for operator, keys in statement.conditions
        for key, wanted in keys
    )


def decide(documents: Iterable[Document], action: str, resource: str, context: Context | None = None) -> Decision:
    """Judges one request as IAM does: an explicit Deny wins, then an Allow, else the request is denied.

    Args:
        documents: all identity policies of the principal.
        action: one action, for example ``s3:GetObject``; letter case does not count.
        resource: the ARN, or ``*`` for an action without resource types.
        context: condition keys of the request, in any letter case; a sequence for keys with several values.

    Raises:
        EvaluationError: a document or value that IAM itself would refuse, or an unknown condition operator.
    """
    values = _request_values(context)
    wanted = action.lower()
    allowed = denied = False
    for document in documents:
        # Older versions of the policy language know no variables: there ${...} is plain text.
        variables = document.version == VERSION

        def substitute(text: str, *, variables: bool = variables) -> str | None:
            return _substitute(text, values) if variables and "${" in text else text

        for statement in document.statements:
            _check(statement)
            if _applies(statement, wanted, resource, values, substitute):
                allowed = allowed or statement.effect == "Allow"
                denied = denied or statement.effect == "Deny"
    if denied:
        return Decision.DENIED_EXPLICITLY
    return Decision.ALLOWED if allowed else Decision.DENIED_IMPLICITLY


def is_allowed(documents: Iterable[Document], action: str, resource: str, context: Context | None = None) -> bool:
    """Tells whether ``decide`` says ALLOWED. Same arguments and errors."""
    return decide(documents, action, resource, context) is Decision.ALLOWED
