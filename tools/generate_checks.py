# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the table of all checks of an audit into docs/audit.md.

Usage: python -m tools.generate_checks

The rest of the page is prose, which this program does not change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.model import SEVERITIES, Check
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.table import CHECKS

TARGET = Path(__file__).resolve().parents[1] / "docs/audit.md"
PART = re.compile(r"(?<=<!-- generated: checks -->\n).*?(?=<!-- end -->)", re.DOTALL)
NAMES = {"cis_v7": "CIS v7", "cis_v5": "CIS v5", "fsbp": "FSBP", "prowler": "prowler"}
FIELD = re.compile(r"{\w+}")


def _references(check: Check) -> str:
    """The same check elsewhere; of prowler's many ones, all."""
    named = (f"{NAMES[name]} {', '.join(check.references[name])}" for name in NAMES if check.references.get(name))
    return "; ".join(named)


def rows() -> Iterator[str]:
    """The rows of the table, the most severe first."""
    yield "\n| Check | Severity | What it finds | The same elsewhere |\n| --- | --- | --- | --- |\n"
    for check in sorted(CHECKS, key=lambda item: (SEVERITIES.index(item.severity), item.id)):
        title = FIELD.sub("…", check.title).replace("|", "\\|")
        yield f"| `{check.id}` | {check.severity} | {title} | {_references(check)} |\n"
    yield "\n"


def render(page: str) -> str:
    """The page with its table made again."""
    table = "".join(rows())
    return PART.sub(lambda _match: table, page)


if __name__ == "__main__":
    TARGET.write_text(render(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
