# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that are set and change nothing: the policy is the same without them.

No table says which section uses which option. The policy is rendered with the option and without it, so that the answer
is right for options and sections that are added later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from .._iam.entities import Identity
from .catalogue.sections import SECTIONS
from .option_row import Location, Option
from .options import OPTIONS, PolicyOptions
from .render import rendered

__all__ = ["Unused", "unused"]

# Options that say what a policy is made of. They are used even where another value would give the same statements.
_ALWAYS_USED = frozenset(
    {"deploy_targets", "style", "editions", "commands", "regions", "extra_statements", "valid_until"}
)
_ENTRY_BY_ENTRY = frozenset({"exclude_actions"})  # options of which each entry is to change something


class Unused(NamedTuple):
    """An option that changes nothing, or has ``entries`` that change nothing.

    ``needs`` are single changes of other options with any of which it would be used.
    """

    option: str
    entries: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


def _default(options: PolicyOptions, name: str) -> Any:
    """The default of an option, as the options hold it."""
    identity = Identity(account_id=options.account_id, partition=options.partition)
    option = OPTIONS[name]
    return option.check(Location(identity=identity, regions=options.regions), name, option.default)


def _changes(options: PolicyOptions, changed: dict[str, Any], without: dict[str, Any]) -> bool:
    """Tells whether the statements with some values differ from those with others."""
    return tuple(rendered(replace(options, **changed))) != tuple(rendered(replace(options, **{**changed, **without})))


def _other_values(options: PolicyOptions, name: str, option: Option) -> Iterator[tuple[Any, str]]:
    """Other values of an option with known values, each with how a message says it. No style is advised but scoped."""
    value, full = getattr(options, name), f"{options.prefix}{name}"
    if option.type == "bool":
        yield not value, f"{full}: {str(not value).lower()}"
    for choice in option.choices:
        if isinstance(value, tuple) and choice not in value:
            yield (*value, choice), f"{choice} in {full}"
        elif not isinstance(value, tuple) and choice not in (value, "documented", "minimal"):
            yield choice, f"{full}: {choice}"


def _needs(options: PolicyOptions, without: dict[str, Any]) -> Iterator[str]:
    """The single changes of other options that give an effect to one that has none."""
    for name, option in OPTIONS.items():
        if name not in without:
            for value, said in _other_values(options, name, option):
                if _changes(options, {name: value}, without):
                    yield said


def _rivals(options: PolicyOptions, name: str) -> dict[str, Any]:
    """The defaults of other options that turn on the same sections. Such an option does not make this one useless."""
    askers = [{when.option for when in section.when} for section in SECTIONS]
    others = {other for together in askers if name in together for other in together} - {name}
    return {other: _default(options, other) for other in others}


def unused(options: PolicyOptions) -> Iterator[Unused]:
    """The options that differ from their defaults, and change nothing in the policy, in alphabetical order."""
    for name in sorted(options.customized - _ALWAYS_USED):
        without = {name: _default(options, name)}
        if not _changes(options, _rivals(options, name), without):
            yield Unused(option=name, needs=tuple(_needs(options, without)))
        elif name in _ENTRY_BY_ENTRY:
            alone = {entry: _changes(options, {name: (entry,)}, without) for entry in getattr(options, name)}
            useless = tuple(entry for entry, changes in alone.items() if not changes)
            if useless:
                yield Unused(option=name, entries=useless)
