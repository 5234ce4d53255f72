# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Measure runs over many accounts in which there is nothing to do, beside other ways to do the same in each account."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmark.measure import (
    AMAZON_AWS,
    ANY_ACCOUNT,
    SITE,
    BenchmarkError,
    general_policies,
    variables_for,
)
from tests.benchmark.processes import Cost, measured
from tests.support.emulator.accounts import open_account
from tests.support.emulator.call_counter import all_calls
from tests.support.emulator.servers import Kind, aws_environment, emulator
from tests.support.runs.access import converge
from tests.support.runs.playbooks import ANSIBLE_PLAYBOOK

CALLER_INFO = Path(__file__).with_name("caller_info.yml")
FIRST_ACCOUNT = 400_000_000_000
USERS = 3  # in each account
CHANGED = re.compile(r" changed=[1-9]")  # in the recap
WORKERS = 8  # processes that set accounts up at the same time: most of them wait for the emulator
LOOP_LIMIT = 100  # up to so many accounts amazon.aws is measured in any case: it takes 7 seconds of CPU time for each


@dataclass(frozen=True)
class Way:
    """A playbook that runs for each account. A slow one is measured with few accounts, unless all are asked for."""

    title: str
    playbook: Path
    slow: bool = False


WAYS = (
    Way("`site.yml`", SITE),
    Way("one `amazon.aws.aws_caller_info`", CALLER_INFO),
    Way("amazon.aws modules", AMAZON_AWS, slow=True),
)


@dataclass(frozen=True)
class FleetCost:
    """What a way used for a number of accounts, with so many forks and so many milliseconds for each call."""

    accounts: int
    forks: int
    delay: int
    cost: Cost

    @property
    def cpu(self) -> float:
        """Return the seconds of CPU time for each account."""
        return self.cost.cpu / self.accounts


def account_ids(accounts: int) -> list[str]:
    """Return the IDs of the first accounts."""
    return [str(FIRST_ACCOUNT + number) for number in range(accounts)]


def set_up(endpoint: str, account_id: str) -> None:
    """Create what the ways look after, by the module in this process: a playbook takes ten times as long."""
    variables = variables_for(USERS)
    policy = {"deploy_targets": variables["a2c_iam_policy_deploy_targets"]}
    account = open_account(Kind.MOTO, endpoint, account_id)
    done = converge(account, policy=policy, group={}, users=variables["a2c_iam_users"], worker={})
    if done.failed:
        raise BenchmarkError(f"account {account_id} could not be set up: {done['msg']}")


def inventory(folder: Path, accounts: int, policies: str) -> Path:
    """Write an inventory of new accounts, each with what amazon.aws has to be told of its policies."""
    hosts: dict[str, dict[str, Any]] = {}
    for account_id in account_ids(accounts):
        hosts[f"account-{account_id}"] = {
            "a2c_iam_account_id": account_id,
            "a2c_iam_assume_role_arn": f"arn:aws:iam::{account_id}:role/Automation",
            "policies": json.loads(policies.replace(ANY_ACCOUNT, account_id)),
        }
    file = folder / f"{accounts}.json"
    file.write_text(json.dumps({"a2c_accounts": {"hosts": hosts}}), encoding="utf-8")
    return file


def run(way: Way, endpoint: str, hosts: Path, forks: int) -> Cost:
    """Run a playbook for all accounts of an inventory; raise BenchmarkError if it changes one of them."""
    before = all_calls(endpoint)

    def calls(output: str) -> int:
        if CHANGED.search(output):
            raise BenchmarkError(f"{way.title} found something to change:\n{output[-2000:]}")
        return (all_calls(endpoint) - before).total()

    command = [str(ANSIBLE_PLAYBOOK), "--inventory", str(hosts), "--forks", str(forks)]
    return measured(
        way.title,
        [*command, "--extra-vars", json.dumps(variables_for(USERS)), str(way.playbook)],
        aws_environment(endpoint),
        calls,
    )


def fleet_costs(
    accounts: Sequence[int], forks: Sequence[int], delays: Sequence[int], *, full: bool
) -> Iterator[FleetCost]:
    """Give what each way costs, with each number of accounts and forks, and each delay in milliseconds."""
    for delay in delays:
        with TemporaryDirectory() as name, emulator(Kind.MOTO, settings=delayed(delay)) as endpoint:
            policies = general_policies(endpoint)
            with ProcessPoolExecutor(WORKERS) as pool:
                list(pool.map(partial(set_up, endpoint), account_ids(max(accounts))))
            for number in sorted(accounts):
                hosts = inventory(Path(name), number, policies)
                for way in WAYS:
                    if full or not way.slow or number <= LOOP_LIMIT:
                        for count in forks:
                            yield FleetCost(number, count, delay, run(way, endpoint, hosts, count))


def delayed(milliseconds: int) -> Mapping[str, str]:
    """Return the variables of an emulator that takes so long for each call."""
    return {"EMULATED_DELAY": str(milliseconds / 1000)}
