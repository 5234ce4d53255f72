# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An account that asks for permissions as AWS does, and a count of the requests to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.httpsession import URLLib3Session

from tests.conftest import ACCOUNT_IDS
from tests.support.emulator import servers as emulators
from tests.support.emulator.accounts import Account, open_account


@pytest.fixture(scope="session")
def endpoint() -> Iterator[str]:
    """Give the endpoint of a ministack that asks for permissions as AWS does."""
    program = [*emulators.command(emulators.Kind.MINISTACK, 0)[:-1], "tests.support.emulator.enforcing_iam"]
    with ExitStack() as stack:
        with pytest.MonkeyPatch.context() as patch:  # only for this one: other tests use ministack as it is
            patch.setattr(emulators, "command", lambda _kind, _port: program)
            address = stack.enter_context(emulators.emulator(emulators.Kind.MINISTACK))
        yield address


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give a list of the HTTP requests that botocore sends; a call that is tried again sends several."""
    sent: list[str] = []

    def send(session: Any, request: Any) -> Any:
        sent.append(request.url)
        return original(session, request)

    original = URLLib3Session.send
    monkeypatch.setattr(URLLib3Session, "send", send)
    return sent


@pytest.fixture
def account(endpoint: str) -> Account:
    """Give an empty account with its root's credentials."""
    return open_account(emulators.Kind.MINISTACK, endpoint, next(ACCOUNT_IDS))
