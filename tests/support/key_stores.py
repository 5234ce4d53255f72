# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for the users of key stores: the options that choose each store, and how to read a key from it."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyrage
import yaml
from ansible.parsing.vault import VaultLib, VaultSecret

from tests.support.emulator.accounts import Account

PASSWORD = "the password of the tests"


class KeyStore(ABC):
    """What tests need to know about one kind of store. ``folder`` is for stores that need one."""

    kind: str
    write_fault: Mapping[str, Any] | None = None  # of AWS, which makes the delivery of a key fail

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    @abstractmethod
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""

    @property
    def user_options(self) -> dict[str, Any]:
        """The suboptions that each of the ``users`` needs."""
        return {}

    def users(self, *names: str) -> list[dict[str, Any]]:
        """The option ``users`` of the module."""
        return [{"name": name, **self.user_options} for name in names]

    def variables(self, *names: str) -> dict[str, Any]:
        """The variables of the role, for these users."""
        variables: dict[str, Any] = {"a2c_iam_access_keys_store": self.options}
        return variables | ({"a2c_iam_access_keys_users": self.users(*names)} if self.user_options else {})

    @abstractmethod
    def held(self, account: Account, place: str) -> dict[str, str]:
        """Return the id and the secret that a place holds."""

    @abstractmethod
    def delivered(self, account: Account, user: str) -> dict[str, str]:
        """Return all that the store has for a user: secrets by key."""

    @abstractmethod
    def left(self, account: Account) -> list[str]:
        """Return what is left in the store."""

    @abstractmethod
    def lose(self, account: Account, user: str) -> None:
        """Remove what the store holds for a user, as something else may."""


class Secrets(KeyStore):
    """The store ``secretsmanager``, with all of its options."""

    kind = "secretsmanager"
    write_fault: Mapping[str, Any] | None = {"kind": "denied", "operations": ["PutSecretValue"]}

    @property
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""
        return {"kind": self.kind, "prefix": "keys/", "tags": {"team": "blue"}, "restrict_to_user": True}

    def variables(self, *_names: str) -> dict[str, Any]:
        """No variables: it is the store that the role takes by default."""
        return {}

    def held(self, account: Account, place: str) -> dict[str, str]:
        """Return the id and the secret that a secret holds."""
        value = json.loads(account.client("secretsmanager").get_secret_value(SecretId=place)["SecretString"])
        return {key: value[key] for key in ("aws_access_key_id", "aws_secret_access_key") if key in value}

    def delivered(self, account: Account, user: str) -> dict[str, str]:
        """Return what the secret of a user holds."""
        client = account.client("secretsmanager")
        try:
            return by_key(self.held(account, f"{self.options['prefix']}{user}"))
        except (client.exceptions.ResourceNotFoundException, client.exceptions.InvalidRequestException):
            return {}

    def left(self, account: Account) -> list[str]:
        """Return the names of all secrets."""
        return [item["Name"] for item in account.client("secretsmanager").list_secrets()["SecretList"]]

    def lose(self, account: Account, user: str) -> None:
        """Delete the secret of a user at once."""
        name = f"{self.options['prefix']}{user}"
        account.client("secretsmanager").delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)


class Files(KeyStore):
    """A store in files of the control node."""

    @property
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""
        return {"kind": self.kind, "directory": str(self.folder)}

    @abstractmethod
    def decrypted(self, content: bytes) -> dict[str, str]:
        """Return the id and the secret in a file."""

    def held(self, _account: Account, place: str) -> dict[str, str]:
        """Return the id and the secret that a file holds."""
        return self.decrypted(Path(place).read_bytes())

    def delivered(self, _account: Account, user: str) -> dict[str, str]:
        """Return what the files of a user hold."""
        files = [by_key(self.decrypted(path.read_bytes())) for path in sorted(self.folder.glob(f"{user}.*"))]
        return {key_id: secret for file in files for key_id, secret in file.items()}

    def left(self, _account: Account) -> list[str]:
        """Return the names of all files."""
        return sorted(path.name for path in self.folder.iterdir()) if self.folder.is_dir() else []

    def lose(self, _account: Account, user: str) -> None:
        """Delete the files of a user."""
        for path in self.folder.glob(f"{user}.*"):
            path.unlink()


class VaultFiles(Files):
    """The store ``vault_file``. The role takes the password from a file, so that Ansible does not show it."""

    kind = "vault_file"

    @property
    def options(self) -> dict[str, Any]:
        """The option ``store`` of the module."""
        return {**super().options, "vault_password": PASSWORD}

    def variables(self, *_names: str) -> dict[str, Any]:
        """The variables of the role."""
        file = self.folder.with_name("password")
        file.write_text(f"{PASSWORD}\n")
        return {"a2c_iam_access_keys_store": {**super().options, "vault_password_file": str(file)}}

    def decrypted(self, content: bytes) -> dict[str, str]:
        """Return the variables in a file."""
        vault = VaultLib([("default", VaultSecret(PASSWORD.encode()))])
        return dict(yaml.safe_load(vault.decrypt(content)))


class AgeFiles(Files):
    """The store ``age_file``: all users have the same private key."""

    kind = "age_file"
    identity = pyrage.x25519.Identity.generate()

    @property
    def user_options(self) -> dict[str, Any]:
        """The suboptions that each of the ``users`` needs."""
        return {"recipients": [str(self.identity.to_public())]}

    def decrypted(self, content: bytes) -> dict[str, str]:
        """Return the settings of the profile in a file."""
        section, *lines = pyrage.decrypt(content, [self.identity]).decode().splitlines()
        assert section == "[default]"
        return dict(line.split(" = ") for line in lines)


KEY_STORES: Mapping[str, type[KeyStore]] = {store.kind: store for store in (Secrets, VaultFiles, AgeFiles)}


def by_key(held: Mapping[str, str]) -> dict[str, str]:
    """Return the secret by the id of its key; nothing for a place that was only prepared."""
    return {held["aws_access_key_id"]: held["aws_secret_access_key"]} if held else {}
