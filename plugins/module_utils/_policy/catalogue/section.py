# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an entry of the catalogue of policy sections says.

It says how the guide words it (``Wording``, one for each combination of editions and targets that prints it the same
way) and how the ``scoped`` style writes it (``Grant``, one for each statement). Templates hold fields such as
``{region}``; ``templates.py`` lists and fills them.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import actions as facts

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

GUIDE = "https://docs.aws.amazon.com/app2container/latest/UserGuide/iam-a2c.html"
SERVICE_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_"

ORIGINAL, CURRENT = "original", "current"
ECS, EKS, APPRUNNER = "ecs", "eks", "apprunner"
EDITIONS = (ORIGINAL, CURRENT)
TARGETS = (ECS, EKS, APPRUNNER)
CLUSTERS = (ECS, EKS)

Condition = tuple[str, str, tuple[str, ...]]  # operator, key, templates of the values


@dataclass(frozen=True, kw_only=True)
class When:
    """An option that turns a section on: it has this value, or with ``value`` True, it is not empty."""

    option: str
    value: str | bool = True

    def holds(self, options: object) -> bool:
        """Whether the options turn the section on."""
        given = getattr(options, self.option)
        return bool(given) if self.value is True else bool(given == self.value)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """How the guide prints a section in some editions for some targets.

    ``label`` is added to the Sid where two wordings of one section stand side by side in a union; the one listed first
    keeps the documented Sid. ``scoped_targets``: further targets that need the section although the guide forgot them.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    editions: tuple[str, ...] = EDITIONS
    targets: tuple[str, ...] = TARGETS
    label: str = ""
    scoped_targets: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One statement of a section in the ``scoped`` style.

    Args:
        on: resource type ``service:type`` that the actions act on, or ``*`` for actions that know no resource.
            The statement takes all actions of the section that can act on this type.
        suffix: what follows the documented Sid.
        resources: templates; a statement whose templates come out empty is left out.
        conditions: all must hold.
        only: take these actions alone. No other grant of the section on the same type takes them then.
        adds: actions that the guide forgot, each with the documented actions of the section of which one needs it.
    """

    on: str
    resources: tuple[str, ...] = ("*",)
    suffix: str = ""
    conditions: tuple[Condition, ...] = ()
    only: tuple[str, ...] = ()
    adds: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """One documented section.

    Args:
        sid: the documented Sid.
        purpose: what the section is for, as one sentence for people.
        when: options that turn it on, one is enough; none means always.
        always_documented: the guide has it always, so ``documented`` ignores ``when``.
        service: what must exist in the partition for the section to be of use, a name of ``Partition.lacks``.
        scoping: where the resource types and condition keys of its actions are documented.
    """

    sid: str
    purpose: str
    wordings: tuple[Wording, ...]
    grants: tuple[Grant, ...]
    scoping: str
    when: tuple[When, ...] = ()
    always_documented: bool = False
    service: str = ""
    source: str = GUIDE

    @property
    def actions(self) -> tuple[str, ...]:
        """Every action of the section in any edition, wildcards expanded, sorted."""
        named = {action for wording in self.wordings for action in wording.actions}
        return tuple(sorted({action for pattern in named for action in facts.expand(pattern)}))

    @property
    def added_actions(self) -> tuple[str, ...]:
        """The actions that the scoped style adds to the documented ones."""
        return tuple(sorted({action for grant in self.grants for action, _needed_by in grant.adds}))
