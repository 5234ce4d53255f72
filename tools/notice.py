# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The licence notice at the start of generated files: that of this file.

A program that spelled it out would look as if it had two licences to those that check them.
"""

from __future__ import annotations

from pathlib import Path

PYTHON_NOTICE = "\n".join(Path(__file__).read_text(encoding="utf-8").splitlines()[:2])
NOTICE = PYTHON_NOTICE.replace("# ", "")
