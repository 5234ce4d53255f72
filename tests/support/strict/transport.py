# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the network: botocore reaches the strict layer in this process, without sockets.

botocore does all that it does on a network (signing, retries, parsing); only the sending is replaced. Two things are
made faster meanwhile, both here in ``in_this_process``: the pauses between tries are noted in place of being slept, and
what botocore reads from its data files is read once.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest import mock
from urllib.parse import urlsplit

import botocore.endpoint
import botocore.httpsession
import botocore.loaders
import botocore.session
import botocore.waiter
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError

from tests.support.strict.application import StrictApplication
from tests.support.strict.faults import ConnectionLost
from tests.support.strict.server import strict_moto

application: Callable[[], StrictApplication] = cache(strict_moto)
data_loader = cache(botocore.loaders.create_loader)


class Raw(io.BytesIO):
    """The body of an answer, as botocore reads it."""

    def stream(self, *_args: Any, **_options: Any) -> Iterator[bytes]:
        """Give the body in one piece."""
        yield self.read()


def environ_of(request: Any) -> dict[str, Any]:
    """Return the WSGI request for a request of botocore's."""
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    headers = {
        f"HTTP_{name.upper().replace('-', '_')}": value.decode() if isinstance(value, bytes) else str(value)
        for name, value in request.headers.items()
    }
    content_type = headers.pop("HTTP_CONTENT_TYPE", "")
    url = urlsplit(request.url)
    return {
        **headers,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": url.path or "/",
        "QUERY_STRING": url.query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",  # in front of which moto looks for no bucket
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def send(_session: Any, request: Any) -> AWSResponse:
    """Stand in for the sending of a request; a caller that dies is left by ``Died``, which nothing catches."""
    try:
        answer = application().handled(environ_of(request))
    except ConnectionLost as lost:
        raise ConnectionClosedError(endpoint_url=request.url, error=lost) from lost
    if answer is None:
        raise ConnectionClosedError(endpoint_url=request.url)
    raw: Any = Raw(answer.body)
    headers: Any = {"Content-Type": answer.content_type, **dict(answer.headers)}
    return AWSResponse(request.url, answer.status, headers, raw)


@contextmanager
def in_this_process() -> Iterator[list[float]]:
    """Let botocore talk to the strict layer in this process; give the pauses that it would have made."""
    pauses: list[float] = []
    with (
        mock.patch.object(botocore.httpsession.URLLib3Session, "send", send),
        mock.patch.object(botocore.endpoint, "time", SimpleNamespace(sleep=pauses.append)),
        mock.patch.object(botocore.waiter, "time", SimpleNamespace(sleep=pauses.append)),
        mock.patch.object(botocore.session, "create_loader", data_loader),
    ):
        yield pauses
