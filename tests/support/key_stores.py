# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the users of key stores: how they choose each store, and how they get a key out of it again.

The kinds of stores are those of the product. A store without a recipe here fails the tests over all stores.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol

import pyrage
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from ansible_collections.fleetops.app2container.plugins.module_utils._keys.options import STORES as KINDS
from tests.support.emulator.accounts import Account

STORES = tuple(KINDS)
PASSWORD = "the password of the tests"
IDENTITY = pyrage.x25519.Identity.generate()

Settings = dict[str, Any]


class Recipe(Protocol):
    """What the tests have to know of one kind of store."""

    user: Mapping[str, Any]  # options that each user needs

    def settings(self, folder: Path) -> Settings:
        """Return the suboptions of the store for the module; the folder is where a store in files may write."""

    def role_settings(self, folder: Path) -> Settings:
        """Return the same for the role, where another way to set them is to be tested."""

    def places(self, account: Account, folder: Path) -> list[str]:
        """Return where keys are now: names of secrets, or paths of files."""

    def read(self, account: Account, place: str) -> dict[str, str]:
        """Return the key that a place holds, in ``aws_access_key_id`` and ``aws_secret_access_key``; else nothing."""

    def lose(self, account: Account, place: str) -> None:
        """Remove what a place holds, behind the back of the module."""


class SecretsManager:
    """Secrets Manager of the account."""

    user: Mapping[str, Any] = MappingProxyType({})

    def settings(self, _folder: Path) -> Settings:
        """Restrict each secret to its user, which takes more calls than not to."""
        return {"restrict_to_user": True}

    def role_settings(self, _folder: Path) -> Settings:
        """Leave all defaults."""
        return {}

    def places(self, account: Account, _folder: Path) -> list[str]:
        """Return the names of the secrets."""
        return sorted(item["Name"] for item in account.client("secretsmanager").list_secrets()["SecretList"])

    def read(self, account: Account, place: str) -> dict[str, str]:
        """Return the key in a secret."""
        text = account.client("secretsmanager").get_secret_value(SecretId=place)["SecretString"]
        return {name: value for name, value in json.loads(text).items() if name.startswith("aws_")}

    def lose(self, account: Account, place: str) -> None:
        """Delete a secret at once."""
        account.client("secretsmanager").delete_secret(SecretId=place, ForceDeleteWithoutRecovery=True)


class VaultFile:
    """Files that Ansible Vault encrypts."""

    user: Mapping[str, Any] = MappingProxyType({})

    def settings(self, folder: Path) -> Settings:
        """Give the password itself."""
        return {"directory": str(folder), "vault_password": PASSWORD}

    def role_settings(self, folder: Path) -> Settings:
        """Give the password in a file."""
        password = folder.parent / "password"
        password.write_text(f"{PASSWORD}\n")
        return {"directory": str(folder), "vault_password_file": str(password)}

    def places(self, _account: Account, folder: Path) -> list[str]:
        """Return the paths of the files."""
        return files_in(folder)

    def read(self, _account: Account, place: str) -> dict[str, str]:
        """Return the key in a file of variables."""
        vault = VaultLib([("default", VaultSecret(PASSWORD.encode()))])
        return dict(yaml.safe_load(vault.decrypt(Path(place).read_bytes())))

    def lose(self, _account: Account, place: str) -> None:
        """Remove a file."""
        Path(place).unlink()


class AgeFile:
    """Files that age encrypts."""

    user: Mapping[str, Any] = MappingProxyType({"recipients": [str(IDENTITY.to_public())]})

    def settings(self, folder: Path) -> Settings:
        """Give the directory."""
        return {"directory": str(folder)}

    role_settings = settings

    def places(self, _account: Account, folder: Path) -> list[str]:
        """Return the paths of the files."""
        return files_in(folder)

    def read(self, _account: Account, place: str) -> dict[str, str]:
        """Return the key in a file of credentials, as the AWS CLI takes it."""
        section, *lines = pyrage.decrypt(Path(place).read_bytes(), [IDENTITY]).decode().splitlines()
        assert section == "[default]"
        return dict(line.split(" = ") for line in lines)

    def lose(self, _account: Account, place: str) -> None:
        """Remove a file."""
        Path(place).unlink()


def files_in(folder: Path) -> list[str]:
    """Return the paths of the files in a folder that need not exist."""
    return sorted(map(str, folder.iterdir())) if folder.is_dir() else []


RECIPES: Mapping[str, Recipe] = {
    "secretsmanager": SecretsManager(),
    "vault_file": VaultFile(),
    "age_file": AgeFile(),
}


def options_for(kind: str, folder: Path, users: tuple[str, ...]) -> Settings:
    """Return the options of access_keys that deliver the keys of these users to a store."""
    recipe = RECIPES[kind]
    return {
        "users": [{"name": name, **recipe.user} for name in users],
        "store": {"kind": kind, **recipe.settings(folder)},
    }


def owner(place: str) -> str:
    """Return the user whose key a place holds."""
    return Path(place).name.partition(".")[0]


class Store:
    """A store that the role delivers keys to: the variables that choose it, and what it holds."""

    def __init__(self, kind: str, folder: Path, *, users: tuple[str, ...] = ("ada", "grace")) -> None:
        self.kind, self.folder, self.users = kind, folder / "keys", users
        self._recipe = RECIPES[kind]

    @property
    def variables(self) -> Settings:
        """The variables of the role, without those that would say what is the default."""
        variables: Settings = {}
        if settings := self._recipe.role_settings(self.folder):
            variables["a2c_iam_access_keys_store"] = {"kind": self.kind, **settings}
        if self._recipe.user:
            variables["a2c_iam_access_keys_users"] = [{"name": name, **self._recipe.user} for name in self.users]
        return variables

    def held(self, account: Account, place: str) -> dict[str, str]:
        """Return the id and the secret that a place holds."""
        return self._recipe.read(account, place)

    def left(self, account: Account) -> list[str]:
        """Return what is left in the store: names of secrets or files."""
        return [place.removeprefix(f"{self.folder}/") for place in self._recipe.places(account, self.folder)]
