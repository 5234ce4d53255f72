# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store ``vault_file``: one file of variables for each user, encrypted as a whole with Ansible's vault."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, Self

from ..._errors import HIDDEN, OptionError
from ..model import NewKey, StoredKeys
from .files import DIRECTORY, Encrypt, FileStore, KeyFile, explained, read_path, read_regular, write_file
from .store import StoreContext, StoreError, StoreOptions, StoreSettings, Suboptions
from .vault_process import VaultProcess

__all__ = ["VaultFileSettings", "VaultFileStore"]

_PREVIOUS = "previous_vault_password_file"
_HEADER = re.compile(r"\$ANSIBLE_VAULT;1\.2;AES256;(?P<key_id>\w{16,128})\n", re.ASCII)
# The least size of each part of an encrypted body, in bytes, and the size that it is a multiple of.
_PART_SIZES = ((32, 32), (32, 32), (128, 16))


@dataclass(frozen=True, kw_only=True)
class VaultFileSettings(StoreSettings):
    """The password, or a file that holds the password or prints it."""

    suboptions: ClassVar[Suboptions] = MappingProxyType(
        {
            **DIRECTORY,
            "vault_password": {"type": "raw", "no_log": True},
            "vault_password_file": {"type": "path", "no_log": False},
            "previous_vault_password_file": {"type": "path", "no_log": False},
        }
    )
    required: ClassVar[tuple[str, ...]] = ("directory",)
    exactly_one_of: ClassVar[tuple[str, ...]] = ("vault_password", "vault_password_file")

    directory: Path
    password: str = field(default="", repr=False)
    password_file: Path | None = None
    previous_password_file: Path | None = None

    @classmethod
    def read(cls, options: StoreOptions, /) -> Self:
        """The settings, checked."""
        password = options.given.get("vault_password") or ""
        if not isinstance(password, str):
            raise OptionError("store.vault_password", HIDDEN, "must be a text")
        return cls(
            directory=read_path(options.given, "directory"),
            password=password,
            password_file=None if password else read_path(options.given, "vault_password_file"),
            previous_password_file=read_path(options.given, _PREVIOUS) if options.given.get(_PREVIOUS) else None,
        )

    def open(self, context: StoreContext, /) -> VaultFileStore:
        """The store."""
        vault = VaultProcess()
        password = self.password
        if self.password_file is not None:
            password = _password_in(vault, self.password_file, "vault_password_file")
        passwords = _Passwords(vault, password)
        if self.previous_password_file is not None:
            passwords = replace(passwords, previous=_password_in(vault, self.previous_password_file, _PREVIOUS))
        return VaultFileStore(self.directory, _vault_encryption(vault, password), context.account_id, passwords)


@dataclass(frozen=True)
class _Passwords:
    """The password of the options, and an earlier one, if there is one."""

    vault: VaultProcess
    password: str = field(repr=False)
    previous: str = field(default="", repr=False)

    def opens(self, encrypted: str) -> bool:
        """Tells whether a file has the password of the options."""
        return bool(self.vault.ask({"password": self.password, "encrypted": encrypted}).get("opens"))

    def rekeyed(self, encrypted: str, label: str) -> str:
        """A file that has the earlier password with that of the options; empty if it has not."""
        request = {"encrypted": encrypted, "previous": self.previous, "password": self.password, "label": label}
        return self.vault.ask(request).get("text", "") if self.previous else ""


class VaultFileStore(FileStore):
    """The header of the file names the key."""

    def __init__(self, directory: Path, encrypt: Encrypt, account_id: str, passwords: _Passwords) -> None:
        super().__init__(directory, encrypt, account_id)
        self._passwords = passwords

    def inspect(self, user: str) -> StoredKeys:
        """The key that the file names, and whether the file has the password of the options, or can be given it."""
        stored = super().inspect(user)
        if not stored.key_ids or self._passwords.opens(self._content(user)):
            return stored
        if self._rekeyed(user):
            return replace(stored, as_configured=False)
        return replace(stored, other_password=str(self._path(user)))

    def prepare(self, user: str) -> None:
        """As in all files; and a file with the earlier password gets that of the options."""
        super().prepare(user)
        complete = any(file.key_id and file.is_complete for file in self._files(user))
        if complete and self._passwords.previous and not self._passwords.opens(self._content(user)):
            rekeyed = self._rekeyed(user)
            with explained("write", self._path(user)):
                if rekeyed:
                    write_file(self._path(user), user, rekeyed.encode())

    def _rekeyed(self, user: str) -> str:
        return self._passwords.rekeyed(self._content(user), next((file.key_id for file in self._files(user)), ""))

    def _content(self, user: str) -> str:
        return (read_regular(self._path(user)) or b"").decode("ascii", "replace")

    def _files(self, user: str) -> list[KeyFile]:
        path = self._path(user)
        try:
            content = read_regular(path)
        except FileNotFoundError:
            return []
        found = _HEADER.match((content or b"").decode("ascii", "replace"))
        if found is None:
            return [KeyFile(path=path)]
        return [KeyFile(path=path, key_id=found["key_id"], is_complete=_is_complete(found.string[found.end() :]))]

    def _path(self, user: str, _key_id: str = "", /) -> Path:
        return self._directory / f"{user}.yml"


def _is_complete(body: str) -> bool:
    """Tells whether an encrypted body has its three parts: salt, checksum, and a text of at least one block."""
    try:
        parts = bytes.fromhex(body).split(b"\n")
        sizes = [len(bytes.fromhex(part.decode("ascii"))) for part in parts]
    except ValueError:
        return False
    return len(sizes) == len(_PART_SIZES) and all(
        size >= least and size % block == 0 for size, (least, block) in zip(sizes, _PART_SIZES, strict=True)
    )


def _vault_text(key: NewKey) -> str:
    """A key as variables, named like the options of AWS modules and the environment variables."""
    return (
        "---\n"
        f"# Access key of the IAM user {key.user}\n"
        f"aws_access_key_id: {key.key_id}\n"
        f'aws_secret_access_key: "{key.secret}"\n'
    )


def _vault_encryption(vault: VaultProcess, password: str) -> Encrypt:
    """Encryption with a password by Ansible's own vault."""

    def encrypt(key: NewKey) -> bytes:
        answer = vault.ask({"password": password, "text": _vault_text(key), "label": key.key_id})
        if "error" in answer:
            raise StoreError(f"The vault of Ansible cannot encrypt the key of user {key.user}: {answer['error']}")
        return answer["text"].encode()

    return encrypt


def _password_in(vault: VaultProcess, path: Path, option: str) -> str:
    """The password in a file that an option names, or that the program in the file prints, as for ansible-vault.

    Raises:
        OptionError: there is no password in the file, or the file cannot be read.
        StoreError: Ansible itself is not installed for the Python that runs the module.
    """
    answer = vault.ask({"file": os.fspath(path)})
    if "error" in answer:
        problem = f"no password can be read from it ({answer['error']})"
        raise OptionError(f"store.{option}", os.fspath(path), problem)
    return answer["password"]
