# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One change to one entity: what is called, in which order, and how results show it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, TypeVar

from .._iam.entities import Ref

__all__ = ["NOTHING", "Change", "Described", "Effect", "State", "difference"]

Described = dict[str, Any]
NOTHING: Mapping[str, Any] = MappingProxyType({})


class State(Protocol):
    """The state of an entity, which an absent entity does not have."""

    def attributes(self) -> Described:
        """The attributes that results and diffs show: plain JSON, without secrets and without what is unknown."""


StateT = TypeVar("StateT", bound=State)


def _attributes(state: State | None) -> Described | None:
    return None if state is None else state.attributes()


def difference(before: State | None, after: State | None) -> tuple[Described | None, Described | None]:
    """The attributes in which two states differ; all attributes where one of the two does not exist."""
    old, new = _attributes(before), _attributes(after)
    if old is None or new is None:
        return old, new
    names = [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]
    return {name: old.get(name) for name in names}, {name: new.get(name) for name in names}


class Effect(NamedTuple):
    """How a summary tells what a change does, in a real run and in check mode, and to what if not to its target."""

    done: str
    planned: str
    of: str = ""


@dataclass(frozen=True, kw_only=True)
class Change(Generic[StateT]):
    """One API call on behalf of an entity, or several calls that belong together.

    Args:
        target: the entity that changes.
        action: what is done, in one word that users filter on.
        api: the action of AWS's API, for example ``iam:CreateUser``; empty where it depends on where a run takes place.
        wave: changes of a wave start when all changes of the waves before it have finished.
        params: the parameters of the call. They are never shown, since they may hold secrets.
        before: the state of the entity before the change, None if it does not exist.
        after: its state after the change, None if it does not exist any more.
        details: what results show of the change besides.
    """

    target: Ref
    action: str
    api: str = ""
    wave: int = 1
    params: Mapping[str, Any] = field(default_factory=lambda: NOTHING, repr=False)
    before: StateT | None = None
    after: StateT | None = None
    details: Mapping[str, Any] = field(default_factory=lambda: NOTHING)

    shows_whole_states: ClassVar[bool] = False

    @property
    def operation(self) -> str:
        """The name of the API action without its service, for example ``CreateUser``."""
        return self.api.partition(":")[2]

    @property
    def effect(self) -> Effect | None:
        """What a summary tells of this change; None if the states before and after the plan tell it."""
        return None

    @property
    def sequence(self) -> Hashable:
        """Changes of one wave with the same sequence run one after the other, all others in parallel."""
        return self.target

    def to_json(self) -> Described:
        """The change as results show it."""
        before, after = difference(self.before, self.after)
        if self.shows_whole_states:
            before, after = _attributes(self.before), _attributes(self.after)
        return {
            "action": self.action,
            "api": self.api or None,
            "type": self.target.kind.label,
            "name": self.target.name,
            "before": before,
            "after": after,
            **self.details,
        }
