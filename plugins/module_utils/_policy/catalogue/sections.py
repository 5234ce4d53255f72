# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue: every section of App2Container's policies, checked as it is imported.

A row that is wrong is refused. Otherwise a misspelt action would be left out of policies without a word, or a target
that is added later would be granted what nobody stated for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .actions import ACTIONS, expand
from .section import EDITIONS, TARGETS, Section
from .section_rows import ROWS

__all__ = ["ALL_ACTIONS", "SECTIONS", "checked_sections"]


def _unknown(section: Section) -> Iterator[str]:
    """The actions of a section that the data do not have."""
    for wording in section.wordings:
        yield from (action for action in wording.actions if not expand(action))
    for grant in section.grants:
        yield from (
            action for action in (*grant.only, *(name for name, _needed_by in grant.adds)) if action not in ACTIONS
        )


def _problems(section: Section) -> Iterator[str]:
    """What is wrong with a row."""
    for action in _unknown(section):
        yield f"unknown action {action}; if AWS has it, run tools/generate_actions.py"
    for wording in section.wordings:
        targets = {*wording.targets, *wording.scoped_targets}
        if not wording.editions or not set(wording.editions) <= set(EDITIONS):
            yield f"editions {wording.editions}, known are {EDITIONS}"
        if not targets or not targets <= set(TARGETS):
            yield f"targets {tuple(sorted(targets))}, known are {TARGETS}"
        if wording.targets and not section.in_guide:
            yield f"targets {wording.targets} of a section that the guide does not have; use scoped_targets"


def checked_sections(rows: Iterable[Section]) -> tuple[Section, ...]:
    """The rows as they are.

    Raises:
        ValueError: a row with an unknown action, edition or target.
    """
    sections = tuple(rows)
    for section in sections:
        for problem in _problems(section):
            message = f"{section.sid}: {problem}"
            raise ValueError(message)
    return sections


SECTIONS: tuple[Section, ...] = checked_sections(ROWS)

ALL_ACTIONS: tuple[str, ...] = tuple(
    sorted({action for section in SECTIONS for action in (*section.actions, *section.added_actions)})
)
