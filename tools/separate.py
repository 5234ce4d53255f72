# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Environments in build/ for tools whose packages do not go together with ours."""

from __future__ import annotations

import sys
from pathlib import Path

from tools import environment


def separate_venv(name: str) -> Path:
    """Make the environment of requirements/NAME.txt, or keep it as long as its lock and this Python are the same.

    Return its path; raise SetupError if it cannot be made.
    """
    venv, lock = environment.CHECKOUT / "build" / name / "venv", environment.REQUIREMENTS / f"{name}.txt"
    made_from = venv / environment.STAMP
    stamp = f"{sys.executable}\n{lock.read_text()}"
    if made_from.exists() and made_from.read_text() == stamp:
        return venv
    own = Path(sys.prefix)
    environment.run(own / "bin/uv", "venv", "--quiet", "--clear", "--python", own / "bin/python", venv)
    environment.install(own, lock, into=venv)
    made_from.write_text(stamp)
    return venv
