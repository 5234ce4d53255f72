# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where answers come from, AWS or a proxy, and whether an endpoint is safe to send secrets to. Pure."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from .._plan.finding import Finding, FindingType, finding

__all__ = ["FINDINGS", "endpoint_findings", "foreign_answer", "is_page"]

FINDINGS: Mapping[str, FindingType] = MappingProxyType(
    {
        "unencrypted-endpoint": FindingType(
            "warning",
            "Requests to {endpoint} are not encrypted, and neither are the secrets in them",
            "Use https:// in endpoint_url and in the environment variables AWS_ENDPOINT_URL.",
        ),
    }
)
SERVER_ERROR = 500  # load balancers of AWS answer these with pages, too
_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body")


def is_page(status: int, body: bytes) -> bool:
    """Tells whether an answer is a web page, which AWS sends in no answer but for failures of its own."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1000].lower()
    if start.startswith(b"<?xml"):
        start = start.partition(b"?>")[2].lstrip()
    return status < SERVER_ERROR and start.startswith(_PAGES)


def foreign_answer(status: int, endpoint: str, proxy: str) -> str:
    """What to tell of an answer that is not from AWS; ``proxy`` is empty if requests go straight to the endpoint."""
    through = f" through the proxy {without_password(proxy)}" if proxy else ""
    came_from = f"a web page with the status {status} came from {without_password(endpoint)}{through}"
    return (
        f"what answered is not AWS: {came_from};"
        " check endpoint_url, the proxy settings, and whether the network asks for a login in a browser"
    )


def without_password(address: str) -> str:
    """An address without the user name and the password that it may contain."""
    scheme, separator, rest = address.rpartition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def endpoint_findings(endpoints: Iterable[str]) -> tuple[Finding, ...]:
    """The findings on the endpoints of a run: those outside of this machine that are used without TLS."""
    parts = {without_password(endpoint): urlsplit(endpoint) for endpoint in sorted(endpoints)}
    return tuple(
        finding(FINDINGS, "unencrypted-endpoint", "endpoint_url", endpoint=endpoint)
        for endpoint, part in parts.items()
        if part.scheme == "http" and not _is_loopback(part.hostname or "")
    )
