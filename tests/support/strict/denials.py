# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for what AWS tells about a request that it denied: encoded messages, and authorization details.

Here, an encoded message and an authorization id are their content itself, in hexadecimal digits. Sources:
https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html
https://docs.aws.amazon.com/iam-toolbox/latest/APIReference/API_GetRequestAuthorizationDetails.html
"""

from __future__ import annotations

import json
from typing import Any
from xml.sax.saxutils import escape

from tests.support.strict.answers import Answer, RefusedError
from tests.support.strict.call import Call

OPERATIONS = ("sts:DecodeAuthorizationMessage", "iam:GetRequestAuthorizationDetails")
STS = "https://sts.amazonaws.com/doc/2011-06-15/"


def encoded(content: Any) -> str:
    """Return a content as an encoded message, or as an authorization id."""
    return json.dumps(content).encode().hex()


def decoded(text: str, code: str) -> Any:
    """Return the content."""
    try:
        return json.loads(bytes.fromhex(text))
    except ValueError:
        raise RefusedError(code, "It is none that AWS has given.", "denials") from None


def answered(call: Call) -> Answer:
    """Answer one of the two operations."""
    if call.service == "iam-toolbox":
        content = decoded(call["authorizationId"], "ResourceNotFoundException")
        return Answer(200, json.dumps(content).encode(), "application/json")
    content = decoded(call["EncodedMessage"], "InvalidAuthorizationMessageException")
    inner = f"<DecodedMessage>{escape(json.dumps(content))}</DecodedMessage>"
    name = call.operation
    return Answer(200, f'<{name}Response xmlns="{STS}"><{name}Result>{inner}</{name}Result></{name}Response>'.encode())
