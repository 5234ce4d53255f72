# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two statements: can one request match both, and does one match every request of the other?

Both answers are safe without knowing the request: ``may_meet`` never says no where a request could match both, and
``covers_statement`` never says yes where one request would not match.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .conditions import ANY_VALUE_FITS
from .document import Statement
from .patterns import covers, overlap

__all__ = ["covers_statement", "may_meet"]

_VARIABLE = re.compile(r"\$\{[^}]*\}")
_GAP = re.compile(r"[*?]|\$\{")


def _lower(names: Iterable[str]) -> list[str]:
    return [name.lower() for name in names]


def _start(pattern: str) -> str:
    """The text before the first wildcard or variable."""
    return _GAP.split(pattern, maxsplit=1)[0]


def _any_overlap(some: Iterable[str], others: Iterable[str]) -> bool:
    """Tells whether any two of the patterns can match the same value; a variable may have any value."""
    wanted = [(_start(other), _VARIABLE.sub("*", other)) for other in others]
    for one in some:
        start, pattern = _start(one), _VARIABLE.sub("*", one)
        for other_start, other in wanted:  # most pairs differ before the first wildcard
            if (start.startswith(other_start) or other_start.startswith(start)) and overlap(pattern, other):
                return True
    return False


def may_meet(one: Statement, other: Statement) -> bool:
    """Tells whether a request may match both statements. Conditions are taken as fulfilled."""
    both_name_actions = bool(one.actions and other.actions)
    if both_name_actions and not _any_overlap(_lower(one.actions), _lower(other.actions)):
        return False
    both_name_resources = bool(one.resources and other.resources)
    return not both_name_resources or _any_overlap(one.resources, other.resources)


def _conditions_follow(narrow: Statement, wide: Statement) -> bool:
    """Tells whether the conditions of ``wide`` hold wherever those of ``narrow`` do."""
    given = {(operator, key.lower()): frozenset(values) for operator, keys in narrow.conditions for key, values in keys}
    for operator, keys in wide.conditions:
        for key, values in keys:
            known = given.get((operator, key.lower()))
            if known is None or not (known == set(values) or (operator in ANY_VALUE_FITS and known <= set(values))):
                return False
    return True


def _all_covered(narrow: Iterable[str], wide: Iterable[str]) -> bool:
    patterns = [(_start(pattern), pattern) for pattern in wide]
    return all(
        any(value.startswith(start) and covers(pattern, value) for start, pattern in patterns) for value in narrow
    )


def covers_statement(wide: Statement, narrow: Statement) -> bool:
    """Tells whether every request that matches ``narrow`` matches ``wide``, which has the same effect."""
    if wide.effect != narrow.effect or not _conditions_follow(narrow, wide):
        return False
    for has, wants in ((wide.not_actions, narrow.not_actions), (wide.not_resources, narrow.not_resources)):
        if (has or wants) and frozenset(has) != frozenset(wants):
            return False
    return _all_covered(_lower(narrow.actions), _lower(wide.actions)) and _all_covered(narrow.resources, wide.resources)
