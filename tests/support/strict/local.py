# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""The strict layer in this process, without sockets: a module run costs some tens of milliseconds.

botocore does all that it does on a network (signing, retries, parsing); only the sending is replaced. Two things are
made faster while a bench is in use, both here in ``in_this_process``: the pauses between tries are noted in place of
being slept, and what botocore reads from its data files is read once.
"""

from __future__ import annotations

import io
import itertools
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest import mock

import botocore.endpoint
import botocore.httpsession
import botocore.loaders
import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ConnectionClosedError
from moto.iam.models import iam_backends

from ansible_collections.fleetops.app2container.plugins.module_utils.aws import apply, observe
from tests.support.accounts import Account
from tests.support.emulator import aws_environment
from tests.support.modules import ModuleResult, run_module
from tests.support.strict.application import Entry, StrictApplication
from tests.support.strict.faults import ConnectionLost, Fault
from tests.support.strict.server import strict_moto
from tests.support.strict.snapshot import snapshot
from tests.support.strict.world import STORES, copied

ENDPOINT = "http://bench.invalid"
ACCOUNT_IDS = map(str, itertools.count(700_000_000_001))

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
    return {
        **headers,
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": "/",
        "QUERY_STRING": "",
        "SERVER_NAME": "bench.invalid",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "bench.invalid",
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
    return AWSResponse(request.url, answer.status, {"Content-Type": answer.content_type}, raw)


@contextmanager
def in_this_process() -> Iterator[list[float]]:
    """Let botocore talk to the strict layer in this process; give the pauses that it would have made."""
    pauses: list[float] = []
    with (
        mock.patch.object(botocore.httpsession.URLLib3Session, "send", send),
        mock.patch.object(botocore.endpoint, "time", SimpleNamespace(sleep=pauses.append)),
        mock.patch.object(botocore.session, "create_loader", data_loader),
    ):
        yield pauses


class Bench:
    """One account of its own, and all that can be done to it."""

    def __init__(self, pauses: list[float]) -> None:
        self.pauses = pauses
        self.account_id = next(ACCOUNT_IDS)
        self.account = Account(account_id=self.account_id, environment=self._environment())
        self.iam: Any = self.account.client("iam")

    def _environment(self) -> dict[str, str]:
        """Return the variables for a process that works in the account."""
        key = iam_backends[self.account_id]["aws"].create_temp_access_key()
        return aws_environment(ENDPOINT) | {
            "AWS_ACCESS_KEY_ID": key.access_key_id,
            "AWS_SECRET_ACCESS_KEY": key.secret_access_key,
            "AWS_SESSION_TOKEN": "a session of the bench",
        }

    def run(self, *, check: bool = False, serial: bool = True, **params: Any) -> ModuleResult:
        """Run the access module as a new process would; ``serial`` makes its calls one after the other."""
        application().faults.revive(self.account_id)
        threads = 1 if serial else apply.PARALLEL
        with (
            mock.patch.object(apply, "PARALLEL", threads),
            mock.patch.object(observe, "PARALLEL", threads),
        ):
            return run_module("access", params, check=check, environment=self.account.environment)

    def fault(self, kind: str, **settings: Any) -> Fault:
        """Set a fault for this account; return it, with its count of hits."""
        fault = Fault(kind=kind, account=self.account_id, **settings)
        application().faults.add(fault)
        return fault

    def calm(self) -> None:
        """Take away all faults of the account, and let all calls see it as it is."""
        application().faults.clear(self.account_id)
        application().settle(self.account_id)

    def calls(self) -> list[Entry]:
        """Return the calls made in the account since the last ``forget``."""
        return [entry for entry in list(application().journal) if entry.call.account_id == self.account_id]

    def forget(self) -> None:
        """Forget the calls of the account."""
        journal = application().journal
        journal[:] = [entry for entry in journal if entry.call.account_id != self.account_id]

    def settings(self, *, quotas: Mapping[str, int] | None = None, page: int | None = None) -> None:
        """Set quotas and the length of pages."""
        here = application().settings[self.account_id]
        here.quotas, here.page = dict(quotas or {}), page

    def snapshot(self) -> dict[str, Any]:
        """Return everything in the account."""
        return snapshot(application().world(self.account_id, "aws"))

    def save(self) -> Any:
        """Return what ``restore`` brings back."""
        return copied(iam_backends[self.account_id]["aws"])

    def restore(self, saved: Any) -> None:
        """Make the account what it was when it was saved, as often as wanted, and calm."""
        self.calm()
        application().faults.revive(self.account_id)
        state = copied(saved)
        for name in STORES:
            setattr(iam_backends[self.account_id]["aws"], name, getattr(state, name))


@contextmanager
def bench() -> Iterator[Bench]:
    """Give an account of its own, for the time of the context."""
    with mock.patch.dict(os.environ, {"AWS_EC2_METADATA_DISABLED": "true"}), in_this_process() as pauses:
        here = Bench(pauses)
        try:
            yield here
        finally:
            here.calm()
            here.forget()
