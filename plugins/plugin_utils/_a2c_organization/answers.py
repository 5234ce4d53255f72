# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The answers of AWS about an organization, as they are cached, and what they say. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError, shown
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Tags

from .model import Account, Organization, State, Unit
from .options import FILTERS

__all__ = ["Answers", "cache_key", "has_path", "reads_tags", "unit_of"]

FORMAT = 1  # of what is cached

Answer = Mapping[str, Any]


def unit_of(account: Answer) -> str | None:
    """The unit or root that an account lies in by its path; None if AWS gives no path.

    A path is ``<organization>/<root>/<unit>/.../<account>/``.
    """
    for path in account.get("Paths") or ():
        units = [part for part in str(path).split("/") if part.startswith(("r-", "ou-"))]
        if units:
            return units[-1]
    return None


def has_path(account: Answer) -> bool:
    """Tells whether AWS says where an account lies."""
    return unit_of(account) is not None


def _state(account: Answer) -> State:
    """The state; ``Status`` where there is no ``State``, as in emulators and before September 2025.

    Raises:
        App2ContainerError: there is neither, or it is not known.
    """
    value = account.get("State") or account.get("Status")
    if value is None:
        raise App2ContainerError(
            f"account {account['Id']} has neither State nor Status, so it is not known whether it can be used; AWS no"
            " longer sends Status: use boto3 1.40.27 or newer, which knows State."
        )
    try:
        return State(value)
    except ValueError as error:
        known = ", ".join(State)
        raise App2ContainerError(
            f"account {account['Id']} has the state {shown(value)}, which is none of {known}: use a newer version of"
            " the collection."
        ) from error


def reads_tags(option: Callable[[str], Any]) -> bool:
    """Tells whether the options ask for tags."""
    return bool(option("tags") or option("tag_filters"))


def cache_key(caller_id: str, option: Callable[[str], Any]) -> str:
    """The part of the key of a cache that says of whom the answers are, and what was read.

    Tags are read only for the accounts that the other filters leave, so they depend on these.

    Args:
        caller_id: the account of the credentials.
        option: gives the value of an option.
    """
    tags = reads_tags(option)
    names = ("profile", "organization_role_arn", "endpoint_url", *(FILTERS if tags else ()))
    what = {"format": FORMAT, "tags": tags, **{name: option(name) for name in names}}
    digest = hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()
    return f"{caller_id}_{digest[:16]}"


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What AWS has answered.

    ``accounts`` are those of ListAccounts or ListAccountsForParent, ``parents`` says where accounts without a path lie,
    ``units`` are the root and the organizational units with the key ``ParentId``, parents before their children.
    """

    accounts: Sequence[Answer]
    units: Sequence[Answer] = ()
    parents: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, Tags] = field(default_factory=dict)

    def with_tags(self, tags: Mapping[str, Tags]) -> Answers:
        """These answers with the tags of accounts."""
        return replace(self, tags=tags)

    def to_cache(self) -> dict[str, Any]:
        """The answers as plain values, which every cache can store."""
        return {
            "accounts": [dict(account) for account in self.accounts],
            "units": [dict(unit) for unit in self.units],
            "parents": dict(self.parents),
            "tags": {account_id: dict(tags) for account_id, tags in self.tags.items()},
        }

    @classmethod
    def from_cache(cls, value: Mapping[str, Any]) -> Answers:
        """The answers that ``to_cache`` returned."""
        return cls(**{name: value[name] for name in ("accounts", "units", "parents", "tags")})

    def organization(self) -> Organization:
        """What the answers say.

        Raises:
            App2ContainerError: the state of an account is not known, or where it lies.
        """
        accounts = {account["Id"]: self._account(account) for account in self.accounts}
        units = {
            unit["Id"]: Unit(unit_id=unit["Id"], name=unit["Name"], parent_id=unit["ParentId"]) for unit in self.units
        }
        for account in accounts.values():
            if account.unit_id not in units:
                raise App2ContainerError(
                    f"account {account.account_id} lies in {account.unit_id}, which was not found among the"
                    " organizational units: the organization was changed while it was read, run again."
                )
        return Organization(accounts={key: accounts[key] for key in sorted(accounts)}, units=units)

    def _account(self, account: Answer) -> Account:
        account_id: str = account["Id"]
        return Account(
            account_id=account_id,
            arn=account["Arn"],
            name=account.get("Name", ""),
            email=account.get("Email", ""),
            state=_state(account),
            unit_id=unit_of(account) or self.parents[account_id],
            tags=self.tags.get(account_id),
        )
