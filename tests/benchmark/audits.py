# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Measure the audit of one account beside other auditors: each in a process of its own, on the same account.

cloudsplaining gets the account details that the audit has saved, prowler reads the emulated account itself. They are
measured where they are installed, best each in an environment of its own.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmark.measure import ACCOUNT_IDS, SITE, Way, run, variables_for
from tests.benchmark.processes import Cost, measured
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.call_counter import calls_of
from tests.support.emulator.servers import Kind

WAY = Way("the set-up to audit", SITE)
DETAILS = "account_details"


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
