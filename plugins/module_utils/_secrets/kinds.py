# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The kinds of secrets that App2Container reads: the JSON keys of each, and their formats. A new kind is one entry.

Source of the keys and their formats: the App2Container user guide, "Manage secrets" (``GUIDE``).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .passphrases import needs_passphrase

__all__ = [
    "GUIDE",
    "KINDS",
    "PLAIN_OPTIONS",
    "VALUE_OPTIONS",
    "SecretField",
    "SecretKind",
    "ValueFormat",
    "kinds_that_read",
    "value_argument_spec",
]

GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/manage-secrets.html"


@dataclass(frozen=True, kw_only=True)
class ValueFormat:
    """The format of a value.

    Args:
        pattern: what the value must match, before it is encoded.
        problem: what is wrong with a value that does not match, for messages.
        hint: what to do then.
        encoded: whether App2Container reads the value in base64. A value is taken as encoded already if the text that
            it decodes to matches ``pattern``.
        ends_with_newline: whether the value is the content of a file, whose last line ends with a line break too. Ways
            to read files in Ansible differ in whether they remove it.
        is_locked: tells of a matching value whether a passphrase is needed to use it.
    """

    pattern: re.Pattern[str]
    problem: str
    hint: str
    encoded: bool = False
    ends_with_newline: bool = False
    is_locked: Callable[[str], bool] = lambda _plain: False

    def stored(self, given: str) -> str | None:
        """The value as the secret stores it; None if it does not match."""
        if not self.encoded:
            return given if self.pattern.fullmatch(given) else None
        for text in (_decoded(given), given):
            plain = "\n".join(text.strip().splitlines()) + ("\n" if self.ends_with_newline else "")
            if self.pattern.fullmatch(plain):
                return base64.b64encode(plain.encode()).decode()
        return None

    def opens(self, stored: str) -> bool:
        """Tells whether a value, as the secret stores it, can be used without a passphrase."""
        return not self.is_locked(base64.b64decode(stored).decode() if self.encoded else stored)


def _decoded(given: str) -> str:
    """The text that a value in base64 decodes to; empty for any other value."""
    try:
        return base64.b64decode("".join(given.split()), validate=True).decode()
    except ValueError:
        return ""


@dataclass(frozen=True, kw_only=True)
class SecretField:
    """One JSON key of a secret, and the option that gives its value."""

    key: str
    option: str
    format: ValueFormat
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class SecretKind:
    """The JSON keys of secrets of one kind; ``used_by`` says where App2Container finds the ARN of the secret."""

    fields: tuple[SecretField, ...]
    used_by: str

    @property
    def json_keys(self) -> frozenset[str]:
        """The JSON keys that App2Container reads."""
        return frozenset(item.key for item in self.fields)

    @property
    def required(self) -> frozenset[str]:
        """The JSON keys without which App2Container cannot read the secret."""
        return frozenset(item.key for item in self.fields if item.required)

    def option(self, name: str) -> SecretField | None:
        """The field whose value an option gives, None if there is none."""
        return next((item for item in self.fields if item.option == name), None)


_LINES = r"(?:(?!-----).*\n)+"

_TEXT = ValueFormat(
    pattern=re.compile(r"[^\x00-\x1f\x7f]+"),
    problem="must be one non-empty line of text",
    hint="a line break at the end may come from a YAML block scalar: start it with |- instead of |",
)
_DOMAIN_USER = ValueFormat(
    pattern=re.compile(r'[^\x00-\x1f\\/:*?"<>|]{1,15}\\[^\x00-\x1f\x7f\\/:*?"<>|@]+'),
    problem="must be a domain user",
    hint="give the NetBIOS name of the domain, one backslash and the user name, such as 'EXAMPLE\\svc-a2c'",
)
_PRIVATE_KEY = ValueFormat(
    pattern=re.compile(
        rf"-----BEGIN (?P<label>(?:[A-Z0-9]+ )*PRIVATE KEY)-----\n{_LINES}-----END (?P=label)-----\n",
    ),
    problem="must be a complete private key in PEM or OpenSSH format, or such a key in base64",
    hint="give the content of the key file; the module encodes it",
    encoded=True,
    ends_with_newline=True,
    is_locked=needs_passphrase,
)
_CERTIFICATE = ValueFormat(
    pattern=re.compile(
        rf"(?:-----BEGIN (?P<label>[A-Z0-9 ]*CERTIFICATE)-----\n{_LINES}-----END (?P=label)-----\n)+"
        r"|[a-z0-9-]+-cert-v01@openssh\.com [A-Za-z0-9+/=]+(?: .*)?\n",
    ),
    problem="must be a certificate in PEM or OpenSSH format, or such a certificate in base64",
    hint="give the content of the certificate file; the module encodes it",
    encoded=True,
    ends_with_newline=True,
)
_ENCODED_TOKEN = ValueFormat(
    pattern=re.compile(r"[!-~]{12,}"),
    problem="must be a token of at least 12 visible ASCII characters, or such a token in base64",
    hint="give the token as the server displayed it; the module encodes it",
    encoded=True,
)

_USERNAME = SecretField(key="username", option="username", format=_TEXT)
_KEY = SecretField(key="key", option="private_key", format=_PRIVATE_KEY)

KINDS: Mapping[str, SecretKind] = MappingProxyType(
    {
        "linux": SecretKind(
            fields=(
                _USERNAME,
                _KEY,
                SecretField(key="cert", option="certificate", format=_CERTIFICATE, required=False),
            ),
            used_by="SecretArn of a Linux server in remote_hosts.json",
        ),
        "windows": SecretKind(
            fields=(_USERNAME, SecretField(key="password", option="password", format=_TEXT)),
            used_by="secretArn of a Windows server in remote_hosts.json",
        ),
        "jenkins_git": SecretKind(fields=(_USERNAME, _KEY), used_by="sshKeyArn in pipeline.json"),
        "jenkins_server": SecretKind(
            fields=(_USERNAME, SecretField(key="apitoken", option="token", format=_ENCODED_TOKEN)),
            used_by="apiTokenArn in pipeline.json",
        ),
        "azure": SecretKind(
            fields=(SecretField(key="azure-personal-access-token", option="token", format=_TEXT),),
            used_by="personalAccessTokenARN in pipeline.json",
        ),
        "gmsa": SecretKind(
            fields=(
                SecretField(key="Username", option="username", format=_DOMAIN_USER),
                SecretField(key="Password", option="password", format=_TEXT),
            ),
            used_by="domainSecretsArn in deployment.json",
        ),
    }
)


def kinds_that_read(json_keys: Collection[str]) -> tuple[str, ...]:
    """The kinds that have all keys that they require among these JSON keys; first those that read all of them."""
    held = frozenset(json_keys)
    fitting = [name for name, kind in KINDS.items() if kind.required <= held]
    return tuple(sorted(fitting, key=lambda name: len(held - KINDS[name].json_keys)))


PLAIN_OPTIONS = ("username",)  # not masked in results: a user name may occur in other words, such as names of secrets
VALUE_OPTIONS: tuple[str, ...] = tuple(dict.fromkeys(item.option for kind in KINDS.values() for item in kind.fields))


def value_argument_spec() -> dict[str, Any]:
    """The options that hold secret values. Of type raw: Ansible would convert even a mapping to a string."""
    return {option: {"type": "raw", "no_log": True} for option in VALUE_OPTIONS}
