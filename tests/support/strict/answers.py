# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the error answers of IAM and of other services, each in the form of its protocol."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import uuid4
from xml.sax.saxutils import escape

from tests.support.strict.model import statuses

NAMESPACE = "https://iam.amazonaws.com/doc/2010-05-08/"
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
    headers: tuple[tuple[str, str], ...] = ()  # further ones

    @property
    def succeeded(self) -> bool:
        """Tell whether the call did what it was to do."""
        return self.status < 300


def code_and_message(code: str, message: str) -> str:
    """Return what all refusals in XML have in common."""
    text = escape(message.translate(NOT_IN_XML), {"\r": "&#13;"})
    return f"<Code>{code}</Code><Message>{text}</Message>"


def iam_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as IAM and STS write it."""
    kind = "Receiver" if status >= SERVER_ERROR else "Sender"
    inner = f"<Error><Type>{kind}</Type>{code_and_message(code, message)}</Error><RequestId>{uuid4()}</RequestId>"
    return Answer(status, f'<ErrorResponse xmlns="{NAMESPACE}">{inner}</ErrorResponse>'.encode())


def ec2_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as EC2 writes it."""
    inner = f"<Errors><Error>{code_and_message(code, message)}</Error></Errors><RequestID>{uuid4()}</RequestID>"
    return Answer(status, f"<Response>{inner}</Response>".encode())


def s3_error(code: str, _message: str, status: int) -> Answer:
    """Return a refusal as S3 writes it: it does not say what was asked for."""
    inner = code_and_message(code, "Access Denied" if code == "AccessDenied" else code)
    return Answer(status, f"<Error>{inner}<RequestId>{uuid4()}</RequestId></Error>".encode(), "application/xml")


def json_error(code: str, message: str, status: int) -> Answer:
    """Return a refusal as services with JSON write it."""
    return Answer(status, json.dumps({"__type": code, "message": message}).encode(), "application/x-amz-json-1.1")


ERROR_FORMS: Mapping[str, Callable[[str, str, int], Answer]] = {
    "ec2": ec2_error,
    "iam-toolbox": json_error,
    "identitystore": json_error,
    "s3": s3_error,
    "secretsmanager": json_error,
    "sso": json_error,
}


def error(code: str, message: str, status: int | None = None, *, service: str = "iam") -> Answer:
    """Return the answer to a call that was refused."""
    return ERROR_FORMS.get(service, iam_error)(code, message, status or statuses().get(code, CLIENT_ERROR))
