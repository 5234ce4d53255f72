# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Measure what a program uses, with all processes that it starts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmark.measure import BenchmarkError

# The memory of a process begins with that of what starts it, so this is small. Then it tells what its children used.
STARTER = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[2:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
with open(sys.argv[1], "w") as file:
    file.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss}")
sys.exit(code)
"""


@dataclass(frozen=True)
class Cost:
    """What a program has used. Calls are None where it makes none by its nature.

    Memory is that of the largest of its processes.
    """

    title: str
    calls: int | None
    cpu: float
    seconds: float
    megabytes: float


def measured(
    title: str,
    command: Sequence[str],
    environment: Mapping[str, str],
    calls: Callable[[str], int | None],
    codes: Sequence[int] = (0,),
) -> Cost:
    """Run a program to its end.

    Args:
        title: what the table calls it.
        command: the program.
        environment: its variables.
        calls: tells the number of API calls of what the program has printed.
        codes: the exit codes of success.

    Raises:
        BenchmarkError: it failed.
    """
    start = time.monotonic()
    with TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("stdout", "stderr", "used")]
        with files[0].open("w") as output, files[1].open("w") as errors:
            process = subprocess.run(
                [sys.executable, "-I", "-S", "-c", STARTER, files[2], *command],
                env=dict(environment),
                stdout=output,
                stderr=errors,
                check=False,
            )
        texts = [file.read_text("utf-8", "replace") for file in files]
    if process.returncode not in codes:
        raise BenchmarkError(f"{title} failed:\n{texts[0][-2000:]}{texts[1][-2000:]}")
    seconds = time.monotonic() - start
    cpu, kibibytes = map(float, texts[2].split())
    return Cost(title, calls(texts[0]), cpu, seconds, kibibytes / 1024)
