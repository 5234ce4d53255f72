# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stores that access keys go to, from the side of the users who get them out again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyrage
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from tests.support.emulator.accounts import Account

STORES = ("secretsmanager", "vault_file", "age_file")
PASSWORD = "the password of the tests"


class Store:
    """A store for keys: the variables that choose it, and how a user gets a key out of it."""

    def __init__(self, kind: str, folder: Path, *, users: tuple[str, ...] = ("ada", "grace")) -> None:
        self.kind, self.folder, self.users = kind, folder / "keys", users
        self.identity = pyrage.x25519.Identity.generate()
        self.password_file = folder / "password"
        self.password_file.write_text(f"{PASSWORD}\n")

    @property
    def variables(self) -> dict[str, Any]:
        """The variables of the role."""
        if self.kind == "secretsmanager":
            return {}
        store = {"kind": self.kind, "directory": str(self.folder)}
        if self.kind == "vault_file":
            return {"a2c_iam_access_keys_store": {**store, "vault_password_file": str(self.password_file)}}
        recipients = [str(self.identity.to_public())]
        users = [{"name": name, "recipients": recipients} for name in self.users]
        return {"a2c_iam_access_keys_store": store, "a2c_iam_access_keys_users": users}

    def held(self, account: Account, place: str) -> dict[str, str]:
        """Return the id and the secret that a place holds."""
        if self.kind == "secretsmanager":
            text = account.client("secretsmanager").get_secret_value(SecretId=place)["SecretString"]
            return {key: json.loads(text)[key] for key in ("aws_access_key_id", "aws_secret_access_key")}
        content = Path(place).read_bytes()
        if self.kind == "vault_file":
            vault = VaultLib([("default", VaultSecret(PASSWORD.encode()))])
            return dict(yaml.safe_load(vault.decrypt(content)))
        section, *lines = pyrage.decrypt(content, [self.identity]).decode().splitlines()
        assert section == "[default]"
        return dict(line.split(" = ") for line in lines)

    def left(self, account: Account) -> list[str]:
        """Return what is left in the store."""
        if self.kind == "secretsmanager":
            return [item["Name"] for item in account.client("secretsmanager").list_secrets()["SecretList"]]
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []
