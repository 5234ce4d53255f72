# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Run the tests with each supported pair of ansible-core and Python.

Usage: python -m tools.matrix [--only PAIR]... [TARGET]...

A PAIR is one of tools/versions.py, such as 2.20-3.13, oldest or newest; without any, all pairs run. A TARGET is one of
those below, and does what the target of `make` does.

Each pair has an environment of its own, such as .venv-2.20-3.13; the environment of `make env` serves its own pair. A
table at the end says what became of each pair. A Python that the machine lacks is named there. The exit code is 1 if a
test fails, and also if a pair is lacking that was selected, or that is the oldest or the newest.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.support.emulator.processes import clean_up_when_terminated, end, family
from tests.support.emulator.servers import CHECKOUT
from tools.environment import SetupError, default_venv, is_current, probe, provide
from tools.versions import NEWEST, OLDEST, PAIRS, Pair

# The words for `python -m` in the environment of the pair
TARGETS: Mapping[str, tuple[str, ...]] = {
    "unit": ("tools.check", "unit"),
    "integration": ("tools.check", "integration"),
    "authorization": ("tools.check", "authorization"),
    "molecule": ("tools.check", "molecule"),
    "demo": ("tools.demo",),
}
ENVIRONMENT = "env"  # the target that only makes the environment
NAMES = {str(pair): pair for pair in PAIRS} | {"oldest": OLDEST, "newest": NEWEST}
OK, FAILED = "ok", "FAILED"
WIDTH = 14


@dataclass(frozen=True)
class Row:
    """What became of a pair: the result of each target, or what the machine lacks for the pair."""

    pair: Pair
    results: Mapping[str, str]
    lack: str = ""

    def __str__(self) -> str:
        """Return the line of the table."""
        cells = [self.lack] if self.lack else self.results.values()
        return f"{self.pair!s:{WIDTH}}" + "".join(f"{cell:{WIDTH}}" for cell in cells).rstrip()


def venv_for(pair: Pair, executable: str) -> Path:
    """Return the environment of a pair: the one of `make env` if it holds this pair, or one of the pair's own."""
    shared = default_venv()
    return shared if is_current(shared, executable, pair.series) else CHECKOUT / f".venv-{pair}"


def last_line(output: str) -> str:
    """Return the line with which a program closes."""
    return (output.rstrip().splitlines() or [""])[-1]


def run(pair: Pair, venv: Path, target: str) -> str:
    """Run a target in an environment, print a line for it, or all of its output if it fails, and return the result."""
    start = time.monotonic()
    command = [str(venv / "bin/python"), "-m", *TARGETS[target]]
    with psutil.Popen(
        command,
        cwd=CHECKOUT,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            output, _errors = process.communicate()
        finally:
            end(*family(process))
    result = FAILED if process.returncode else OK
    print(f"{pair}: {target} {result}, {time.monotonic() - start:.0f} s: {last_line(output)}", flush=True)
    if process.returncode:
        print(output, flush=True)
    return result


def run_pair(pair: Pair, targets: Sequence[str]) -> Row:
    """Run the targets with a pair, unless the machine lacks its Python."""
    interpreter = probe(f"python{pair.python}")
    if interpreter is None:
        lack = f"lacks Python {pair.python}"
        print(f"{pair}: {lack}: no python{pair.python} on PATH that runs and has venv", flush=True)
        return Row(pair, {}, lack)
    executable = str(interpreter.executable)
    venv = venv_for(pair, executable)
    try:
        provide(venv, executable, pair.series.name)
    except SetupError as error:
        print(f"{pair}: {ENVIRONMENT} {FAILED}: {error}", flush=True)
        return Row(pair, {ENVIRONMENT: FAILED})
    return Row(pair, {ENVIRONMENT: OK} | {target: run(pair, venv, target) for target in targets})


def problems(rows: Sequence[Row], needed: frozenset[Pair]) -> Iterator[str]:
    """Yield what keeps the matrix from being whole: failures, and the needed pairs that the machine lacks."""
    for row in rows:
        failed = [target for target, result in row.results.items() if result == FAILED]
        if failed:
            yield f"{row.pair}: {', '.join(failed)} failed"
        if row.lack and row.pair in needed:
            yield f"{row.pair}: {row.lack}"


def arguments() -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.matrix", description="Run the tests with supported pairs.")
    parser.add_argument("--only", action="append", choices=NAMES, metavar="PAIR", help=f"of {', '.join(NAMES)}")
    choices = (ENVIRONMENT, *TARGETS)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"of {', '.join(choices)}; default: all")
    given = parser.parse_args()
    if unknown := set(given.targets) - set(choices):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return given


def main() -> int:
    """Carry out the command line; return the exit code."""
    clean_up_when_terminated()
    given = arguments()
    selected = [NAMES[name] for name in given.only or ()]
    targets = [target for target in given.targets or TARGETS if target != ENVIRONMENT]
    try:
        rows = [run_pair(pair, targets) for pair in PAIRS if not selected or pair in selected]
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    heading = "".join(f"{name:{WIDTH}}" for name in ("pair", ENVIRONMENT, *targets)).rstrip()
    print("", heading, *rows, sep="\n")
    found = list(problems(rows, frozenset(selected or (OLDEST, NEWEST))))
    print("", *(found or ["all passed"]), sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
