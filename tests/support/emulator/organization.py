# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for AWS Organizations as it is today: accounts have ``State`` and ``Paths``, which moto does not know.

It gives pages of 20 at most, also empty ones, and refuses or throttles calls on demand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any

import boto3

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.clients import client_config, prepared
from tests.support.emulator.servers import LOOPBACK, REGION, aws_environment, url

MANAGEMENT = "100000000000"
ROOT = "r-root"
ORGANIZATION = "o-organization"
PAGE = 20
CALLER = """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>
<Arn>arn:aws:iam::{account}:user/control-node</Arn><UserId>AIDAEXAMPLE</UserId><Account>{account}</Account>
</GetCallerIdentityResult></GetCallerIdentityResponse>"""
TEXTS = {"AccessDeniedException": "You don't have permissions to access this resource."}


@dataclass
class FakeOrganization:
    """An organization with the management account, and what calls to it do."""

    units: dict[str, tuple[str, str]] = field(default_factory=dict)  # name and parent, by ID
    accounts: dict[str, dict[str, Any]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    tags: dict[str, dict[str, str]] = field(default_factory=dict)
    caller: str = MANAGEMENT
    knows_paths: bool = True
    state_key: str = "State"
    empty_pages: bool = False
    fails: dict[str, str] = field(default_factory=dict)  # error code by action
    throttled: Counter[str] = field(default_factory=Counter)  # how often an action is throttled before it answers
    calls: Counter[str] = field(default_factory=Counter)
    lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        """Add the management account."""
        self.account(MANAGEMENT, name="management")

    def unit(self, name: str, parent: str = ROOT) -> str:
        """Add an organizational unit, and return its ID."""
        unit_id = f"ou-root-{len(self.units):08}"
        self.units[unit_id] = (name, parent)
        return unit_id

    def account(self, account_id: str, unit: str = ROOT, state: str = "ACTIVE", name: str = "", **tags: str) -> str:
        """Add an account, and return its ID."""
        self.accounts[account_id] = {
            "Id": account_id,
            "Arn": f"arn:aws:organizations::{MANAGEMENT}:account/{ORGANIZATION}/{account_id}",
            "Name": name or f"account {account_id}",
            "Email": f"{account_id}@example.com",
            "JoinedTimestamp": 1.7e9,
            "State": state,
        }
        self.parents[account_id], self.tags[account_id] = unit, tags
        return account_id

    def _path(self, unit: str) -> str:
        return f"{self._path(self.units[unit][1])}{unit}/" if unit in self.units else f"{ORGANIZATION}/{ROOT}/"

    def _shown(self, account_id: str) -> dict[str, Any]:
        account = dict(self.accounts[account_id])
        account[self.state_key] = account.pop("State")
        paths = {"Paths": [f"{self._path(self.parents[account_id])}{account_id}/"]} if self.knows_paths else {}
        return {**account, **paths}

    def _items(self, action: str, params: Mapping[str, Any]) -> tuple[str, list[Any]]:
        parent = params.get("ParentId")
        if action == "ListTagsForResource":
            return "Tags", [{"Key": key, "Value": value} for key, value in self.tags[params["ResourceId"]].items()]
        if action == "ListRoots":
            return "Roots", [{"Id": ROOT, "Name": "Root"}]
        if action == "ListOrganizationalUnitsForParent":
            found = [(unit_id, name) for unit_id, (name, above) in self.units.items() if above == parent]
            return "OrganizationalUnits", [{"Id": unit_id, "Name": name} for unit_id, name in found]
        return "Accounts", [self._shown(item) for item in self.accounts if parent in (None, self.parents[item])]

    def answer(self, action: str, params: Mapping[str, Any]) -> tuple[int, dict[str, Any]]:
        """Return the status and the body of the answer to a call."""
        with self.lock:
            self.calls[action] += 1
            code = self.fails.get(action)
            if self.throttled[action]:
                self.throttled[action] -= 1
                code = "TooManyRequestsException"
        if code:
            return 400, {"__type": code, "Message": TEXTS.get(code, "The fake refuses.")}
        key, items = self._items(action, params)
        assert params.get("MaxResults", PAGE) <= PAGE
        start, turn = map(int, str(params.get("NextToken", "0:0")).split(":"))
        if self.empty_pages and not turn:
            return 200, {key: [], "NextToken": f"{start}:1"}
        end = start + PAGE
        return 200, {key: items[start:end], **({"NextToken": f"{end}:0"} if end < len(items) else {})}

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Serve the organization, and give its endpoint."""
        server = ThreadingHTTPServer((LOOPBACK, 0), _handler(self))
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield url(server.server_port)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()

    @contextmanager
    def client(self) -> Iterator[Any]:
        """Serve the organization, and give a client of it as the plugin has one."""
        with self.serving() as endpoint:
            env = aws_environment(endpoint)
            client = boto3.client(
                "organizations",
                aws_access_key_id=env["AWS_ACCESS_KEY_ID"],
                aws_secret_access_key=env["AWS_SECRET_ACCESS_KEY"],
                region_name=REGION,
                endpoint_url=endpoint,
                config=client_config(paced=True),
            )
            yield prepared(client, "organizations")
            client.close()


def _handler(organization: FakeOrganization) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            action = self.headers.get("X-Amz-Target", "").partition(".")[2]
            if not action:  # STS, with the query protocol
                self._send(200, "text/xml", CALLER.format(account=organization.caller))
                return
            status, answer = organization.answer(action, json.loads(body))
            self._send(status, "application/x-amz-json-1.1", json.dumps(answer))

        def _send(self, status: int, kind: str, text: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(text.encode())))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_words: Any) -> None:
            pass

    return Handler
