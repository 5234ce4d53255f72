# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the generated parts of docs/policy.md: the sections, what commands need, and the findings on options.

Usage: python -m tools.generate_policy_docs

The rest of the page is written by hand and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.advice_types import ADVICE
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.commands import (
    COMMANDS,
    needed_actions,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.need import Need
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.section import (
    Grant,
    Section,
    Wording,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.sections import SECTIONS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.unrequested import UNREQUESTED
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.render import granted_actions

TARGET = Path(__file__).resolve().parents[1] / "docs/policy.md"
PART = re.compile(r"(?P<start><!-- generated: (?P<name>\w+) -->\n).*?(?=<!-- end -->)", re.DOTALL)


def code(values: Iterable[str]) -> str:
    """Values as code, with commas between them."""
    return ", ".join(f"`{value}`" for value in values)


def by_service(actions: Iterable[str]) -> str:
    """Actions as people read them: each service once."""
    names: dict[str, list[str]] = {}
    for action in actions:
        service, _unused, name = action.partition(":")
        names.setdefault(service, []).append(name)
    return "; ".join(f"`{service}:` {', '.join(found)}" for service, found in names.items())


def inclusion(section: Section) -> str:
    """When a section is included, in words."""
    if not section.when:
        return "Always included"
    options = " or ".join(
        " and ".join(
            (
                f"`{when.option}`" if when.value is True else f"`{when.option}: {when.value}`",
                *(f"`{name}: {value}`" for name, value in when.along_with),
            )
        )
        for when in section.when
    )
    documented = ", and always in style `documented`" if section.always_documented else ""
    reads = f". {by_service(section.always_scoped)} are included without it, too" if section.always_scoped else ""
    return f"Included with {options}{documented}{reads}"


def wording_lines(section: Section, wording: Wording) -> Iterator[str]:
    """One wording of the guide."""
    editions = f"edition{'s' * (len(wording.editions) > 1)} {', '.join(wording.editions)}"
    yield f"  * `{section.sid}{wording.label}`, {editions}, for {', '.join(wording.targets)}:"
    yield f"    {by_service(wording.actions)}"
    yield f"    on {code(wording.resources)}"


def grant_lines(section: Section, grant: Grant) -> Iterator[str]:
    """One scoped statement."""
    yield f"  * `{section.sid}{grant.suffix}`: {by_service(granted_actions(grant, section, section.actions, ()))}"
    yield f"    on {code(grant.resources)}"
    for operator, key, values in grant.conditions:
        yield f"    if `{key}` is {' or '.join(f'`{value}`' for value in values)} (`{operator}`)"


def section_lines(section: Section) -> Iterator[str]:
    """Everything on one section."""
    minimal = needed_actions(section.sid, section.actions, COMMANDS)
    yield from ("", f"### {section.sid}", "", section.purpose, "")
    yield f"* {inclusion(section)}."
    yield (
        "* Style `documented`:" if section.in_guide else "* Style `documented`: nothing. The guide has no such section."
    )
    for wording in section.wordings if section.in_guide else ():
        yield from wording_lines(section, wording)
    left_out = sorted({target for wording in section.wordings for target in wording.scoped_targets})
    too = " too" if section.in_guide else ""
    yield f"* Style `scoped`{f', for {code(left_out)}{too}' if left_out else ''}:"
    for grant in section.grants:
        yield from grant_lines(section, grant)
    if minimal == section.actions:
        yield "* Style `minimal`, for all commands: the same."
    else:
        yield f"* Style `minimal`, for all commands: {by_service(minimal) or 'nothing'}."
    source = "the guide" if section.in_guide else "the section"
    yield f"* Sources: [{source}]({section.source}), [resource types and conditions]({section.scoping})."


def sections() -> Iterator[str]:
    """The catalogue."""
    for section in SECTIONS:
        yield from section_lines(section)


def need_row(command: str, need: Need) -> str:
    """One row of the table of commands."""
    known = f"[{need.source.basis}]({need.source.url}): {need.source.says}"
    return f"| {command} | `{need.section}` | {by_service(need.actions)} | {known} |"


def commands() -> Iterator[str]:
    """A table of the commands and what each needs; what all of them need comes first."""
    yield from ("", "| Command | Section | Actions | Known from |", "| --- | --- | --- | --- |")
    everywhere = [need for need in COMMANDS["init"] if all(need in found for found in COMMANDS.values())]
    yield from (need_row("every command", need) for need in everywhere)
    for command, found in COMMANDS.items():
        own = [need for need in found if need not in everywhere]
        yield from (need_row(f"`{command}`", need) for need in own)
        if not own:
            yield f"| `{command}` | | nothing else | |"


def unrequested() -> Iterator[str]:
    """A table of what is granted although no command requests it."""
    yield from ("", "| Section | Actions | Why |", "| --- | --- | --- |")
    for row in UNREQUESTED:
        sid = f"`{row.section}{row.statement}`"
        styles = ", in styles `scoped` and `minimal`" if row.statement else ""
        yield f"| {sid}{styles} | {by_service(row.actions)} | {row.reason} |"


def findings() -> Iterator[str]:
    """A table of the findings on options."""
    yield from ("", "| Finding | Severity | Meaning | What to do |", "| --- | --- | --- | --- |")
    for name, (severity, title, advice, source) in ADVICE.items():
        yield f"| [`{name}`]({source}) | {severity} | {title}. | {advice} |"


PARTS: Mapping[str, Callable[[], Iterator[str]]] = MappingProxyType(
    {"sections": sections, "commands": commands, "unrequested": unrequested, "findings": findings}
)


def render(page: str) -> str:
    """The page with its generated parts made anew."""
    return PART.sub(lambda found: found["start"] + "\n".join([*PARTS[found["name"]](), "", ""]), page)


if __name__ == "__main__":
    TARGET.write_text(render(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
