# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for AWS when it refuses single calls: the emulator answers all others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from types import SimpleNamespace
from typing import Any
from unittest import mock

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.connection import Connection

READING = ("Get", "List", "Simulate")


@contextmanager
def refused_calls(code: str, *, when: Callable[[str], bool]) -> Iterator[list[str]]:
    """Answer IAM calls whose name ``when`` accepts with an error; give the names of those that were refused."""
    names: list[str] = []
    made = Connection.client

    def refuse(model: Any, **_kwargs: Any) -> Any:
        if not when(model.name):
            return None
        names.append(model.name)
        answer = {"Error": {"Code": code, "Message": "as the test says."}, "ResponseMetadata": {"RetryAttempts": 0}}
        return SimpleNamespace(status_code=400), answer

    def client(self: Connection, service: str, **options: Any) -> Any:
        found = made(self, service, **options)
        found.meta.events.register_last("before-call.iam", refuse)
        return found

    with mock.patch.object(Connection, "client", client):
        yield names


def from_the_write(number: int) -> Callable[[str], bool]:
    """Accept the writing call of this number, counted from 1, and all later ones: as if the run had been cut off."""
    lock = Lock()
    seen = 0

    def is_due(name: str) -> bool:
        nonlocal seen
        if name.startswith(READING):
            return False
        with lock:
            seen += 1
            return seen >= number

    return is_due
