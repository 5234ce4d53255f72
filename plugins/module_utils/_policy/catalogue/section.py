# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of the catalogue's rows: a row is one section of a policy.

A section says how the guide words it (``Wording``, one for each combination of editions and targets that prints it the
same way) and how the ``scoped`` style writes it (``Grant``, one for each statement). Templates have fields such as
``{region}``; ``templates.py`` lists and fills them.
"""

from __future__ import annotations

from typing import NamedTuple

from . import actions as facts
from .editions import CURRENT, EDITIONS, GUIDE, ORIGINAL

__all__ = [
    "APPRUNNER",
    "CLUSTERS",
    "CURRENT",
    "ECS",
    "EDITIONS",
    "EKS",
    "GUIDE",
    "ORIGINAL",
    "SERVICE_REFERENCE",
    "TARGETS",
    "Condition",
    "Grant",
    "Section",
    "When",
    "Wording",
]

SERVICE_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_"

ECS, EKS, APPRUNNER = "ecs", "eks", "apprunner"
TARGETS = (ECS, EKS, APPRUNNER)
CLUSTERS = (ECS, EKS)

Condition = tuple[str, str, tuple[str, ...]]  # operator, key, templates of the values


class When(NamedTuple):
    """An option that turns a section on: by this value, or where ``value`` is True, by any that is not empty.

    ``along_with`` are further options and the values that they must have for it.
    """

    option: str
    value: str | bool = True
    along_with: tuple[tuple[str, str], ...] = ()

    def holds(self, options: object) -> bool:
        """Tells whether the options turn the section on."""
        value = getattr(options, self.option)
        holds = bool(value) if self.value is True else bool(value == self.value)
        return holds and all(getattr(options, name) == wanted for name, wanted in self.along_with)


class Wording(NamedTuple):
    """How the guide prints a section in some editions for some targets.

    Editions and targets have no default: one that is added later must not be granted anything unnoticed.

    Args:
        editions: the editions that print it so.
        targets: the deployment targets for which they do; none in a section that the guide does not have.
        actions: as printed, wildcards included.
        resources: templates of what is printed.
        label: follows the Sid where two wordings of a section are in one policy. The first one keeps the plain Sid.
        scoped_targets: further targets that need the section although the guide leaves it out for them.
    """

    editions: tuple[str, ...]
    targets: tuple[str, ...]
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    label: str = ""
    scoped_targets: tuple[str, ...] = ()


class Grant(NamedTuple):
    """One statement of a section in the ``scoped`` style.

    Args:
        on: resource type ``service:type`` that the actions act on, or ``*`` for actions without resource types. The
            statement has all actions of the section that can act on this type.
        resources: templates; a statement is left out where they have no value.
        suffix: follows the Sid.
        conditions: all must hold.
        only: the statement has these actions alone, and no other grant of the section on the same type has them.
        adds: actions that the guide leaves out, each with the actions of the section that need it.
        also_on_any: actions of the section that AWS authorizes on ``*``, too, although the service reference gives them
            a resource type. No other grant of the section has them.
    """

    on: str
    resources: tuple[str, ...] = ("*",)
    suffix: str = ""
    conditions: tuple[Condition, ...] = ()
    only: tuple[str, ...] = ()
    adds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    also_on_any: tuple[str, ...] = ()


class Section(NamedTuple):
    """One section.

    Args:
        sid: the documented Sid, or one of the same form for a section that the guide does not have.
        purpose: what the section is for, in one sentence for users.
        wordings: how the guide prints it. Those of a section that the guide does not have name ``scoped_targets`` only.
        grants: its statements in the ``scoped`` style.
        scoping: where the resource types and condition keys of its actions are documented.
        when: the options that turn it on, of which one is enough; none means always.
        always_documented: the guide always has it, so that ``documented`` ignores ``when``.
        always_scoped: actions that the other styles grant even where ``when`` turns the section off: harmless reads of
            a section that the guide always has.
        service: the service that the partition must have for the section to be of use, a name of ``Partition.lacks``.
        source: what says that App2Container needs the section: the guide, or the address of something else.
    """

    sid: str
    purpose: str
    wordings: tuple[Wording, ...]
    grants: tuple[Grant, ...]
    scoping: str
    when: tuple[When, ...] = ()
    always_documented: bool = False
    always_scoped: tuple[str, ...] = ()
    service: str = ""
    source: str = GUIDE

    def is_chosen(self, options: object) -> bool:
        """Tells whether the options turn the section on."""
        return not self.when or any(when.holds(options) for when in self.when)

    @property
    def in_guide(self) -> bool:
        """Tells whether the guide has the section. Another source can be named for one that it leaves out."""
        return self.source == GUIDE

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action of the section in any edition, wildcards expanded, sorted."""
        named = {action for wording in self.wordings for action in wording.actions}
        return tuple(sorted({action for pattern in named for action in facts.expand(pattern)}))

    @property
    def added_actions(self) -> tuple[str, ...]:
        """The actions that the scoped style adds to the documented ones."""
        return tuple(sorted({action for grant in self.grants for action, _needed_by in grant.adds}))
