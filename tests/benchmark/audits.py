# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Measure the audit of one account beside other auditors: each in a process of its own, on the same account.

cloudsplaining gets the account details that the audit has saved, prowler reads the emulated account itself. They are
measured where they are installed, best each in an environment of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmark.measure import ACCOUNT_IDS, SITE, BenchmarkError, Way, run, variables_for
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.call_counter import calls_of
from tests.support.emulator.servers import Kind

WAY = Way("the set-up to audit", SITE)
DETAILS = "account_details"


@dataclass(frozen=True)
class Cost:
    """What a process has used. Calls are None where it makes none by its nature."""

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
        files = [Path(folder) / name for name in ("stdout", "stderr")]
        with files[0].open("w") as output, files[1].open("w") as errors:
            process = subprocess.Popen(command, env=dict(environment), stdout=output, stderr=errors)
            _process_id, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = [file.read_text("utf-8", "replace") for file in files]
    if process.returncode not in codes:
        raise BenchmarkError(f"{title} failed:\n{texts[0][-2000:]}{texts[1][-2000:]}")
    seconds = time.monotonic() - start
    return Cost(title, calls(texts[0]), used.ru_utime + used.ru_stime, seconds, used.ru_maxrss / 1024)


def own(title: str, account: Account, **options: object) -> Cost:
    """Measure the module alone, without ansible-playbook."""
    command = [sys.executable, "-m", "tests.benchmark.one_audit", json.dumps(options)]
    environment = {**account.environment, "PYTHONPATH": str(Path.cwd())}
    return measured(title, command, environment, lambda output: int(json.loads(output)["calls"]))


def for_cloudsplaining(saved: Path) -> Path:
    """Name the policies of AWS in saved account details, which moto does not do."""
    details = json.loads(saved.read_text("utf-8"))
    for number, policy in enumerate(details["Policies"]):
        policy.setdefault("PolicyName", policy["Arn"].rpartition("/")[2])
        policy.setdefault("PolicyId", f"ANPA{number:016}")
    written = saved.with_name("details.json")
    written.write_text(json.dumps(details), encoding="utf-8")
    return written


def cloudsplaining(program: str, saved: Path, environment: Mapping[str, str]) -> Cost:
    """Measure cloudsplaining on saved account details."""
    command = [program, "scan", "--input-file", str(for_cloudsplaining(saved)), "--skip-open-report"]
    return measured(
        "cloudsplaining, on the same saved details",
        [*command, "--output", str(saved.parent)],
        environment,
        lambda _output: None,
    )


def prowler(program: str, account: Account, folder: Path) -> Cost:
    """Measure the IAM checks of prowler, which fails with 3 where it finds something."""
    before = calls_of(account)
    command = [program, "aws", "--service", "iam", "--output-formats", "csv", "--no-banner"]
    return measured(
        "prowler, its IAM checks",
        [*command, "--output-directory", str(folder), "--region", account.environment["AWS_REGION"]],
        {**account.environment, "HOME": str(folder)},
        lambda _output: (calls_of(account) - before).total(),
        codes=(0, 3),
    )


def new_account(endpoint: str) -> Account:
    """Return an empty account."""
    return open_account(Kind.MOTO, endpoint, next(ACCOUNT_IDS))


def costs(endpoint: str, users: int, programs: Mapping[str, str | None]) -> Iterator[Cost | str]:
    """Give what each auditor costs on an account with so many users, or why it was not measured."""
    account = new_account(endpoint)
    run(WAY, account, variables_for(users), changed=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield own("`access_info`", account, save_directory=name)
        saved = folder / f"{account.account_id}-{DETAILS}.json"
        reads = {option: str(saved).replace(DETAILS, option) for option in (DETAILS, "account_summary")}
        yield own("`access_info`, saved reads", account, saved_reads=reads)
        program = programs["cloudsplaining"]
        yield (
            cloudsplaining(program, saved, account.environment)
            if program
            else "cloudsplaining is not installed: --cloudsplaining names its program."
        )
        program = programs["prowler"]
        yield (
            prowler(program, account, folder) if program else "prowler is not installed: --prowler names its program."
        )
