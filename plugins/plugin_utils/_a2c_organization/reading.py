# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads an organization from AWS. Holds no rules.

It takes one call for 20 accounts, and one for each organizational unit. Where AWS does not say in which unit an account
lies, the accounts are read unit by unit instead, which costs about as many calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import chain
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AccessDeniedError, translated
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.parallel import side_by_side
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Tags

from .answers import Answers, has_path

__all__ = ["read_organization", "read_tags"]

PAGE = 20  # the most that Organizations returns in one page


@contextmanager
def _reading(what: str) -> Iterator[None]:
    """Names the calls in errors, and says who may make them.

    Raises:
        AccessDeniedError: the caller may not.
    """
    try:
        with translated(what):
            yield
    except AccessDeniedError as error:
        hint = (
            " Only the management account of an organization, and accounts to which it has delegated this, can read"
            " the organization."
        )
        raise AccessDeniedError(f"{error}{hint}", error.code, error.action) from error


def _pages(client: Any, operation: str, result: str, **params: Any) -> Iterator[list[dict[str, Any]]]:
    """The pages of an operation; a page without results may be followed by others."""
    config = {} if operation == "list_tags_for_resource" else {"PageSize": PAGE}
    for page in client.get_paginator(operation).paginate(PaginationConfig=config, **params):
        yield [_plain(item) for item in page[result]]


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    """A part of an answer without what a cache cannot store."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in item.items()}


def _all(client: Any, operation: str, result: str, **params: Any) -> list[dict[str, Any]]:
    return list(chain.from_iterable(_pages(client, operation, result, **params)))


def read_organization(client: Any) -> Answers:
    """The accounts and units of the organization that the caller may read.

    Args:
        client: a client of AWS Organizations.

    Raises:
        AwsError: a call fails; the message names the action.
    """
    accounts: list[dict[str, Any]] = []
    complete = True
    with _reading("list the accounts of the organization"):
        for page in _pages(client, "list_accounts", "Accounts"):
            accounts += page
            if not all(map(has_path, page)):
                complete = False
                break
    units = _units(client)
    if complete:
        return Answers(accounts=accounts, units=units)
    return _by_unit(client, units)


def _units(client: Any) -> list[dict[str, Any]]:
    """The root and all units, parents before their children."""
    with _reading("find the root of the organization"):
        units = [{**root, "ParentId": ""} for root in _all(client, "list_roots", "Roots")]
    for unit in units:  # it grows
        with _reading(f"list the organizational units in {unit['Id']}"):
            found = _all(client, "list_organizational_units_for_parent", "OrganizationalUnits", ParentId=unit["Id"])
        units += [{**child, "ParentId": unit["Id"]} for child in found]
    return units


def _by_unit(client: Any, units: Iterable[Mapping[str, Any]]) -> Answers:
    """The accounts of each unit. One that is moved meanwhile is in the unit where it was seen last."""
    accounts: dict[str, dict[str, Any]] = {}
    parents: dict[str, str] = {}
    for unit in units:
        with _reading(f"list the accounts in {unit['Id']}"):
            for account in _all(client, "list_accounts_for_parent", "Accounts", ParentId=unit["Id"]):
                accounts[account["Id"]], parents[account["Id"]] = account, unit["Id"]
    return Answers(accounts=list(accounts.values()), units=list(units), parents=parents)


def read_tags(client: Any, account_ids: Iterable[str]) -> dict[str, Tags]:
    """The tags of accounts, with a call for each.

    Raises:
        AwsError: a call fails; the message names the action.
    """

    def tags(account_id: str) -> Tags:
        with _reading(f"read the tags of account {account_id}"):
            found = _all(client, "list_tags_for_resource", "Tags", ResourceId=account_id)
        return {tag["Key"]: tag["Value"] for tag in found}

    account_ids = list(account_ids)
    return dict(zip(account_ids, side_by_side(tags, account_ids), strict=True))
