# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where answers come from, and which endpoints are not safe."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.origin import (
    endpoint_findings,
    foreign_answer,
    is_page,
)


@pytest.mark.parametrize(
    ("status", "body", "page"),
    [
        (200, b"<!DOCTYPE html><title>Sign in</title>", True),
        (403, b"\xef\xbb\xbf\r\n <HTML><body>Blocked</body></HTML>", True),
        (200, b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', True),
        (503, b"<html><h1>503 Service Unavailable</h1></html>", False),
        (200, b'<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">', False),
        (400, b'<?xml version="1.0"?><ErrorResponse>', False),
        (200, b"{}", False),
        (200, b"", False),
    ],
)
def test_pages(status: int, body: bytes, *, page: bool) -> None:
    assert is_page(status, body) == page


def test_what_is_told_shows_no_password() -> None:
    assert foreign_answer(403, "https://iam.amazonaws.com", "http://ada:hidden@proxy:3128/") == (
        "what answered is not AWS: a web page with the status 403 came from https://iam.amazonaws.com through the proxy"
        " http://proxy:3128/; check endpoint_url, the proxy settings, and whether the network asks for a login in a"
        " browser"
    )


@pytest.mark.parametrize(
    ("endpoint", "named"),
    [
        ("http://aws.example.com:4566", "http://aws.example.com:4566"),
        ("http://10.0.0.1/", "http://10.0.0.1/"),
        ("http://ada:hidden@aws.example.com", "http://aws.example.com"),
        ("http://localhost.example.com", "http://localhost.example.com"),
        *((endpoint, "") for endpoint in ("https://aws.example.com", "http://localhost:4566", "http://127.0.0.2")),
        *((endpoint, "") for endpoint in ("http://[::1]:4566", "http://a2c.localhost:4566/")),
    ],
)
def test_endpoints_without_encryption(endpoint: str, named: str) -> None:
    found = [finding.to_json() for finding in endpoint_findings([endpoint])]
    message = (
        f"Requests to {named} are not encrypted, and neither are the secrets in them. Use https:// in endpoint_url and"
        " in the environment variables AWS_ENDPOINT_URL."
    )
    finding = {
        "id": "unencrypted-endpoint",
        "severity": "warning",
        "where": "endpoint_url",
        "message": message,
    }
    assert found == ([finding] if named else [])
