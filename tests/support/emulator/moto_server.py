# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS as a server: moto behind the strict layer, with a count of the calls and faults on demand.

Usage: python -m tests.support.emulator.moto_server -H 127.0.0.1 -p PORT
"""

from __future__ import annotations

import sys
from typing import Any

from moto import server
from werkzeug.serving import run_simple

from tests.support.emulator.call_counter import CountingApplication
from tests.support.strict.application import StrictApplication
from tests.support.strict.identity_center import correct_moto
from tests.support.strict.server import keep_few_managed_policies


def main() -> None:
    """Serve until terminated."""
    keep_few_managed_policies()
    correct_moto()
    moto_itself: Any = server
    moto_itself.run_simple = lambda host, port, moto, **options: run_simple(
        host, port, CountingApplication(StrictApplication(moto)), **options
    )
    server.main(sys.argv[1:])


if __name__ == "__main__":
    main()
