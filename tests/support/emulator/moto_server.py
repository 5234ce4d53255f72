# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for AWS as a server: moto behind the strict layer, with a count of the calls and faults on demand.

Usage: python -m tests.support.emulator.moto_server -H 127.0.0.1 -p PORT

With the variable EMULATED_DELAY, each call takes so many seconds longer.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

from moto import server
from werkzeug.serving import run_simple

from tests.support.emulator.call_counter import Application, CountingApplication
from tests.support.strict.application import StrictApplication
from tests.support.strict.identity_center import correct_moto
from tests.support.strict.server import keep_few_managed_policies


def later(application: Application, seconds: float) -> Application:
    """Return an application that answers so much later."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        time.sleep(seconds)
        return application(environ, start_response)

    return answer if seconds else application


def main() -> None:
    """Serve until terminated."""
    keep_few_managed_policies()
    correct_moto()
    seconds = float(os.environ.get("EMULATED_DELAY", "0"))
    moto_itself: Any = server
    moto_itself.run_simple = lambda host, port, moto, **options: run_simple(
        host, port, CountingApplication(later(StrictApplication(moto), seconds)), **options
    )
    server.main(sys.argv[1:])


if __name__ == "__main__":
    main()
