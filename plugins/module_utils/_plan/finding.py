# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings: what a user should know. Each room has a table of the kinds of findings that it can make.

Ids are stable: users filter on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from .._errors import printable

__all__ = ["SEVERITIES", "Finding", "FindingType", "Severity", "finding"]

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")  # the most severe first


class FindingType(NamedTuple):
    """One row of a table of findings.

    ``title`` says what was found, without a full stop; ``advice`` what to do; ``source`` is the address of the rule.
    The last two may be empty. Title and advice may have fields in braces where the message is made of them.
    """

    severity: Severity
    title: str
    advice: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something worth knowing of a policy document, an option, or an entity.

    ``where`` is an option, an entity, or a statement of a document: its Sid, or ``Statement[3]`` if it has none,
    followed by the action if one is meant. ``Document`` stands for the whole document.
    ``title`` and ``advice`` are those of its type where the message does not contain them. ``by_design`` means that the
    finding is about what the collection itself wrote as the user chose: it never fails a run.
    """

    id: str
    severity: Severity
    where: str
    message: str
    title: str = field(default="", compare=False)
    advice: str = field(default="", compare=False)
    by_design: bool = field(default=False, compare=False)

    def to_json(self) -> dict[str, str]:
        """The finding as a mapping of texts."""
        return {"id": self.id, "severity": self.severity, "where": self.where, "message": self.message}


def finding(
    types: Mapping[str, FindingType], identifier: str, where: object, message: str = "", /, **values: object
) -> Finding:
    """A finding with the severity of its type. Names and values in its texts cannot control a terminal.

    Args:
        types: the table.
        identifier: the row.
        where: what the finding is about.
        message: what was found. Without it, title and advice of the type make the message.
        values: what the fields in title and advice stand for.
    """
    row = types[identifier]
    if message:
        return Finding(
            id=identifier,
            severity=row.severity,
            where=printable(str(where)),
            message=printable(message),
            title=row.title,
            advice=row.advice,
        )
    text = f"{row.title}. {row.advice}".rstrip().format(**values)
    return Finding(id=identifier, severity=row.severity, where=printable(str(where)), message=printable(text))
