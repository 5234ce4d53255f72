# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""No text is so long that a run hangs on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
HANGS = 600  # seconds: what is linear ends in a fraction of it, what is quadratic takes hours


@pytest.mark.thorough
def test_every_pattern_and_option_is_linear_in_the_length_of_a_text() -> None:
    program = [sys.executable, "-m", "tests.support.inputs.long_texts"]
    tried = subprocess.run(program, cwd=CHECKOUT, capture_output=True, text=True, timeout=HANGS, check=False)
    assert (tried.returncode, tried.stderr) == (0, "")
