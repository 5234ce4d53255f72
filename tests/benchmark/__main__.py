# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Print tables of API calls, times and memory, in Markdown, as docs/performance.md has them.

Usage: make benchmark, or python -m tests.benchmark [--users N ...] [--runs N] [--full] [--only access|audit|fleet]

amazon.aws needs minutes for a loop over 1,000 users. Without ``--full`` it is measured with up to 100 users, and what
lies above follows from these figures; the table marks that with a tilde.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import version
from typing import TextIO

from ansible.release import __version__ as core_version
from ansible_collections.amazon.aws.plugins.module_utils.common import AMAZON_AWS_COLLECTION_VERSION

from tests.benchmark.audits import costs
from tests.benchmark.fleets import fleet_costs
from tests.benchmark.measure import (
    AMAZON_AWS,
    WAYS,
    BenchmarkError,
    Figures,
    Way,
    extrapolated,
    general_policies,
    measure_once,
    medians,
)
from tests.benchmark.processes import Cost
from tests.support.emulator.processes import clean_up_when_terminated
from tests.support.emulator.servers import Kind, emulator

LOOP_LIMIT = 100  # up to so many users amazon.aws is measured in any case
HEADINGS = ("Users", "Way", "First run: calls", "seconds", "Nothing to do: calls", "seconds")
NOT_MEASURED = "~ not measured: it goes on as between {few} and {many} users. `make benchmark ARGS=--full` measures it."
FLEET_HEADINGS = (
    "Accounts",
    "Forks",
    "Delay (ms)",
    "Way",
    "Calls an account",
    "CPU seconds an account",
    "seconds",
    "MiB of memory",
)
AUDIT_HEADINGS = ("Users", "Auditor", "Calls", "CPU seconds", "seconds", "MiB of memory")
ONE_RUN = "amazon.aws with more than {limit} users: one run."


