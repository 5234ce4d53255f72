# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stores in encrypted files have in common. Nothing is ever written without encryption.

A file is written completely under another name in the same directory and then renamed, so that there is always the old
or the new file.
"""

from __future__ import annotations

import os
import re
import stat
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..._errors import OptionError, shortened, shown
from ..model import NewKey, StoredKeys
from .store import StoreError, Suboptions

__all__ = [
    "DIRECTORY",
    "Encrypt",
    "FileStore",
    "KeyFile",
    "explained",
    "read_path",
    "read_regular",
    "write_file",
]

DIRECTORY: Suboptions = {"directory": {"type": "path"}}
PRIVATE = 0o600
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
ACCOUNT_FILE = ".app2container-account"  # in the directory: the id of the account whose keys it holds

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
def explained(what: str, path: Path) -> Iterator[None]:
    """Turns an error of the operating system inside into a StoreError; ``what`` completes "cannot …"."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        hint = "check the directory, its permissions and free space"
        raise StoreError(f"store.directory: cannot {what} {shortened(str(path))}: {reason}; {hint}.") from error


def _temporary_prefix(user: str) -> str:
    return f".app2container-tmp-{user}."


def _write_temporary(directory: Path, user: str, content: bytes) -> Path:
    """Writes a new file that only its owner can read, and returns when it is on disk."""
    handle, name = tempfile.mkstemp(prefix=_temporary_prefix(user), dir=directory)  # creates the file with mode 0600
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    return path


def write_file(path: Path, user: str, content: bytes) -> None:
    """Replaces a file completely or not at all, and returns when it is on disk."""
    temporary = _write_temporary(path.parent, user, content)
    try:
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _create_directory(directory: Path) -> None:
    """Creates a directory with its parents, each for its owner only."""
    missing = [path for path in (directory, *directory.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)


def read_regular(path: Path) -> bytes | None:
    """The content of a regular file of this process's own user; None for anything else, such as a link or a pipe.

    Raises:
        FileNotFoundError: there is nothing.
    """
    if not stat.S_ISREG(path.lstat().st_mode):
        return None
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(handle, "rb") as file:
        held = os.fstat(file.fileno())
        return file.read() if stat.S_ISREG(held.st_mode) and held.st_uid == os.geteuid() else None


@dataclass(frozen=True, kw_only=True)
class KeyFile:
    """A file in the place of a key. ``key_id`` is empty for a file that this collection has not written."""

    path: Path
    key_id: str = ""
    is_complete: bool = True


class FileStore(ABC):
    """A store in the files of a directory, which belongs to one account: a file in it says which."""

    def __init__(self, directory: Path, encrypt: Encrypt, account_id: str) -> None:
        self._directory, self._account_id = directory, account_id
        self._encrypt = encrypt

    @abstractmethod
    def _files(self, user: str) -> list[KeyFile]:
        """The files of a user."""

    @abstractmethod
    def _path(self, user: str, key_id: str, /) -> Path:
        """The file of a user for a key."""

    def inspect(self, user: str) -> StoredKeys:
        """The keys that the files name."""
        with explained("read", self._directory):
            files = self._files(user)
            modes = [stat.S_IMODE(file.path.lstat().st_mode) for file in files]
            clean = set(modes) <= {PRIVATE} and not self._leftovers(user)
            problem = self._other_account()
            is_open = self._directory.is_dir() and bool(self._directory.stat().st_mode & OTHERS_MAY_WRITE)
        foreign = [file.path for file in files if not file.key_id]
        if foreign and not problem:
            problem = f"{foreign[0]} exists and was not written by this collection; move it away"
        if problem:
            return StoredKeys(conflict=problem)
        return StoredKeys(
            key_ids=frozenset(file.key_id for file in files if file.is_complete),
            as_configured=clean,
            open_directory=str(self._directory) if is_open else "",
        )

    def _other_account(self) -> str:
        """Why the directory cannot be used, if it belongs to another account; else empty."""
        try:
            content = read_regular(self._directory / ACCOUNT_FILE)
        except FileNotFoundError:
            return ""
        account_id = (content or b"").decode("ascii", "replace").strip()
        if account_id == self._account_id:
            return ""
        return (
            f"store.directory: {self._directory} holds the access keys of account {shown(account_id)}, not of"
            f" {self._account_id}; use a directory of its own for each account"
        )

    def _claim_directory(self, user: str) -> None:
        """Marks the directory with the account; of two runs for different accounts at the same time, one fails."""
        temporary = _write_temporary(self._directory, user, f"{self._account_id}\n".encode())
        try:
            os.link(temporary, self._directory / ACCOUNT_FILE)
        except FileExistsError:
            problem = self._other_account()
            if problem:
                raise StoreError(f"{problem}.") from None
        finally:
            temporary.unlink()

    def _leftovers(self, user: str) -> list[Path]:
        """Temporary files that an interrupted run has left."""
        form = re.compile(re.escape(_temporary_prefix(user)) + "[a-z0-9_]{8}")
        paths = self._directory.iterdir() if self._directory.is_dir() else ()
        return [path for path in paths if form.fullmatch(path.name)]

    def prepare(self, user: str) -> None:
        """Creates the directory if it is missing, writes and removes a file in it, and clears what is left over."""
        with explained("write to", self._directory):
            _create_directory(self._directory)
            self._claim_directory(user)
            for path in self._leftovers(user):
                path.unlink(missing_ok=True)
            probe = self._encrypt(NewKey(user=user, key_id="A" * 20, secret=""))
            _write_temporary(self._directory, user, probe).unlink()
            for file in self._files(user):
                if file.key_id:
                    file.path.chmod(PRIVATE)

    def write(self, key: NewKey) -> None:
        """Writes the encrypted key, and deletes the files with earlier keys of the user."""
        path = self._path(key.user, key.key_id)
        with explained("write", path):
            write_file(path, key.user, self._encrypt(key))
            for other in self._files(key.user):
                if other.path != path and other.key_id:
                    other.path.unlink()

    def discard(self, user: str) -> None:
        """Deletes the files of a user."""
        with explained("delete from", self._directory):
            for file in self._files(user):
                if file.key_id:
                    file.path.unlink(missing_ok=True)
            for path in self._leftovers(user):
                path.unlink(missing_ok=True)
            mark = self._directory / ACCOUNT_FILE
            if self._directory.is_dir() and [*self._directory.iterdir()] == [mark]:
                mark.unlink(missing_ok=True)

    def location(self, user: str) -> str:
        """The file, or where it will be."""
        with explained("read", self._directory):
            return str(next((file.path for file in self._files(user)), self._path(user, "KEY")))
