# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit in a few lines that a person reads, and in numbers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from .._plan.summary import MOST_PLACES, listed
from .model import SEVERITIES, Row

__all__ = ["count", "lines", "short_name"]


def count(rows: Iterable[Row], *, passed: int, fixed: int) -> dict[str, int]:
    """How many rows there are: by severity those that fail, by status, and by what they are since the last audit."""
    severities: Counter[str] = Counter()
    statuses: Counter[str] = Counter()
    since: Counter[str] = Counter()
    for row in rows:
        statuses[row.status] += 1
        severities[row.severity] += row.status == "fail"
        since[row.since] += row.status == "fail"
    return {
        **{name: severities[name] for name in SEVERITIES},
        **{name: statuses[name] for name in ("fail", "suppressed", "not_checked")},
        "passed": passed,
        "new": since["new"],
        "fixed": fixed,
        "unchanged": since["unchanged"],
    }


def _numbers(counts: dict[str, int]) -> str:
    found = [f"{counts[name]} {name}" for name in SEVERITIES if counts[name]]
    return ", ".join(found) if found else "no findings"


def lines(rows: Sequence[Row], counts: dict[str, int], since: str, *, audit: bool = True) -> list[str]:
    """The lines: the numbers, what was found, the most severe first, and what was not checked and why.

    Args:
        rows: the rows in order.
        counts: of ``count``.
        since: when the last audit was made; empty if it is not compared with one.
        audit: whether all checks were made; without an audit, there is nothing to count.
    """
    rest = [f"{counts[name]} {name.replace('_', ' ')}" for name in ("suppressed", "not_checked", "passed")]
    change = f" Since {since}: {counts['new']} new, {counts['fixed']} fixed, {counts['unchanged']} unchanged."
    numbers = f"Audit: {_numbers(counts)}; {', '.join(rest)}.{change if since else ''}"
    return [
        *([numbers] if audit else []),
        *_failed(rows),
        *_not_checked(rows),
    ]


def _failed(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each check that has found something; of many resources, the first ones."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.status == "fail":
            groups.setdefault((row.id, row.remedy), []).append(row)
    for found in groups.values():
        first = found[0]
        messages = {row.message for row in found}
        said = first.message if len(messages) == 1 else f"{first.message} And so on."
        places = listed([short_name(row.resource) for row in found], MOST_PLACES)
        yield f"{first.severity}: {places}: {said} {first.remedy}".rstrip() + f" [{first.id}]"


def _not_checked(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each reason why checks were not made."""
    groups: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.status == "not_checked":
            groups.setdefault((row.reason, row.action), []).append(row.id)
    for (reason, action), names in groups.items():
        permission = f" Allow {action} to the caller to have them checked." if action else ""
        yield f"Not checked, since {reason}: {listed(list(dict.fromkeys(names)), MOST_PLACES)}.{permission}"


def short_name(resource: str) -> str:
    """A resource as lines name it: of an IAM entity only its type and name, which the account says already."""
    head, found, rest = resource.partition(":iam::")
    if not found or not head.startswith("arn:"):
        return resource
    kind, _slash, path = rest.partition(":")[2].partition("/")
    return f"{kind.replace('-', ' ')} {path.rsplit('/', 1)[-1]}" if path else resource
