# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An audit as the module returns it, which is also the content of a report. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from .._account.review import all_statements
from .._account.review_text import statement_changes
from .._policy.catalogue.editions import CATALOGUE
from .._policy.language.document import Document
from .facts import Bucket, Fact, Facts, SecretFacts

__all__ = ["COLLECTION", "drift_of", "moment", "policies_of", "settings_of", "sources_of"]

Json = dict[str, Any]

COLLECTION: Json = {"name": "fleetops.app2container", "version": "1.0.0", "catalogue": CATALOGUE.version}


def moment(value: datetime | None) -> str | None:
    """A point in time in UTC as results have it."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if value else None


def _source(name: str, fact: Fact[Any], now: datetime) -> Json:
    status = "read" if fact.value is not None else "not_read" if fact.asked else "not_asked"
    age = int((now - fact.read_at).total_seconds()) if fact.value is not None and fact.read_at else None
    return {
        "source": name,
        "status": status,
        "calls": list(fact.calls),
        "read_at": moment(fact.read_at),
        "age_seconds": None if age is None else max(0, age),
        "reason": fact.reason or None,
        "missing_action": fact.action or None,
    }


def _facts(facts: Facts) -> Iterator[tuple[str, Fact[Any]]]:
    """Every fact with its name; those of a bucket or secret have its name in front."""
    yield from ((name, value) for name, value in vars(facts).items() if isinstance(value, Fact))
    named: tuple[Bucket | SecretFacts, ...] = (*facts.buckets.values(), *facts.secrets.values())
    for item in named:
        noun = type(item).__name__.removesuffix("Facts").lower()
        aspects = ((name, value) for name, value in vars(item).items() if isinstance(value, Fact))
        yield from ((f"{noun} {item.name}: {name}", value) for name, value in aspects)


def sources_of(facts: Facts) -> list[Json]:
    """What was read, by which calls and when, and what was not and why."""
    return [_source(name.replace("_", " "), fact, facts.now) for name, fact in _facts(facts)]


def settings_of(facts: Facts) -> Json:
    """What the user accepts."""
    return asdict(facts.settings)


def drift_of(facts: Facts) -> Json | None:
    """The changes that the options would make; None where no option says what the account should hold."""
    if facts.planned.value is None:
        return None
    changes = [change.to_json() for change in facts.planned.value.changes]
    return {"compared": sorted(facts.wanted.parts), "changes": changes}


def policies_of(facts: Facts, access: Mapping[str, Any]) -> Json:
    """The general policy as it is, as it is wanted, and what differs in words."""
    current = [{"name": item["name"], "document": item["document"]} for item in access["policies"]]
    wanted, documents = None, facts.wanted.documents
    differences = ""
    if facts.wanted.policy and facts.desired.policy:
        names = map(facts.desired.policy.name_of, range(1, len(documents) + 1))
        wanted = [{"name": name, "document": item.to_json()} for name, item in zip(names, documents, strict=True)]
        old = all_statements([Document.parse(item["document"]) for item in current if item["document"]])
        new = all_statements(documents)
        differences = statement_changes(old, new, before=old, after=new) if old != new else ""
    return {"current": current, "wanted": wanted, "differences": [differences] if differences else []}
