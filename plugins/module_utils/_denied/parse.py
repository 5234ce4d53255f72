# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of an AccessDenied, or lines of a log -> the denials in it. Pure; the forms are in ``messages.py``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from .._errors import OptionError
from .._policy.catalogue.actions import ACTIONS
from .messages import DETAILS, FIELDS, OPERATIONS, POLICY_TYPES, SERVICES, STARTS, Form
from .model import Denial

__all__ = ["parsed"]

_FIELD = re.compile(r"\{(\w+)\}")
_LONGEST = 65_536  # characters of a message that are read: its last ones
_APART = re.compile(r"[A-Za-z]{3}")  # what stands between two denials, but not within one
_WITHIN = re.compile(r"</?\w+>|AccessDenied(Exception)?", re.IGNORECASE)
_KEPT = frozenset(Denial.__dataclass_fields__)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    """The regular expression of a form."""
    pieces = _FIELD.split(text)  # text, name, text, name, …, text
    parts = (
        f"[\"'<]?(?P<{piece}>{FIELDS[piece]})[\"'>]?" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces)
    )
    before = "" if pieces[0] else r"(?<!\S)"  # a field is tried from its start on only: texts can be long
    return re.compile(before + "".join(parts), re.IGNORECASE)


def _found(form: Form, match: re.Match[str]) -> dict[str, str]:
    """What a form and its fields say."""
    fields = {name: value.rstrip(".:,") for name, value in match.groupdict().items()}
    by_name = {name.lower(): kind for name, kind in POLICY_TYPES.items()}
    if "policy_type" in fields:
        fields["policy_type"] = by_name[fields["policy_type"].lower()]
    return {**form.says, **fields}


def _starts(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Where something that a denial starts with is: from, to, and what it says. Those that overlap are left out."""
    found = [(match, form) for form in STARTS for match in _pattern(form.text).finditer(text)]
    taken: list[tuple[int, int, dict[str, str]]] = []
    for match, form in found:  # in the order of the table
        if all(match.end() <= begin or match.start() >= end for begin, end, _said in taken):
            taken.append((match.start(), match.end(), _found(form, match)))
    yield from sorted(taken, key=lambda item: item[0])


def _segments(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The text of each denial, with what its start says."""
    starts: list[tuple[int, int, dict[str, str]]] = []
    for begin, end, said in _starts(text):
        between = _WITHIN.sub("", text[starts[-1][1] : begin]) if starts else "new"
        contradicts = bool(starts) and any(starts[-1][2].get(key, value) != value for key, value in said.items())
        if _APART.search(between) or (contradicts and "principal" in starts[-1][2]):
            starts.append((begin, end, said))
        else:
            first, _end, earlier = starts[-1]
            starts[-1] = (first, end, {**said, **earlier})
    ends = [begin for begin, _end, _said in starts[1:]] + [len(text)]
    for (begin, _end, said), end in zip(starts, ends, strict=False):
        yield text[begin:end], said


def action_of(operation: str, service: str) -> str:
    """The action of an operation among those of App2Container, empty where none or several services have one."""
    named = service.lower().replace(" ", "").replace("-", "")
    wanted = SERVICES.get(named, named)
    alias = OPERATIONS.get(operation, "")
    if alias and wanted in ("", alias.partition(":")[0]):
        return alias
    known = [action for action in ACTIONS if action.partition(":")[2].lower() == operation.lower() and operation]
    fitting = [action for action in known if wanted in ("", action.partition(":")[0].replace("-", ""))]
    return fitting[0] if len(fitting) == 1 else ""


def _denial(segment: str, said: Mapping[str, str]) -> Denial:
    facts = dict(said)
    for form in DETAILS:
        match = _pattern(form.text).search(segment)
        if match:
            facts = {**_found(form, match), **facts}
    if not facts.get("action"):
        facts["action"] = action_of(facts.get("operation", ""), facts.get("service", ""))
    return Denial(**{name: value for name, value in facts.items() if name in _KEPT})


def parsed(text: str) -> tuple[Denial, ...]:
    """The denials in a text, each once, in their order.

    Args:
        text: the message of an AccessDenied, or the lines of a log. Of a very long text, the end is read.

    Raises:
        OptionError: there is none.
    """
    denials = dict.fromkeys(_denial(segment, said) for segment, said in _segments(" ".join(text.split())[-_LONGEST:]))
    telling: Sequence[Denial] = [item for item in denials if item.tells]
    if not telling:
        hint = "paste the whole message, from the name of the user or the error code on"
        raise OptionError("error_message", text.strip()[-200:], "has no denial in a form that is known", hint)
    return tuple(telling)