def arguments() -> argparse.Namespace:
    """Return the parsed command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description="Measure API calls and times.")
    parser.add_argument("--users", type=int, nargs="+", default=[3, 20, 100, 1000], help="default: %(default)s")
    parser.add_argument("--runs", type=int, default=3, help="of which the median is taken; default: %(default)s")
    parser.add_argument("--full", action="store_true", help="measure amazon.aws with all users, accounts: hours more")
    parser.add_argument("--only", choices=[*TABLES], help="one of the tables")
    parser.add_argument("--audit-users", type=int, default=1000, help="default: %(default)s")
    parser.add_argument("--accounts", type=int, nargs="+", default=[100, 1000], help="of fleets; default: %(default)s")
    parser.add_argument("--forks", type=int, nargs="+", default=[1, 2, 10], help="of fleets; default: %(default)s")
    parser.add_argument("--delays", type=int, nargs="+", default=[0, 60], help="ms of each call; default: %(default)s")
    for name in ("cloudsplaining", "prowler"):
        parser.add_argument(f"--{name}", default=shutil.which(name), help="its program; default: that of the PATH")
    return parser.parse_args()


def tell(text: str, stream: TextIO = sys.stdout) -> None:
    """Write a line at once, so that one can follow."""
    stream.write(f"{text}\n")
    stream.flush()


def machine(runs: int) -> str:
    """Return what the figures were measured with."""
    return (
        f"{os.cpu_count()} cores, Python {platform.python_version()}, ansible-core {core_version},"
        f" amazon.aws {AMAZON_AWS_COLLECTION_VERSION}, boto3 {version('boto3')}, emulated AWS (moto {version('moto')})"
        f" on the same machine; medians of {runs}."
    )


def row(users: int, title: str, figures: Figures, mark: str = "") -> str:
    """Return one line of the table. What is marked was not measured, so its seconds have no fractions."""
    digits = 0 if mark else 1
    cells = (
        f"{users:,}",
        title,
        f"{mark}{figures.first_calls:,.0f}",
        f"{mark}{figures.first_seconds:,.{digits}f}",
        f"{mark}{figures.again_calls:,.0f}",
        f"{mark}{figures.again_seconds:,.{digits}f}",
    )
    return f"| {' | '.join(cells)} |"


def measured(way: Way, endpoint: str, users: int, runs: int) -> Figures:
    """Return the medians of several measurements, and tell each of them on standard error."""
    policies = general_policies(endpoint)
    found = []
    for number in range(1, runs + 1):
        found.append(measure_once(way, endpoint, users, policies))
        load = os.getloadavg()[0]
        seconds = f"{found[-1].first_seconds:.1f} s, {found[-1].again_seconds:.1f} s"
        tell(f"{way.title}, {users} users, run {number}: {seconds} (load {load:.1f})", sys.stderr)
    return medians(found)


def rows(given: argparse.Namespace, endpoint: str) -> Iterator[str]:
    """Give the lines of the table, each as soon as it is known, and at last what is to be said about them."""
    loops: list[tuple[int, Figures]] = []
    notes = set()
    for users in sorted(given.users):
        for way in WAYS:
            slow = way.playbook == AMAZON_AWS and users > LOOP_LIMIT
            if slow and not given.full:
                if len(loops) > 1:
                    yield row(users, way.title, extrapolated(users, *loops[-2:]), "~")
                    notes.add(NOT_MEASURED.format(few=loops[-2][0], many=loops[-1][0]))
                continue
            figures = measured(way, endpoint, users, 1 if slow else given.runs)
            yield row(users, way.title, figures)
            if way.playbook == AMAZON_AWS:
                loops.append((users, figures))
            if slow:
                notes.add(ONE_RUN.format(limit=LOOP_LIMIT))
    yield from (f"\n{note}" for note in sorted(notes))


def audit_rows(given: argparse.Namespace, endpoint: str) -> Iterator[str]:
    """Give the lines of the table of auditors, and at last those that could not be measured."""
    yield f"\n| {' | '.join(AUDIT_HEADINGS)} |\n| ---: | --- | ---: | ---: | ---: | ---: |"
    notes = []
    for cost in costs(endpoint, given.audit_users, vars(given)):
        if isinstance(cost, Cost):
            calls = "-" if cost.calls is None else f"{cost.calls:,}"
            used = f"{cost.cpu:.1f} | {cost.seconds:.1f} | {cost.megabytes:,.0f}"
            yield f"| {given.audit_users:,} | {cost.title} | {calls} | {used} |"
        else:
            notes.append(cost)
    yield from (f"\n{note}" for note in notes)


def fleet_rows(given: argparse.Namespace, _endpoint: str) -> Iterator[str]:
    """Give the lines of the table of fleets."""
    yield f"\n| {' | '.join(FLEET_HEADINGS)} |\n| {' | '.join(['---:'] * 3)} | --- | {' | '.join(['---:'] * 4)} |"
    for found in fleet_costs(given.accounts, given.forks, given.delays, full=given.full):
        cost = found.cost
        calls = (cost.calls or 0) / found.accounts
        used = f"{calls:.1f} | {found.cpu:.2f} | {cost.seconds:,.0f} | {cost.megabytes:,.0f}"
        yield f"| {found.accounts:,} | {found.forks} | {found.delay} | {cost.title} | {used} |"


def access_rows(given: argparse.Namespace, endpoint: str) -> Iterator[str]:
    """Give the lines of the table of one account with its headings."""
    alignment = ["---:", "---", *["---:"] * 4]
    yield f"| {' | '.join(HEADINGS)} |\n| {' | '.join(alignment)} |"
    yield from rows(given, endpoint)


TABLES = {"access": access_rows, "audit": audit_rows, "fleet": fleet_rows}


def main() -> int:
    """Carry out the command line; return the exit code."""
    clean_up_when_terminated()
    given = arguments()
    tell(f"{machine(given.runs)}\n")
    try:
        with emulator(Kind.MOTO) as endpoint:
            for name, table in TABLES.items():
                if given.only in (None, name):
                    for line in table(given, endpoint):
                        tell(line)
    except BenchmarkError as error:
        tell(str(error), sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
