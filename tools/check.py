# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Run the checks of this repository, and print a line for each.

Usage: python -m tools.check [--args "WORDS"] [STEP or GROUP ...]

Without a name all steps run but those on request, also after one has failed, and a failing step shows the end of its
output. With the name of one single step its output comes as it is made, and WORDS are added to its command.

Steps that keep one core busy run in pairs. Steps that spread over the cores on their own (pytest-xdist, molecule)
follow one by one. `make -j` would do the first part too, but it mixes or withholds output, and tells no times.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psutil

from tests.support.emulator.processes import clean_up_when_terminated, end, family, members
from tests.support.emulator.servers import CHECKOUT, aws_environment, free_port, stop
from tests.support.scenarios.thorough import ALL_TESTS

CORES = 2
SECONDS = 2400  # no step takes that long, not even the walk through all faults; one that does hangs
GRACE_SECONDS = 10
TAIL_LINES = 60
LINE_WIDTH = 400  # mypy can print a line of 4,000 characters
ANSIBLE_HOME = CHECKOUT / ".cache/ansible"
MOLECULE_STATE = ANSIBLE_HOME / "tmp"
MOLECULE_EMULATOR = CHECKOUT / ".cache/molecule-emulator.json"  # as in extensions/molecule/shared
NOWHERE = "http://127.0.0.1:9"  # the discard port: a check that calls AWS without an emulator fails at once


@dataclass(frozen=True)
class Step:
    """One check: its name, the group that it belongs to, and its command."""

    name: str
    group: str
    command: tuple[str, ...]
    alone: bool = False  # it uses all cores itself
    quotes_last_line: bool = False  # its last line says how many tests ran
    own_session: bool = False  # interrupted, it leaves processes behind
    on_request: bool = False  # it needs more than the environment of `make env` has


def lint(name: str, *command: str) -> Step:
    """Return a step that looks at files and runs nothing of them."""
    return Step(name, "lint", command)


def pytest(name: str, *folders: str) -> Step:
    """Return a step that runs the tests of those folders that exist."""
    existing = [folder for folder in folders if (CHECKOUT / folder).is_dir()]
    command = (sys.executable, "-m", "pytest", "--quiet", "--numprocesses", str(CORES), *existing)
    return Step(name, "tests", command, alone=True, quotes_last_line=True)


# What GitHub reads, and the name of its schema: with the package, so that nothing is fetched
GITHUB = ".github"
EXAMPLE = CHECKOUT / "examples/fleet-repository"
SCHEMAS = {
    "github-workflows": sorted(
        str(path) for root in (CHECKOUT, EXAMPLE) for path in (root / GITHUB / "workflows").glob("*.yml")
    ),
    "dependabot": [f"{GITHUB}/dependabot.yml", str(EXAMPLE / GITHUB / "dependabot.yml")],
    "github-issue-config": [f"{GITHUB}/ISSUE_TEMPLATE/config.yml"],
    "github-issue-forms": [f"{GITHUB}/ISSUE_TEMPLATE/{name}.yml" for name in ("bug", "documentation", "feature")],
}

BROWSER = (sys.executable, "-m", "pytest", "--quiet", "tests/browser")  # one browser keeps both cores busy
# What the integration tests try, too, is left to CI.
LEFT_OUT = () if ALL_TESTS else ("audit", "component_only", "partition")
EXCLUDED = [f"--exclude={name}" for name in LEFT_OUT]
MOLECULE = ("molecule", "test", "--all", "--shared-state", "--workers", str(CORES), *EXCLUDED)

# The longest first, so that the pairs end together.
STEPS = (
    lint("mypy", "mypy"),
    lint("ansible-lint", "ansible-lint", "--offline", "--strict"),
    lint(
        "antsibull-docs",
        "antsibull-docs",
        "lint-collection-docs",
        ".",
        "--plugin-docs",
        "--validate-collection-refs=all",
    ),
    lint("antsibull-nox", "nox", "--no-venv", "--envdir", "build/nox"),
    lint("yamllint", "yamllint", "--strict", "."),
    lint("antsibull-changelog", "antsibull-changelog", "lint"),
    lint("ruff-check", "ruff", "check", "."),
    *(lint(name, "check-jsonschema", "--builtin-schema", f"vendor.{name}", *files) for name, files in SCHEMAS.items()),
    lint("zizmor", "zizmor", "--offline", "--pedantic", "--strict-collection", "--quiet", ".", str(EXAMPLE)),
    lint("ruff-format", "ruff", "format", "--check", "--diff", "."),
    pytest("unit", "tests/unit", "tests/property"),
    pytest("integration", "tests/integration"),
    pytest("faults", "tests/faults"),
    pytest("authorization", "tests/authorization"),
    Step("molecule", "tests", MOLECULE, alone=True, own_session=True),
    Step("browser", "browser", BROWSER, alone=True, quotes_last_line=True, on_request=True),
)


