# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The text of an AWS configuration file, understood as the AWS CLI understands it. Pure.

The AWS CLI and the AWS SDK for Python read these files with ``configparser`` (``botocore/configloader.py``): names of
options in any case, ``=`` or ``:`` after them, deeper indentation for what belongs to the value before, and the file
cannot be read at all if a section or an option occurs twice.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Mapping, Sequence
from configparser import (
    DuplicateOptionError,
    DuplicateSectionError,
    Error,
    MissingSectionHeaderError,
    ParsingError,
    RawConfigParser,
)
from dataclasses import dataclass
from types import MappingProxyType
from typing import Union

from .._errors import App2ContainerError

__all__ = [
    "CONFIG",
    "CREDENTIALS",
    "KINDS",
    "SSO_SESSION",
    "Options",
    "Section",
    "UnreadableError",
    "inherited",
    "lines_of",
    "profiles",
    "scan",
    "section_name",
    "sections",
    "sections_of_profiles",
    "text_of",
]

CONFIG, CREDENTIALS = "config", "credentials"
KINDS = (CONFIG, CREDENTIALS)
SSO_SESSION = "sso-session"  # in a file config, what is edited as profiles are: sections that profiles refer to
# How sections begin that have a name after it (botocore/configloader.py, build_profile_map).
_WORDS = MappingProxyType({CONFIG: "profile", SSO_SESSION: "sso-session"})

Value = Union[str, Mapping[str, str]]  # noqa: UP007 - read by Python 3.9 as well
Options = Mapping[str, Value]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_COMMENTS = ("#", ";")
_NO_LINE = 0


class UnreadableError(App2ContainerError):
    """The AWS CLI cannot read a file. The message names the line, and never shows it: it may hold a secret."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        place = f"line {line}: " if line else ""
        super().__init__(f"{place}{problem}")


@dataclass(frozen=True)
class OptionLines:
    """Where an option is: its name in small letters, and the numbers of its lines, from 0."""

    name: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Section:
    """Where a section is: its name as in the file, the number of its line from 0, and its options."""

    name: str
    line: int
    options: tuple[OptionLines, ...]


def text_of(content: bytes) -> str:
    """The text in a file.

    Raises:
        UnreadableError: the file is not in UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(lines_of(content[: error.start].decode("utf-8") + "x"))
        raise UnreadableError(line, "is not text in UTF-8") from None


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends, as a file has them: other separators of Unicode end no line."""
    return [line for line in _LINE.findall(text) if line]


def scan(lines: Sequence[str]) -> tuple[Section, ...]:
    """The places of all sections and options, by the rules of ``configparser``, of a text that can be read."""
    found: list[tuple[str, int, list[tuple[str, list[int]]]]] = []
    indent, option = 0, False
    for at, line in enumerate(lines):
        text = line.strip()
        if not text or text.startswith(_COMMENTS):
            continue
        level = len(line) - len(line.lstrip())
        if option and level > indent:
            found[-1][2][-1][1].append(at)
            continue
        indent, header = level, RawConfigParser.SECTCRE.match(text)
        option = header is None
        if header:
            found.append((header["header"], at, []))
        else:
            found[-1][2].append((re.split("[=:]", text, maxsplit=1)[0].rstrip().lower(), [at]))
    return tuple(
        Section(name, at, tuple(OptionLines(option, tuple(places)) for option, places in options))
        for name, at, options in found
    )


def _problem(error: Error) -> UnreadableError:
    """What ``configparser`` found, without the text of the line."""
    if isinstance(error, MissingSectionHeaderError):
        return UnreadableError(error.lineno, "is not in a section such as [default]")
    if isinstance(error, DuplicateSectionError):
        return UnreadableError(error.lineno or _NO_LINE, "repeats a section of the file")
    if isinstance(error, DuplicateOptionError):
        return UnreadableError(error.lineno or _NO_LINE, "repeats an option of its section")
    if isinstance(error, ParsingError) and error.errors:
        return UnreadableError(error.errors[0][0], "is neither a section nor an option with = or :")
    return UnreadableError(_NO_LINE, "cannot be read")


def _nested(value: str) -> Value:
    """A value, or the options in it: a value that begins on the next line consists of options with ``=``.

    Raises:
        ValueError: a line of such a value has no ``=``.
    """
    if not value.startswith("\n"):
        return value
    pairs = [line.split("=", 1) for line in value.splitlines() if line.strip()]
    return {name.strip(): text.strip() for name, text in pairs}


def _parsed(text: str) -> RawConfigParser:
    parser = RawConfigParser()
    try:
        parser.read_file(io.StringIO(text, newline=None))
    except Error as error:
        raise _problem(error) from None
    return parser


def _options(text: str, section: str, options: Mapping[str, str]) -> Options:
    """The options of a section with their values."""
    found: dict[str, Value] = {}
    for name, value in options.items():
        try:
            found[name] = _nested(value)
        except ValueError:
            line = _line_of(text, section, name)
            raise UnreadableError(line, "begins an option whose indented lines are not all options with =") from None
    return found


def sections(text: str) -> dict[str, Options]:
    """The options of each section, as the AWS CLI reads them; those of ``[DEFAULT]`` belong to every section.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
    """
    parser = _parsed(text)
    return {name: _options(text, name, dict(parser.items(name))) for name in parser.sections()}


def inherited(text: str) -> Options:
    """The options of ``[DEFAULT]``, which every section has.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
    """
    parser = _parsed(text)
    return _options(text, parser.default_section, dict(parser.defaults()))


def _line_of(text: str, section: str, option: str) -> int:
    """The number of the line of an option, from 1."""
    wanted = (section, RawConfigParser().default_section)
    places = [
        entry.lines[0] + 1
        for name in wanted
        for found in scan(lines_of(text))
        for entry in found.options
        if (found.name, entry.name) == (name, option)
    ]
    return places[0] if places else _NO_LINE


def profile_of(section: str, kind: str) -> str | None:
    """The name of the profile, or of the SSO session, that a section holds; None if it holds none."""
    if kind == CREDENTIALS or (kind == CONFIG and section == "default"):
        return section
    if not section.startswith(_WORDS[kind]):
        return None
    try:
        parts = shlex.split(section)
    except ValueError:
        return None
    return parts[1] if len(parts) == 2 else None  # noqa: PLR2004 - the first word, and the name


def section_name(profile: str, kind: str) -> str:
    """The name of the section of a new profile or SSO session."""
    plain = kind == CREDENTIALS or (kind == CONFIG and profile == "default")
    return profile if plain else f"{_WORDS[kind]} {profile}"


def sections_of_profiles(text: str, kind: str) -> dict[str, str]:
    """The section of each profile. If two hold the same profile, the AWS CLI takes the last one."""
    return {name: section for section in sections(text) if (name := profile_of(section, kind)) is not None}


def profiles(text: str, kind: str) -> dict[str, Options]:
    """The options of each profile.

    Args:
        text: the text of the file.
        kind: which of the two files it is: in ``config``, sections begin with the word ``profile``. With
            ``SSO_SESSION``, the SSO sessions of a file config instead of its profiles.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
    """
    found = sections(text)
    return {name: found[section] for name, section in sections_of_profiles(text, kind).items()}
