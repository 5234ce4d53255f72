# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM's wildcards: what a pattern matches, whether one covers another, and whether it can meet an ARN template.

``*`` stands for any characters, none included, and ``?`` for exactly one. Nothing else is special.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

__all__ = ["LITERAL", "arn_parts", "can_meet", "can_meet_arn", "covers", "matches", "matches_literals", "overlap"]

# Marks a character that a policy variable such as ${*} made literal. IAM refuses it in documents, so it is free.
LITERAL = "\x00"

_CACHED = 4096
_LAST = 5  # the part of an ARN that names the resource, counted from 0
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_ANYTHING = object()
_ONE_SEGMENT = object()


def _segments(pattern: str, one: str) -> list[str]:
    """The parts of a pattern between its ``*``, as regular expressions."""
    segments: list[list[str]] = [[]]
    characters = iter(pattern)
    for character in characters:
        if character == "*":
            segments.append([])
        elif character == LITERAL:
            segments[-1].append(re.escape(next(characters, "")))
        else:
            segments[-1].append(one if character == "?" else re.escape(character))
    return ["".join(segment) for segment in segments]


@lru_cache(maxsize=_CACHED)
def _compiled(pattern: str, one: str) -> re.Pattern[str]:
    """A regular expression for whole values.

    The first place where a segment fits is as good as any later one, and atomic groups say so: to try the later ones,
    too, takes a time that grows with every ``*`` by the length of the value.
    """
    first, *rest = _segments(pattern, one)
    if not rest:
        return re.compile(first, re.DOTALL)
    *middle, last = rest
    return re.compile("".join([first, *(f"(?>.*?{segment})" for segment in middle if segment), f".*{last}"]), re.DOTALL)


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


def _where(pattern: str, wanted: str) -> int:
    """The places of a pattern that hold one of these characters, as the bits of a number."""
    places = "".join("1" if character in wanted else "0" for character in reversed(pattern))
    return int(places or "0", 2)


def _carried(reached: int, passable: int) -> int:
    """The places that are reached from some by passing over any number of passable ones: by the carry of a sum."""
    return reached | (((reached & passable) + passable) ^ passable)


def _meet(pattern: str, tokens: Sequence[object]) -> bool:
    """Tells whether a walk through the pattern and the tokens at once reaches the end of both.

    The places in the pattern that a walk can have reached are the bits of a number, so that a token is one step however
    long the pattern is.
    """
    stars, everywhere = _where(pattern, "*"), (1 << len(pattern)) - 1
    in_segment = everywhere & ~_where(pattern, "/:")
    fitting = {token: _where(pattern, f"?{token}") for token in set(tokens) if isinstance(token, str)}
    reached = 1
    for token in tokens:
        if isinstance(token, str):
            reached = _carried(reached, stars)
            reached = (reached & stars) | ((reached & fitting[token]) << 1)
        else:
            reached = _carried(reached, everywhere if token is _ANYTHING else in_segment)
    return bool(_carried(reached, stars) >> len(pattern) & 1)


@lru_cache(maxsize=_CACHED)
def can_meet(pattern: str, template: str) -> bool:
    """Tells whether some resource fits both the pattern and the ARN template, whose gaps are written ``${Name}``."""
    return _meet(pattern, _template_tokens(template))


@lru_cache(maxsize=_CACHED)
def overlap(one: str, other: str) -> bool:
    """Tells whether some value may fit both patterns; a ``?`` of the second is taken as ``*``."""
    return _meet(one, [_ANYTHING if character in "*?" else character for character in other])


def arn_parts(pattern: str) -> list[str]:
    """The six parts of a pattern of ARNs. One that ends early stands for every ending, as IAM completes it.

    IAM compares ARNs part by part: a wildcard does not reach beyond a colon that divides them.
    https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    parts = pattern.split(":", _LAST)
    return parts + ["*"] * (_LAST + 1 - len(parts))


def can_meet_arn(pattern: str, template: str) -> bool:
    """Tells whether some resource fits both a pattern of ARNs and the template of an ARN."""
    return all(can_meet(one, other) for one, other in zip(arn_parts(pattern), arn_parts(template), strict=True))
