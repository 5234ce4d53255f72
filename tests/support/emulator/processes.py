# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: ends processes that were started here, completely and in order."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

import psutil

PATIENCE_SECONDS = 5


def end(*processes: psutil.Process) -> None:
    """Ask processes to end, insist after some seconds, and wait until they are gone; nothing if they are already."""
    for process in processes:
        try:
            process.terminate()
        except psutil.NoSuchProcess:
            continue
    for survivor in psutil.wait_procs(processes, timeout=PATIENCE_SECONDS)[1]:
        survivor.kill()


def family(process: psutil.Process) -> list[psutil.Process]:
    """Return a process and all that descend from it, as long as it runs."""
    try:
        return [process, *process.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def members(session: int) -> list[psutil.Process]:
    """Return the processes of a session; those that lost their parent stay in it."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == session:
                found.append(process)
        except ProcessLookupError:  # it ended meanwhile
            continue
    return found


def leave(_number: int, _frame: FrameType | None) -> None:
    """Leave through all the clean-ups, as after Ctrl-C."""
    sys.exit(128 + signal.SIGTERM)


def clean_up_when_terminated() -> None:
    """Let a request to terminate this process run its clean-ups first."""
    signal.signal(signal.SIGTERM, leave)
