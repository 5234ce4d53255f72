# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Private keys with a passphrase, in all formats that users have, are refused before anything is written."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.passphrases import needs_passphrase
from tests.support.scenarios.bench import bench
from tests.support.secrets import LINUX, encoded, options

PASSPHRASE = BestAvailableEncryption(b"a passphrase of the tests")
KEYS: dict[str, Any] = {
    "rsa": rsa.generate_private_key(65537, 2048),
    "ecdsa": ec.generate_private_key(ec.SECP256R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
}
FORMATS = {
    "PEM": PrivateFormat.TraditionalOpenSSL,
    "PKCS8": PrivateFormat.PKCS8,
    "OpenSSH": PrivateFormat.OpenSSH,
}
CASES = [(kind, form) for kind in KEYS for form in FORMATS if (kind, form) != ("ed25519", "PEM")]


def locked_openssh() -> str:
    """The form of a key in OpenSSH format with a passphrase, up to the salt of the passphrase."""
    fields = (b"aes256-ctr", b"bcrypt", b"\x00\x00\x00\x10" + bytes(16) + b"\x00\x00\x00\x10")
    content = b"openssh-key-v1\0" + b"".join(len(field).to_bytes(4, "big") + field for field in fields)
    body = base64.encodebytes(content).decode()
    return f"-----BEGIN OPENSSH PRIVATE KEY-----\n{body}-----END OPENSSH PRIVATE KEY-----\n"


def written(kind: str, form: str, *, locked: bool) -> str:
    """A key as a file has it."""
    if locked and form == "OpenSSH":
        return locked_openssh()
    encryption = PASSPHRASE if locked else NoEncryption()
    text: bytes = KEYS[kind].private_bytes(Encoding.PEM, FORMATS[form], encryption)
    return text.decode()


@pytest.mark.parametrize(("kind", "form"), CASES)
def test_keys_with_and_without_a_passphrase(kind: str, form: str) -> None:
    assert needs_passphrase(written(kind, form, locked=True))
    assert not needs_passphrase(written(kind, form, locked=False))


@pytest.mark.parametrize("way", [str, encoded], ids=["as it is", "base64"])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", ["linux", "jenkins_git"])
def test_the_option_is_named_and_the_key_is_not_shown(kind: str, form: str, way: type[str]) -> None:
    key = way(written("rsa", form, locked=True))
    with pytest.raises(OptionError) as refused:
        options(LINUX, {**LINUX, "name": "other", "kind": kind, "private_key": key})
    assert str(refused.value) == (
        "secrets[1].private_key: is encrypted with a passphrase, which nobody can type when App2Container uses it, got"
        " a value that is not shown; remove the passphrase (ssh-keygen -p), or use another key."
    )
    options({**LINUX, "kind": kind, "private_key": way(written("rsa", form, locked=False))})


def test_nothing_is_written() -> None:
    locked = {**LINUX, "name": "locked", "private_key": written("ed25519", "OpenSSH", locked=True)}
    with bench() as account:
        outcome = account.run(module_name="remote_secrets", secrets=[LINUX, locked])
        assert outcome.failed
        assert outcome["msg"].startswith("secrets[1].private_key: is encrypted with a passphrase, ")
        assert account.calls() == []
