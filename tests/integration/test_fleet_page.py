# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the page on fleets shows works: two workers with shards of the accounts, which keep nothing secret."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.integration.test_no_leak import hits
from tests.integration.test_snippets import blocks, environment, run
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.call_counter import calls_of
from tests.support.emulator.servers import CHECKOUT, Kind
from tests.support.strict.remote import ask, issued_keys, journal_of

__all__ = ["environment"]  # a fixture

PAGE = (CHECKOUT / "docs/fleet.md").read_text()
LINES = [line[2:] for block in blocks(PAGE, "console") for line in block.splitlines()]
PIPELINES = [line for line in LINES if line.startswith("ansible-runner ")]
(MERGE,) = [line for line in LINES if "fleet_summary" in line]
STAGING, PRODUCTION, SANDBOX = ACCOUNTS = ("222222222222", "111111111111", "333333333333")
KEYS = {"a2c_iam_users": [{"name": "ada"}], "a2c_iam_access_keys_enabled": True}


class Workers:
    """Two workers on this machine, each with credentials of its own in a file, in place of SSH."""

    def __init__(self, environment: Mapping[str, str], folder: Path) -> None:
        self.folder = folder
        self.secrets = {f"worker-{number}": f"secretOfWorker{number}/that+ends/Nowhere0123456" for number in range(2)}
        keys = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
        given = {name: value for name, value in environment.items() if name not in keys}
        self.environment = {**given, "PWD": str(folder)}
        for name, secret in self.secrets.items():
            text = f"[default]\naws_access_key_id = {name}\naws_secret_access_key = {secret}\n"
            (folder / name).write_text(text)
        self.accounts = {name: open_account(Kind.MOTO, environment["AWS_ENDPOINT_URL"], name) for name in ACCOUNTS}
        # The emulator knows the keys of earlier tests, too.
        self.earlier = {key for account in self.accounts.values() for key in issued_keys(account)}

    def start(self, number: int) -> subprocess.Popen[str]:
        """Start the pipeline of a shard."""
        name = f"worker-{number}"
        on_worker = f"env AWS_SHARED_CREDENTIALS_FILE={self.folder / name}"
        command = PIPELINES[number].replace(f"ssh {name}", on_worker)
        assert on_worker in command
        return subprocess.Popen(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.folder,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def work(self, *numbers: int) -> list[int]:
        """Run the pipelines of shards at the same time, and return their exit codes."""
        for account in self.accounts.values():
            ask(account, "DELETE", "journal")
        started = [self.start(number) for number in numbers]
        outputs = [process.communicate(timeout=200)[0] for process in started]
        assert all("PLAY RECAP" in output for output in outputs), outputs
        return [process.returncode for process in started]

    def issued(self) -> dict[str, str]:
        """The secrets of the access keys that the workers made, by the ids of the keys."""
        keys = {key: secret for account in self.accounts.values() for key, secret in issued_keys(account).items()}
        return {key: secret for key, secret in keys.items() if key not in self.earlier}

    def statuses(self) -> tuple[int, dict[str, str]]:
        """Merge the summaries; return the exit code, and the status of each host."""
        done = run(MERGE.split(), self.folder, self.environment)
        rows = json.loads((self.folder / "results/artifacts/summary.json").read_text())["accounts"]
        return done.returncode, {row["host"]: row["status"] for row in rows}

    def assumed(self) -> list[Counter[str]]:
        """The calls that each worker made with its own credentials."""
        given = [{**self.environment, "AWS_ACCESS_KEY_ID": name} for name in self.secrets]
        return [calls_of(Account(account_id="", environment=item)) for item in given]


@pytest.fixture
def workers(environment: Mapping[str, str], tmp_path: Path) -> Workers:
    """The files of the page, and in one account a user with an access key."""
    for block in blocks(PAGE, "yaml"):
        file = tmp_path / block.splitlines()[0].removeprefix("# ")
        if file.parent != tmp_path:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block)
    (tmp_path / "fleet/inventory/host_vars").mkdir()
    (tmp_path / "fleet/inventory/host_vars/staging.yml").write_text(yaml.safe_dump(KEYS))
    return Workers(environment, tmp_path)


@pytest.mark.thorough
@pytest.mark.timeout(500)
def test_two_workers_share_the_accounts_and_only_the_shard_that_failed_is_repeated(workers: Workers) -> None:
    iam = workers.accounts[SANDBOX].client("iam")
    theirs = iam.create_group(GroupName="App2ContainerUsers")["Group"]
    assert workers.work(0, 1)[0] == 0
    assert (workers.folder / "results/artifacts/shard-1/rc").read_text() == "2"
    first, second = workers.assumed()
    assert [*first] == [*second] == ["sts:AssumeRole"]
    expected = {"production": "changed", "sandbox": "failed", "staging": "changed"}
    assert workers.statuses() == (2, expected)
    assert (workers.folder / "results/artifacts/rest.txt").read_text() == "sandbox\n"

    iam.delete_group(GroupName=theirs["GroupName"])
    assert workers.work(1) == [0]
    assert [bool(journal_of(account)) for account in workers.accounts.values()] == [False, True, True]
    assert workers.assumed()[0] == first
    assert workers.statuses() == (0, {**expected, "production": "unchanged", "sandbox": "changed"})
    assert not (workers.folder / "results/artifacts/rest.txt").exists()

    kept = {str(path): path.read_text() for path in (workers.folder / "results").rglob("*") if path.is_file()}
    keys = workers.issued()
    assert len(keys) == 1
    assert any("App2ContainerGeneral" in text for text in kept.values())
    assert hits({**keys, **workers.secrets}, kept) == []
