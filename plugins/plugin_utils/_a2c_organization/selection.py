# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which accounts of an organization become hosts, and why the others do not. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import listed

from .model import NO_TAGS, Account, Organization, State

__all__ = ["Filters", "LeftOut", "Selection", "select", "select_by_tags", "unit_ids"]

TagFilters = Mapping[str, tuple[str, ...]]  # the values that each tag may have; none for any value


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What an account must be to become a host. An empty list does not filter."""

    states: tuple[State, ...] = (State.ACTIVE,)
    management: bool = True
    accounts: tuple[str, ...] = ()
    exclude_accounts: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    exclude_units: tuple[str, ...] = ()
    tags: TagFilters | None = None


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An account that does not become a host, and why: the option, and what the account has."""

    account_id: str
    option: str
    why: str

    def __str__(self) -> str:
        return f"{self.account_id} ({self.option}: {self.why})"


@dataclass(frozen=True, kw_only=True)
class Selection:
    """The accounts that become hosts, and those that do not: each account of the organization is in one of them."""

    accounts: tuple[Account, ...]
    left_out: tuple[LeftOut, ...]
    unknown: tuple[str, ...] = ()  # account IDs of the options that are not in the organization

    def __post_init__(self) -> None:
        """Refuse an inventory without hosts, which would look like a success.

        Raises:
            App2ContainerError: no account is left.
        """
        if not self.accounts:
            raise App2ContainerError(f"No account becomes a host: {self._reasons()}.")

    def _reasons(self) -> str:
        counts = Counter(item.option for item in self.left_out)
        reasons = [f"{number} left out by {option}" for option, number in counts.items()]
        unknown = [f"not in the organization: {listed(self.unknown)}"] if self.unknown else []
        return "; ".join([*reasons, *unknown]) or "AWS has named no account of the organization"


def unit_ids(option: str, units: Sequence[str], organization: Organization) -> tuple[str, ...]:
    """The IDs of units that are named by ID or by path; a slash alone is the root.

    Raises:
        OptionError: there is no such unit, or several. A wrong one would change which accounts a run works in.
    """
    by_path: dict[str, list[str]] = {}
    for unit_id in organization.units:
        by_path.setdefault(organization.path(unit_id), []).append(unit_id)
    return tuple(
        text if text in organization.units else _by_path(f"{option}[{at}]", text, by_path)
        for at, text in enumerate(units)
    )


def _by_path(where: str, text: str, by_path: Mapping[str, Sequence[str]]) -> str:
    found = by_path.get(text.strip("/"), ())
    if len(found) > 1:
        raise OptionError(where, text, "several organizational units have this path", f"use one of {listed(found)}")
    if not found:
        near = get_close_matches(text.strip("/"), by_path)
        known = listed([path for path in by_path if path]) or "none"
        hint = f"the nearest is {near[0]}" if near else f"there are {known}"
        raise OptionError(where, text, "the organization has no such organizational unit", hint)
    return found[0]


def select(organization: Organization, filters: Filters) -> Selection:
    """The accounts that pass all filters but that by tags.

    Raises:
        App2ContainerError: no account passes, or a filter names an organizational unit that does not exist.
    """
    rules = _rules(organization, filters)
    named = dict.fromkeys((*filters.accounts, *filters.exclude_accounts))
    kept, left_out = _split(
        organization.accounts.values(), lambda account: next(filter(None, (rule(account) for rule in rules)), None)
    )
    unknown = tuple(account_id for account_id in named if account_id not in organization.accounts)
    return Selection(accounts=kept, left_out=left_out, unknown=unknown)


Rule = Callable[[Account], "tuple[str, str] | None"]  # the option that leaves an account out, and why


def _rules(organization: Organization, filters: Filters) -> tuple[Rule, ...]:
    """The filters in the order in which they are told."""
    inside = unit_ids("organizational_units", filters.units, organization)
    outside = unit_ids("exclude_organizational_units", filters.exclude_units, organization)

    def unit(account: Account) -> tuple[str, str] | None:
        where = f"lies in /{organization.path(account.unit_id)}"
        if inside and not any(organization.is_within(account.unit_id, item) for item in inside):
            return "organizational_units", where
        if any(organization.is_within(account.unit_id, item) for item in outside):
            return "exclude_organizational_units", where
        return None

    return (
        lambda account: None if account.state in filters.states else ("states", account.state.value),
        lambda account: (
            None
            if filters.management or not account.is_management
            else ("management_account", "the management account")
        ),
        lambda account: (
            None if not filters.accounts or account.account_id in filters.accounts else ("accounts", "is not named")
        ),
        lambda account: ("exclude_accounts", "is named") if account.account_id in filters.exclude_accounts else None,
        unit,
    )


def select_by_tags(organization: Organization, earlier: Selection, wanted: TagFilters | None) -> Selection:
    """The accounts of a selection, now with their tags, and of them those that have the wanted ones.

    Raises:
        App2ContainerError: no account has them.
    """
    accounts = (organization.accounts[account.account_id] for account in earlier.accounts)
    kept, left_out = _split(accounts, lambda account: _missing(account.tags or NO_TAGS, wanted or {}))
    return Selection(accounts=kept, left_out=(*earlier.left_out, *left_out), unknown=earlier.unknown)


def _missing(tags: Mapping[str, str], wanted: TagFilters) -> tuple[str, str] | None:
    for name, values in wanted.items():
        if name not in tags:
            return "tag_filters", f"has no tag {name}"
        if values and tags[name] not in values:
            return "tag_filters", f"{name} is {tags[name]}"
    return None


def _split(accounts: Iterable[Account], rule: Rule) -> tuple[tuple[Account, ...], tuple[LeftOut, ...]]:
    """The accounts that the rule keeps, and the others."""
    kept, left_out = [], []
    for account in accounts:
        reason = rule(account)
        if reason is None:
            kept.append(account)
        else:
            left_out.append(LeftOut(account_id=account.account_id, option=reason[0], why=reason[1]))
    return tuple(kept), tuple(left_out)
