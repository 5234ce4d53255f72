# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""All rows of the catalogue, as they are written, in the order of the guide.

To add a section, add a row to one of the tables. tools/generate_actions.py reads the rows from here, because
``sections.py`` refuses a row with an action that the generated data do not have yet.
"""

from __future__ import annotations

from .section import Section
from .sections_choices import CHOICES
from .sections_deployment import DEPLOYMENT
from .sections_firelens import FIRELENS
from .sections_pipelines import PIPELINE_SOURCES, PIPELINE_SYSTEMS

__all__ = ["ROWS"]

ROWS: tuple[Section, ...] = (*DEPLOYMENT, *FIRELENS, *PIPELINE_SOURCES, *CHOICES, *PIPELINE_SYSTEMS)
