# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for a connection to AWS: a client of IAM that answers from a script and records the requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.config import Config
from botocore.exceptions import ClientError

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.connection import Connection
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import SERVICE


def client_error(
    code: str, operation: str = "GetUser", *, message: str = "no.", attempts: int = 0, service: str = "iam"
) -> ClientError:
    """An error as botocore raises it, with the service that a connection notes."""
    metadata = {"RetryAttempts": attempts, SERVICE: service}
    response: Any = {"Error": {"Code": code, "Message": message}, "ResponseMetadata": metadata}
    return ClientError(response, operation)


class FakeClients:
    """As much of the clients of a module as a connection needs: one client, and the settings that were asked for."""

    region = "eu-west-1"

    def __init__(self, client: Any) -> None:
        self._client = client
        self.params: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def client(self, service: str, **settings: Any) -> Any:
        """Return the client."""
        self.asked.append((service, settings))
        return self._client


class _Events:
    def __init__(self) -> None:
        self.registered: list[tuple[str, Callable[..., Any]]] = []

    def register(self, name: str, handler: Callable[..., Any]) -> None:
        self.registered.append((name, handler))

    register_first = register


class _Meta:
    endpoint_url = "https://iam.amazonaws.com"
    config = Config()

    def __init__(self) -> None:
        self.events = _Events()


class _Pages:
    """The pages of an answer; it is asked for when the first is read, as botocore does."""

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        answer = self._ask()
        return iter(answer if isinstance(answer, list) else [answer])

    def build_full_result(self) -> dict[str, Any]:
        whole: dict[str, Any] = {}
        for page in self:
            for key, value in page.items():
                whole[key] = [*whole.get(key, []), *value] if isinstance(value, list) else value
        return whole


class FakeIam:
    """Answers by the name of the method; a list answers a paginator page by page, an exception is raised."""

    def __init__(self, **answers: Any) -> None:
        self.meta = _Meta()
        self.answers = answers
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**params: Any) -> Any:
            self.calls.append((name, params))
            answer = self.answers.get(name, {})
            if isinstance(answer, Exception):
                raise answer
            return answer(**params) if callable(answer) else answer

        return call

    def get_paginator(self, name: str) -> Any:
        """Return what makes pages of the answer."""
        fake = self

        class Paginator:
            def paginate(self, **params: Any) -> _Pages:
                params.pop("PaginationConfig", None)
                return _Pages(lambda: getattr(fake, name)(**params))

        return Paginator()


def connection(iam: Any, calls: Counter[str] | None = None) -> Connection:
    """A connection whose every client is this one."""
    module: Any = FakeClients(iam)
    return Connection(module, Counter() if calls is None else calls)
