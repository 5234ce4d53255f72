# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM's wildcards: what a pattern matches, whether one covers another, and whether it can meet an ARN template.

``*`` stands for any characters, none included, and ``?`` for exactly one. Nothing else is special.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["LITERAL", "can_meet", "covers", "matches", "matches_literals", "overlap"]

# Marks a character that a policy variable such as ${*} made literal. IAM refuses it in documents, so it is free.
LITERAL = "\x00"

_CACHED = 4096
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_ANYTHING = object()
_ONE_SEGMENT = object()


@lru_cache(maxsize=_CACHED)
def _compiled(pattern: str, one: str) -> re.Pattern[str]:
    expression = []
    characters = iter(pattern)
    for character in characters:
        if character == LITERAL:
            expression.append(re.escape(next(characters, "")))
        elif character == "*":
            expression.append(".*")
        else:
            expression.append(one if character == "?" else re.escape(character))
    return re.compile("".join(expression), re.DOTALL)


def matches(pattern: str, value: str) -> bool:
    """Tells whether the whole value fits the pattern; letter case counts."""
    if "*" not in pattern and "?" not in pattern and LITERAL not in pattern:
        return pattern == value
    return _compiled(pattern, ".").fullmatch(value) is not None


def matches_literals(pattern: str, value: str) -> bool:
    """Tells whether the value is the pattern's text, with no wildcard at work."""
    return pattern.replace(LITERAL, "") == value


def covers(wide: str, narrow: str) -> bool:
    """Tells whether every value that fits the pattern ``narrow`` surely fits ``wide``."""
    return wide == narrow or _compiled(wide, "[^*]").fullmatch(narrow) is not None


def _template_tokens(template: str) -> list[object]:
    """An ARN template as characters and the two kinds of gaps.

    A name may hold ``/`` or ``:`` only at the end of an ARN (an object key, a path with a role name). A bucket name may
    not: that is what tells a bucket from its objects.
    """
    tokens: list[object] = []
    end = 0
    for found in _PLACEHOLDER.finditer(template):
        tokens.extend(template[end : found.start()])
        end = found.end()
        free = end == len(template) and found[1] != "BucketName"
        tokens.append(_ANYTHING if free else _ONE_SEGMENT)
    tokens.extend(template[end:])
    return tokens


def _steps(wanted: str, token: object) -> tuple[tuple[int, int], ...]:
    """How far a walk may advance in the pattern and in the template when it stands on these two."""
    gap = token is _ANYTHING or token is _ONE_SEGMENT
    if wanted == "*":
        return (1, 0), (0, 1)
    if not gap:
        return ((1, 1),) if wanted in ("?", token) else ()
    if token is _ONE_SEGMENT and wanted in "/:":
        return ((0, 1),)
    return (1, 0), (0, 1)


def _meet(pattern: str, tokens: Sequence[object]) -> bool:
    """Tells whether a walk through the pattern and the tokens at once reaches the end of both."""
    end = (len(pattern), len(tokens))
    waiting, seen = [(0, 0)], {(0, 0)}
    while waiting:
        at, to = waiting.pop()
        if (at, to) == end:
            return True
        if at == end[0]:
            steps: tuple[tuple[int, int], ...] = ((0, 1),) if tokens[to] in (_ANYTHING, _ONE_SEGMENT) else ()
        elif to == end[1]:
            steps = ((1, 0),) if pattern[at] == "*" else ()
        else:
            steps = _steps(pattern[at], tokens[to])
        fresh = {(at + ahead, to + along) for ahead, along in steps} - seen
        seen |= fresh
        waiting.extend(fresh)
    return False


@lru_cache(maxsize=_CACHED)
def can_meet(pattern: str, template: str) -> bool:
    """Tells whether some resource fits both the pattern and the ARN template, whose gaps are written ``${Name}``."""
    return _meet(pattern, _template_tokens(template))


@lru_cache(maxsize=_CACHED)
def overlap(one: str, other: str) -> bool:
    """Tells whether some value may fit both patterns; a ``?`` of the second is taken as ``*``."""
    return _meet(one, [_ANYTHING if character in "*?" else character for character in other])
