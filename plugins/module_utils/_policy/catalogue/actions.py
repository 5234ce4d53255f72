# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS documents of the IAM actions that App2Container needs: access levels, resource types, condition keys.

The data are in ``actions_data``, which is generated; this module reads them into values. The table has the actions of
the catalogue, and those that a policy should not grant unnoticed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ..language.patterns import matches
from . import actions_data
from .reference import Action, named

__all__ = [
    "ACTIONS",
    "CONTAINER_INSTANCE_ONLY",
    "PERMISSIONS_MANAGEMENT",
    "SOURCE",
    "ActionFacts",
    "ResourceType",
    "Source",
    "beyond",
    "canonical",
    "expand",
]


class Source(NamedTuple):
    """Where the facts come from: a package, its version, and the date of its data."""

    package: str
    version: str
    date: str


class ResourceType(NamedTuple):
    """A type of resource that an action can be limited to.

    ``arn`` is a template such as ``arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}``.
    ``required`` is false where a request may name a resource of another type, or none.
    """

    name: str
    arn: str
    required: bool


class ActionFacts(NamedTuple):
    """What a policy statement can do with one action. ``condition_keys`` has no global keys but those AWS lists."""

    access_levels: tuple[str, ...]
    resource_types: tuple[ResourceType, ...]
    condition_keys: frozenset[str]

    @property
    def star_only(self) -> bool:
        """Tells whether the action is granted only on the resource ``*``, and never on an ARN."""
        return not self.resource_types


SOURCE = Source(**actions_data.SOURCE)

# Calls of the agent on a container instance, which no user and no App2Container command makes.
CONTAINER_INSTANCE_ONLY = frozenset(
    {"ecs:Poll", "ecs:RegisterContainerInstance", "ecs:SubmitContainerStateChange", "ecs:SubmitTaskStateChange"}
)

# The data call these two "Write", although they grant permissions.
PERMISSIONS_MANAGEMENT = frozenset({"iam:CreateRole", "iam:PassRole"})


def _facts(levels: str, types: tuple[tuple[str, bool], ...], keys: tuple[str, ...]) -> ActionFacts:
    return ActionFacts(
        access_levels=tuple(levels.split(", ")),
        resource_types=tuple(
            ResourceType(name=name.partition(":")[2], arn=actions_data.ARNS[name], required=required)
            for name, required in types
        ),
        condition_keys=frozenset(keys),
    )


ACTIONS: Mapping[str, ActionFacts] = MappingProxyType(
    {name: _facts(*row) for name, row in actions_data.FACTS.items()},
)

_BY_LOWER_CASE = {name.lower(): name for name in ACTIONS}


def canonical(action: str) -> str | None:
    """The spelling that AWS documents for an action in any letter case; None for one that is not in the table."""
    return _BY_LOWER_CASE.get(action.lower())


@lru_cache(maxsize=1024)
def expand(pattern: str) -> tuple[str, ...]:
    """The actions of the table that a pattern names, sorted; letter case does not count.

    Args:
        pattern: an action as in a policy, for example ``ecr:*`` or ``apprunner:describe?ervice``.
    """
    wanted = pattern.lower()
    exact = _BY_LOWER_CASE.get(wanted)
    if exact is not None:
        return (exact,)
    return tuple(name for lower, name in _BY_LOWER_CASE.items() if matches(wanted, lower))


@lru_cache(maxsize=1024)
def beyond(pattern: str) -> tuple[Action, ...]:
    """The actions that a pattern names and that the table does not have, as the reference of all services has them."""
    if canonical(pattern):
        return ()
    return tuple(action for action in named(pattern) if action.name not in ACTIONS)
