# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Measure runs over many accounts in which there is nothing to do, beside other ways to do the same in each account."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmark.measure import AMAZON_AWS, ANY_ACCOUNT, SITE, general_policies, variables_for
from tests.benchmark.processes import Cost, measured
from tests.support.emulator.call_counter import all_calls
from tests.support.emulator.servers import Kind, aws_environment, emulator
from tests.support.runs.playbooks import ANSIBLE_PLAYBOOK

CALLER_INFO = Path(__file__).with_name("caller_info.yml")
FIRST_ACCOUNT = 400_000_000_000
USERS = 3  # in each account
LOOP_LIMIT = 10  # up to so many accounts amazon.aws is measured in any case: it needs ten seconds for each


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


def inventory(folder: Path, accounts: int, policies: str) -> Path:
    """Write an inventory of new accounts, each with what amazon.aws has to be told of its policies."""
    hosts: dict[str, dict[str, Any]] = {}
    for account_id in map(str, range(FIRST_ACCOUNT, FIRST_ACCOUNT + accounts)):
        hosts[f"account-{account_id}"] = {
            "a2c_iam_account_id": account_id,
            "a2c_iam_assume_role_arn": f"arn:aws:iam::{account_id}:role/Automation",
            "policies": json.loads(policies.replace(ANY_ACCOUNT, account_id)),
        }
    file = folder / f"{accounts}.json"
    file.write_text(json.dumps({"a2c_accounts": {"hosts": hosts}}), encoding="utf-8")
    return file


def run(way: Way, endpoint: str, hosts: Path, forks: int) -> Cost:
    """Run a playbook for all accounts of an inventory."""
    before = all_calls(endpoint)
    command = [str(ANSIBLE_PLAYBOOK), "--inventory", str(hosts), "--forks", str(forks)]
    return measured(
        way.title,
        [*command, "--extra-vars", json.dumps(variables_for(USERS)), str(way.playbook)],
        aws_environment(endpoint),
        lambda _output: (all_calls(endpoint) - before).total(),
    )


def fleet_costs(
    accounts: Sequence[int], forks: Sequence[int], delays: Sequence[int], *, full: bool
) -> Iterator[FleetCost]:
    """Give what each way costs, with each number of accounts and forks, and each delay in milliseconds."""
    for delay in delays:
        with TemporaryDirectory() as name, emulator(Kind.MOTO, settings=delayed(delay)) as endpoint:
            policies = general_policies(endpoint)
            for number in sorted(accounts):
                hosts = inventory(Path(name), number, policies)
                run(WAYS[0], endpoint, hosts, max(forks))
                for way in WAYS:
                    if full or not way.slow or number <= LOOP_LIMIT:
                        for count in forks:
                            yield FleetCost(number, count, delay, run(way, endpoint, hosts, count))


def delayed(milliseconds: int) -> Mapping[str, str]:
    """Return the variables of an emulator that takes so long for each call."""
    return {"EMULATED_DELAY": str(milliseconds / 1000)}
