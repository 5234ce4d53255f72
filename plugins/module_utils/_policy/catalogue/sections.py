# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue: every section of App2Container's published policies, as data, in the order of the guide.

To add a section, add one entry to one of the three tables. Wildcards inside a documented ARN are the guide's own.
"""

from __future__ import annotations

from .section import Section
from .sections_choices import CHOICES
from .sections_deployment import DEPLOYMENT
from .sections_firelens import FIRELENS

__all__ = ["ALL_ACTIONS", "SECTIONS"]

SECTIONS: tuple[Section, ...] = (*DEPLOYMENT, *FIRELENS, *CHOICES)

ALL_ACTIONS: tuple[str, ...] = tuple(
    sorted({action for section in SECTIONS for action in (*section.actions, *section.added_actions)})
)
