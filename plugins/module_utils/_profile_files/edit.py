# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes options of profiles in the text of an AWS configuration file, and nothing else in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .._errors import App2ContainerError
from .text import CONFIG, Options, Section, inherited, lines_of, profiles, scan, sections, sections_of_profiles

__all__ = ["Edit", "Step", "edit", "steps"]

# Older names of options. The AWS CLI still reads them, and prefers them to the current ones
# (botocore/credentials.py, SharedCredentialProvider.TOKENS): whoever sets or removes an option means both.
OLDER_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType({"aws_session_token": ("aws_security_token",)})


@dataclass(frozen=True)
class Edit:
    """What a profile should have: options with their values. None: the profile does not have the option."""

    profile: str
    options: Mapping[str, str | None] = field(repr=False)

    @property
    def all_options(self) -> dict[str, str | None]:
        """The options, and the older names of those among them that have one."""
        older = {name: None for option in self.options for name in OLDER_NAMES.get(option, ())}
        return {**older, **self.options}


@dataclass(frozen=True)
class Step:
    """An option that changes, with its values. None: the profile does not have it."""

    profile: str
    option: str
    before: str | None = field(repr=False)
    after: str | None = field(repr=False)


def _end(lines: Sequence[str]) -> str:
    """How the lines of a text end."""
    return next((line[len(line.rstrip("\r\n")) :] for line in lines if line.endswith(("\r", "\n"))), "\n")


def _closed(lines: Sequence[str]) -> list[str]:
    """The lines, of which the last one ends as the others do."""
    if not lines or lines[-1].endswith(("\r", "\n")):
        return list(lines)
    return [*lines[:-1], lines[-1] + _end(lines)]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _with_section(text: str, profile: str, kind: str) -> str:
    """The text with an empty section for a profile at its end."""
    lines = _closed(lines_of(text))
    name = profile if kind != CONFIG or profile == "default" else f"profile {profile}"
    gap = [_end(lines)] if lines and lines[-1].strip() else []
    return "".join([*lines, *gap, f"[{name}]{_end(lines)}"])


def _place(lines: Sequence[str], found: Sequence[Section], section: Section) -> tuple[int, str]:
    """Where a new option of a section belongs, and its indentation: no line may become a part of the one before."""
    if section.options:
        last = section.options[-1].lines
        return last[-1] + 1, _indent(lines[last[0]])
    later = [other.line for other in found if other.line > section.line]
    return section.line + 1, _indent(lines[later[0] if later else section.line])


def _replaced(line: str, value: str) -> str:
    """The line of an option with another value, written as before."""
    name = re.split("[=:]", line, maxsplit=1)[0]
    old = line[len(name) + 1 :]
    space = old[: len(old) - len(old.lstrip(" \t\f\v"))] or (" " if name != name.rstrip() else "")
    ending = line[len(line.rstrip("\r\n")) :]
    return f"{line[: len(name) + 1]}{space}{value}{ending}"


def _with_option(text: str, section_name: str, option: str, value: str | None) -> str:
    """The text with another value of an option in a section that it has; None removes the option."""
    lines = lines_of(text)
    found = scan(lines)
    section = next(section for section in found if section.name == section_name)
    places = next((entry.lines for entry in section.options if entry.name == option), ())
    if places:
        changed = dict.fromkeys(places, "")
        if value is not None:
            changed[places[0]] = _replaced(lines[places[0]], value)
        return "".join(changed.get(at, line) for at, line in enumerate(lines))
    if value is None:
        return text
    at, indent = _place(lines, found, section)
    return "".join([*_closed(lines[:at]), f"{indent}{option} = {value}{_end(lines)}", *lines[at:]])


def steps(before: Mapping[str, Options], edits: Sequence[Edit]) -> list[Step]:
    """What changes, in the order of the edits."""
    found = []
    for wanted in edits:
        held = before.get(wanted.profile, {})
        for option, value in wanted.all_options.items():
            old = held.get(option)
            if old != value:
                shown = old if old is None or isinstance(old, str) else "\n" + "\n".join(old)
                found.append(Step(wanted.profile, option, shown, value))
    return found


def edit(text: str, kind: str, edits: Sequence[Edit]) -> str:
    """The text with the wanted options. Comments, the order and everything else stay as they are.

    Args:
        text: the text of the file; empty if there is none.
        kind: which of the two files it is.
        edits: the wanted options, at most one edit for each profile.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
        App2ContainerError: the AWS CLI would not read from the new text exactly what is wanted.
    """
    changes, now = steps(profiles(text, kind), edits), text
    for step in changes:
        held = sections_of_profiles(now, kind)
        if step.profile not in held:
            now = _with_section(now, step.profile, kind)
            held = sections_of_profiles(now, kind)
        now = _with_option(now, held[step.profile], step.option, step.after)
    _check_inherited(now, kind, edits)
    _check(text, now, kind, changes)
    return now


def _check_inherited(after: str, kind: str, edits: Sequence[Edit]) -> None:
    """Fails if a profile should not have an option that all profiles have."""
    found, everywhere = profiles(after, kind), inherited(after)
    for wanted in edits:
        for option, value in wanted.all_options.items():
            if value is None and option in everywhere and option in found.get(wanted.profile, {}):
                raise App2ContainerError(
                    f"profile {wanted.profile}: {option} comes from the section [DEFAULT], which applies to every"
                    " profile; remove it there"
                )


def _check(before: str, after: str, kind: str, changes: Sequence[Step]) -> None:
    """Compares what the AWS CLI reads from the new text with what it should read."""
    held, found = sections_of_profiles(after, kind), sections(after)
    expected = {name: dict(options) for name, options in sections(before).items()}
    for step in changes:
        options = expected.setdefault(held[step.profile], dict(inherited(before)))
        if step.after is None:
            options.pop(step.option, None)
        else:
            options[step.option] = step.after
    if found != expected:
        raise App2ContainerError("cannot be changed without changing more than the given options; edit it manually")
