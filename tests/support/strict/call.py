# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for one request to AWS, in the query or the JSON protocol."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.iam.models import get_account_id_from
from moto.utilities.utils import get_partition

from tests.support.strict import s3

CREDENTIAL = re.compile(r"Credential=(?P<key>[^/]+)/\d{8}/(?P<region>[^/]+)/(?P<service>[^/]+)/")
FORM = "application/x-www-form-urlencoded"
JSON = "application/x-amz-json-1.1"
DETAILS = "/authorization-details/"
S3_CONTROL = "/v20180820/configuration/publicAccessBlock"
MEMBER = re.compile(r"(?P<name>\w+)\.member\.(?P<number>\d+)(?:\.(?P<field>\w+)(?P<within>\.member\.\d+)?)?")
REST = frozenset({"Action", "Version"})

_accounts: dict[str, str] = {}


@dataclass(frozen=True, kw_only=True)
class Call:
    """Who calls what, with what."""

    service: str
    operation: str
    params: Mapping[str, Any]
    access_key: str
    account_id: str
    region: str

    @property
    def partition(self) -> str:
        """Return the partition that the Region lies in."""
        return str(get_partition(self.region))

    @property
    def action(self) -> str:
        """Return the name of the action as policies write it."""
        return f"{self.service.removesuffix('-toolbox')}:{self.operation}"

    @property
    def reads(self) -> bool:
        """Tell whether the call leaves everything as it is."""
        return self.operation.startswith(("Describe", "Get", "Head", "List", "Simulate")) or self.service == "sts"

    @property
    def key(self) -> str:
        """Return what calls that ask for the same have in common, in whatever account."""
        return f"{self.action} {json.dumps(self.params, sort_keys=True)}".replace(self.account_id, "ACCOUNT")

    def get(self, name: str, default: Any = None) -> Any:
        """Return one parameter."""
        return self.params.get(name, default)

    def __getitem__(self, name: str) -> Any:
        return self.params[name]

    def __contains__(self, name: str) -> bool:
        return name in self.params


def account_of(access_key: str) -> str:
    """Return the account that moto has given an access key to, else the one that all others share."""
    known = _accounts.get(access_key)
    if known is None:
        known = str(get_account_id_from(access_key))
        if known != DEFAULT_ACCOUNT_ID:
            _accounts[access_key] = known
    return known


def params_of(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the parameters as an SDK takes them: lists as lists, structures as dictionaries; numbers stay text."""
    params: dict[str, Any] = {}
    lists: dict[str, dict[int, Any]] = {}
    for key, value in form.items():
        found = MEMBER.fullmatch(key)
        if found is None:
            params[key] = value
            continue
        items = lists.setdefault(found["name"], {})
        number = int(found["number"])
        if found["within"]:
            items.setdefault(number, {}).setdefault(found["field"], []).append(value)
        elif found["field"]:
            items.setdefault(number, {})[found["field"]] = value
        else:
            items[number] = value
    params.update({name: [items[number] for number in sorted(items)] for name, items in lists.items()})
    return {name: value for name, value in params.items() if name not in REST}


def of(signed: re.Match[str], operation: str, params: Mapping[str, Any]) -> Call:
    """Return the call of whoever has signed a request."""
    return Call(
        service=signed["service"],
        operation=operation,
        params=params,
        access_key=signed["key"],
        account_id=account_of(signed["key"]),
        region=signed["region"],
    )


def call_of(environ: dict[str, Any]) -> Call | None:
    """Return the call that a WSGI request makes, None for a request of another kind; the request stays unread."""
    signed = CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
    protocol = environ.get("CONTENT_TYPE", "")
    if signed is not None and environ["PATH_INFO"].startswith(DETAILS):
        params = {"authorizationId": environ["PATH_INFO"].removeprefix(DETAILS)}
        return replace(of(signed, "GetRequestAuthorizationDetails", params), service="iam-toolbox")
    if signed is not None and environ["PATH_INFO"].startswith(S3_CONTROL):
        return of(signed, f"{environ['REQUEST_METHOD'].capitalize()}AccountPublicAccessBlock", {})
    if signed is not None and signed["service"] == "s3":
        operation, params = s3.parsed(environ)
        return of(signed, operation, params) if operation else None
    if signed is None or environ["PATH_INFO"] != "/" or not protocol.startswith((FORM, JSON)):
        return None
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = io.BytesIO(body)
    if protocol.startswith(JSON):
        operation, params = environ.get("HTTP_X_AMZ_TARGET", "").rpartition(".")[2], json.loads(body)
    else:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True))
        operation, params = form.get("Action", ""), params_of(form)
    return of(signed, operation, params) if operation else None
