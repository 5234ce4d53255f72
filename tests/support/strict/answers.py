# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What IAM answers, in its XML, and how it and other services refuse, each in its own form."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

from tests.support.strict.model import statuses

NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"
MAPS = frozenset({"SummaryMap"})
CLIENT_ERROR, SERVER_ERROR = 400, 500
NOT_IN_XML = {code: "" for code in range(32) if code not in (9, 10, 13)}


class RefusedError(Exception):
    """AWS does not do what it is asked to; the rule that says so is named by ``rule``."""

    def __init__(self, code: str, message: str, rule: str = "") -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.rule = code, message, rule


def no_such(message: str) -> RefusedError:
    """Return the refusal that names what does not exist."""
    return RefusedError("NoSuchEntity", message, "exists")


@dataclass(frozen=True)
class Answer:
    """An answer of the API."""

    status: int
    body: bytes
    content_type: str = "text/xml"

    @property
    def succeeded(self) -> bool:
        """Tell whether the call did what it was to do."""
        return self.status < 300


def written(value: Any) -> str:
    """Return a value as XML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        moment = value if value.tzinfo else value.replace(tzinfo=UTC)
        return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return escape(str(value).translate(NOT_IN_XML), {"\r": "&#13;"})


def element(name: str, value: Any) -> Iterable[str]:
    """Give the pieces of an element; what is None has none."""
    if value is None:
        return
    yield f"<{name}>"
    if name in MAPS:
        for key in sorted(value):
            yield f"<entry><key>{key}</key><value>{written(value[key])}</value></entry>"
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from element(key, item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from element("member", item)
    else:
        yield written(value)
    yield f"</{name}>"


def request_id() -> dict[str, str]:
    """Return what marks one request."""
    return {"RequestId": str(uuid.uuid4())}


def result(operation: str, content: Mapping[str, Any] | None) -> Answer:
    """Return the answer to a call that succeeded; ``content`` is None for an operation that answers nothing."""
    inner = "" if content is None else "".join(element(f"{operation}Result", content))
    metadata = "".join(element("ResponseMetadata", request_id()))
    body = f'<{operation}Response xmlns="{NAMESPACE}">{inner}{metadata}</{operation}Response>'
    return Answer(200, body.encode())


def iam_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as IAM and STS write it."""
    kind = "Receiver" if status >= SERVER_ERROR else "Sender"
    inner = "".join(element("Error", {"Type": kind, "Code": code, "Message": message}))
    body = f'<ErrorResponse xmlns="{NAMESPACE}">{inner}{"".join(element("RequestId", request_id()["RequestId"]))}'
    return Answer(status, f"{body}</ErrorResponse>".encode())


def ec2_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as EC2 writes it."""
    inner = "".join(element("Errors", {"Error": {"Code": code, "Message": message}}))
    return Answer(status, f"<Response>{inner}{''.join(element('RequestID', str(uuid.uuid4())))}</Response>".encode())


def json_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as services with JSON write it."""
    return Answer(status, json.dumps({"__type": code, "message": message}).encode(), "application/x-amz-json-1.1")


ERROR_FORMS: Mapping[str, Callable[[str, str, int], Answer]] = {"ec2": ec2_error, "secretsmanager": json_error}


def error(code: str, message: str, status: int | None = None, *, service: str = "iam") -> Answer:
    """Return the answer to a call that was refused."""
    return ERROR_FORMS.get(service, iam_error)(code, message, status or statuses().get(code, CLIENT_ERROR))
