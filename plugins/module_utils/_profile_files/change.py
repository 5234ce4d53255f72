# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module ``aws_config_file`` changes in the text of a file: its profiles, then its SSO sessions. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from .edit import Step, due, edit, kept, steps, unused_sessions
from .options import FileOptions
from .text import CONFIG, SSO_SESSION, profiles, section_name

__all__ = ["Change", "change_of"]


@dataclass(frozen=True)
class Change:
    """The new text and how it differs.

    Attributes:
        text: the new text.
        steps: the options that change.
        known: the profiles that the old text has, and its SSO sessions by the names of their sections.
        left: those that the new text has.
        kept: the profiles that keep options which an edit names, because the edit does not apply.
        applies: whether at least one edit of a profile applies.
    """

    text: str = field(repr=False)
    steps: list[Step]
    known: list[str]
    left: list[str]
    kept: list[str]
    applies: bool


def change_of(before: str, options: FileOptions) -> Change:
    """What changes in a text.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
        App2ContainerError: the AWS CLI would not read from the new text exactly what is wanted.
    """
    known = profiles(before, options.kind)
    after = edit(before, options.kind, options.edits, remove_empty=options.remove_empty)
    found = steps(known, options.edits)
    if options.kind == CONFIG:
        after = edit(after, SSO_SESSION, options.sessions)
        unused = unused_sessions(before, after, options.edits) if options.purge_sso_sessions else []
        after = edit(after, SSO_SESSION, unused, remove_empty=True)
        found += steps(profiles(before, SSO_SESSION), [*options.sessions, *unused], SSO_SESSION)
    return Change(
        text=after,
        steps=found,
        known=_titles(before, options.kind),
        left=_titles(after, options.kind),
        kept=kept(known, options.edits),
        applies=bool(due(known, options.edits)),
    )


def _titles(text: str, kind: str) -> list[str]:
    """The profiles of a text, and its SSO sessions by the names of their sections."""
    sessions = profiles(text, SSO_SESSION) if kind == CONFIG else {}
    return [*profiles(text, kind), *(section_name(name, SSO_SESSION) for name in sessions)]
