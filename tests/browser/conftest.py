# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""One browser for all tests of pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.browser import Browser, browser
from tools.axe import axe


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a browser that has axe-core in each page."""
    with browser(axe()) as opened:
        yield opened
