# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of policy options that name no resources: actions, statements, targets, and placeholders left in any option.

Each takes the full name of an option and a value. It returns the value as ``PolicyOptions`` holds it, or raises
``OptionError`` with what to write instead.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from .._errors import App2ContainerError, OptionError, shown
from .._options.checks import some_of
from . import split
from .catalogue import actions as facts
from .catalogue.section import TARGETS
from .catalogue.sections import ALL_ACTIONS
from .language.document import Document, DocumentError, Statement
from .lint import form
from .lint.scope import Scope, placeholder
from .option_row import Location

__all__ = ["action_pattern", "deploy_targets", "extra_statements", "moment", "without_placeholders"]


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
    """Fails for a text that still holds a placeholder of the guide or of a template."""
    for name, text in _texts_in(value, where):
        unfilled = placeholder(text)
        if unfilled:
            raise OptionError(
                name, text, f"still has the placeholder {shown(unfilled)}", "write your own value instead"
            )


def deploy_targets(_location: Location, where: str, value: Any) -> tuple[str, ...]:
    """At least one deployment target."""
    if value is None:
        raise OptionError(where, value, "is required", f"name at least one of {', '.join(TARGETS)}")
    return some_of(where, value, TARGETS)


def action_pattern(_location: Location, where: str, value: str) -> str:
    """An action or pattern of actions that the published policies, or the scoped style, grant at all."""
    if not set(facts.expand(value)).intersection(ALL_ACTIONS):
        raise OptionError(where, value, "matches no action that App2Container's policies grant")
    return value


def _statement(where: str, value: Any) -> Statement:
    """A statement of an identity policy."""
    try:
        statement = Statement.from_json(value, where)
    except DocumentError as error:
        raise OptionError(where, value, f"is not a policy statement: {str(error).rstrip('.')}") from None
    if not value.get("Sid") and "Sid" in value:
        raise OptionError(where, value, "has an empty Sid", "leave it out")
    for refusal in _refusals(statement):
        raise OptionError(where, value, f"IAM would refuse it: {refusal}")
    return statement


def extra_statements(_location: Location, where: str, value: Any) -> tuple[Statement, ...]:
    """Statements, sorted and without repetition, so that the order in which they are written does not count."""
    if not isinstance(value, (list, tuple)):
        raise OptionError(where, value, "must be a list")
    written = [(_statement(f"{where}[{at}]", item), f"{where}[{at}].Sid") for at, item in enumerate(value)]
    unique: dict[Statement, None] = {}
    sids: set[str] = set()
    for statement, name in sorted(written, key=lambda item: json.dumps(item[0].to_json(), sort_keys=True)):
        if statement in unique:
            continue
        if statement.sid and statement.sid in sids:
            raise OptionError(name, statement.sid, "is used by two different statements")
        sids.add(statement.sid)
        unique[statement] = None
    return tuple(unique)


def _refusals(statement: Statement) -> Iterator[str]:
    """Why IAM would refuse a statement in a policy of its own, if it would."""
    document = Document(statements=(statement,))
    scope = Scope(document=document, index=0, partition="aws")
    for rule in form.STATEMENT_RULES:
        yield from (finding.message.rstrip(".") for finding in rule(scope))
    yield from (finding.message.rstrip(".") for finding in form.forbidden_character(document))
    try:
        split.pack([statement])
    except App2ContainerError as error:
        yield str(error).rstrip(".")


def moment(_location: Location, where: str, value: Any) -> str:
    """A date, or a point in time, in the form of IAM and in UTC; empty for none.

    Raises:
        OptionError: a text that is not a date in the form of ISO 8601.
    """
    if value in (None, ""):
        return ""
    try:
        parsed = datetime.fromisoformat(str(value))
        utc = (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise OptionError(
            where, value, "is not a date", "write it as 2027-03-31, or as 2027-03-31T18:00:00Z with a time in UTC"
        ) from None
    return utc.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
