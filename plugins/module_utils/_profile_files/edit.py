# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes options of profiles in the text of an AWS configuration file, and nothing else in it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from .._errors import App2ContainerError
from .text import (
    CONFIG,
    SSO_SESSION,
    Options,
    Section,
    inherited,
    lines_of,
    profiles,
    scan,
    section_name,
    sections,
    sections_of_profiles,
)

__all__ = ["Edit", "Step", "due", "edit", "kept", "steps", "unused_sessions"]

# Older names of options. The AWS CLI still reads them, and prefers them to the current ones
# (botocore/credentials.py, SharedCredentialProvider.TOKENS): whoever sets or removes an option means both.
OLDER_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType({"aws_session_token": ("aws_security_token",)})
# The options of an SSO session. AWS SDKs and Tools Reference Guide, IAM Identity Center credential provider.
SESSION_OPTIONS = ("sso_start_url", "sso_region", "sso_registration_scopes")


@dataclass(frozen=True)
class Edit:
    """What a profile or an SSO session should have: options with their values. None: it does not have the option.

    ``only_if_equal`` names two options. The edit applies only if the profile has both, with the same value.
    """

    profile: str
    options: Mapping[str, str | None] = field(repr=False)
    only_if_equal: tuple[str, ...] = ()

    @property
    def all_options(self) -> dict[str, str | None]:
        """The options, and the older names of those among them that have one."""
        older = {name: None for option in self.options for name in OLDER_NAMES.get(option, ())}
        return {**older, **self.options}


@dataclass(frozen=True)
class Step:
    """An option that changes, with its values. None: the profile or SSO session does not have it."""

    profile: str
    option: str
    before: str | None = field(repr=False)
    after: str | None = field(repr=False)
    kind: str = CONFIG


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
    gap = [_end(lines)] if lines and lines[-1].strip() else []
    return "".join([*lines, *gap, f"[{section_name(profile, kind)}]{_end(lines)}"])


def _without_section(text: str, profile: str, kind: str) -> str:
    """The text without the section of a profile and the empty line before it, if the section has no option.

    The section stays where the AWS CLI would otherwise read something else: another section of the same profile, or
    what is indented after it as a part of an option before it.
    """
    name = sections_of_profiles(text, kind)[profile]
    lines = lines_of(text)
    section = next(section for section in scan(lines) if section.name == name)
    if section.options:
        return text
    start, end = section.line, section.line + 1
    if start and not lines[start - 1].strip():
        start -= 1
    elif not start and end < len(lines) and not lines[end].strip():
        end += 1
    after = "".join([*lines[:start], *lines[end:]])
    rest = {other: options for other, options in sections(text).items() if other != name}
    return after if sections(after) == rest and profile not in sections_of_profiles(after, kind) else text


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


def _applies(wanted: Edit, held: Options) -> bool:
    values = [held.get(option) for option in wanted.only_if_equal]
    return None not in values and len(set(map(str, values))) <= 1


def due(before: Mapping[str, Options], edits: Sequence[Edit]) -> list[Edit]:
    """The edits that apply to what a file has."""
    return [wanted for wanted in edits if _applies(wanted, before.get(wanted.profile, {}))]


def kept(before: Mapping[str, Options], edits: Sequence[Edit]) -> list[str]:
    """The profiles that keep options which an edit names, because the edit does not apply."""
    applied = due(before, edits)
    return [
        wanted.profile
        for wanted in edits
        if wanted not in applied and wanted.all_options.keys() & before.get(wanted.profile, {}).keys()
    ]


def steps(before: Mapping[str, Options], edits: Sequence[Edit], kind: str = CONFIG) -> list[Step]:
    """What changes, in the order of the edits."""
    found = []
    for wanted in due(before, edits):
        held = before.get(wanted.profile, {})
        for option, value in wanted.all_options.items():
            old = held.get(option)
            if old != value:
                shown = old if old is None or isinstance(old, str) else "\n" + "\n".join(old)
                found.append(Step(wanted.profile, option, shown, value, kind))
    return found


def unused_sessions(before: str, after: str, edits: Sequence[Edit]) -> list[Edit]:
    """The edits that remove the SSO sessions to which the profiles of other edits referred, and now no profile does.

    Args:
        before: the text of the file config.
        after: the text with the edits of its profiles.
        edits: these edits.
    """
    old = profiles(before, CONFIG)
    used = {options.get("sso_session") for options in profiles(after, CONFIG).values()}
    referred = dict.fromkeys(str(old.get(wanted.profile, {}).get("sso_session")) for wanted in edits)
    known = sections_of_profiles(after, SSO_SESSION)
    nothing = dict.fromkeys(SESSION_OPTIONS)
    return [Edit(name, nothing) for name in referred if name in known and name not in used]


def edit(text: str, kind: str, edits: Sequence[Edit], *, remove_empty: bool = False) -> str:
    """The text with the wanted options. Comments, the order and everything else stay as they are.

    Args:
        text: the text of the file; empty if there is none.
        kind: which of the two files it is, or ``SSO_SESSION`` to edit SSO sessions instead of profiles.
        edits: the wanted options, at most one edit for each profile.
        remove_empty: whether a section goes that loses its last option.

    Raises:
        UnreadableError: the AWS CLI cannot read the text.
        App2ContainerError: the AWS CLI would not read from the new text exactly what is wanted.
    """
    before = profiles(text, kind)
    changes, now = steps(before, edits), text
    for step in changes:
        held = sections_of_profiles(now, kind)
        if step.profile not in held:
            now = _with_section(now, step.profile, kind)
            held = sections_of_profiles(now, kind)
        now = _with_option(now, held[step.profile], step.option, step.after)
    _check_inherited(now, kind, due(before, edits))
    _check(text, now, kind, changes)
    if remove_empty:
        for profile in dict.fromkeys(step.profile for step in changes if step.after is None):
            now = _without_section(now, profile, kind)
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
