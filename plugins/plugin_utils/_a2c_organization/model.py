# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An organization as values: its accounts with their states, and its tree of organizational units. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Tags

__all__ = ["NO_TAGS", "Account", "Organization", "State", "Unit"]

NO_TAGS: Tags = {}


class State(StrEnum):
    """The states of an account.

    https://docs.aws.amazon.com/organizations/latest/APIReference/API_Account.html
    """

    PENDING_ACTIVATION = "PENDING_ACTIVATION"  # signed up, but not complete
    ACTIVE = "ACTIVE"
    SUSPENDED = "SUSPENDED"  # by AWS, or closed within the last 90 days
    PENDING_CLOSURE = "PENDING_CLOSURE"
    CLOSED = "CLOSED"


@dataclass(frozen=True, kw_only=True)
class Account:
    """One account.

    ``unit_id`` is the organizational unit or the root that the account lies in, ``tags`` is None if they were not read.
    """

    account_id: str
    arn: str
    name: str
    email: str
    state: State
    unit_id: str
    tags: Tags | None = None

    @property
    def partition(self) -> str:
        """The partition of AWS that the account lies in."""
        return self.arn.split(":")[1]

    @property
    def management_id(self) -> str:
        """The management account of the organization: the ARN of each account is one of that account."""
        return self.arn.split(":")[4]

    @property
    def is_management(self) -> bool:
        """Tells whether this is the management account."""
        return self.account_id == self.management_id


@dataclass(frozen=True, kw_only=True)
class Unit:
    """An organizational unit, or the root, whose ``parent_id`` is empty."""

    unit_id: str
    name: str
    parent_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Organization:
    """All accounts by ID, and the units by ID, parents before their children."""

    accounts: Mapping[str, Account]
    units: Mapping[str, Unit] = field(default_factory=dict)

    def lineage(self, unit_id: str) -> tuple[Unit, ...]:
        """The units from below the root to this one; empty for the root."""
        unit = self.units[unit_id]
        return (*self.lineage(unit.parent_id), unit) if unit.parent_id else ()

    def path(self, unit_id: str) -> str:
        """The names from below the root to this unit, with slashes between them; empty for the root."""
        return "/".join(unit.name for unit in self.lineage(unit_id))

    def is_within(self, unit_id: str, above: str) -> bool:
        """Tells whether a unit is another one, or lies in it at any depth."""
        return above in (unit_id, *(self._above(unit_id)))

    def _above(self, unit_id: str) -> tuple[str, ...]:
        parent = self.units[unit_id].parent_id
        return (parent, *self._above(parent)) if parent else ()
