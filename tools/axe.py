# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Get axe-core, which finds barriers in pages, from npm. It is kept in .cache."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

from tests.support.emulator.servers import CHECKOUT

__all__ = ["axe"]

VERSION = "4.14.1"
SHA256 = "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"  # of axe.min.js
FOLDER = CHECKOUT / ".cache" / f"axe-core-{VERSION}"
SCRIPT = FOLDER / "node_modules/axe-core/axe.min.js"


def _is_whole() -> bool:
    return SCRIPT.is_file() and hashlib.sha256(SCRIPT.read_bytes()).hexdigest() == SHA256


def axe() -> Path:
    """Return the script, which is fetched if it is not there.

    Raises:
        FileNotFoundError: npm gave another file.
    """
    if not _is_whole():
        options = ("--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", *options, "--prefix", FOLDER, f"axe-core@{VERSION}"], check=True)
    if not _is_whole():
        raise FileNotFoundError(f"{SCRIPT} is not that of axe-core {VERSION}: remove {FOLDER}, and try again")
    return SCRIPT
