# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the module ``aws_config_file`` returns: changes, a diff without secrets, and lines for people. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from .change import Change
from .edit import Step
from .text import SSO_SESSION

__all__ = ["Attribute", "changes_of", "diff_of", "summary_of"]

Secret = Collection[tuple[str, str]]

SEVERAL_LINES = "(several lines)"  # they may hold anything, so they are not shown
NOT_SHOWN = "(not shown)"


class Attribute(NamedTuple):
    """The mode or the owner of a file, which changes."""

    name: str
    before: str
    after: str


def _action(step: Step) -> str:
    return "remove" if step.after is None else "set"


def changes_of(steps: Sequence[Step]) -> list[dict[str, str]]:
    """The options that change, without their values."""
    return [
        {
            "action": _action(step),
            "sso_session" if step.kind == SSO_SESSION else "profile": step.profile,
            "option": step.option,
        }
        for step in steps
    ]


def _by_section(steps: Sequence[Step]) -> list[tuple[str, str, list[Step]]]:
    """The steps by the kind and the name of what they change."""
    found = dict.fromkeys((step.kind, step.profile) for step in steps)
    return [(*key, [step for step in steps if (step.kind, step.profile) == key]) for key in found]


def _shown(step: Step, value: str, secret: Secret) -> str:
    if (step.profile, step.option) in secret:
        return NOT_SHOWN
    return SEVERAL_LINES if "\n" in value else value


def diff_of(path: str, change: Change, attributes: Sequence[Attribute], secret: Secret) -> dict[str, str]:
    """A diff of what changes. The values of secret options are never in it.

    Args:
        path: the path of the file.
        change: what changes in its text.
        attributes: what changes about the file itself.
        secret: the profiles and options whose values are not shown.
    """
    before: list[str] = []
    after: list[str] = []
    for kind, profile, own in _by_section(change.steps):
        title = f"{kind} {profile}" if kind == SSO_SESSION else profile
        before += [f"[{title}]\n"] * (title in change.known)
        after += [f"[{title}]\n"] * (title in change.left)
        for step in own:
            if step.before is not None:
                before.append(f"{step.option} = {_shown(step, step.before, secret)}\n")
            if step.after is not None:
                new = " (new)" if (profile, step.option) in secret else ""
                after.append(f"{step.option} = {_shown(step, step.after, secret)}{new}\n")
    before += [f"the {attribute.name} {attribute.before}\n" for attribute in attributes]
    after += [f"the {attribute.name} {attribute.after}\n" for attribute in attributes]
    return {"before_header": path, "after_header": path, "before": "".join(before), "after": "".join(after)}


def summary_of(path: str, steps: Sequence[Step], attributes: Sequence[Attribute], *, check: bool) -> list[str]:
    """What was changed, or would be, in one line for each profile."""
    lines = []
    for kind, profile, own in _by_section(steps):
        parts = [
            f"{'would ' * check}{word} {', '.join(names)}"
            for action, word in (("set", "set"), ("remove", "remove" if check else "removed"))
            if (names := [step.option for step in own if _action(step) == action])
        ]
        what = "SSO session" if kind == SSO_SESSION else "profile"
        lines.append(f"{path}: {what} {profile}: {'; '.join(parts)}.")
    word = "would set" if check else "set"
    lines += [f"{path}: {word} the {name} {after} instead of {before}." for name, before, after in attributes]
    return lines or [f"{path}: unchanged."]
