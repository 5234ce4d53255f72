# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""After a lost answer it is looked what became of the call; it is made again only if nothing did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError
from botocore.parsers import ResponseParserError

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.non_idempotent import until_answered
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.retries import MAX_ATTEMPTS


def failure(status: int) -> ClientError:
    response: Any = {"Error": {"Code": "No"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "AddRoleToInstanceProfile")


GONE = ConnectionClosedError(endpoint_url="http://nowhere")


class Wire:
    """What comes of the calls, one after the other, and what is found after each that was lost."""

    def __init__(self, *outcomes: Exception | str, found: str | None = None) -> None:
        self._outcomes: Iterator[Exception | str] = iter(outcomes)
        self._found = found
        self.log: list[str] = []

    def call(self) -> str:
        self.log.append("call")
        outcome = next(self._outcomes)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    def look(self) -> str | None:
        self.log.append("look")
        return self._found


@pytest.mark.parametrize(
    ("wire", "answer", "log"),
    [
        (Wire("made"), "made", ["call"]),
        (Wire(GONE, found="found"), "found", ["call", "look"]),
        (Wire(failure(500), found="found"), "found", ["call", "look"]),
        (Wire(ResponseParserError(), "made"), "made", ["call", "look", "call"]),
        (Wire(GONE, failure(503), "made"), "made", ["call", "look", "call", "look", "call"]),
    ],
)
def test_answers(wire: Wire, answer: str, log: list[str]) -> None:
    assert until_answered(wire.call, wire.look) == answer
    assert wire.log == log


def test_a_refusal_is_an_answer() -> None:
    wire = Wire(failure(409), found="found")
    with pytest.raises(ClientError):
        until_answered(wire.call, wire.look)
    assert wire.log == ["call"]


def test_it_ends() -> None:
    wire = Wire(*[GONE] * MAX_ATTEMPTS)
    with pytest.raises(ConnectionClosedError):
        until_answered(wire.call, wire.look)
    assert wire.log == ["call", "look"] * (MAX_ATTEMPTS - 1) + ["call"]
