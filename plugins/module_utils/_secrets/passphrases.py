# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a private key is encrypted with a passphrase: App2Container has nobody who could type it. Pure."""

from __future__ import annotations

import base64

__all__ = ["needs_passphrase"]

# RFC 1421, 4.6.1.1 (PEM), and RFC 7468, 11 (PKCS #8)
_PEM, _PKCS8 = "Proc-Type: 4,ENCRYPTED", "-----BEGIN ENCRYPTED PRIVATE KEY-----"
# https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key: the name of the cipher follows, as its length in
# four bytes and its text.
_OPENSSH = b"openssh-key-v1\0"


def _openssh_cipher(key: str) -> bytes:
    """The name of the cipher of a key in OpenSSH format; ``none`` without encryption, empty for any other key."""
    body = "".join(line for line in key.splitlines() if not line.startswith("-----"))
    try:
        content = base64.b64decode(body, validate=True)
    except ValueError:
        return b""
    if not content.startswith(_OPENSSH):
        return b""
    start = len(_OPENSSH) + 4
    return content[start : start + int.from_bytes(content[len(_OPENSSH) : start], "big")]


def needs_passphrase(key: str) -> bool:
    """Tells whether a private key, in PEM, PKCS #8 or OpenSSH format, is encrypted."""
    lines = key.splitlines()
    has_header = any(line.replace(" ", "") == _PEM.replace(" ", "") for line in lines)
    return has_header or _PKCS8 in lines or _openssh_cipher(key) not in (b"", b"none")
