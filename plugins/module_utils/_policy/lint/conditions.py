# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on conditions that IAM stores and that never hold, always hold, or hold when they should not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ..._plan.finding import Finding
from ..catalogue.actions import SOURCE
from ..catalogue.services import ALWAYS_SENT, key_facts, known_key_prefix
from .scope import VARIABLE, Scope, is_pattern, placeholder

__all__ = ["STATEMENT_RULES"]

_LITERAL = re.compile(r"String(?:Not)?Equals(?:IgnoreCase)?")
_FAMILY = re.compile(r"(?:Not)?(String|Numeric|Date|Bool|Binary|Ip|Arn)")
# Actions that only set or remove tags, so that their requests always have tags.
_TAGS = re.compile(r"[a-z0-9-]+:(?:un)?tag|[a-z0-9-]+:(?:create|delete|add|remove)tags", re.IGNORECASE)
# Texts in which a question mark or an asterisk is itself.
_FREE_TEXT = frozenset({"aws:referer", "aws:useragent", "s3:prefix"})


def _anything(_value: str) -> bool:
    return True


def _nothing(_value: str) -> bool:
    return False


def _is_arn(value: str) -> bool:
    return value.startswith(("arn:", "${")) or is_pattern(value)


# Type of a key -> family of operators -> the values that can fit then. A family that is not named never fits.
_FITS: Mapping[str, Mapping[str, Callable[[str], bool]]] = MappingProxyType(
    {
        "String": {"String": _anything, "Arn": _is_arn, "Bool": _anything, "Numeric": _anything},
        "ARN": {"String": _anything, "Arn": _anything},
        "Bool": {
            "Bool": _anything,
            "String": lambda value: value.lower() in ("true", "false") or is_pattern(value) or "${" in value,
        },
        "Numeric": {
            "Numeric": _anything,
            "String": lambda value: value.replace(".", "").isdigit() or is_pattern(value) or "${" in value,
        },
        "Date": {"Date": _anything, "Numeric": str.isdigit, "String": _anything},
        "IPAddress": {"Ip": _anything, "String": lambda value: "/" not in value},
    }
)


def operator_of_other_type(scope: Scope) -> Iterator[Finding]:
    """An operator that cannot compare the values of its key."""
    for operator, _prefix, plain, key, values in scope.operators():
        facts, family = key_facts(key), _FAMILY.match(plain)
        if not facts or not family or facts.kind not in _FITS:
            continue
        fits = _FITS[facts.kind].get(family[1], _nothing)
        wrong = [value for value in values if not fits(value) and not placeholder(value)]
        if wrong:
            message = f"{operator} does not fit {key}, which is of the type {facts.kind}: {wrong[0]!r}."
            yield scope.finding("operator-of-other-type", message)


def unknown_condition_key(scope: Scope) -> Iterator[Finding]:
    """A condition key that AWS does not have."""
    for operator, _prefix, _plain, key, _values in scope.operators():
        if key_facts(key) or not known_key_prefix(key):
            continue
        if key.lower().startswith("aws:"):
            message = f"{operator}: AWS has no global condition key {key!r}, so no request has it."
            yield scope.finding("unknown-condition-key", message)
        else:
            service = key.partition(":")[0]
            message = f"{operator}: {service} has no condition key {key!r} in the data of {SOURCE.date}."
            yield scope.finding("unknown-service-condition-key", message)


def literal_wildcard(scope: Scope) -> Iterator[Finding]:
    """A wildcard under an operator that compares it as a plain character."""
    for operator, _prefix, plain, key, values in scope.operators():
        if not _LITERAL.fullmatch(plain) or key.lower() in _FREE_TEXT:
            continue
        for value in values:
            if is_pattern(VARIABLE.sub("", value)):
                like = "StringNotLike" if "Not" in plain else "StringLike"
                message = f"{operator} on {key} takes the wildcard in {value!r} as a plain character; use {like}."
                yield scope.finding("literal-wildcard", message)


def empty_condition(scope: Scope) -> Iterator[Finding]:
    """A condition without values."""
    for operator, _prefix, _plain, key, values in scope.operators():
        if not values:
            yield scope.finding("empty-condition", f"{operator} on {key} has no value to compare with.")


def _present(scope: Scope, key: str) -> bool:
    """Tells whether another condition of the statement needs a request to have a key, or the tags that it names."""
    lower = key.lower()
    for operator, prefix, plain, name, values in scope.operators():
        if operator.endswith("IfExists") or prefix == "ForAllValues" or "Not" in plain:
            continue
        same = name.lower() == lower or (lower == "aws:tagkeys" and name.lower().startswith("aws:requesttag/"))
        if same and (plain != "Null" or "false" in map(str.lower, values)):
            return True
    return False


def _sent(scope: Scope, key: str) -> bool:
    """Tells whether all requests that a statement can allow have a key."""
    tagging = (
        key.lower() == "aws:tagkeys" and scope.statement.actions and all(map(_TAGS.match, scope.statement.actions))
    )
    return bool(tagging) or key.lower() in ALWAYS_SENT or _present(scope, key)


def set_operators(scope: Scope) -> Iterator[Finding]:
    """ForAllValues that also holds without the key; a set operator for a key with one value."""
    for operator, prefix, _plain, key, _values in scope.operators():
        if not prefix:
            continue
        facts = key_facts(key)
        if facts and not facts.several:
            message = f"{operator}: {key} has one value at most; use {operator.partition(':')[2]}."
            yield scope.finding("set-operator-on-single-value", message)
        elif prefix == "ForAllValues" and scope.allows and not _sent(scope, key):
            message = f'{operator} also holds for requests without {key}; add "Null": {{"{key}": "false"}}.'
            yield scope.finding("for-all-values-without-null", message)


STATEMENT_RULES = (
    unknown_condition_key,
    operator_of_other_type,
    literal_wildcard,
    empty_condition,
    set_operators,
)
