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
    "is_excluded",
    "offered_actions",
    "rendered",
    "scoped_statements",
    "wordings_for",
]


def _existing(section: Section, options: PolicyOptions) -> tuple[Wording, ...]:
    """The wordings of a section that the editions, targets and style have, whatever the choices are."""
    documented, wanted = options.style == "documented", set(options.deploy_targets)
    return tuple(
        wording
        for wording in section.wordings
        if set(options.editions).intersection(wording.editions)
        and wanted.intersection(wording.targets if documented else (*wording.targets, *wording.scoped_targets))
    )


def wordings_for(section: Section, options: PolicyOptions) -> tuple[Wording, ...]:
    """The wordings of a section that the editions, targets, style and choices ask for; none if it is off."""
    always = section.always_documented if options.style == "documented" else bool(section.always_scoped)
    return _existing(section, options) if always or section.is_chosen(options) else ()


def _named(wordings: Iterable[Wording]) -> set[str]:
    """The actions of wordings, wildcards expanded."""
    return {action for wording in wordings for pattern in wording.actions for action in facts.expand(pattern)}


def offered_actions(section: Section, options: PolicyOptions) -> frozenset[str]:
    """The actions that a section can grant with these editions, targets and style, whatever the choices are."""
    named = _named(_existing(section, options))
    return frozenset(named.union(section.added_actions) if named else ())


def is_excluded(action: str, patterns: Iterable[str]) -> bool:
    """Tells whether a pattern of excluded actions fits an action; letter case does not count."""
    return any(matches(pattern.lower(), action.lower()) for pattern in patterns)


def _without(actions: Iterable[str], patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Actions without the excluded ones; a wildcard becomes the actions that it stands for where one is excluded."""
    remaining: list[str] = []
    for action in actions:
        names = facts.expand(action)
        allowed = [name for name in names if not is_excluded(name, patterns)]
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
    named = _named(wordings_for(section, options))
    if not section.is_chosen(options):
        named.intersection_update(section.always_scoped)
    actions = tuple(action for action in sorted(named) if not is_excluded(action, options.exclude_actions))
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
        if set(needed_by).intersection(actions) and not is_excluded(action, excluded)
    }
    return tuple(sorted(own | added))


def scoped_statements(section: Section, options: PolicyOptions, values: Fields) -> Iterator[Statement]:
    """A section with each action on the resources that it can act on."""
    wanted = _scoped_actions(section, options)
    # What is added belongs to the whole section, not to the reads of one that is off.
    left_out = () if section.is_chosen(options) else section.added_actions
    for grant in section.grants:
        actions = granted_actions(grant, section, wanted, (*options.exclude_actions, *left_out))
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
