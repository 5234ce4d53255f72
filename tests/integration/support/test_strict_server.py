# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The strict layer over a network, and the death of real processes."""

from __future__ import annotations

import itertools
import subprocess
import sys
from typing import Any

import boto3
import psutil
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.support.emulator.accounts import Account
from tests.support.emulator.servers import CHECKOUT
from tests.support.runs.access import WHOLE, contents, converge
from tests.support.scenarios.thorough import some
from tests.support.strict.remote import ask, clear_faults, faults_of, journal_of, kill_when_dead, set_faults

RUN = f"from tests.support.runs.modules import run_module; run_module('access', {dict(WHOLE)!r})"


@pytest.fixture
def once(aws: Account) -> Any:
    """A client that tries once."""
    return boto3.client(
        "iam",
        config=Config(retries={"total_max_attempts": 1}),
        aws_access_key_id=aws.environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=aws.environment["AWS_SECRET_ACCESS_KEY"],
        aws_session_token=aws.environment["AWS_SESSION_TOKEN"],
        region_name=aws.environment["AWS_REGION"],
        endpoint_url=aws.environment["AWS_ENDPOINT_URL"],
    )


@pytest.mark.parametrize(("kind", "users"), [("reset-before", 0), ("reset-after", 1)])
def test_a_connection_is_really_lost(aws: Account, once: Any, kind: str, users: int) -> None:
    set_faults(aws, {"kind": kind, "times": 1})
    with pytest.raises(ConnectionClosedError):
        once.create_user(UserName="ada")
    assert len(once.list_users()["Users"]) == users
    assert [fault["hits"] for fault in faults_of(aws)] == [1]
    outcomes = [entry["outcome"] for entry in journal_of(aws)]
    assert outcomes == [*(["ok"] if users else []), kind, "ok"]


def test_refusals_pages_and_quotas(aws: Account, once: Any) -> None:
    ask(aws, "PUT", "settings", {"quotas": {"UsersQuota": 2}, "page": 1})
    for name in ("ada", "grace"):
        once.create_user(UserName=name)
    with pytest.raises(ClientError, match="UsersPerAccount: 2"):
        once.create_user(UserName="linus")
    pages = list(once.get_paginator("list_users").paginate())
    assert [[user["UserName"] for user in page["Users"]] for page in pages] == [["ada"], ["grace"]]


@pytest.mark.parametrize(("number", "kind"), some(itertools.product((9, 4, 14), ("die-after", "die-before")), every=6))
def test_a_real_process_dies(aws: Account, kind: str, number: int) -> None:
    converge(aws, **WHOLE)
    whole = contents(aws)
    converge(aws, **WHOLE, state="absent")
    set_faults(aws, {"kind": kind, "call": number})
    process = psutil.Popen(
        [sys.executable, "-c", RUN],
        cwd=CHECKOUT,
        env=dict(aws.environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kill_when_dead(aws, process)
    assert [fault["hits"] for fault in faults_of(aws)] == [1]
    clear_faults(aws)
    assert not converge(aws, **WHOLE).failed
    assert contents(aws) == whole
    assert not converge(aws, **WHOLE).changed


def test_a_wrong_fault_is_told(aws: Account) -> None:
    with pytest.raises(ValueError, match="surprise is none of"):
        set_faults(aws, {"kind": "surprise"})
