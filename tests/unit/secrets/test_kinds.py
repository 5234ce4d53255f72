# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What each kind of secret holds, and how values become what App2Container reads."""

from __future__ import annotations

import base64
import secrets

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.kinds import (
    KINDS,
    VALUE_OPTIONS,
    ValueFormat,
)
from tests.support.secrets import (
    AZURE_TOKEN,
    CERTIFICATE,
    EVERY_KIND,
    JENKINS_TOKEN,
    PRIVATE_KEY,
    STORED,
    encoded,
    options,
)

PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nowIB\n-----END RSA PRIVATE KEY-----\n"
WITH_HEADER = "-----BEGIN RSA PRIVATE KEY-----\nComment: mine\n\nMIIE\n-----END RSA PRIVATE KEY-----\n"
CHAIN = "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----\n" * 2


def form(kind: str, option: str) -> ValueFormat:
    field = KINDS[kind].option(option)
    assert field is not None
    return field.format


def test_every_kind_is_stored_as_the_guide_says() -> None:
    assert {wanted.name: wanted.values for wanted in options(*EVERY_KIND).secrets} == STORED
    assert {secret["kind"] for secret in EVERY_KIND} == KINDS.keys()


def test_the_table() -> None:
    for name, kind in KINDS.items():
        assert kind.fields, name
        assert kind.used_by, name
        assert len({field.key for field in kind.fields}) == len({field.option for field in kind.fields}), name
        assert {field.option for field in kind.fields} <= set(VALUE_OPTIONS)


@pytest.mark.parametrize("key", [PRIVATE_KEY, PEM, WITH_HEADER])
def test_a_key_is_encoded_once_in_whatever_way_it_was_read(key: str) -> None:
    ways = [
        key,
        key.rstrip("\n"),
        f"\n{key}\n",
        key.replace("\n", "\r\n"),
        encoded(key),
        encoded(key.rstrip("\n")),
        base64.encodebytes(key.encode()).decode(),
        f"{encoded(key)}\n",
    ]
    assert {form("linux", "private_key").stored(way) for way in ways} == {encoded(key)}


@pytest.mark.parametrize("certificate", [CERTIFICATE, CERTIFICATE.replace(" somebody", ""), CHAIN])
def test_a_certificate_is_encoded_once(certificate: str) -> None:
    for way in (certificate, certificate.strip(), encoded(certificate)):
        assert form("linux", "certificate").stored(way) == encoded(certificate)


def test_a_token_is_encoded_once() -> None:
    for way in (JENKINS_TOKEN, f"{JENKINS_TOKEN}\n", encoded(JENKINS_TOKEN), encoded(f"{JENKINS_TOKEN}\n")):
        assert form("jenkins_server", "token").stored(way) == encoded(JENKINS_TOKEN)
    assert form("azure", "token").stored(AZURE_TOKEN) == AZURE_TOKEN


def test_tokens_of_jenkins_are_never_taken_as_encoded() -> None:
    for _unused in range(2000):
        for token in (secrets.token_hex(16), f"11{secrets.token_hex(16)}"):
            assert form("jenkins_server", "token").stored(token) == encoded(token)


@pytest.mark.parametrize(
    ("kind", "option", "wrong"),
    [
        ("linux", "private_key", ""),
        ("linux", "private_key", "a password"),
        ("linux", "private_key", PRIVATE_KEY.replace("\n", " ")),
        ("linux", "private_key", PRIVATE_KEY.replace("\n", "\\n")),
        ("linux", "private_key", PRIVATE_KEY.splitlines()[0]),
        ("linux", "private_key", PRIVATE_KEY.replace("END OPENSSH", "END RSA")),
        ("linux", "private_key", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA ada"),
        ("linux", "private_key", CHAIN),
        ("linux", "private_key", encoded(encoded(PRIVATE_KEY))),
        ("linux", "private_key", encoded("a password")),
        ("linux", "certificate", PRIVATE_KEY),
        ("linux", "certificate", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA ada"),
        ("linux", "username", ""),
        ("linux", "username", "ada\n"),
        ("windows", "password", "one\ntwo"),
        ("windows", "password", "\x00"),
        ("jenkins_server", "token", "short"),
        ("jenkins_server", "token", "two words of a token"),
        ("azure", "token", "line\n"),
        ("gmsa", "username", "joiner"),
        ("gmsa", "username", "joiner@example.com"),
        ("gmsa", "username", "EXAMPLE\\\\joiner"),
        ("gmsa", "username", "\\joiner"),
        ("gmsa", "username", "EXAMPLE\\"),
        ("gmsa", "username", "A-NAME-THAT-IS-TOO-LONG\\joiner"),
    ],
)
def test_what_does_not_fit(kind: str, option: str, wrong: str) -> None:
    assert form(kind, option).stored(wrong) is None
