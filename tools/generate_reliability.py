# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Write the figures of the last `make thorough` into docs/reliability.md.

Usage: python -m tools.generate_reliability
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Mapping

from tests.support.emulator.servers import CHECKOUT

FIGURES = CHECKOUT / "build/faults.json"
TARGET = CHECKOUT / "docs/reliability.md"
COLUMNS = ("tests", "runs", "calls", "faults")
PLACE = re.compile(r"(?<=<!-- figures -->\n\n).*?(?=\n\n<!-- end of figures -->)", re.DOTALL)


def render(figures: Mapping[str, Mapping[str, int]]) -> str:
    """The table: a row for each test file, and a row with the totals."""
    total: Counter[str] = Counter()
    for row in figures.values():
        total.update(row)
    rows = [*((f"`{name}`", row) for name, row in sorted(figures.items())), ("Total", total)]
    lines = ["| Test file | Tests | Module runs | API calls | Injected faults |", "|---|---:|---:|---:|---:|"]
    lines += [f"| {name} | " + " | ".join(f"{row.get(key, 0):,}" for key in COLUMNS) + " |" for name, row in rows]
    return "\n".join(lines)


def main() -> int:
    """Write the table and return the exit code."""
    if not FIGURES.is_file():
        print(f"{FIGURES} is missing: run make thorough first", file=sys.stderr)
        return 1
    table = render(json.loads(FIGURES.read_text(encoding="utf-8")))
    TARGET.write_text(PLACE.sub(lambda _found: table, TARGET.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
