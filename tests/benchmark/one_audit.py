# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Run the module access_info in a process of its own, and print its account and the number of its API calls as JSON.

Usage: python -m tests.benchmark.one_audit OPTIONS, where OPTIONS are those of the module as JSON
"""

from __future__ import annotations

import json
import sys

from tests.support.runs.modules import run_module

if __name__ == "__main__":
    outcome = run_module("access_info", json.loads(sys.argv[1]))
    if outcome.failed:
        sys.exit(outcome["msg"])
    sys.stdout.write(json.dumps({"calls": sum(outcome["api_calls"].values()), "counts": outcome["counts"]}))
