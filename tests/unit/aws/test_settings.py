# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Profiles, proxies and endpoints that do not work: a message that names the setting, from each module."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import formatdate
from functools import partialmethod
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import time
from typing import Any

import pytest
from botocore.credentials import AssumeRoleProvider

from tests.support.emulator.servers import aws_environment
from tests.support.runs.modules import run_module

PARAMS: dict[str, dict[str, Any]] = {
    "access": {"group": {"name": "a2c"}, "state": "absent"},
    "access_keys": {"users": [{"name": "ada"}], "store": {"kind": "secretsmanager"}},
    "remote_secrets": {"secrets": [{"name": "a2c/web", "state": "absent"}]},
    "artifact_bucket": {"name": "a2c-artifacts"},
    "permission_set": {},
    "provisioner_role": {"state": "absent"},
    "worker_association": {"instance_ids": ["i-0123456789abcdef0"]},
}
WHO = "find out which account the credentials belong to"
PAGE = b"<!DOCTYPE html><html><title>Please sign in</title></html>"
EVERY = pytest.mark.parametrize("name", PARAMS)


@contextmanager
def answering(status: int, body: bytes, *, ahead: float = 0) -> Iterator[str]:
    """Give the address of a server that gives this answer to every request, with a clock that is so much ahead."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            self.send_response_only(status)
            self.send_header("Date", formatdate(time() + ahead, usegmt=True))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def refused(name: str, environment: dict[str, str], **params: Any) -> str:
    """The message of a module that fails."""
    outcome = run_module(name, {**PARAMS[name], **params}, environment=environment)
    assert outcome.failed
    assert "exception" not in outcome.result
    return str(outcome["msg"])


@EVERY
@pytest.mark.parametrize("status", [200, 403])
def test_a_web_page_is_no_answer_of_aws(name: str, status: int) -> None:
    with answering(status, PAGE) as address:
        assert refused(name, aws_environment(address)).endswith(
            f": what answered is not AWS: a web page with the status {status} came from {address}; check endpoint_url,"
            " the proxy settings, and whether the network asks for a login in a browser."
        )


@EVERY
@pytest.mark.parametrize(
    "body", [b"<Answer/>", b"<GetCallerIdentityResponse><GetCallerIdentityResult/></GetCallerIdentityResponse>"]
)
def test_an_answer_without_content_is_none_of_aws(name: str, body: bytes) -> None:
    with answering(200, body) as address:
        assert refused(name, aws_environment(address)).endswith(
            "; what answered is not AWS: check endpoint_url and the proxy settings."
        )


def test_the_page_of_a_proxy() -> None:
    with answering(403, PAGE) as proxy:
        environment = aws_environment("http://aws.example.com") | {"HTTP_PROXY": proxy.replace("//", "//ada:hidden@")}
        message = refused("access_keys", environment)
    assert message == (
        f"Cannot {WHO}: what answered is not AWS: a web page with the status 403 came from http://aws.example.com"
        f" through the proxy {proxy}; check endpoint_url, the proxy settings, and whether the network asks for a login"
        " in a browser."
    )


def test_a_wrong_clock() -> None:
    text = "Signature expired: 20261124T110000Z is now earlier than 20261124T114500Z"
    body = f"<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>{text}</Message></Error></ErrorResponse>"
    with answering(403, body.encode(), ahead=7200) as address:
        assert refused("access_keys", aws_environment(address)) == (
            f"Cannot {WHO}: sts:GetCallerIdentity failed with SignatureDoesNotMatch ({text}): the clock of this machine"
            " is 120 minutes behind that of AWS: set it, best by NTP, and run again."
        )


def no_profile(_folder: Path) -> str:
    return "[profile other]\nregion = eu-west-1\n"


def broken(_folder: Path) -> str:
    return "[profile a2c\nregion\n"


def process_missing(folder: Path) -> str:
    return f"[profile a2c]\ncredential_process = {folder}/missing --x\n"


def process_failing(folder: Path) -> str:
    program = folder / "fails"
    program.write_text("#!/bin/sh\necho no session >&2\nexit 1\n")
    program.chmod(0o700)
    return f"[profile a2c]\ncredential_process = {program}\n"


def with_mfa(_folder: Path) -> str:
    return (
        "[profile base]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hidden\n"
        "[profile a2c]\nsource_profile = base\nrole_arn = arn:aws:iam::111122223333:role/x\n"
        "mfa_serial = arn:aws:iam::111122223333:mfa/ada\n"
    )


def without_source(_folder: Path) -> str:
    return "[profile a2c]\nsource_profile = missing\nrole_arn = arn:aws:iam::111122223333:role/x\n"


def with_sso(_folder: Path) -> str:
    return (
        "[profile a2c]\nsso_start_url = https://example.com/start\nsso_region = eu-west-1\n"
        "sso_account_id = 111122223333\nsso_role_name = x\n"
    )


MFA = (
    "the profile has mfa_serial, and nobody can type the code here: get a session first (aws sts get-session-token"
    " --serial-number ARN --token-code CODE), and pass it in access_key, secret_key and session_token, in the AWS"
    " environment variables, or in a profile without mfa_serial."
)
PROFILES: list[tuple[Callable[[Path], str], str]] = [
    (no_profile, "The config profile (a2c) could not be found: use a profile of the AWS configuration files."),
    (broken, ": correct this AWS configuration file."),
    (process_missing, "/missing': check credential_process of the profile, AWS_CONFIG_FILE and aws_ca_bundle."),
    (
        process_failing,
        (
            "Error when retrieving credentials from custom-process: no session: check credential_process of the"
            " profile: what it runs must print credentials."
        ),
    ),
    (with_mfa, MFA),
    (without_source, ": correct the profile in the AWS configuration files."),
    (with_sso, ": sign in again with aws sso login, for the same profile and on the machine where the module runs."),
]


@pytest.mark.parametrize(("profile", "told"), PROFILES, ids=[profile.__name__ for profile, _told in PROFILES])
@EVERY
def test_a_profile_that_does_not_work(
    name: str,
    profile: Callable[[Path], str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_terminal(_prompt: str = "") -> str:
        raise EOFError

    ask = partialmethod(AssumeRoleProvider.__init__, prompter=no_terminal)
    monkeypatch.setattr(AssumeRoleProvider, "__init__", ask)
    (tmp_path / "config").write_text(profile(tmp_path))
    environment = {
        "AWS_CONFIG_FILE": str(tmp_path / "config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_REGION": "eu-west-1",
        "HOME": str(tmp_path),
        "PATH": "/usr/bin:/bin",
    }
    message = refused(name, environment, profile="a2c")
    assert message.startswith("Cannot ")
    assert message.endswith(told), message


def test_an_endpoint_that_is_no_address() -> None:
    message = refused("access_keys", aws_environment("http://127.0.0.1:9"), endpoint_url="nowhere")
    assert message == (
        "endpoint_url: Invalid endpoint: nowhere, got 'nowhere'; write it like https://HOST:PORT, also in the"
        " environment variable AWS_ENDPOINT_URL."
    )
