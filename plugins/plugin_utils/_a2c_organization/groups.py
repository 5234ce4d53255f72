# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the inventory groups of organizational units. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .model import Organization

__all__ = ["ACCOUNTS", "UnitGroups", "unit_groups"]

ACCOUNTS = "a2c_accounts"
PREFIX = "ou_"


@dataclass(frozen=True, kw_only=True)
class UnitGroups:
    """The group of each unit but the root by ID, parents before their children, and the paths that share a name.

    ``ambiguous`` has the paths of units whose groups would have the same name: they carry the ID of the unit.
    """

    names: Mapping[str, str]
    parents: Mapping[str, str]
    ambiguous: tuple[str, ...]

    def pairs(self, unit_ids: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The groups that these units and the units above them need, each with its parent, which comes before it."""
        needed = set(unit_ids)
        for unit_id in reversed(list(self.names)):
            if unit_id in needed:
                needed.add(self.parents[unit_id])
        for unit_id, name in self.names.items():
            if unit_id in needed:
                yield name, self.names.get(self.parents[unit_id], ACCOUNTS)


def unit_groups(organization: Organization, safe: Callable[[str], str]) -> UnitGroups:
    """The groups of all units below the root.

    Two units never share a group: a run for one of them would reach the accounts of the other.

    Args:
        organization: the organization.
        safe: makes the name of a group of a text, as Ansible does it.
    """
    units = [unit.unit_id for unit in organization.units.values() if unit.parent_id]
    plain = {unit_id: safe(PREFIX + organization.path(unit_id).replace("/", "_")) for unit_id in units}
    counts = Counter((*plain.values(), ACCOUNTS, "all", "ungrouped"))
    names = {unit_id: name if counts[name] == 1 else safe(f"{name}_{unit_id}") for unit_id, name in plain.items()}
    return UnitGroups(
        names=names,
        parents={unit_id: organization.units[unit_id].parent_id for unit_id in units},
        ambiguous=tuple(f"/{organization.path(unit_id)}" for unit_id in units if names[unit_id] != plain[unit_id]),
    )
