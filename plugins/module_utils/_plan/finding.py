# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a user should know: findings, and the tables of their kinds.

Ids are stable: users filter on them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = ["Finding", "FindingType", "Severity"]

Severity = Literal["error", "warning", "info"]


class FindingType(NamedTuple):
    """One row of the table. ``advice`` says what to do; ``source`` is the address of the rule."""

    severity: Severity
    title: str
    advice: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something worth knowing of one policy document.

    ``where`` is a Sid, or ``Statement[3]`` for a statement without one, followed by the action if one is meant;
    ``Document`` stands for the whole document.
    """

    id: str
    severity: Severity
    where: str
    message: str

    def to_json(self) -> dict[str, str]:
        """The finding as a mapping of texts."""
        return {"id": self.id, "severity": self.severity, "where": self.where, "message": self.message}
