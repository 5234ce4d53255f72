# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each command of App2Container needs of the sections, from the table of requests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from .need import Need
from .requests import EVERY_COMMAND, OWN_NEEDS
from .sections import SECTIONS

__all__ = [
    "COMMANDS",
    "checked_needs",
    "needed_actions",
    "needs",
]

_ACTIONS = {section.sid: (*section.actions, *section.added_actions) for section in SECTIONS}


def checked_needs(needs_of: Mapping[str, tuple[Need, ...]]) -> Mapping[str, tuple[Need, ...]]:
    """The needs of commands as they are, each of a section of the catalogue and of actions that the section has.

    Raises:
        ValueError: a section or an action that is not there would be needed in vain.
    """
    for command, found in needs_of.items():
        for need in found:
            unknown = set(need.actions).difference(_ACTIONS.get(need.section, ()))
            if need.section not in _ACTIONS or unknown:
                message = f"{command}: the catalogue has no {', '.join(sorted(unknown)) or 'section'} in {need.section}"
                raise ValueError(message)
    return MappingProxyType(needs_of)


# In the order of the guide.
COMMANDS: Mapping[str, tuple[Need, ...]] = checked_needs(
    {command: (*own, *EVERY_COMMAND) for command, own in OWN_NEEDS.items()}
)


def needs(section: str, commands: Iterable[str], options: object = None) -> tuple[Need, ...]:
    """What the commands need of one section, with some options or, without them, with any."""
    found = (need for command in commands for need in COMMANDS[command] if need.section == section)
    return tuple(
        need for need in found if options is None or not need.when or any(when.holds(options) for when in need.when)
    )


def needed_actions(
    section: str, offered: Iterable[str], commands: Iterable[str], options: object = None
) -> tuple[str, ...]:
    """Of the actions that a section offers, those that the commands need, sorted. Same options as ``needs``."""
    wanted = needs(section, commands, options)
    return tuple(sorted({action for action in offered for need in wanted if action in need.actions}))
