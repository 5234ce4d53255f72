# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page on audits lists all checks as they are."""

from __future__ import annotations

import re

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.table import CHECKS
from tools import generate_checks


def test_the_page_is_up_to_date() -> None:
    page = generate_checks.TARGET.read_text(encoding="utf-8")
    assert page == generate_checks.render(page), "run tools/generate_checks.py"
    listed = re.findall(r"^\| `([a-z0-9-]+)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(check.id for check in CHECKS)
