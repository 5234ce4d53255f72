# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a row of the tables of requests."""

from __future__ import annotations

from typing import NamedTuple

from .section import When
from .sources import Source

__all__ = ["Need"]


class Need(NamedTuple):
    """Requests that a command makes, and the section that grants them.

    Args:
        section: its Sid. The section says for which editions and deployment targets it exists.
        actions: the actions of the requests, each on every resource.
        source: where this is documented, or shows.
        resources: templates of the resources; ``*`` where a request has no resource.
        context: condition keys of the requests besides the global ones, with templates of their values. There,
            ``{region}`` is the Region of the request.
        when: options of which one makes the command send them; none means those that turn the section on.
        always: the command sends them whether or not the section is on.
        remedy: what to do where a condition of the policy cannot be met, with ``created_roles_boundary`` in braces.
    """

    section: str
    actions: tuple[str, ...]
    source: Source
    resources: tuple[str, ...] = ("*",)
    context: tuple[tuple[str, str], ...] = ()
    when: tuple[When, ...] = ()
    always: bool = False
    remedy: str = ""
