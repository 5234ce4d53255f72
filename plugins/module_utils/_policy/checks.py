# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of single policy options: each takes the full name of an option and a value, and returns the value or fails.

Every check raises ``OptionError`` with the option, the value and what to write instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from .._errors import App2ContainerError, OptionError, shown
from .._options.checks import one_of
from . import split
from .catalogue import actions as facts
from .catalogue.placeholders import placeholder
from .catalogue.sections import ALL_ACTIONS
from .language.document import Document, DocumentError, Statement
from .language.partitions import PARTITIONS
from .lint import form as lint_form
from .lint.scope import Scope

__all__ = [
    "action_pattern",
    "partition",
    "statement",
    "without_placeholders",
]

_SID = re.compile(r"[A-Za-z0-9]*")
# What a template language leaves behind. A policy variable of IAM has a colon in its name, or is ${*}, ${?} or ${$}.
_TEMPLATE_REST = re.compile(r"\$\{(?![^{}]*:)(?![*?$]\})[^{}]*\}")


def _texts_in(value: Any, where: str) -> Iterator[tuple[str, str]]:
    """Every text inside a value, keys of mappings included, with its full option name."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts_in(str(key), where)
            yield from _texts_in(item, f"{where}.{key}")
    elif isinstance(value, (list, tuple)):
        for at, item in enumerate(value):
            yield from _texts_in(item, f"{where}[{at}]")


def without_placeholders(where: str, value: Any) -> None:
    """Fail for a text that still holds a placeholder of the guide or of a template."""
    for name, text in _texts_in(value, where):
        rest = _TEMPLATE_REST.search(text)
        found = placeholder(text) or (rest and rest[0])
        if found:
            raise OptionError(name, text, f"still has the placeholder {shown(found)}", "write your own value instead")


def partition(where: str, value: Any) -> str:
    """A partition of AWS."""
    return one_of(where, value, tuple(PARTITIONS))


def action_pattern(where: str, value: str) -> str:
    """An action or pattern of actions that the published policies, or the scoped style, grant at all."""
    if not set(facts.expand(value)).intersection(ALL_ACTIONS):
        raise OptionError(where, value, "matches no action that App2Container's policies grant")
    return value


def statement(where: str, value: Any) -> Statement:
    """A statement of an identity policy."""
    try:
        read = Statement.from_json(value, where)
    except DocumentError as error:
        raise OptionError(where, value, f"is no policy statement: {str(error).rstrip('.')}") from None
    problem = partial(OptionError, where, value)
    if read.principals or read.not_principals:
        raise problem("names a principal, which a policy for identities cannot")
    if bool(read.actions) is bool(read.not_actions):
        raise problem("must have either Action or NotAction")
    if bool(read.resources) is bool(read.not_resources):
        raise problem("must have either Resource or NotResource")
    if not _SID.fullmatch(read.sid):
        raise problem(f"has the Sid {shown(read.sid)}", "a Sid is made of letters and digits")
    if not value.get("Sid") and "Sid" in value:
        raise problem("has an empty Sid", "leave it out")
    for refusal in _refusals(read):
        raise problem(f"IAM would refuse it: {refusal}")
    return read


def _refusals(statement: Statement) -> Iterator[str]:
    """Why IAM would refuse a statement in a policy of its own, if it would."""
    document = Document(statements=(statement,))
    scope = Scope(document=document, index=0, partition="aws")
    for rule in lint_form.STATEMENT_RULES:
        yield from (finding.message.rstrip(".") for finding in rule(scope))
    yield from (finding.message.rstrip(".") for finding in lint_form.forbidden_character(document))
    try:
        split.pack([statement])
    except App2ContainerError as error:
        yield str(error).rstrip(".")
