# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the module ``aws_config_file``, checked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._errors import HIDDEN, OptionError
from .edit import Edit
from .text import CONFIG, CREDENTIALS, SSO_SESSION

__all__ = ["SECRET_OPTIONS", "FileOptions"]

# Options whose values never appear in a diff, whether they are old or new. AWS CLI User Guide, configuration files.
SECRET_OPTIONS = frozenset({"aws_access_key_id", "aws_secret_access_key", "aws_security_token", "aws_session_token"})

_PROFILE = re.compile(r"[A-Za-z0-9_.@+/-]+")
_OPTION = re.compile(r"[a-z0-9_][a-z0-9_.-]*")


@dataclass(frozen=True)
class FileOptions:
    """Which file, and what its profiles and SSO sessions should have.

    ``secret`` are the profiles and options that are not shown.
    """

    path: Path
    kind: str
    owner: str | None
    edits: tuple[Edit, ...]
    secret: frozenset[tuple[str, str]]
    sessions: tuple[Edit, ...] = ()
    purge_sso_sessions: bool = False
    remove_empty: bool = False

    @classmethod
    def from_params(cls, params: Mapping[str, Any]) -> FileOptions:
        """Reads the parameters of the module.

        Raises:
            OptionError: a value is not possible.
        """
        path, kind = Path(params["path"]), params["kind"]
        edits: list[Edit] = []
        secret: set[tuple[str, str]] = set()
        if not path.is_absolute():
            raise OptionError("path", params["path"], "must be an absolute path")
        if not params["profiles"]:
            raise OptionError("profiles", params["profiles"], "must not be an empty list", "name at least one")
        for where, name, given in _named("profiles", params["profiles"], kind):
            plain = dict(_options(f"{where}.options", given["options"] or {}, secret=False))
            hidden = dict(_options(f"{where}.secret_options", given["secret_options"] or {}, secret=True))
            twice = sorted(plain.keys() & hidden.keys())
            if twice:
                raise OptionError(f"{where}.options", twice[0], "is also in secret_options", "remove one of the two")
            equal = _equal(f"{where}.only_if_equal", given["only_if_equal"])
            edits.append(Edit(name, {**plain, **hidden}, equal))
            secret |= {(name, option) for option in {*hidden, *SECRET_OPTIONS}}
        return cls(
            path,
            kind,
            params["owner"],
            tuple(edits),
            frozenset(secret),
            _sessions(params["sso_sessions"] or [], kind),
            params["purge_sso_sessions"],
            params["remove_empty"],
        )


def _named(option: str, given: Sequence[Mapping[str, Any]], kind: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The items of a list with the places where they are and their names, each of which occurs once."""
    seen: set[str] = set()
    for at, item in enumerate(given):
        name = _profile(f"{option}[{at}].name", item["name"], kind)
        if name in seen:
            what = "profile" if option == "profiles" else "SSO session"
            raise OptionError(f"{option}[{at}].name", name, "occurs more than once", f"give each {what} once")
        seen.add(name)
        yield f"{option}[{at}]", name, item


def _sessions(given: Sequence[Mapping[str, Any]], kind: str) -> tuple[Edit, ...]:
    if given and kind != CONFIG:
        raise OptionError("sso_sessions", given, "are in a file of the kind config only", "set kind to config")
    return tuple(
        Edit(name, dict(_options(f"{where}.options", item["options"] or {}, secret=False)))
        for where, name, item in _named("sso_sessions", given, SSO_SESSION)
    )


def _equal(where: str, given: Sequence[str] | None) -> tuple[str, ...]:
    if given is not None and len(set(given)) != 2:  # noqa: PLR2004 - two options are compared
        raise OptionError(where, given, "must be the names of two options")
    return tuple(name.lower() for name in given or ())


def _profile(where: str, name: str, kind: str) -> str:
    if not _PROFILE.fullmatch(name):
        what = "the name of an SSO session" if kind == SSO_SESSION else "a profile name"
        raise OptionError(where, name, f"must be {what}", "use only letters, digits and the characters _.@+/-")
    if name == "DEFAULT" and kind == CREDENTIALS:
        raise OptionError(where, name, "means all profiles in this file", "use default")
    return name


def _options(where: str, given: Mapping[str, Any], *, secret: bool) -> Iterator[tuple[str, str | None]]:
    """The options of a profile with their values as texts."""
    seen: set[str] = set()
    for key, value in given.items():
        name = str(key).lower()
        if not _OPTION.fullmatch(name):
            raise OptionError(where, key, "must have names of options", "use letters, digits and the characters _.-")
        if name in seen:
            raise OptionError(where, key, "occurs more than once in different case", "remove one of them")
        if name in SECRET_OPTIONS and not secret and value is not None:
            raise OptionError(f"{where}.{name}", HIDDEN, "is a secret", "move it to secret_options")
        seen.add(name)
        yield name, None if value is None else _value(f"{where}.{name}", value, secret=secret)


def _value(where: str, value: Any, *, secret: bool) -> str:
    shown = HIDDEN if secret else value
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value) if isinstance(value, int) else value
    if not isinstance(text, str):
        raise OptionError(where, shown, "must be a text, a whole number or a boolean")
    if not text:
        raise OptionError(where, shown, "must not be empty", "use null to remove the option")
    if not text.isprintable() or text != text.strip():
        raise OptionError(where, shown, "must be one line without control characters or spaces around it")
    return text
