# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run of the module ``aws_config_file`` on the machine that has the file: read, edit, check, replace.

The file is written completely under another name in the same directory and then renamed, so that there is always the
old or the new file, and never a moment in which others can read it.
"""

from __future__ import annotations

import os
import pwd
import stat
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._errors import App2ContainerError, OptionError, printable
from .change import change_of
from .options import FileOptions
from .result import Attribute, changes_of, diff_of, summary_of
from .text import UnreadableError, text_of

__all__ = ["run_config_file"]

MODE = 0o600


@dataclass(frozen=True)
class Held:
    """A file as it is; without content if there is none. ``path`` is where links lead."""

    path: Path
    content: bytes | None
    mode: int = MODE
    uid: int = -1
    gid: int = -1


def run_config_file(module: Any, params: dict[str, Any], *, check: bool) -> None:
    """Runs the module with its parameters, and ends it; with ``check``, nothing is written."""
    try:
        result = _run(module, FileOptions.from_params(params), check=check)
    except App2ContainerError as error:
        module.fail_json(msg=str(error))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        module.fail_json(msg=f"path: cannot read or write {printable(params['path'])}: {reason}.")
    else:
        module.exit_json(**result)


def _run(module: Any, options: FileOptions, *, check: bool) -> dict[str, Any]:
    uid = _uid(options.owner)
    held = _read(options.path, uid)
    try:
        before = text_of(held.content or b"")
        change = change_of(before, options)
    except App2ContainerError as error:
        hint = "; mend the line, the AWS CLI cannot read the file" if isinstance(error, UnreadableError) else ""
        raise App2ContainerError(f"{printable(str(held.path))}: {error}{hint}. Nothing was changed.") from None
    attributes = _attributes(held, uid, options.owner) if change.applies else []
    if (change.steps or attributes) and not check:
        _replace(module, held, change.text.encode(), uid)
    shown = printable(str(options.path))
    return {
        "changed": bool(change.steps or attributes),
        "path": str(held.path),
        "changes": changes_of(change.steps),
        "kept": change.kept,
        "diff": diff_of(shown, change, attributes, options.secret),
        "summary": summary_of(shown, change.steps, attributes, check=check),
    }


def _uid(owner: str | None) -> int | None:
    if owner is None:
        return None
    try:
        return int(owner) if owner.isdecimal() else pwd.getpwnam(owner).pw_uid
    except KeyError:
        raise OptionError("owner", owner, "is not a user of this machine", "create the user first") from None


def _read(path: Path, uid: int | None) -> Held:
    """The file as it is.

    Raises:
        OptionError: the path leads to something that must not be replaced.
    """
    real = Path(os.path.realpath(path))
    if not real.exists():
        return Held(real, None)
    status = real.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OptionError("path", str(path), "must be a file", "move away what is there")
    owner = os.geteuid() if uid is None else uid
    if status.st_uid != owner and (path.is_symlink() or path.parent.is_symlink()):
        problem = f"is a link to {real}, which belongs to another user"
        raise OptionError("path", str(path), problem, "remove the link, or change the owner of the file")
    return Held(real, real.read_bytes(), stat.S_IMODE(status.st_mode), status.st_uid, status.st_gid)


def _attributes(held: Held, uid: int | None, owner: str | None) -> list[Attribute]:
    """What changes about a file that exists, besides its content."""
    if held.content is None:
        return []
    found = []
    if held.mode != MODE:
        found.append(Attribute("mode", f"{held.mode:04o}", f"{MODE:04o}"))
    if owner is not None and uid != held.uid:
        found.append(Attribute("owner", str(held.uid), owner))
    return found


def _replace(module: Any, held: Held, content: bytes, uid: int | None) -> None:
    """Replaces a file completely or not at all, and returns when it is on disk."""
    handle, temporary = tempfile.mkstemp(prefix=".app2container-tmp-", dir=held.path.parent)  # has mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        status = Path(temporary).stat()
        new_uid = uid if uid is not None else (held.uid if held.content is not None else -1)
        new_gid = held.gid if held.content is not None else -1
        if new_uid not in (-1, status.st_uid) or new_gid not in (-1, status.st_gid):
            os.chown(temporary, new_uid, new_gid)
        if held.content is not None and module.selinux_enabled():
            module.set_context_if_different(temporary, module.selinux_context(str(held.path)), False)  # noqa: FBT003
        Path(temporary).replace(held.path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
