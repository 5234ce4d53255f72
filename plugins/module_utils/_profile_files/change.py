# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module ``aws_config_file`` changes in the text of a file: its profiles, then its SSO sessions. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from .edit import Step, due, edit, kept, steps, unused_sessions
from .options import FileOptions
from .text import CONFIG, SSO_SESSION, Options, profiles, section_name

__all__ = ["Change", "change_of"]


@dataclass(frozen=True)
class Change:
    """The new text and how it differs.

    Attributes:
        text: the new text.
        steps: the options that change.
        known: the profiles that the old text has, and its SSO sessions by the names of their sections.
        kept: the profiles that keep options which an edit names, because the edit does not apply.
        applies: whether at least one edit of a profile applies.
    """

    text: str = field(repr=False)
    steps: list[Step]
    known: list[str]
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
    sessions: dict[str, Options] = {}
    if options.kind == CONFIG:
        sessions = profiles(before, SSO_SESSION)
        after = edit(after, SSO_SESSION, options.sessions)
        unused = unused_sessions(before, after, options.edits) if options.purge_sso_sessions else []
        after = edit(after, SSO_SESSION, unused, remove_empty=True)
        found += steps(sessions, [*options.sessions, *unused], SSO_SESSION)
    return Change(
        text=after,
        steps=found,
        known=[*known, *(section_name(name, SSO_SESSION) for name in sessions)],
        kept=kept(known, options.edits),
        applies=bool(due(known, options.edits)),
    )
