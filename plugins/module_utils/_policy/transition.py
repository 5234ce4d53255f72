# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a policy in several parts changes without a gap: in which order its parts are written.

Parts are written one after the other, and a run may end between any two writes. What is allowed before and after the
change must be allowed at each of these moments, and what is denied before and after must be denied. So a part that
receives statements is written before one that gives them away. Where that is a circle, a part takes what it receives in
addition to what it has, or a further part holds it until the end.

A state between two writes is judged by its statements, without knowing any request. It holds only statements of before
and after. A statement of before may be missing if another one covers it, or if every statement of after that could
match one of its requests is there. That is more than is needed, and never less.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from .language.document import Document, Statement
from .language.relations import covers_statement, may_meet
from .split import first_fit, room_in

__all__ = ["Transition", "Write", "transition"]

Statements = frozenset[Statement]


class Write(NamedTuple):
    """A part, counted from 1, and the document that it gets."""

    part: int
    document: Document


class Transition(NamedTuple):
    """The writes of a change, in order.

    Args:
        created: parts that do not exist yet, which come first.
        written: new documents of parts that exist by then.
        extra: parts among the created ones that only bridge the change. They go at the end.
        gaps: parts that are written before others have what they give, since there is no room to avoid it.
        openings: parts that are written before others deny, or no longer allow, what they stop denying.
    """

    created: tuple[Write, ...] = ()
    written: tuple[Write, ...] = ()
    extra: frozenset[int] = frozenset()
    gaps: tuple[int, ...] = ()
    openings: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Judge:
    """Tells whether a state between before and after is safe."""

    before: Statements
    after: Statements
    _needs: dict[Statement, Statements] = field(default_factory=dict)

    def needs(self, statement: Statement) -> Statements:
        """The statements of after that must be there when a statement of before is not."""
        if statement not in self._needs:
            self._needs[statement] = frozenset(
                other for other in self.after if other.effect == statement.effect and may_meet(statement, other)
            )
        return self._needs[statement]

    def missing(self, state: Statements) -> Statements:
        """What of after the state must have in addition, so that nothing is lost."""
        gone = [one for one in self.before - state if not any(covers_statement(other, one) for other in state)]
        return frozenset(other for one in gone for other in self.needs(one) - state)

    def grants_too_much(self, state: Statements) -> bool:
        """Tells whether the state may allow what is denied before and after: an Allow without the Deny beside it."""
        return any(self._escapes(allow, state) for allow in state if allow.effect == "Allow")

    def _escapes(self, allow: Statement, state: Statements) -> bool:
        return not any(
            allow in side and all(deny in state for deny in side if deny.effect == "Deny" and may_meet(allow, deny))
            for side in (self.before, self.after)
        )

    def is_safe(self, state: Statements) -> bool:
        """Tells whether nobody loses or gains in this state what they have, or lack, both before and after."""
        return not self.missing(state) and not self.grants_too_much(state)


class _Draft:
    """The writes so far, and what each part holds after them."""

    def __init__(self, before: Mapping[int, Document], after: Mapping[int, Document], free: Sequence[int]) -> None:
        self.wanted = {part: frozenset(document.statements) for part, document in after.items()}
        self.held = {part: frozenset(document.statements) for part, document in before.items()}
        self.judge = _Judge(_union(self.held), _union(self.wanted))
        self.order = {one: at for at, one in enumerate(_in_order([*before.values(), *after.values()]))}
        self.free = list(free)
        self.created: list[Write] = []
        self.written: list[Write] = []
        self.extra: set[int] = set()
        self.tried: set[tuple[int, Statements]] = set()

    def with_part(self, part: int, statements: Statements) -> Statements:
        """All statements after a write."""
        return _union({**self.held, part: statements})

    def sorted(self, statements: Collection[Statement]) -> list[Statement]:
        """Statements in the order in which they were given."""
        return sorted(statements, key=self.order.__getitem__)

    def document(self, statements: Collection[Statement]) -> Document:
        """Statements as a document, in the order in which they were given."""
        return Document(statements=tuple(self.sorted(statements)))

    def write(self, part: int, statements: Statements) -> None:
        """Writes a part that exists."""
        self.held[part] = statements
        self.written.append(Write(part=part, document=self.document(statements)))

    def create(self, part: int, statements: Statements) -> None:
        """Creates a part, before anything is written."""
        self.held[part] = statements
        self.created.append(Write(part=part, document=self.document(statements)))

    def finish(self, part: int) -> None:
        """Gives a part what it should hold in the end."""
        self.write(part, self.wanted[part])

    def pending(self) -> list[int]:
        """The parts that do not hold yet what they should."""
        return [part for part in sorted(self.wanted) if self.held.get(part) != self.wanted[part]]

    def advancing(self) -> list[int]:
        """The pending parts that lack something, or hold what should be nowhere: to finish any other is no progress."""
        return [
            part
            for part in self.pending()
            if self.wanted[part] - self.held[part] or not self.held[part] <= self.judge.after
        ]


def _in_order(documents: Iterable[Document]) -> Iterable[Statement]:
    return dict.fromkeys(statement for document in documents for statement in document.statements)


