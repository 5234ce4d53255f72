# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every package that the tests install is locked with its hashes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.emulator.servers import CHECKOUT

LOCKS = sorted((CHECKOUT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", lock.read_text(), flags=re.MULTILINE)
    packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []
