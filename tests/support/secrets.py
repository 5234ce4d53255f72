# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the secrets of users: values of every kind that are easy to search for, and what AWS stores of them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.secrets_manager import (
    AWS_KEY,
    CURRENT,
    Secret,
    SecretValue,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import Change
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import MANAGED_BY, TAG_KEY
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.model import ExistingSecret, SecretState
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.options import read_options
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.spec import RequestedSecrets

OUR_TAG = {TAG_KEY: MANAGED_BY}
PRIVATE_KEY = """\
-----BEGIN OPENSSH PRIVATE KEY-----
cHJpdmF0ZS1rZXktb2YtdGhlLXRlc3Rz
bGluZS10d28tb2YtdGhlLWtleQ==
-----END OPENSSH PRIVATE KEY-----
"""
CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com Y2VydGlmaWNhdGUtb2YtdGhlLXRlc3Rz somebody\n"
JENKINS_TOKEN = "11c0ffee5ca1ab1e0123456789abcdef00"
AZURE_TOKEN = "azurepersonaltokenofthetests"
PASSWORD = 'pass\'w0rd \\ of "the" tests'

# One secret of each kind, as users write it.
LINUX = {"name": "linux", "kind": "linux", "username": "penguin-user", "private_key": PRIVATE_KEY}
WINDOWS = {"name": "win", "kind": "windows", "username": "windows-boss", "password": PASSWORD}
EVERY_KIND: tuple[dict[str, Any], ...] = (
    {**LINUX, "certificate": CERTIFICATE},
    WINDOWS,
    {"name": "team/git", "kind": "jenkins_git", "username": "git-pusher", "private_key": PRIVATE_KEY},
    {"name": "team/ci", "kind": "jenkins_server", "username": "build-runner", "token": JENKINS_TOKEN},
    {"name": "team/azure", "kind": "azure", "token": AZURE_TOKEN},
    {"name": "domain", "kind": "gmsa", "username": "NETBIOS\\joiner", "password": PASSWORD},
)


def encoded(text: str) -> str:
    """Return a text in base64."""
    return base64.b64encode(text.encode()).decode()


# What Secrets Manager holds for them.
STORED: Mapping[str, Mapping[str, str]] = {
    "a2c/linux": {"username": "penguin-user", "key": encoded(PRIVATE_KEY), "cert": encoded(CERTIFICATE)},
    "a2c/win": {"username": "windows-boss", "password": PASSWORD},
    "team/git": {"username": "git-pusher", "key": encoded(PRIVATE_KEY)},
    "team/ci": {"username": "build-runner", "apitoken": encoded(JENKINS_TOKEN)},
    "team/azure": {"azure-personal-access-token": AZURE_TOKEN},
    "a2c/domain": {"Username": "NETBIOS\\joiner", "Password": PASSWORD},
}


def leaks(text: str) -> list[str]:
    """Return the secret values, or pieces of them, that a text shows, in whatever way it is written."""
    pieces = {
        piece
        for values in (*STORED.values(), *EVERY_KIND)
        for key, value in values.items()
        if key not in ("name", "kind")
        for whole in (value, json.dumps(value)[1:-1], repr(value)[1:-1], encoded(value))
        for piece in (whole, *whole.splitlines())
    }
    words = {"joiner", "pass'w0rd", "w0rd", "cHJpdmF0ZS1rZXktb2YtdGhlLXRlc3Rz"}
    harmless = {line for line in PRIVATE_KEY.splitlines() if line.startswith("-----")}
    return sorted(piece for piece in (pieces | words) - harmless if piece in text)


def options(*secrets: Mapping[str, Any], **further: Any) -> RequestedSecrets:
    """Return the options of the module, read."""
    return read_options({"secrets": list(secrets), **further})


def found(name: str, values: Mapping[str, Any] | str | None = None, **attributes: Any) -> dict[str, ExistingSecret]:
    """Return a secret of ours as it is found, unless ``tags`` say otherwise."""
    text = json.dumps(values) if isinstance(values, Mapping) else values
    secret = Secret(
        **{
            "name": name,
            "arn": f"arn:aws:secretsmanager:eu-west-1:123456789012:secret:{name}-AbCdEf",
            "tags": OUR_TAG,
            "versions": {"version-1": (CURRENT,)},
            **attributes,
        }
    )
    value = None if secret.deleted or text is None else SecretValue(version_id="version-1", text=text)
    return {name: ExistingSecret(secret=secret, value=value)}


def _with_value(there: ExistingSecret, change: Change[SecretState]) -> ExistingSecret:
    secret = there.secret or Secret(name=change.target.name, arn=f"arn:new:{change.target.name}")
    version = f"version-{len(secret.versions) + 1}"
    versions = {**dict.fromkeys(secret.versions, ("AWSPREVIOUS",)), version: (CURRENT,)}
    value = SecretValue(version_id=version, text=change.params["text"])
    return ExistingSecret(secret=replace(secret, versions=versions), value=value)


def carried_out(
    held: Mapping[str, ExistingSecret], changes: tuple[Change[SecretState], ...]
) -> dict[str, ExistingSecret]:
    """Return what Secrets Manager holds after these calls; it fails for those that Secrets Manager would refuse."""
    now = dict(held)
    for change in changes:
        there, params = now[change.target.name], change.params
        if change.operation == "CreateSecret":
            assert there.secret is None
            there = _with_value(there, change)
            assert there.secret is not None
            key = params["kms_key_id"] or ""
            now[change.target.name] = replace(there, secret=replace(there.secret, tags=params["tags"], kms_key_id=key))
            continue
        assert there.secret is not None
        assert there.secret.deleted is (change.operation == "RestoreSecret")
        now[change.target.name] = _changed(there, there.secret, change)
    return now


def _changed(there: ExistingSecret, secret: Secret, change: Change[SecretState]) -> ExistingSecret:
    params = change.params
    if change.operation == "PutSecretValue":
        return _with_value(there, change)
    kept = {key: value for key, value in secret.tags.items() if key not in params.get("tag_keys", ())}
    kms_key_id = params.get("kms_key_id", secret.kms_key_id)
    return replace(
        there,
        secret=replace(
            secret,
            tags={**kept, **params.get("tags", {})},
            kms_key_id="" if kms_key_id == AWS_KEY else kms_key_id,
            deleted=change.operation == "DeleteSecret",
        ),
    )
