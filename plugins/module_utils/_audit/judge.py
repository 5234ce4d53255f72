# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts -> the rows of an audit. What could not be read is a row, too: no check passes without its facts. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._errors import printable
from .facts import Fact, Facts
from .model import SEVERITIES, STATUSES, Check, Evidence, Hit, Row, Unseen

__all__ = ["Judgement", "in_order", "judge"]


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """The rows, and the ids of the checks that were made and have found nothing."""

    rows: tuple[Row, ...]
    passed: tuple[str, ...]


def _lacking(check: Check, facts: Facts) -> Fact[Any] | None:
    """The first fact that a check needs and that was not read."""
    needed: Iterable[Fact[Any]] = (getattr(facts, name) for name in check.needs)
    return next((fact for fact in needed if fact.value is None), None)


def _evidence(sources: Iterable[Fact[Any]], facts: Facts) -> tuple[Evidence, ...]:
    """The calls that show something, each once."""
    found = {
        call: Evidence(call=call, age_seconds=max(0, int((facts.now - (fact.read_at or facts.now)).total_seconds())))
        for fact in sources
        for call in fact.calls
    }
    return tuple(found.values())


def _failed(check: Check, hit: Hit, facts: Facts) -> Row:
    sources = hit.sources or tuple(getattr(facts, name) for name in check.needs)
    return Row(
        id=check.id,
        severity=check.severity,
        resource=printable(hit.resource),
        message=printable(f"{check.title}.".format_map(hit.values)),
        remedy=printable(check.remedy.format_map(hit.values)),
        evidence=_evidence(sources, facts),
        references=check.references,
        source=check.source,
    )


def _not_checked(check: Check, resource: str, fact: Fact[Any]) -> Row:
    permission = f" Allow {fact.action} to the caller." if fact.action else ""
    return Row(
        id=check.id,
        severity=check.severity,
        status="not_checked",
        resource=printable(resource),
        message=printable(f"Not checked, since {fact.reason}."),
        remedy=permission.strip(),
        reason=printable(fact.reason),
        action=fact.action,
        references=check.references,
        source=check.source,
    )


def _found(checks: Mapping[str, Check], facts: Facts) -> Iterator[tuple[Check, Hit | Unseen]]:
    """What checks find that share one ``find``, and whose facts were read."""
    identifiers = tuple(checks)
    first = checks[identifiers[0]]
    for found in first.find(facts):
        check = checks.get(found.id or first.id)
        if check is not None:  # otherwise it lacks another fact
            yield check, found


def _rows_of(found: Iterable[tuple[Check, Hit | Unseen]], facts: Facts) -> Iterator[Row]:
    """A row for each thing that was found, or that was to be looked at and could not."""
    for check, item in found:
        if isinstance(item, Hit):
            yield _failed(check, item, facts)
        elif item.fact.asked:
            yield _not_checked(check, item.resource, item.fact)


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows as reports show them: by status, the most severe first, then by id and resource."""
    return tuple(
        sorted(rows, key=lambda row: (STATUSES.index(row.status), SEVERITIES.index(row.severity), row.id, row.resource))
    )


def judge(checks: Sequence[Check], facts: Facts) -> Judgement:
    """What the checks say of an account.

    Args:
        checks: the table of checks.
        facts: what was read.
    """
    rows: list[Row] = []
    passed: list[str] = []
    groups: dict[Any, dict[str, Check]] = {}
    for check in checks:
        fact = _lacking(check, facts)
        if fact is None:
            groups.setdefault(check.find, {})[check.id] = check
        elif fact.asked:
            rows.append(_not_checked(check, facts.account_name, fact))
    for group in groups.values():
        found = list(_found(group, facts))
        rows += _rows_of(found, facts)
        passed += group.keys() - {check.id for check, _item in found}
    return Judgement(rows=in_order(rows), passed=tuple(sorted(passed)))
