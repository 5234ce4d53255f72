# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an audit says, as frozen values: rows, and what a check returns of which rows are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from .._plan.change import NOTHING

if TYPE_CHECKING:
    from .facts import Fact, Facts

__all__ = ["SEVERITIES", "STATUSES", "Check", "Evidence", "Hit", "Row", "Severity", "Status", "Unseen"]

Severity = Literal["critical", "high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = ("critical", "high", "medium", "low", "info")  # the most severe first
Status = Literal["fail", "suppressed", "not_checked"]
STATUSES: tuple[Status, ...] = ("fail", "not_checked", "suppressed")  # as reports show them
REFERENCES = ("cis_v7", "cis_v5", "fsbp", "prowler")


@dataclass(frozen=True, kw_only=True)
class Hit:
    """Something that a check has found.

    Args:
        resource: what it is about: an ARN, or ``Account 111122223333``.
        values: what the fields in title and remedy of the check stand for.
        id: of the check; needed only where several checks share one ``find``.
        sources: the facts that show it, where they are not those that the check needs.
    """

    resource: str
    values: Mapping[str, object] = field(default_factory=lambda: NOTHING)
    id: str = ""
    sources: tuple[Fact[Any], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Unseen:
    """One resource that a check could not look at, and the fact that could not be read."""

    resource: str
    fact: Fact[Any]
    id: str = ""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One row of the table of checks.

    Args:
        id: stable; users filter on it.
        severity: of what it finds.
        title: what was found, a sentence without a full stop. Fields in braces stand for values of the hit.
        remedy: the variable to set, or the command to run. It may have fields, too.
        needs: the attributes of ``Facts`` that it needs. If one could not be read, the check is not made, and says so.
        find: what it finds. Checks may share it; it is called once.
        references: the same check in ``REFERENCES``, by their names.
        source: the address of the rule.
    """

    id: str
    severity: Severity
    title: str
    remedy: str
    find: Callable[[Facts], Iterator[Hit | Unseen]]
    needs: tuple[str, ...] = ("account",)
    references: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What shows a row: the call, and how old its answer was, in seconds."""

    call: str
    age_seconds: int

    def to_json(self) -> dict[str, Any]:
        """The evidence as results have it."""
        return {"call": self.call, "age_seconds": self.age_seconds}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One finding of an audit. ``reason`` and ``action`` say why it was not checked, and which permission is missing.

    ``suppression`` is what suppresses it, as the user wrote it.
    """

    id: str
    severity: Severity
    resource: str
    message: str
    remedy: str
    status: Status = "fail"
    reason: str = ""
    action: str = ""
    evidence: tuple[Evidence, ...] = ()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    source: str = ""
    suppression: Mapping[str, str] | None = None
    since: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same row as one of an earlier audit."""
        return self.id, self.resource

    def to_json(self) -> dict[str, Any]:
        """The row as results and reports have it."""
        return {
            "id": self.id,
            "severity": self.severity,
            "status": self.status,
            "resource": self.resource,
            "message": self.message,
            "remedy": self.remedy,
            "evidence": [item.to_json() for item in self.evidence],
            "references": {name: list(self.references.get(name, ())) for name in REFERENCES},
            "source": self.source or None,
            "reason": self.reason or None,
            "missing_action": self.action or None,
            "suppression": None if self.suppression is None else dict(self.suppression),
            "since_last": self.since or None,
        }
