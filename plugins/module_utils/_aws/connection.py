# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection to one account: its clients, the retries of their calls, and a count of the calls made."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from threading import Lock
from typing import Any

from .._errors import App2ContainerError
from .._iam.entities import Identity
from .._plan.change import NOTHING
from .clients import Clients, assumed, client_config, connecting, prepared
from .errors import service_of, translated
from .retries import MAX_ATTEMPTS, passes, pause

with suppress(ImportError):  # AnsibleAWSModule says so, and what to install
    from botocore import xform_name

__all__ = ["Connection", "method_name"]


def method_name(operation: str) -> str:
    """The method of a client for an API action, for example ``create_user`` for ``CreateUser``."""
    return str(xform_name(operation))


def _parameters(body: Any) -> Mapping[str, Any]:
    """The parameters in the body of a request, in the query or the JSON protocol."""
    if isinstance(body, (bytes, str)):
        try:
            body = json.loads(body)
        except ValueError:
            return NOTHING
    return body if isinstance(body, dict) else NOTHING


class Connection:
    """The calls of one module run.

    ``calls``, which is given, counts them by action; ``fresh`` holds the names and ARNs that the run creates, and
    ``endpoints`` the addresses that calls go to.
    """

    def __init__(
        self,
        clients: Clients,
        calls: Counter[str],
        assume_role_arn: str | None = None,
        expected_account_id: str | None = None,
        external_id: str | None = None,
    ) -> None:
        self._clients, self._expected_account_id = clients, expected_account_id
        self._lock = Lock()
        self._credentials: dict[str, Any] = {}
        self._arn = self._role_arn = ""
        self._calls = calls
        self.fresh: set[str] = set()
        self.endpoints: set[str] = set()
        self._summary: dict[str, int] | None = None
        if assume_role_arn:
            self._assume(assume_role_arn, external_id)
        self.iam = self.client("iam")

    def _assume(self, role_arn: str, external_id: str | None) -> None:
        """Temporary credentials of a role; they stay in this object and are never returned."""
        self._arn, self._credentials = assumed(self.client("sts"), role_arn, external_id)
        self._role_arn = role_arn

    def client_in(self, role_arn: str, service: str) -> Any:
        """A client of a service with a role that is assumed from here, for example in another account."""
        return self.client(service, **assumed(self.client("sts"), role_arn)[1])

    def client_of(self, access_key_id: str, secret_access_key: str) -> Any:
        """A client of STS with another access key."""
        return self.client(
            "sts",
            aws_access_key_id=access_key_id,
            aws_secret_access_key=secret_access_key,
            aws_session_token=None,
            profile_name=None,
        )

    def client(self, service: str, **settings: Any) -> Any:
        """A boto3 client that retries what passes, and counts its calls.

        Args:
            service: the service.
            settings: other credentials, or another ``region``.
        """
        params = self._clients.params
        with connecting(service, params.get("endpoint_url"), params.get("aws_config")):
            client = self._clients.client(service, config=client_config(), **{**self._credentials, **settings})
        self.endpoints.add(client.meta.endpoint_url)
        client.meta.events.register("before-call", self._count)
        client.meta.events.register("needs-retry", self._needs_retry)
        return prepared(client, service)

    def _count(self, model: Any, **_kwargs: Any) -> None:
        with self._lock:
            self._calls[f"{service_of(model)}:{model.name}"] += 1

    def _needs_retry(
        self, response: Any, attempts: int, operation: Any, request_dict: dict[str, Any], **_kwargs: Any
    ) -> float | None:
        """Seconds until botocore tries again, or None: asked after botocore's own rules have declined."""
        if response is None or attempts >= MAX_ATTEMPTS:
            return None
        code = response[1].get("Error", {}).get("Code")
        named = _parameters(request_dict.get("body"))
        if passes(code, operation.name, attempts) or self._just_made(code, operation.name, named):
            return pause(attempts)
        return None

    def _just_made(self, code: str, operation: str, named: Mapping[str, Any]) -> bool:
        """Tells whether a call was refused only since what this run has made is not known everywhere yet."""
        if code == "MalformedPolicyDocument":
            trust = str(named.get("AssumeRolePolicyDocument") or named.get("PolicyDocument"))
            return any(name.startswith("arn:") and f'"{name}"' in trust for name in self.fresh)
        if code == "ResourceNotFoundException":
            return not self.fresh.isdisjoint(value for value in named.values() if isinstance(value, str))
        return code == "NoSuchEntity" and operation[:6] != "Create" and not self.fresh.isdisjoint(named.values())

    def identity(self) -> Identity:
        """The account and partition that the calls go to.

        Raises:
            App2ContainerError: it is not the expected account.
        """
        if not self._arn:
            with translated("find out which account the credentials belong to"):
                self._arn = self.client("sts").get_caller_identity()["Arn"]
        return self.guarded(Identity.of(self._arn))

    def caller(self) -> str:
        """The ARN of who makes the calls: a user, a role of which the path is known, or else the session of a role."""
        self.identity()
        return self._role_arn or self._arn

    def guarded(self, identity: Identity) -> Identity:
        """The account guard: returns the account that the calls go to, if it is the expected one or none is expected.

        Raises:
            App2ContainerError: the credentials belong to another account.
        """
        expected = self._expected_account_id
        if expected and identity.account_id != expected:
            raise App2ContainerError(
                f"account_id: the credentials belong to account {identity.account_id}, not to {expected}."
                " Nothing has been changed: use the credentials of the right account, or correct account_id."
            )
        return identity

    def check_account(self) -> None:
        """Fails if calls go to another account than the expected one. Costs a call only where one is expected."""
        if self._expected_account_id:
            self.identity()

    def call(self, operation: str, params: Mapping[str, Any]) -> None:
        """Makes one IAM call by the name that the API gives it, such as ``CreateUser``."""
        getattr(self.iam, method_name(operation))(**params)

    def summary(self) -> dict[str, int]:
        """Usage and quotas of the account, read once."""
        if self._summary is None:
            with translated("read the quotas of the account"):
                self._summary = dict(self.iam.get_account_summary()["SummaryMap"])
        return self._summary

    @property
    def region(self) -> str | None:
        """The region of the connection, if it has one."""
        return self._clients.region
