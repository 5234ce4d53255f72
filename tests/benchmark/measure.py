# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Run a playbook twice in an empty emulated account, and measure both runs."""

from __future__ import annotations

import itertools
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.call_counter import calls_of
from tests.support.emulator.servers import CHECKOUT, Kind
from tests.support.runs.playbooks import PlaybookResult, run_playbook

SITE = CHECKOUT / "playbooks/site.yml"
AMAZON_AWS = Path(__file__).with_name("amazon_aws.yml")
MODULE = "fleetops.app2container.access"
ACCOUNT_IDS = map(str, itertools.count(200_000_000_001))
ANY_ACCOUNT = "0" * 12
SECONDS = 3600


class BenchmarkError(Exception):
    """A run did not do what it should, so its figures mean nothing."""


@dataclass(frozen=True)
class Way:
    """One way to do the job: how the table calls it, the playbook, and the variables that it has beside the users."""

    title: str
    playbook: Path
    variables: Mapping[str, Any] = field(default_factory=dict)


WAYS = (
    Way("`site.yml`", SITE),
    Way("`site.yml`, discovery `account`", SITE, {"a2c_iam_discovery": "account"}),
    Way("`site.yml`, discovery `targeted`", SITE, {"a2c_iam_discovery": "targeted"}),
    Way("amazon.aws modules", AMAZON_AWS),
)


@dataclass(frozen=True)
class Figures:
    """Calls and seconds of the first run in an empty account, and of a second one that finds nothing to do."""

    first_calls: float
    first_seconds: float
    again_calls: float
    again_seconds: float


def variables_for(users: int) -> dict[str, Any]:
    """Return the variables of both playbooks for a number of users."""
    return {
        "a2c_iam_policy_deploy_targets": ["ecs", "eks"],
        "a2c_iam_users": [{"name": f"user{number:04}"} for number in range(users)],
    }


def own_count(outcome: PlaybookResult) -> Counter[str] | None:
    """Return what the collection's own module says it called; None where it did not run."""
    counts = [Counter(task.result["api_calls"]) for task in outcome.tasks if task.action == MODULE]
    return counts[0] if counts else None


def run(
    way: Way, account: Account, variables: Mapping[str, Any], *, changed: bool
) -> tuple[int, float, PlaybookResult]:
    """Run a playbook, check what it did, and return the calls at the emulator, the seconds, and the outcome."""
    before, start = calls_of(account), time.monotonic()
    outcome = run_playbook(way.playbook, env=account.environment, extra_vars=variables, seconds=SECONDS)
    seconds = time.monotonic() - start
    calls = calls_of(account) - before
    if outcome.rc != 0:
        raise BenchmarkError(f"{way.title} failed:\n{outcome.stdout}{outcome.stderr}")
    if bool(outcome.changed) is not changed:
        raise BenchmarkError(f"{way.title} reported {outcome.changed} changed tasks")
    if own_count(outcome) not in (None, calls):
        raise BenchmarkError(f"{way.title} counted {own_count(outcome)}, the emulator {calls}")
    return calls.total(), seconds, outcome


def general_policies(endpoint: str) -> str:
    """Return the parts of the general policy (name, ARN, document) as JSON, so that both ways get the same."""
    account = open_account(Kind.MOTO, endpoint, next(ACCOUNT_IDS))
    outcome = run(WAYS[0], account, variables_for(0), changed=True)[2]
    access = next(task for task in outcome.tasks if task.action == MODULE).result["access"]
    return json.dumps(access["policies"]).replace(account.account_id, ANY_ACCOUNT)


def policies_in(account: Account, policies: str) -> list[dict[str, Any]]:
    """Return the parts of the general policy as they are in an account."""
    parts: list[dict[str, Any]] = json.loads(policies.replace(ANY_ACCOUNT, account.account_id))
    return parts


def measure_once(way: Way, endpoint: str, users: int, policies: str) -> Figures:
    """Measure both runs in an account of their own."""
    account = open_account(Kind.MOTO, endpoint, next(ACCOUNT_IDS))
    variables = {**variables_for(users), **way.variables}
    if way.playbook == AMAZON_AWS:
        variables["policies"] = policies_in(account, policies)
    first_calls, first_seconds, _unused = run(way, account, variables, changed=True)
    again_calls, again_seconds, _unused = run(way, account, variables, changed=False)
    return Figures(first_calls, first_seconds, again_calls, again_seconds)


def medians(runs: list[Figures]) -> Figures:
    """Return the medians of several measurements."""
    return Figures(*(median(values) for values in zip(*(vars(figures).values() for figures in runs), strict=True)))


def extrapolated(users: int, smaller: tuple[int, Figures], larger: tuple[int, Figures]) -> Figures:
    """Return what a number of users would take, if it went on as between two numbers that were measured."""
    (few, few_figures), (many, many_figures) = smaller, larger
    pairs = zip(vars(few_figures).values(), vars(many_figures).values(), strict=True)
    return Figures(*(high + (high - low) / (many - few) * (users - many) for low, high in pairs))
