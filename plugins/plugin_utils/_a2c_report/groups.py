# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows -> groups of rows that say the same of different resources: a thousand users make one entry of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = ["grouped", "unchecked"]

Row = Mapping[str, Any]

_NUMBER = re.compile(r"\d+")
_FRAMEWORKS = (
    ("cis_v7", "CIS 7"),
    ("cis_v5", "CIS 5"),
    ("fsbp", "FSBP"),
    ("prowler", "prowler"),
)


def _own_name(resource: str) -> str:
    """What messages call a resource: the name at the end of an ARN; any other text stays as it is."""
    return resource.rpartition(":")[2].rpartition("/")[2] or resource if resource.startswith("arn:") else resource


def _pattern(row: Row, text: str) -> str:
    """A text without what differs between resources."""
    return _NUMBER.sub("#", text.replace(row["resource"], "…").replace(_own_name(row["resource"]), "…"))


def _key(row: Row) -> tuple[Any, ...]:
    calls = tuple(item["call"] for item in row["evidence"])
    texts = _pattern(row, row["message"]), _pattern(row, row["remedy"])
    return row["id"], row["status"], row["severity"], texts, calls, row["since_last"]


def _references(row: Row) -> list[tuple[str, str]]:
    return [(title, ", ".join(row["references"][name])) for name, title in _FRAMEWORKS if row["references"][name]]


def _search(rows: Sequence[Row]) -> str:
    """What the text filter looks in, besides the list of resources that it sees on the page."""
    return f"{rows[0]['id']} {rows[0]['message']} {rows[0]['resource']}".lower()


def grouped(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The groups in the order of their first rows.

    Each has the ``first`` row, all ``rows``, the ``references`` with their titles, whether the source is an address
    that a page may link to (``linked``), and the ``search`` text.
    """
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(_key(row), []).append(row)
    return [
        {
            "first": items[0],
            "rows": items,
            "references": _references(items[0]),
            "linked": str(items[0]["source"] or "").startswith("https://"),
            "search": _search(items),
        }
        for items in found.values()
    ]


def unchecked(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The rows that were not checked, one group for each reason with the permission that is missing."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row["status"] == "not_checked":
            found.setdefault((row["reason"] or row["message"], row["missing_action"] or ""), []).append(row)
    return [
        {"reason": f"{reason[:1].upper()}{reason[1:]}", "action": action, "rows": items}
        for (reason, action), items in found.items()
    ]
