# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys in encrypted files of the machine that the module runs on. Nothing is ever written there in the clear.

A file is written whole under another name in the same folder and then renamed, so that it is the old or the new one.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..._errors import shortened
from ..model import NewKey, Stored
from .store import StoreError

__all__ = ["AgeFiles", "VaultFiles"]

PRIVATE = 0o600
_HEADER = re.compile(r"\$ANSIBLE_VAULT;1\.2;AES256;(?P<key_id>\w{16,128})\n", re.ASCII)
_LONGEST_HEADER = 200

Encrypt = Callable[[NewKey], bytes]


@contextmanager
def _told(what: str, path: Path) -> Iterator[None]:
    """Turns what the system refuses inside into a StoreError."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "check the folder, its permissions and free space"
        raise StoreError(f"store.directory: cannot {what} {shortened(str(path))}: {reason}; {hint}.") from error


def _written(path: Path, content: bytes) -> None:
    """Writes a file, for its owner alone, so that it lasts."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # it makes files with mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class _Files:
    """What both kinds of files have in common."""

    def __init__(self, settings: Mapping[str, Any], encrypt: Encrypt) -> None:
        self._folder = Path(settings["directory"]).expanduser()
        self._encrypt = encrypt

    def _paths(self, user: str) -> list[tuple[Path, str]]:
        """The files that there are for a user, each with the key that it holds; what is not ours has none."""
        raise NotImplementedError

    def _path(self, user: str, key_id: str) -> Path:
        """The file of a user for a key."""
        raise NotImplementedError

    def look(self, user: str) -> Stored:
        """The keys that the files name, without decrypting them."""
        with _told("read", self._folder):
            found = self._paths(user)
            private = all(stat.S_IMODE(path.stat().st_mode) == PRIVATE for path, _key_id in found)
        strange = [path for path, key_id in found if not key_id]
        if strange:
            problem = f"user {user}: {strange[0]} exists and was not written by this collection; move it away"
            return Stored(foreign=problem)
        return Stored(key_ids=frozenset(key_id for _path, key_id in found), ready=private)

    def prepare(self, user: str) -> None:
        """Makes the folder where it is missing, and writes and removes a file in it."""
        with _told("write to", self._folder):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self._folder / f".{user}.probe"
            _written(probe, self._encrypt(NewKey(user=user, key_id="A" * 20, secret="")))
            probe.unlink()
            for path, _key_id in self._paths(user):
                path.chmod(PRIVATE)

    def write(self, key: NewKey) -> None:
        """Encrypts the key and puts it in place; files with earlier keys of the user go."""
        path = self._path(key.user, key.key_id)
        with _told("write", path):
            _written(path, self._encrypt(key))
            for other, _key_id in self._paths(key.user):
                if other != path:
                    other.unlink()

    def discard(self, user: str) -> None:
        """Deletes the files of a user."""
        with _told("delete from", self._folder):
            for path, key_id in self._paths(user):
                if key_id:
                    path.unlink(missing_ok=True)

    def place(self, user: str) -> str:
        """The file, or where it will be."""
        with _told("read", self._folder):
            return str(next((path for path, _key_id in self._paths(user)), self._path(user, "KEY")))


class VaultFiles(_Files):
    """One file of variables for each user, encrypted whole by the vault of Ansible; its header names the key."""

    def _paths(self, user: str) -> list[tuple[Path, str]]:
        path = self._path(user, "")
        try:
            with path.open("rb") as file:
                found = _HEADER.match(file.read(_LONGEST_HEADER).decode("ascii", "replace"))
        except FileNotFoundError:
            return []
        return [(path, found["key_id"] if found else "")]

    def _path(self, user: str, key_id: str) -> Path:  # noqa: ARG002 - one file for all keys of a user
        return self._folder / f"{user}.yml"


class AgeFiles(_Files):
    """One file for each key, encrypted to its user; the key's id is in the name of the file."""

    def _paths(self, user: str) -> list[tuple[Path, str]]:
        form = re.compile(rf"{re.escape(user)}\.(?P<key_id>\w{{16,128}})\.age", re.ASCII)
        paths = sorted(self._folder.iterdir()) if self._folder.is_dir() else []
        return [(path, found["key_id"]) for path in paths if (found := form.fullmatch(path.name))]

    def _path(self, user: str, key_id: str) -> Path:
        return self._folder / f"{user}.{key_id}.age"