def _union(parts: Mapping[int, Statements]) -> Statements:
    return frozenset().union(*parts.values())


def _limited(draft: _Draft, part: int, statements: Statements) -> Statements:
    """What of the statements a new part can hold from the start, with the Deny statements that limit them."""
    if not draft.judge.grants_too_much(draft.with_part(part, statements)):
        return statements
    denials = _denials(draft.judge.after)
    taken: list[Statement] = []
    for statement in (*draft.sorted(denials), *draft.sorted(statements - denials)):
        if room_in((*taken, statement)) >= 0:
            taken.append(statement)
    return frozenset(taken)


def _received(draft: _Draft, part: int) -> dict[int, Statements] | None:
    """What other parts must hold in addition before a part is written; None if there is no room for it.

    Each statement is added to the part in which it will stay or, if that is full, to another one.
    """
    missing = draft.judge.missing(draft.with_part(part, draft.wanted[part]))
    held = {other: statements for other, statements in draft.held.items() if other != part}
    for statement in draft.sorted(missing):
        homes = sorted(held, key=lambda other: statement not in draft.wanted.get(other, frozenset()))
        home = next((other for other in homes if room_in((*held[other], statement)) >= 0), None)
        if home is None:
            return None
        held[home] |= {statement}
    return {other: statements for other, statements in held.items() if statements != draft.held[other]}


def _extra_parts(draft: _Draft, part: int) -> bool:
    """Creates further parts with what is missing before a part can be written. False if there may not be as many."""
    missing = draft.judge.missing(draft.with_part(part, draft.wanted[part]))
    added = first_fit(draft.sorted(missing))
    if len(added) > len(draft.free):
        return False
    for statements in added:
        part = draft.free.pop(0)
        limited = _limited(draft, part, frozenset(statements))
        draft.create(part, limited if limited.issuperset(statements) else frozenset(statements))
        draft.extra.add(part)
    return True


def _deny_first(draft: _Draft) -> bool:
    """Writes a part so that it denies what it denied and will deny, if that is safe. False if no part can be."""
    for part in draft.pending():
        held, wanted = draft.held[part], draft.wanted[part]
        for statements in (held | _denials(wanted), wanted | _denials(held)):
            new = (part, statements) not in draft.tried and statements not in (held, wanted)
            draft.tried.add((part, statements))
            if new and room_in(statements) >= 0 and draft.judge.is_safe(draft.with_part(part, statements)):
                draft.write(part, statements)
                return True
    return False


def _denials(statements: Statements) -> Statements:
    return frozenset(one for one in statements if one.effect == "Deny")


def _receive_first(draft: _Draft) -> bool:
    """Writes a part that gives, after other parts took what it gives. False if they have no room for it."""
    for part in draft.advancing():
        received = _received(draft, part)
        if received is not None:
            for other, statements in received.items():
                draft.write(other, statements)
            draft.finish(part)
            return True
    return False


def _bridge(draft: _Draft) -> bool:
    """Writes a part that gives, with further parts that hold what it gives. False if there may not be as many."""
    for part in draft.advancing():
        if _extra_parts(draft, part):
            draft.finish(part)
            return True
    return False


def _unsafe(draft: _Draft, before: Mapping[int, Document]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The parts whose writes leave a gap, and those whose writes leave an opening, when all are made in their order."""
    held = {part: frozenset(document.statements) for part, document in before.items()}
    gaps: list[int] = []
    openings: list[int] = []
    for write in (*draft.created, *draft.written):
        held[write.part] = frozenset(write.document.statements)
        state = _union(held)
        if draft.judge.missing(state):
            gaps.append(write.part)
        elif draft.judge.grants_too_much(state):
            openings.append(write.part)
    return tuple(gaps), tuple(openings)


def _write_again(draft: _Draft, before: Mapping[int, Document], after: Mapping[int, Document]) -> None:
    """Writes the parts that have the right statements in another version of the policy language."""
    written = {write.part for write in draft.written}
    for part in sorted(after.keys() & before.keys() - written):
        if before[part].version != after[part].version:
            draft.finish(part)


def transition(before: Mapping[int, Document], after: Mapping[int, Document], *, free: Sequence[int]) -> Transition:
    """The writes that lead from one set of documents to another without a gap.

    Args:
        before: the documents of the parts that exist, those that are to go at the end included.
        after: the documents of the parts that should exist.
        free: the numbers of parts that may exist during the change alone.
    """
    draft = _Draft(before, after, free)
    for part in draft.pending():
        if part not in before:
            draft.create(part, _limited(draft, part, draft.wanted[part]))
    while pending := draft.pending():
        safe = (part for part in pending if draft.judge.is_safe(draft.with_part(part, draft.wanted[part])))
        first = next(safe, None)
        if first is not None:
            draft.finish(first)
        elif not (_deny_first(draft) or _receive_first(draft) or _bridge(draft)):
            draft.finish((draft.advancing() or pending)[0])
    _write_again(draft, before, after)
    gaps, openings = _unsafe(draft, before)
    return Transition(
        created=tuple(draft.created),
        written=tuple(draft.written),
        extra=frozenset(draft.extra),
        gaps=gaps,
        openings=openings,
    )
