# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Fixtures that all tests share."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind, emulator, without_settings
from tests.support.scenarios.thorough import ALL_TESTS

ACCOUNT_IDS = map(str, itertools.count(100_000_000_001))


# The same examples in each run, and no time limit: a busy machine is no reason to fail.
settings.register_profile("project", deadline=None, derandomize=True, max_examples=100 if ALL_TESTS else 30)
settings.load_profile("project")


def pytest_configure() -> None:
    """Take away what the caller has set for AWS and Ansible: no test may depend on it, or reach a real account."""
    for name in os.environ.keys() - without_settings(os.environ).keys():
        del os.environ[name]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, unless all is to be run: see tests/support/scenarios/thorough.py."""
    left_out = [item for item in items if not ALL_TESTS and item.get_closest_marker("thorough")]
    if left_out:
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


@pytest.fixture(scope="session")
def moto_endpoint() -> Iterator[str]:
    """Give the endpoint of a moto server: one for each worker of pytest-xdist."""
    with emulator(Kind.MOTO) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def ministack_endpoint() -> Iterator[str]:
    """Give the endpoint of a ministack server, which enforces policies: one for each worker of pytest-xdist."""
    with emulator(Kind.MINISTACK) as endpoint:
        yield endpoint


@pytest.fixture
def aws(moto_endpoint: str) -> Account:
    """Give an empty account of moto."""
    return open_account(Kind.MOTO, moto_endpoint, next(ACCOUNT_IDS))


@pytest.fixture
def enforcing_aws(ministack_endpoint: str) -> Account:
    """Give an empty account of ministack, with its root's credentials."""
    return open_account(Kind.MINISTACK, ministack_endpoint, next(ACCOUNT_IDS))
