# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stores in encrypted files have in common. Nothing is ever written without encryption.

A file is written completely under another name in the same directory and then renamed, so that there is always the old
or the new file.
"""

from __future__ import annotations

import os
import stat
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..._errors import OptionError, shortened
from ..model import NewKey, StoredKeys
from .store import StoreError, Suboptions

__all__ = ["DIRECTORY", "Encrypt", "FileStore", "read_path"]

DIRECTORY: Suboptions = {"directory": {"type": "path"}}
PRIVATE = 0o600

Encrypt = Callable[[NewKey], bytes]


def read_path(given: Mapping[str, Any], option: str) -> Path:
    """The path that a suboption of ``store`` names.

    Raises:
        OptionError: the path is relative.
    """
    path = Path(given[option]).expanduser()
    if not path.is_absolute():
        raise OptionError(f"store.{option}", given[option], "must be an absolute path", "or begin with ~")
    return path


@contextmanager
def _explained(what: str, path: Path) -> Iterator[None]:
    """Turns an error of the operating system inside into a StoreError; ``what`` completes "cannot …"."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "check the directory, its permissions and free space"
        raise StoreError(f"store.directory: cannot {what} {shortened(str(path))}: {reason}; {hint}.") from error


def _write_file(path: Path, content: bytes) -> None:
    """Writes a file that only its owner can read, and returns when it is on disk."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # creates the file with mode 0600
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
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


class FileStore(ABC):
    """A store in the files of a directory."""

    def __init__(self, directory: Path, encrypt: Encrypt) -> None:
        self._directory = directory
        self._encrypt = encrypt

    @abstractmethod
    def _files(self, user: str) -> list[tuple[Path, str]]:
        """The files of a user, each with the id of its key; empty for a file that this collection has not written."""

    @abstractmethod
    def _path(self, user: str, key_id: str, /) -> Path:
        """The file of a user for a key."""

    def inspect(self, user: str) -> StoredKeys:
        """The keys that the files name."""
        with _explained("read", self._directory):
            files = self._files(user)
            private = all(stat.S_IMODE(path.stat().st_mode) == PRIVATE for path, _key_id in files)
        foreign = [path for path, key_id in files if not key_id]
        if foreign:
            return StoredKeys(
                conflict=f"user {user}: {foreign[0]} exists and was not written by this collection; move it away"
            )
        return StoredKeys(key_ids=frozenset(key_id for _path, key_id in files), as_configured=private)

    def prepare(self, user: str) -> None:
        """Creates the directory if it is missing, and writes and removes a file in it."""
        with _explained("write to", self._directory):
            self._directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self._directory / f".{user}.probe"
            _write_file(probe, self._encrypt(NewKey(user=user, key_id="A" * 20, secret="")))
            probe.unlink()
            for path, _key_id in self._files(user):
                path.chmod(PRIVATE)

    def write(self, key: NewKey) -> None:
        """Writes the encrypted key, and deletes the files with earlier keys of the user."""
        path = self._path(key.user, key.key_id)
        with _explained("write", path):
            _write_file(path, self._encrypt(key))
            for other, _key_id in self._files(key.user):
                if other != path:
                    other.unlink()

    def discard(self, user: str) -> None:
        """Deletes the files of a user."""
        with _explained("delete from", self._directory):
            for path, key_id in self._files(user):
                if key_id:
                    path.unlink(missing_ok=True)

    def location(self, user: str) -> str:
        """The file, or where it will be."""
        with _explained("read", self._directory):
            return str(next((path for path, _key_id in self._files(user)), self._path(user, "KEY")))
