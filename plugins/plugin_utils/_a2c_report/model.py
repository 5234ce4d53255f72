# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The model of a report, from which all views are made: the result of access_info, or a report read from a file.

A view reads nothing but a report, so that one from a file gives the same views as the result that it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, printable, shown

__all__ = ["SCHEMA", "SEVERITIES", "STATUSES", "ReportError", "failure_of", "report_of"]

SCHEMA = 1  # raised when a report that was valid before is not any more
SEVERITIES = ("critical", "high", "medium", "low", "info")
STATUSES = ("fail", "not_checked", "suppressed")


class ReportError(App2ContainerError):
    """A value that is not a report; the message names the key."""


class _Key(NamedTuple):
    """A key of a mapping: its type, and for a list that of its items. ``optional`` ones may be null or missing."""

    kind: type
    items: Mapping[str, _Key] | type | None = None
    optional: bool = False
    choices: Sequence[str] = ()


_TEXT, _TEXT_OR_NONE, _COUNT_OR_NONE = _Key(str), _Key(str, optional=True), _Key(int, optional=True)
_COUNTS = ("fail", "suppressed", "not_checked", "passed", "new", "fixed", "unchanged")
_ROW: Mapping[str, _Key] = {
    "id": _TEXT,
    "severity": _Key(str, choices=SEVERITIES),
    "status": _Key(str, choices=STATUSES),
    "resource": _TEXT,
    "message": _TEXT,
    "remedy": _TEXT,
    "evidence": _Key(list, {"call": _TEXT, "age_seconds": _COUNT_OR_NONE}),
    "references": _Key(dict, {name: _Key(list, str) for name in ("cis_v7", "cis_v5", "fsbp", "prowler")}),
    "source": _TEXT_OR_NONE,
    "reason": _TEXT_OR_NONE,
    "missing_action": _TEXT_OR_NONE,
    "suppression": _Key(
        dict, dict.fromkeys(("id", "resource", "reason", "expires", "approved_by"), _TEXT_OR_NONE), optional=True
    ),
    "since_last": _Key(str, optional=True, choices=("new", "unchanged")),
}
_SOURCE: Mapping[str, _Key] = {
    "source": _TEXT,
    "calls": _Key(list, str),
    "read_at": _TEXT_OR_NONE,
    "age_seconds": _COUNT_OR_NONE,
    "status": _Key(str, choices=("read", "not_read", "not_asked")),
    "reason": _TEXT_OR_NONE,
    "missing_action": _TEXT_OR_NONE,
}
_NODE: Mapping[str, _Key] = {
    **dict.fromkeys(("id", "kind", "name", "label"), _TEXT),
    "arn": _TEXT_OR_NONE,
    "managed": _Key(bool),
    "count": _COUNT_OR_NONE,
}
_EDGE: Mapping[str, _Key] = {
    **dict.fromkeys(("source", "target", "kind", "label"), _TEXT),
    "by_design": _Key(bool, optional=True),
    "message": _TEXT_OR_NONE,
}
_ACCESS_KEY: Mapping[str, _Key] = {
    "user": _TEXT,
    "slot": _Key(int),
    "active": _Key(bool),
    **dict.fromkeys(("age_days", "last_used_days"), _COUNT_OR_NONE),
    **dict.fromkeys(("last_used_service", "last_used_region"), _TEXT_OR_NONE),
    "managed": _Key(bool, optional=True),
}
_POLICIES = _Key(list, {"name": _TEXT, "document": _Key(dict, optional=True)})
_REPORT: Mapping[str, _Key] = {
    **dict.fromkeys(("account_id", "partition", "audited_at"), _TEXT),
    "collection": _Key(dict, {"version": _TEXT, "catalogue": _TEXT}),
    "settings": _Key(dict),
    "counts": _Key(dict, dict.fromkeys((*SEVERITIES, *_COUNTS), _Key(int))),
    "findings": _Key(list, _ROW),
    "fixed": _Key(list, _ROW),
    "since": _TEXT_OR_NONE,
    "drift": _Key(dict, {"compared": _Key(list, str), "changes": _Key(list)}, optional=True),
    "sources": _Key(list, _SOURCE),
    "access": _Key(dict),
    "graph": _Key(dict, {"nodes": _Key(list, _NODE), "edges": _Key(list, _EDGE)}),
    "access_keys": _Key(list, _ACCESS_KEY),
    "policy": _Key(
        dict,
        {"current": _POLICIES, "wanted": _POLICIES._replace(optional=True), "differences": _Key(list, str)},
    ),
    "summary": _Key(list, str),
    "api_calls": _Key(dict),
}
_FAILURE: Mapping[str, _Key] = {"host": _TEXT, "reason": _TEXT, "account_id": _TEXT_OR_NONE, "task": _TEXT_OR_NONE}
_NAMES = {str: "a text", int: "a whole number", bool: "true or false", list: "a list", dict: "a dictionary"}
_ADVICE = "give the result of access_info, or a report that this collection wrote"


def _is(value: Any, kind: type) -> bool:
    return isinstance(value, kind) and not (kind is int and isinstance(value, bool))


def _read(value: Any, key: _Key, where: str) -> Any:
    """A value with the known keys only; its texts cannot control a terminal or the writing direction.

    Raises:
        ReportError: it is of another type, or lacks a key.
    """
    if value is None and key.optional:
        return None
    if not _is(value, key.kind):
        raise ReportError(f"{where} of the report must be {_NAMES[key.kind]}, got {shown(value)}; {_ADVICE}.")
    if key.choices and value not in key.choices:
        raise ReportError(f"{where} of the report must be one of {', '.join(key.choices)}, got {shown(value)}.")
    if key.kind is dict and isinstance(key.items, Mapping):
        return _mapping(value, key.items, f"{where}.")
    if key.kind is list and key.items:
        items = _Key(dict, key.items) if isinstance(key.items, Mapping) else _Key(key.items)
        return [_read(item, items, f"{where}[{at}]") for at, item in enumerate(value)]
    return printable(value) if isinstance(value, str) else value


def _mapping(value: Mapping[str, Any], keys: Mapping[str, _Key], where: str) -> dict[str, Any]:
    return {name: _read(value.get(name), key, f"{where}{name}") for name, key in keys.items()}


def report_of(value: Any) -> dict[str, Any]:
    """The report in the result of access_info, or in what was read from the file of a report.

    Keys that a report does not have are left out.

    Args:
        value: the result or the report.

    Raises:
        ReportError: it is neither, or a report of another schema.
    """
    if not isinstance(value, Mapping):
        raise ReportError(f"A report must be a dictionary, got {shown(value)}; {_ADVICE}.")
    schema = value.get("schema", SCHEMA)
    if schema != SCHEMA or isinstance(schema, bool):
        raise ReportError(
            f"The report has the schema {shown(schema)}, and this version of the collection reads schema {SCHEMA};"
            " make the report again, or use the version of the collection that wrote it."
        )
    return {"schema": SCHEMA, **_mapping(value, _REPORT, "")}


def failure_of(value: Any) -> dict[str, Any]:
    """What is known of a host whose account could not be audited.

    Args:
        value: ``host`` and ``reason``, and if they are known ``account_id`` and ``task``.

    Raises:
        ReportError: it is something else.
    """
    if not isinstance(value, Mapping):
        raise ReportError(f"A failure must be a dictionary, got {shown(value)}; give its host and reason.")
    return _mapping(value, _FAILURE, "failure.")
