# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets that App2Container reads: which JSON keys each kind has, and in which form. A new kind is one entry.

The keys and their forms are those of the App2Container user guide, "Manage secrets" (``GUIDE``).
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

__all__ = ["GUIDE", "KINDS", "PLAIN_OPTIONS", "VALUE_OPTIONS", "Field", "Form", "Kind", "value_argument_spec"]

GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/manage-secrets.html"


@dataclass(frozen=True, kw_only=True)
class Form:
    """How a value must look, and whether App2Container wants it in base64.

    A value that is to be encoded may be given encoded: it is if what it decodes to fits ``pattern``.
    """

    pattern: re.Pattern[str]
    problem: str
    hint: str
    encoded: bool = False
    lines: bool = False  # a file: its last line ends too, whatever the way that it was read

    def stored(self, given: str) -> str | None:
        """The value as the secret holds it, None for one that does not fit."""
        if not self.encoded:
            return given if self.pattern.fullmatch(given) else None
        for text in (_decoded(given), given):
            plain = "\n".join(text.strip().splitlines()) + ("\n" if self.lines else "")
            if self.pattern.fullmatch(plain):
                return base64.b64encode(plain.encode()).decode()
        return None


def _decoded(given: str) -> str:
    """What a text in base64 says, empty for any other text."""
    try:
        return base64.b64decode("".join(given.split()), validate=True).decode()
    except ValueError:
        return ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One JSON key of a secret, and the option that it comes from."""

    key: str
    option: str
    form: Form
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What a secret of one kind holds; ``used_by`` says where App2Container finds its ARN."""

    fields: tuple[Field, ...]
    used_by: str

    def option(self, name: str) -> Field | None:
        """The field that comes from an option."""
        return next((item for item in self.fields if item.option == name), None)


_LINES = r"(?:(?!-----).*\n)+"

_TEXT = Form(
    pattern=re.compile(r"[^\x00-\x1f\x7f]+"),
    problem="must be one line of text that is not empty",
    hint="a line end may come from a block in YAML: begin it with |- instead of |",
)
_DOMAIN_USER = Form(
    pattern=re.compile(r'[^\x00-\x1f\\/:*?"<>|]{1,15}\\[^\x00-\x1f\x7f\\/:*?"<>|@]+'),
    problem="must be a user of a domain",
    hint="write the NetBIOS name of the domain, one backslash and the user, such as 'EXAMPLE\\svc-a2c'",
)
_PRIVATE_KEY = Form(
    pattern=re.compile(
        rf"-----BEGIN (?P<label>(?:[A-Z0-9]+ )*PRIVATE KEY)-----\n{_LINES}-----END (?P=label)-----\n",
    ),
    problem="must be a private key in PEM or OpenSSH form with all its lines, or such a key in base64",
    hint="give the content of the key file; it is encoded for you",
    encoded=True,
    lines=True,
)
_CERTIFICATE = Form(
    pattern=re.compile(
        rf"(?:-----BEGIN (?P<label>[A-Z0-9 ]*CERTIFICATE)-----\n{_LINES}-----END (?P=label)-----\n)+"
        r"|[a-z0-9-]+-cert-v01@openssh\.com [A-Za-z0-9+/=]+(?: .*)?\n",
    ),
    problem="must be a certificate in PEM or OpenSSH form, or such a certificate in base64",
    hint="give the content of the certificate file; it is encoded for you",
    encoded=True,
    lines=True,
)
_ENCODED_TOKEN = Form(
    pattern=re.compile(r"[!-~]{12,}"),
    problem="must be a token of at least 12 visible ASCII characters, or such a token in base64",
    hint="give the token as the server showed it; it is encoded for you",
    encoded=True,
)

_USERNAME = Field(key="username", option="username", form=_TEXT)
_KEY = Field(key="key", option="private_key", form=_PRIVATE_KEY)

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "linux": Kind(
            fields=(_USERNAME, _KEY, Field(key="cert", option="certificate", form=_CERTIFICATE, required=False)),
            used_by="SecretArn of a Linux server in remote_hosts.json",
        ),
        "windows": Kind(
            fields=(_USERNAME, Field(key="password", option="password", form=_TEXT)),
            used_by="secretArn of a Windows server in remote_hosts.json",
        ),
        "jenkins_git": Kind(fields=(_USERNAME, _KEY), used_by="sshKeyArn in pipeline.json"),
        "jenkins_server": Kind(
            fields=(_USERNAME, Field(key="apitoken", option="token", form=_ENCODED_TOKEN)),
            used_by="apiTokenArn in pipeline.json",
        ),
        "azure": Kind(
            fields=(Field(key="azure-personal-access-token", option="token", form=_TEXT),),
            used_by="personalAccessTokenARN in pipeline.json",
        ),
        "gmsa": Kind(
            fields=(
                Field(key="Username", option="username", form=_DOMAIN_USER),
                Field(key="Password", option="password", form=_TEXT),
            ),
            used_by="domainSecretsArn in deployment.json",
        ),
    }
)
PLAIN_OPTIONS = ("username",)  # not shown, yet a word that may well occur elsewhere, such as in the name of a secret
VALUE_OPTIONS: tuple[str, ...] = tuple(dict.fromkeys(item.option for kind in KINDS.values() for item in kind.fields))


def value_argument_spec() -> dict[str, Any]:
    """The options that hold secret values. They are raw: Ansible would make a text of anything, such as a mapping."""
    return {option: {"type": "raw", "no_log": True} for option in VALUE_OPTIONS}
