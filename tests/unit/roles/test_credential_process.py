# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command of credential_process: which commands are accepted, and in which words the others are refused."""

from __future__ import annotations

import time
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.plugin_utils._credential_process import problem_of, program_of

SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
ANYWHERE = "arn:aws:rolesanywhere:eu-central-1:123456789012"
HELPER = (
    "/usr/local/bin/aws_signing_helper credential-process --certificate /etc/pki/tls/certs/Worker1.pem"
    " --private-key /etc/pki/tls/private/Worker1.pem"
    f" --trust-anchor-arn {ANYWHERE}:trust-anchor/0a1b2c3d-1111-2222-3333-444455556666"
    f" --profile-arn {ANYWHERE}:profile/0a1b2c3d-1111-2222-3333-444455556666"
    " --role-arn arn:aws:iam::123456789012:role/app2container/App2ContainerWorker"
)


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (HELPER, "/usr/local/bin/aws_signing_helper"),
        ("aws configure export-credentials --profile sso --format process", "aws"),
        ("aws configure export-credentials --format process --profile=sso", "aws"),
        ('"/opt/my tools/get keys" --label "a b" --empty ""', "/opt/my tools/get keys"),
        ("/opt/my\\ tools/keys 'a;b|c&d<e>f#g $HOME `x`' \"a;b\"", "/opt/my tools/keys"),
        ("/opt/keys --private-key 'pkcs11:object=worker;id=%01'", "/opt/keys"),
        ("vault kv get -field=password secret/a2c", "vault"),
        ("/opt/keys --password-file /etc/a2c --session-token-duration 3600", "/opt/keys"),
        ("/opt/keys da39a3ee5e6b4b0d3255bfef95601890afd80709", "/opt/keys"),  # a digest
        ("/opt/keys https://vault.example.com/v1/Aws/creds/A2cWorker01", "/opt/keys"),
    ],
)
def test_a_command_is_accepted(command: str, program: str) -> None:
    assert problem_of(command, "default") is None
    assert program_of(command) == program


SHELL = "must not need a shell, because the AWS CLI starts it without one"
BEGIN = "must begin with the absolute path of a program, or with a name without slashes"
LINE = "must be one line without control characters or spaces around it"


@pytest.mark.parametrize(
    ("command", "problem"),
    [
        ("/opt/keys | jq .", SHELL),
        ("/opt/keys > /tmp/x", SHELL),
        ("/opt/keys; true", SHELL),
        ("/opt/keys && true", SHELL),
        ("/opt/keys $HOME", SHELL),
        ('/opt/keys "$HOME"', SHELL),
        ("/opt/keys $(cat /x)", SHELL),
        ("/opt/keys `cat /x`", SHELL),
        ("/opt/keys ~/x", SHELL),
        ("~/keys", SHELL),
        ("/opt/keys # mine", SHELL),
        ("./keys", BEGIN),
        ("bin/keys", BEGIN),
        ("/opt/", BEGIN),
        ("/", BEGIN),
        ("--keys", BEGIN),
        ("'' a", BEGIN),
        ("/opt/keys 'a", "must be a command whose quotes are closed"),
        ("/opt/keys a\\", "must be a command whose quotes are closed"),
        ("/opt/keys\n[profile x]", LINE),
        ("/opt/keys ", LINE),
        ("/opt/keys \x1b[31m", LINE),
        (
            "aws configure export-credentials --format process",
            "must not export the credentials of default, the profile that has the command",
        ),
        (
            "aws configure export-credentials --profile default --format process",
            "must not export the credentials of default, the profile that has the command",
        ),
    ],
)
def test_a_command_that_cannot_work_is_refused(command: str, problem: str) -> None:
    found = problem_of(command, "default")
    assert found is not None
    assert (found[0], found[2]) == (problem, False)


@pytest.mark.parametrize(
    "command",
    [
        "/opt/keys AKIAIOSFODNN7EXAMPLE",
        "/opt/keys --id=ASIAIOSFODNN7EXAMPLE",
        f"/opt/keys {SECRET}",
        f"/opt/keys --key={SECRET}",
        f"/opt/keys '{SECRET}'",
        "/opt/keys --secret-access-key x",
        "env AWS_SECRET_ACCESS_KEY=x /opt/keys",
        "env AWS_SESSION_TOKEN=x /opt/keys",
        "/opt/keys --vault-password=hunter2",
        "/opt/keys --passphrase  hunter2",
        "/opt/keys --private-key 'pkcs11:object=worker?pin-value=1234'",
    ],
)
def test_a_command_with_a_secret_is_refused_and_not_shown(command: str) -> None:
    assert problem_of(command, "default") == (
        "must not contain a secret",
        "let the command read the secret from a file or a vault",
        True,
    )


@pytest.mark.parametrize("text", ["'", '"', "\\", "--", "-_", "a_", "A1a", " -", "secret", "$", "~", "\\'"])
def test_a_long_command_is_judged_in_little_time(text: str) -> None:
    start = time.process_time()
    problem_of(f"/opt/keys {text * (100_000 // len(text))}", "default")
    assert time.process_time() - start < 2


def test_the_profile_counts() -> None:
    command: Any = "aws configure export-credentials --profile base"
    assert problem_of(command, "default") is None
    assert problem_of(command, "base") is not None
