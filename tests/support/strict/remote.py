# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: a client of the strict layer in another process: sets faults, reads the journal, ends runs.

A process that is to die at a call is first cut off by the server (``die-before``, ``die-after``): the call and all
later ones of its account get no answer. ``kill_when_dead`` then ends it, so that it has no chance to do anything else.
"""

from __future__ import annotations

import time
from typing import Any

import psutil
import urllib3

from tests.support.emulator.accounts import Account
from tests.support.emulator.processes import family

PAUSE = 0.01  # seconds between two looks
SECONDS = 60.0


def ask(account: Account, method: str, place: str, given: Any = None) -> Any:
    """Speak to the control side of the server about one account."""
    address = f"{account.environment['AWS_ENDPOINT_URL']}/_{place}/{account.account_id}"
    with urllib3.PoolManager() as pool:
        answer = pool.request(method, address, json=given, retries=False)
    if answer.status != 200:
        raise ValueError(answer.json()["error"])
    return answer.json()


def set_faults(account: Account, *faults: dict[str, Any]) -> None:
    """Set faults that hit the calls of this account."""
    ask(account, "POST", "faults", list(faults))


def faults_of(account: Account) -> Any:
    """Return the faults of the account with their hits."""
    return ask(account, "GET", "faults")["faults"]


def clear_faults(account: Account) -> None:
    """Take away the faults of the account, and let the next process work in it."""
    ask(account, "DELETE", "faults")


def journal_of(account: Account) -> Any:
    """Return the calls that were made in the account."""
    return ask(account, "GET", "journal")


def issued_keys(account: Account) -> dict[str, str]:
    """Return the secrets of all access keys that were ever made in the account, by the ids of the keys."""
    return dict(ask(account, "GET", "issued"))


def kill_when_dead(account: Account, process: psutil.Popen) -> None:
    """Wait until a fault has cut the process off, and kill it with all its children."""
    end = time.monotonic() + SECONDS
    while account.account_id not in ask(account, "GET", "faults")["dead"]:
        if process.poll() is not None:
            raise AssertionError(f"the process ended by itself with {process.returncode}")
        if time.monotonic() > end:
            raise TimeoutError("the process made too few calls to die")
        time.sleep(PAUSE)
    for member in family(process):
        member.kill()
    process.wait()
