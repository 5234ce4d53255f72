# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which part of a policy holds which statement: the one in which it lies already, while it fits.

So a change of one option makes a new version of one part, and the others stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .language.document import Document, Statement
from .split import MAX_POLICIES, first_fit, room_in

__all__ = ["arranged"]


@dataclass
class _Part:
    """A part while it is filled: places of statements in the order of the catalogue, and the room that is left."""

    places: list[int] = field(default_factory=list)
    room: int = field(default_factory=lambda: room_in(()))

    def takes(self, place: int, size: int) -> bool:
        """Adds a statement if it fits, and tells whether it did."""
        if size > self.room:
            return False
        self.places.append(place)
        self.room -= size
        return True


def _homes(statements: Sequence[Statement], held: Mapping[int, Document]) -> tuple[dict[int, int], dict[int, int]]:
    """Places of statements with the part that holds them: as they are, and otherwise one of the same Sid."""
    where: dict[Statement, int] = {}
    of_sid: dict[str, int] = {}
    for part in sorted(held):
        for statement in held[part].statements:
            where.setdefault(statement, part)
            if statement.sid:
                of_sid.setdefault(statement.sid, part)
    as_they_are = {place: where[one] for place, one in enumerate(statements) if one in where}
    changed = {place: of_sid[one.sid] for place, one in enumerate(statements) if one.sid in of_sid and one not in where}
    return as_they_are, changed


def _layout(statements: Sequence[Statement], held: Mapping[int, Document], parts: int) -> list[list[Statement]] | None:
    """The statements in that many parts; None if they do not fit."""
    sizes = [room_in(()) - room_in((statement,)) for statement in statements]
    filled = [_Part() for _part in range(parts)]
    homeless = set(range(len(statements)))
    for homes in _homes(statements, held):
        for place, part in homes.items():
            if part <= parts and filled[part - 1].takes(place, sizes[place]):
                homeless.discard(place)
    for place in sorted(homeless):
        if not any(part.takes(place, sizes[place]) for part in filled):
            return None
    if not all(part.places for part in filled):
        return None
    return [[statements[place] for place in sorted(part.places)] for part in filled]


def _lies_already(statements: Sequence[Statement], held: Mapping[int, Document]) -> bool:
    """Tells whether the parts hold these statements and no others, each once."""
    lying = [statement for document in held.values() for statement in document.statements]
    numbered = sorted(held) == list(range(1, len(held) + 1))
    return numbered and len(lying) == len(statements) and set(lying) == set(statements)


def arranged(documents: Sequence[Document], held: Mapping[int, Document]) -> tuple[Document, ...]:
    """The statements of some documents, arranged in parts.

    Args:
        documents: hold the statements, each small enough for a policy, in as few documents as they need.
        held: the documents of the parts that exist, counted from 1.
    """
    statements = [statement for document in documents for statement in document.statements]
    if _lies_already(statements, held):
        return tuple(Document(statements=held[part].statements) for part in sorted(held))
    for parts in range(len(first_fit(statements)), MAX_POLICIES + 1):
        layout = _layout(statements, held, parts)
        if layout is not None:
            return tuple(Document(statements=tuple(part)) for part in layout)
    return tuple(documents)
