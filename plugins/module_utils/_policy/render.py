# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sections of the catalogue -> statements, in each style."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .catalogue import actions as facts
from .catalogue.commands import needed_actions
from .catalogue.section import Grant, Section, Wording
from .catalogue.sections import SECTIONS
from .language.document import Statement
from .language.patterns import matches
from .options import PolicyOptions
from .templates import Fields, fields, fill

__all__ = [
    "granted_actions",
    "rendered",
    "scoped_statements",
    "wordings_for",
]


def wordings_for(section: Section, options: PolicyOptions) -> tuple[Wording, ...]:
    """The wordings of a section that the editions, targets, style and choices ask for; none if it is off."""
    documented = options.style == "documented"
    chosen = not section.when or any(when.holds(options) for when in section.when)
    if not chosen and not (documented and section.always_documented):
        return ()
    wanted = set(options.deploy_targets)
    return tuple(
        wording
        for wording in section.wordings
        if set(options.editions).intersection(wording.editions)
        and wanted.intersection(wording.targets if documented else (*wording.targets, *wording.scoped_targets))
    )


def _excluded(action: str, patterns: Iterable[str]) -> bool:
    return any(matches(pattern.lower(), action.lower()) for pattern in patterns)


def _without(actions: Iterable[str], patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Actions without the excluded ones; a wildcard becomes the actions that it stands for where one is excluded."""
    remaining: list[str] = []
    for action in actions:
        names = facts.expand(action)
        allowed = [name for name in names if not _excluded(name, patterns)]
        remaining.extend([action] if len(allowed) == len(names) else allowed)
    return tuple(dict.fromkeys(remaining))


def _documented_statements(section: Section, options: PolicyOptions, values: Fields) -> Iterator[Statement]:
    """The statements of the guide, with placeholders filled in. Equal wordings appear once."""
    seen: set[tuple[frozenset[str], frozenset[str]]] = set()
    for wording in wordings_for(section, options):
        actions = _without(wording.actions, options.exclude_actions)
        resources = fill(wording.resources, values)
        content = (frozenset(actions), frozenset(resources))
        if actions and resources and content not in seen:
            sid = f"{section.sid}{wording.label}" if seen else section.sid
            seen.add(content)
            yield Statement(sid=sid, actions=actions, resources=resources)


def _scoped_actions(section: Section, options: PolicyOptions) -> tuple[str, ...]:
    """The documented actions of a section that the options ask for, wildcards expanded, sorted."""
    named = {
        action
        for wording in wordings_for(section, options)
        for pattern in wording.actions
        for action in facts.expand(pattern)
    }
    actions = tuple(action for action in sorted(named) if not _excluded(action, options.exclude_actions))
    if options.style != "minimal":
        return actions
    return needed_actions(section.sid, actions, options.commands, options)


def _types(action: str) -> frozenset[str]:
    """The resource types of an action as the catalogue writes them; ``*`` for an action that has none."""
    service = action.partition(":")[0]
    kinds = facts.ACTIONS[action].resource_types
    return frozenset(f"{service}:{kind.name}" for kind in kinds) or frozenset("*")


def granted_actions(
    grant: Grant, section: Section, actions: tuple[str, ...], excluded: tuple[str, ...]
) -> tuple[str, ...]:
    """The actions that go into one statement, sorted.

    Args:
        grant: the statement.
        section: the section that it belongs to.
        actions: the actions of the section that are granted.
        excluded: patterns of excluded actions; they matter for the actions that the statement adds.
    """
    reserved = {action for other in section.grants if other.on == grant.on for action in other.only}
    reserved |= {action for other in section.grants for action in other.also_on_any}
    own = {
        action
        for action in actions
        if grant.on in _types(action) and (action in grant.only if grant.only else action not in reserved)
    } | set(grant.also_on_any).intersection(actions)
    added = {
        action
        for action, needed_by in grant.adds
        if set(needed_by).intersection(actions) and not _excluded(action, excluded)
    }
    return tuple(sorted(own | added))


def scoped_statements(section: Section, options: PolicyOptions, values: Fields) -> Iterator[Statement]:
    """A section with each action on the resources that it can act on."""
    wanted = _scoped_actions(section, options)
    for grant in section.grants:
        actions = granted_actions(grant, section, wanted, options.exclude_actions)
        resources = fill(grant.resources, values)
        if actions and resources:
            yield Statement(
                sid=f"{section.sid}{grant.suffix}",
                actions=actions,
                resources=resources,
                conditions=tuple(
                    (operator, ((key, fill(templates, values)),)) for operator, key, templates in grant.conditions
                ),
            )


def rendered(options: PolicyOptions) -> Iterator[Statement]:
    """The statements of all sections that the options turn on, in the order of the catalogue."""
    render = _documented_statements if options.style == "documented" else scoped_statements
    values = fields(options)
    for section in SECTIONS:
        yield from render(section, options, values)
