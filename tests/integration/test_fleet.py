# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run over many accounts goes on where accounts fail, sums up what became of each, and the next run does the rest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.emulator.accounts import Account
from tests.support.runs.estate import Estate
from tests.support.runs.playbooks import PlaybookResult
from tests.support.scenarios.thorough import THOROUGH
from tests.support.strict.remote import ask, clear_faults, journal_of, set_faults

SIZE = 50 if THOROUGH else 4
SECONDS = 600  # for one run over 50 accounts
HOSTS = [f"account-{number:02}" for number in range(1, SIZE + 1)]
DENIED, STRANGER, CONFLICT = FAILING = ("account-02", "account-03", "account-04")
RIGHT = [host for host in HOSTS if host not in FAILING]
COMPONENTS = {"a2c_iam_components": ["policy"], "a2c_iam_users": []}
CONTROL = "123456789012"  # the account of the credentials
READING = ("AssumeRole", "Get", "List", "Simulate")
ELSEWHERE = "999999999999"


class Fleet(Estate):
    """Accounts, of which some fail until they are mended."""

    def __init__(self, endpoint: str, folder: Path) -> None:
        super().__init__(endpoint, folder)
        self.directory = folder / "fleet"
        self.inventory: dict[str, Any] = {"children": self.hosts(*HOSTS)}
        self.rows = self.inventory["children"]["a2c_accounts"]["hosts"]
        for host, row in self.rows.items():
            row["a2c_iam_account_id"] = self.id_of(host)
        self.rows[STRANGER]["a2c_iam_account_id"] = ELSEWHERE
        role = self.rows[DENIED]["a2c_iam_assume_role_arn"]
        set_faults(self.accounts[DENIED], {"kind": "denied", "account": CONTROL, "value": role})
        document = {"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "*", "Resource": "*"}]}
        iam = self.accounts[CONFLICT].client("iam")
        self.theirs = iam.create_policy(PolicyName="App2ContainerGeneral", PolicyDocument=json.dumps(document))

    def mend(self) -> None:
        """Take away what makes accounts fail."""
        self.rows[STRANGER]["a2c_iam_account_id"] = self.id_of(STRANGER)
        clear_faults(Account(account_id=CONTROL, environment={"AWS_ENDPOINT_URL": self.endpoint}))
        self.accounts[CONFLICT].client("iam").delete_policy(PolicyArn=self.theirs["Policy"]["Arn"])

    def run(self, **how: Any) -> PlaybookResult:
        """Run the playbook in all accounts, in two of them at the same time."""
        for account in self.accounts.values():
            ask(account, "DELETE", "journal")
        variables = {**COMPONENTS, "a2c_iam_fleet_directory": str(self.directory)}
        settings = {"ANSIBLE_FORKS": "2"}
        return self.play("site.yml", self.inventory, variables=variables, settings=settings, seconds=SECONDS, **how)

    @property
    def summary(self) -> dict[str, Any]:
        """What the last run has written for programs."""
        return dict(json.loads((self.directory / "summary.json").read_text()))

    @property
    def rest(self) -> list[str]:
        """The hosts that the last run has written for the next one."""
        return (self.directory / "rest.txt").read_text().splitlines()

    @property
    def written_to(self) -> list[str]:
        """The hosts in whose accounts the last run has written."""
        return [host for host, account in self.accounts.items() if any(map(is_write, journal_of(account)))]

    @property
    def reasons(self) -> dict[str, str]:
        """Why each of the accounts fails."""
        role = f"arn:aws:iam::{self.id_of(DENIED)}:role/Automation"
        policy = f"arn:aws:iam::{self.id_of(CONFLICT)}:policy/App2ContainerGeneral"
        return {
            DENIED: f"Cannot assume role {role}: access denied to sts:AssumeRole (User:"
            f" arn:aws:iam::{CONTROL}:user/caller is not authorized to perform: sts:AssumeRole on resource: *): allow"
            " the caller sts:AssumeRole, see docs/permissions.md of the collection.",
            STRANGER: f"a2c_iam_account_id: the credentials belong to account {self.id_of(STRANGER)}, not to"
            f" {ELSEWHERE}.",
            CONFLICT: f"policy App2ContainerGeneral ({policy}) exists and is not managed by this collection; set"
            " a2c_iam_adopt: true to manage it, or choose another name.",
        }

    def row(self, host: str, status: str, changes: int = 0) -> dict[str, Any]:
        """What the summary says of a host with this status, or that it failed if it is one of those that do."""
        known = self.rows[host]["a2c_iam_account_id"]
        if host in FAILING and not changes:
            return self._row(host, known, "failed", 0, self.reasons[host])
        return self._row(host, known, status, changes, "")

    @staticmethod
    def _row(host: str, account_id: str, status: str, changes: int, reason: str) -> dict[str, Any]:
        return {"host": host, "account_id": account_id, "status": status, "changes": changes, "reason": reason}

    def counts(self, changed: int, unchanged: int, failed: int) -> dict[str, int]:
        """The numbers of accounts in a summary."""
        return {"changed": changed, "unchanged": unchanged, "failed": failed, "not_reached": 0}


def is_write(entry: dict[str, Any]) -> bool:
    operation = str(entry["action"]).partition(":")[2]
    return bool(entry["outcome"] == "ok") and not operation.startswith(READING)


def shown(result: PlaybookResult) -> list[str]:
    """What the run shows at its end."""
    (task,) = result.named("Show what became of the accounts")[-1:]
    return list(task.result["msg"])


@pytest.fixture
def fleet(moto_endpoint: str, tmp_path: Path) -> Fleet:
    return Fleet(moto_endpoint, tmp_path)


@pytest.mark.thorough
@pytest.mark.timeout(3 * SECONDS)
def test_a_fleet_survives_accounts_that_fail_and_the_next_run_does_the_rest(fleet: Fleet) -> None:
    """With 50 accounts in ``make thorough``, otherwise with 4."""
    failed = [f"Failed: {host} ({fleet.rows[host]['a2c_iam_account_id']}): {fleet.reasons[host]}" for host in FAILING]
    hint = f"To run the rest: --limit @{fleet.directory}/rest.txt"

    first = fleet.run()
    assert (first.rc, first.changed, fleet.written_to) == (2, len(RIGHT), RIGHT)
    assert fleet.summary["accounts"] == [fleet.row(host, "changed", int(host in RIGHT)) for host in HOSTS]
    assert {**fleet.summary, "accounts": []} == {
        "check_mode": False,
        "counts": fleet.counts(len(RIGHT), 0, 3),
        "accounts": [],
    }
    counted, changed, *others = shown(first)
    assert counted == f"{SIZE} accounts: {len(RIGHT)} changed, 0 unchanged, 3 failed, 0 not reached."
    assert changed.startswith(f"Changed: account-01 ({fleet.id_of('account-01')})")
    assert others == [*failed, hint]
    assert fleet.rest == [*FAILING]

    again = fleet.run()
    assert (again.rc, again.changed, fleet.written_to) == (2, 0, [])
    assert fleet.summary["counts"] == fleet.counts(0, len(RIGHT), 3)
    assert fleet.summary["accounts"] == [fleet.row(host, "unchanged") for host in HOSTS]
    assert shown(again) == [
        f"{SIZE} accounts: 0 changed, {len(RIGHT)} unchanged, 3 failed, 0 not reached.",
        *failed,
        hint,
    ]

    fleet.mend()
    rest = fleet.run(limit=f"@{fleet.directory}/rest.txt")
    assert (rest.rc, rest.changed, fleet.written_to) == (0, 3, [*FAILING])
    assert [host for host in HOSTS if journal_of(fleet.accounts[host])] == [*FAILING]
    assert fleet.summary["accounts"] == [fleet.row(host, "changed", 1) for host in FAILING]
    assert not (fleet.directory / "rest.txt").exists()
    assert (fleet.directory / "summary.json").stat().st_mode & 0o777 == 0o600
