# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: counts API calls where they arrive, so that the calls of any client are counted in the same way.

Requests are told apart by their access key. Each try of a call that is repeated counts.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any
from urllib.parse import parse_qs

import urllib3

from tests.support.emulator.accounts import Account

PATH = "/_calls/"
CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/\d{8}/[^/]+/(?P<service>[^/]+)/")
FORM = "application/x-www-form-urlencoded"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class CountingApplication:
    """A WSGI application in front of another one.

    ``GET /_calls/KEY`` tells the calls that were signed with a key, and ``GET /_calls/`` all calls.
    """

    def __init__(self, application: Application) -> None:
        """Take the application whose requests are counted."""
        self._application = application
        self._calls: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._lock = Lock()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        path = str(environ["PATH_INFO"])
        if path.startswith(PATH):
            with self._lock:
                key = path.removeprefix(PATH)
                answer = json.dumps(self._calls[key] if key else sum(self._calls.values(), Counter())).encode()
            start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
            return [answer]
        signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        if signed and environ.get("CONTENT_TYPE", "").startswith(FORM):
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            environ["wsgi.input"] = io.BytesIO(body)
            action = parse_qs(body.decode())["Action"][0]
            with self._lock:
                self._calls[signed["key"]][f"{signed['service']}:{action}"] += 1
        return self._application(environ, start_response)


def calls_of(account: Account) -> Counter[str]:
    """Return how often each action was called with the credentials of an account, since they were made."""
    return _calls(account.environment["AWS_ENDPOINT_URL"], account.environment["AWS_ACCESS_KEY_ID"])


def all_calls(endpoint: str) -> Counter[str]:
    """Return how often each action was called at an emulator, with any credentials."""
    return _calls(endpoint, "")


def _calls(endpoint: str, key: str) -> Counter[str]:
    with urllib3.PoolManager() as pool:
        return Counter(pool.request("GET", endpoint + PATH + key).json())
