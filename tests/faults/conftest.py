# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Count what the proofs do; a walk through all faults leaves its figures for docs/reliability.md."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.emulator.servers import CHECKOUT
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.thorough import THOROUGH
from tests.support.strict.transport import application

TARGET = CHECKOUT / "build/faults.json"

by_file: defaultdict[str, Counter[str]] = defaultdict(Counter)


@pytest.fixture(autouse=True)
def counted(request: pytest.FixtureRequest) -> Iterator[None]:
    """Count a test, with its runs, calls and faults, for the file that it is in."""
    before = Counter(application().figures)
    yield
    by_file[request.path.name].update(application().figures - before, tests=1)


@pytest.fixture(scope="module")
def account() -> Iterator[Bench]:
    """Give an empty account, which each test leaves as it was."""
    with bench() as here:
        yield here


@pytest.fixture(scope="module")
def start(account: Bench) -> Any:
    """Give what the account is at first."""
    return account.save()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand over the figures of a worker of pytest-xdist, or write them where there is none."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["figures"] = {name: dict(figures) for name, figures in by_file.items()}
    elif THOROUGH and by_file:
        TARGET.parent.mkdir(exist_ok=True)
        TARGET.write_text(json.dumps(by_file, indent=1, sort_keys=True) + "\n", encoding="utf-8")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over the figures of a worker."""
    for name, figures in getattr(node, "workeroutput", {}).get("figures", {}).items():
        by_file[name].update(figures)
