# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The store ``age_file``: one file for each key, encrypted with age to the public keys of its user."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Self

from ..._errors import OptionError
from ..model import NewKey
from .files import DIRECTORY, Encrypt, FileStore, KeyFile, read_path, read_regular
from .store import StoreContext, StoreError, StoreOptions, StoreSettings, Suboptions

__all__ = ["AgeFileSettings", "AgeFileStore"]

_PUBLIC = ("age1", "ssh-")
_ARMOR = re.compile(rb"-----BEGIN AGE ENCRYPTED FILE-----\n[A-Za-z0-9+/=\n]+\n-----END AGE ENCRYPTED FILE-----\n?")


@dataclass(frozen=True, kw_only=True)
class AgeFileSettings(StoreSettings):
    """``recipients`` are the public keys of each user, by name."""

    suboptions: ClassVar[Suboptions] = DIRECTORY
    user_suboptions: ClassVar[Suboptions] = MappingProxyType({"recipients": {"type": "list", "elements": "str"}})
    required: ClassVar[tuple[str, ...]] = ("directory",)

    directory: Path
    recipients: Mapping[str, tuple[str, ...]]

    @classmethod
    def read(cls, options: StoreOptions, /) -> Self:
        """The settings, checked."""
        directory = read_path(options.given, "directory")
        recipients = {name: tuple(user.get("recipients") or ()) for name, user in options.users.items()}
        for at, texts in enumerate(recipients.values()):
            if options.present and not texts:
                problem = "the store age_file encrypts to the user's own public keys"
                raise OptionError(f"users[{at}].recipients", [], problem, "name at least one")
        return cls(directory=directory, recipients=recipients)

    def open(self, context: StoreContext, /) -> AgeFileStore:
        """The store."""
        return AgeFileStore(self.directory, age_encryption(self.recipients), context.account_id)


class AgeFileStore(FileStore):
    """The id of the key is in the name of the file."""

    def _files(self, user: str) -> list[KeyFile]:
        form = re.compile(rf"{re.escape(user)}\.(?P<key_id>\w{{16,128}})\.age", re.ASCII)
        paths = sorted(self._directory.iterdir()) if self._directory.is_dir() else []
        return [_key_file(path, found["key_id"]) for path in paths if (found := form.fullmatch(path.name))]

    def _path(self, user: str, key_id: str, /) -> Path:
        return self._directory / f"{user}.{key_id}.age"


def _key_file(path: Path, key_id: str) -> KeyFile:
    content = read_regular(path)
    if content is None:
        return KeyFile(path=path)
    return KeyFile(path=path, key_id=key_id, is_complete=bool(_ARMOR.fullmatch(content)))


def _age_text(key: NewKey) -> str:
    """A key as a section of the file ~/.aws/credentials."""
    return f"[default]\naws_access_key_id = {key.key_id}\naws_secret_access_key = {key.secret}\n"


def age_encryption(recipients: Mapping[str, tuple[str, ...]]) -> Encrypt:
    """Encryption to the public keys of each user: nobody else can decrypt, not even the machine that encrypts.

    Raises:
        OptionError: a recipient is not a public key of age or SSH.
        StoreError: pyrage is not installed for the Python that runs the module.
    """
    try:
        import pyrage  # noqa: PLC0415 - only this store needs it
    except ImportError as error:
        raise StoreError(
            "store.kind: age_file needs the Python package pyrage where the module runs: pip install pyrage."
        ) from error
    keys = {
        user: [_recipient(pyrage, f"users[{at}].recipients[{number}]", text) for number, text in enumerate(texts)]
        for at, (user, texts) in enumerate(recipients.items())
    }

    def encrypt(key: NewKey) -> bytes:
        return bytes(pyrage.encrypt(_age_text(key).encode(), keys[key.user], armored=True))

    return encrypt


def _recipient(pyrage: Any, option: str, text: str) -> Any:
    kind = pyrage.ssh if text.startswith("ssh-") else pyrage.x25519
    try:
        return kind.Recipient.from_str(text.strip())
    except Exception as error:
        hint = "write a key that begins with age1, ssh-ed25519 or ssh-rsa"
        shown = text if text.startswith(_PUBLIC) else "(hidden)"  # a private key may have been pasted here
        raise OptionError(option, shown, "this is not a public key that age can encrypt to", hint) from error
