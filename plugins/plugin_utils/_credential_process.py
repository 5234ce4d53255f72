# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command of ``credential_process`` in a profile of the AWS CLI: what cannot work, or must not be there. Pure.

The AWS CLI splits the command as a POSIX shell would and starts it without a shell (botocore/credentials.py,
ProcessProvider); some AWS SDKs use a shell. So a command must mean the same to both.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

__all__ = ["problem_of", "program_of"]

_QUOTED = re.compile(r"'[^']*'|\"(?:\\.|[^\"\\])*\"|\\.")
_SINGLE_QUOTED = re.compile(r"'[^']*'|\\.")
_SHELL_ONLY = re.compile(r"[;&|<>()#]|(?:^|\s)~")  # unless quoted
_EXPANDED = re.compile(r"[$`]")  # in double quotes as well
_SCRIPT = "put it in a script and name the script"

# What looks like an access key, a secret access key (40 characters of base64, which no name is) or a password.
# IAM User Guide, IAM identifiers; the option names of credential helpers; RFC 7512 for the PIN of a token.
_KEY_ID = re.compile(r"(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,}")
_SECRET_KEY = re.compile(
    r"(?<![A-Za-z0-9/+])(?=[A-Za-z0-9/+]{0,39}[a-z])(?=[A-Za-z0-9/+]{0,39}[A-Z])(?=[A-Za-z0-9/+]{0,39}[0-9])"
    r"[A-Za-z0-9+][A-Za-z0-9/+]{39}(?![A-Za-z0-9/+=])"
)
_NAMES = r"(?:secret[-_]?(?:access[-_]?)?key|session[-_]?token|passw(?:or)?d|passphrase)"
_NAMED = re.compile(rf"(?i)(?:^|\s)(?:--?(?:[\w-]*[-_])?{_NAMES}(?:=|\s+)|(?:\w*_)?{_NAMES}=)[^\s-]|\bpin-value=")


def problem_of(command: str, profile: str) -> tuple[str, str, bool] | None:
    """What is wrong with a command; None if nothing is.

    Args:
        command: the text of the option.
        profile: the profile that has the option.

    Returns:
        The problem, what to do, and whether the command must not be shown because it holds a secret.
    """
    if _KEY_ID.search(command) or _SECRET_KEY.search(command) or _NAMED.search(command):
        return "must not contain a secret", "let the command read the secret from a file or a vault", True
    if not command.isprintable() or command != command.strip():
        return "must be one line without control characters or spaces around it", "", False
    if _SHELL_ONLY.search(_QUOTED.sub("''", command)) or _EXPANDED.search(_SINGLE_QUOTED.sub("''", command)):
        return "must not need a shell, because the AWS CLI starts it without one", _SCRIPT, False
    try:
        found = _problem_of_words(shlex.split(command), profile)
    except ValueError:
        found = ("must be a command whose quotes are closed", "")
    return found and (*found, False)


def _problem_of_words(words: Sequence[str], profile: str) -> tuple[str, str] | None:
    if not words or not re.fullmatch(r"/.*[^/]|[^/-][^/]*", words[0]):
        problem = "must begin with the absolute path of a program, or with a name without slashes"
        return problem, "write it as in /usr/local/bin/aws_signing_helper credential-process"
    if _exports(words) == profile:
        return f"must not export the credentials of {profile}, the profile that has the command", ""
    return None


def _exports(words: Sequence[str]) -> str | None:
    """The profile that ``aws configure export-credentials`` exports; None if the command is another one."""
    if "export-credentials" not in words:
        return None
    for at, word in enumerate(words):
        if word == "--profile" and words[at + 1 :]:
            return words[at + 1]
        if word.startswith("--profile="):
            return word.removeprefix("--profile=")
    return "default"


def program_of(command: str) -> str:
    """The program that a command without problems starts."""
    return shlex.split(command)[0]