@dataclass(frozen=True)
class Outcome:
    """What became of a step."""

    step: Step
    code: int
    output: str
    seconds: float

    @property
    def passed(self) -> bool:
        """Tell whether the step found nothing."""
        return self.code == 0

    def __str__(self) -> str:
        """Return the line of the step, with the runner's own closing line or, if it failed, the end of its output."""
        lines = [line[:LINE_WIDTH] for line in self.output.rstrip().splitlines()]
        shown = lines[-TAIL_LINES:] if not self.passed else lines[-1:] if self.step.quotes_last_line else []
        verdict = "ok    " if self.passed else "FAILED"
        return "\n".join([f"{verdict} {self.step.name:20} {self.seconds:5.1f} s", *shown])


def environment() -> dict[str, str]:
    """Return the variables for a step: none of the caller's for AWS or Ansible, and bytecode is kept."""
    variables = aws_environment(NOWHERE) | {
        "ANSIBLE_HOME": str(ANSIBLE_HOME),
        "MOLECULE_EMULATOR_PORT": str(free_port()),
        "NO_COLOR": "1",
    }
    variables.pop("PYTHONDONTWRITEBYTECODE", None)
    return variables


@contextmanager
def started(step: Step, words: Sequence[str] = (), output: int | None = None) -> Iterator[psutil.Popen]:
    """Start the command of a step, and see to it that nothing of it is left in the end."""
    process = psutil.Popen(
        [*step.command, *words],
        stdin=None if output is None else subprocess.DEVNULL,
        stdout=output,
        stderr=output and subprocess.STDOUT,
        text=True,
        errors="replace",
        cwd=CHECKOUT,
        env=environment(),
        start_new_session=step.own_session,
    )
    try:
        yield process
    finally:
        if step.own_session:
            end(*members(process.pid))
        else:
            with suppress(psutil.TimeoutExpired):
                process.wait(GRACE_SECONDS)  # Ctrl-C has reached it too, so it is about to end
            end(*family(process))


def run(step: Step) -> Outcome:
    """Run a step to its end, and return what became of it."""
    start = time.monotonic()
    try:
        with started(step, output=subprocess.PIPE) as process:
            output, _errors = process.communicate(timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Outcome(step, 1, str(error), time.monotonic() - start)
    return Outcome(step, process.returncode, output, time.monotonic() - start)


def run_all(steps: Iterable[Step]) -> Iterator[Outcome]:
    """Run steps and give each outcome as soon as it is known."""
    steps = list(steps)
    with ThreadPoolExecutor(CORES) as pool:
        for future in as_completed([pool.submit(run, step) for step in steps if not step.alone]):
            yield future.result()
    yield from (run(step) for step in steps if step.alone)


def report(steps: Iterable[Step]) -> int:
    """Run steps, print what became of each, and return the exit code."""
    start = time.monotonic()
    failed = []
    for outcome in run_all(steps):
        print(outcome, flush=True)
        if not outcome.passed:
            failed.append(outcome.step.name)
    verdict = f"failed: {', '.join(failed)}" if failed else "all passed"
    print(f"{verdict} ({time.monotonic() - start:.0f} s)")
    return 1 if failed else 0


def show(step: Step, words: list[str]) -> int:
    """Run one step with its output straight to the terminal; return its exit code."""
    with started(step, words) as process:
        return int(process.wait())


def arguments() -> argparse.Namespace:
    """Return the parsed command line."""
    names = sorted({step.name for step in STEPS} | {step.group for step in STEPS})
    parser = argparse.ArgumentParser(prog="python -m tools.check", description="Run the checks of this repository.")
    parser.add_argument("--args", default="", metavar="WORDS", help="more words for the command of a single step")
    parser.add_argument("names", nargs="*", metavar="STEP or GROUP", help=f"of {', '.join(names)}; default: all")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return given


@contextmanager
def fresh_molecule() -> Iterator[None]:
    """Let molecule start from nothing, and leave nothing of it.

    It remembers whether it has started the emulator, and after an interruption it remembers wrongly.
    """
    stop(MOLECULE_EMULATOR)
    shutil.rmtree(MOLECULE_STATE, ignore_errors=True)
    try:
        yield
    finally:
        stop(MOLECULE_EMULATOR)


def main() -> int:
    """Carry out the command line; return the exit code."""
    given = arguments()
    clean_up_when_terminated()
    names = set(given.names) or {step.name for step in STEPS if not step.on_request}
    steps = [step for step in STEPS if {step.name, step.group} & names]
    try:
        with fresh_molecule():
            return show(steps[0], shlex.split(given.args)) if len(steps) == 1 else report(steps)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
