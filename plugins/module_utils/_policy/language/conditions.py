# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM's condition operators: does a request fit the conditions of a statement?

Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html and, for
keys with several values, .../reference_policies_condition-single-vs-multi-valued-context-keys.html.
"""

from __future__ import annotations

import ipaddress
import operator
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from ..._errors import App2ContainerError
from .patterns import matches, matches_literals

__all__ = ["ANY_VALUE_FITS", "OPERATORS", "EvaluationError", "Operator", "as_moment", "holds", "split_operator"]

Compare = Callable[[str, str], bool]
Substitute = Callable[[str], "str | None"]

# Operators that hold if any one of their values fits. One statement for each value then means the same.
ANY_VALUE_FITS = frozenset({"ArnEquals", "ArnLike", "StringEquals", "StringEqualsIgnoreCase", "StringLike"})

_ARN_PARTS = 6


class EvaluationError(App2ContainerError):
    """A policy or a request that cannot be judged. It must not count as an answer."""


class Operator(NamedTuple):
    """One operator: how a value of the policy compares with one of the request.

    ``negated`` reverses the answer, so that it also holds when the request lacks the key. ``variables`` says whether
    policy variables work in its values.
    """

    compare: Compare
    negated: bool = False
    variables: bool = False


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise EvaluationError(f"A numeric condition needs a number, got {text!r}.") from None


def as_moment(text: str) -> datetime:
    """A point in time from ISO 8601 (a date without a zone is in UTC) or from seconds since 1970."""
    try:
        if text.lstrip("-").isdigit() and len(text.lstrip("-")) != len("YYYY"):
            return datetime.fromtimestamp(int(text), tz=UTC)
        moment = datetime.fromisoformat(text)
    except (ValueError, OverflowError, OSError):
        raise EvaluationError(f"A date condition needs an ISO 8601 date or epoch seconds, got {text!r}.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _boolean(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise EvaluationError(f'A Boolean condition needs "true" or "false", got {text!r}.')
    return text.lower() == "true"


def _in_network(wanted: str, actual: str) -> bool:
    try:
        return ipaddress.ip_address(actual) in ipaddress.ip_network(wanted, strict=False)
    except ValueError as error:
        raise EvaluationError(f"An IP address condition needs an address and a range: {error}.") from None


def _arn(wanted: str, actual: str) -> bool:
    """Tells whether each of the six parts of an ARN fits that part of the pattern; ``*`` alone fits every ARN.

    A wildcard may stand for the first part too, so that a pattern is not an ``Arn``.
    """
    if wanted == "*":
        return True
    patterns, parts = wanted.split(":", _ARN_PARTS - 1), actual.split(":", _ARN_PARTS - 1)
    if len(patterns) != _ARN_PARTS or len(parts) != _ARN_PARTS:
        return False
    return all(map(matches, patterns, parts))


def _numeric(compare: Callable[[float, float], bool]) -> Compare:
    return lambda wanted, actual: compare(_number(actual), _number(wanted))


def _dated(compare: Callable[[datetime, datetime], bool]) -> Compare:
    return lambda wanted, actual: compare(as_moment(actual), as_moment(wanted))


def _ignoring_case(wanted: str, actual: str) -> bool:
    return matches_literals(wanted.casefold(), actual.casefold())


_ORDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "LessThan": operator.lt,
    "LessThanEquals": operator.le,
    "GreaterThan": operator.gt,
    "GreaterThanEquals": operator.ge,
}

# Operators are written exactly like this; IfExists and a set prefix may be added to each but Null.
OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "StringEquals": Operator(compare=matches_literals, variables=True),
        "StringNotEquals": Operator(compare=matches_literals, negated=True, variables=True),
        "StringEqualsIgnoreCase": Operator(compare=_ignoring_case, variables=True),
        "StringNotEqualsIgnoreCase": Operator(compare=_ignoring_case, negated=True, variables=True),
        "StringLike": Operator(compare=matches, variables=True),
        "StringNotLike": Operator(compare=matches, negated=True, variables=True),
        "NumericEquals": Operator(compare=_numeric(operator.eq)),
        "NumericNotEquals": Operator(compare=_numeric(operator.eq), negated=True),
        **{f"Numeric{name}": Operator(compare=_numeric(compare)) for name, compare in _ORDER.items()},
        "DateEquals": Operator(compare=_dated(operator.eq)),
        "DateNotEquals": Operator(compare=_dated(operator.eq), negated=True),
        **{f"Date{name}": Operator(compare=_dated(compare)) for name, compare in _ORDER.items()},
        "Bool": Operator(compare=lambda wanted, actual: _boolean(wanted) is _boolean(actual)),
        "BinaryEquals": Operator(compare=operator.eq),
        "IpAddress": Operator(compare=_in_network),
        "NotIpAddress": Operator(compare=_in_network, negated=True),
        "ArnEquals": Operator(compare=_arn, variables=True),
        "ArnLike": Operator(compare=_arn, variables=True),
        "ArnNotEquals": Operator(compare=_arn, negated=True, variables=True),
        "ArnNotLike": Operator(compare=_arn, negated=True, variables=True),
    }
)

_SETS = ("ForAllValues", "ForAnyValue")


def split_operator(name: str) -> tuple[str, str, bool]:
    """The set prefix (or ""), the plain operator (``Null`` included), and whether ``IfExists`` is added.

    Raises:
        EvaluationError: IAM has no such operator.
    """
    prefix, colon, rest = name.rpartition(":")
    plain = rest.removesuffix("IfExists")
    if rest == "Null" and not colon:
        return "", rest, False
    if plain not in OPERATORS or (colon and prefix not in _SETS):
        raise EvaluationError(f"IAM has no condition operator {name!r}; operators are written in this letter case.")
    return prefix, plain, plain != rest


def _fits_one(rule: Operator, wanted: Iterable[str | None], actual: str) -> bool:
    """Tells whether one value of the request fits; a policy value of None (a variable without value) equals nothing."""
    equal = any(value is not None and rule.compare(value, actual) for value in wanted)
    return equal is not rule.negated


def holds(name: str, key: str, wanted: tuple[str, ...], actual: tuple[str, ...], substitute: Substitute) -> bool:
    """Tells whether one line of a Condition holds for a request.

    Args:
        name: the operator as written, set prefix and IfExists included.
        key: the condition key, for messages.
        wanted: the values in the policy.
        actual: the values in the request; empty when it lacks the key.
        substitute: fills the variables of a policy value, or gives None when one has no value.

    Raises:
        EvaluationError: an unknown operator, a value of a wrong type, or several values for a plain operator.
    """
    prefix, plain, if_exists = split_operator(name)
    if plain == "Null":
        return any(_boolean(value) is not bool(actual) for value in wanted)
    rule = OPERATORS[plain]
    values = [substitute(value) for value in wanted] if rule.variables else list(wanted)
    if prefix == "ForAllValues":
        return all(_fits_one(rule, values, value) for value in actual)
    if prefix == "ForAnyValue":
        return any(_fits_one(rule, values, value) for value in actual)
    if not actual:
        return if_exists or rule.negated
    if len(actual) > 1:
        raise EvaluationError(
            f"{name} on {key} needs ForAllValues or ForAnyValue: the request has {len(actual)} values."
        )
    return _fits_one(rule, values, actual[0])
