# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: one statement of a policy for the control node, as a row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Json = dict[str, Any]
Condition = Mapping[str, Mapping[str, Any]]

PLACEHOLDER_ACCOUNT = "123456789012"
PLACEHOLDER_REGION = "eu-west-1"
GLOBAL = ("iam", "identitystore", "organizations")  # services whose ARNs name no Region


class When(StrEnum):
    """What a statement is for."""

    SET_UP = "set up"
    BOUNDARIES = "boundaries"
    REMOVE = "remove"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One statement on actions of one service.

    Resources are written without ``arn:<partition>:<service>:<region>:<account>:``, but ``*`` is everything.
    """

    sid: str
    components: tuple[str, ...]
    actions: str
    on: tuple[str, ...]
    service: str = "iam"
    when: When = When.SET_UP
    condition: Condition = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The actions as policies write them."""
        return {f"{self.service}:{name}" for name in self.actions.split()}


def grant(sid: str, components: Iterable[str], actions: str, *on: str, **further: Any) -> Grant:
    """Return a row of the table."""
    return Grant(sid=sid, components=tuple(components), actions=actions, on=on, **further)


def actions_of(rows: Iterable[Grant]) -> set[str]:
    """Return all actions of some rows, as policies write them."""
    return {name for row in rows for name in row.names}


def _filled(value: Any, names: Mapping[str, str]) -> Any:
    """Return a condition with its placeholders filled."""
    if isinstance(value, Mapping):
        return {key: _filled(item, names) for key, item in value.items()}
    if isinstance(value, str):
        return value.format(**names)
    return [_filled(item, names) for item in value]


def statement(row: Grant, account_id: str, partition: str = "aws", region: str = PLACEHOLDER_REGION) -> Json:
    """Return a row as IAM writes a statement."""
    names = {"arn": f"arn:{partition}:iam::{account_id}:", "partition": partition, "region": region}
    place = f"{'' if row.service in GLOBAL else region}:{account_id}:"
    resources = [
        "*" if item == "*" else f"arn:{partition}:{row.service}:{'::' if is_of_no_account(row, item) else place}{item}"
        for item in row.on
    ]
    written: Json = {
        "Sid": row.sid,
        "Effect": "Allow",
        "Action": sorted(row.names),
        "Resource": resources if len(resources) > 1 else resources[0],
    }
    return {**written, "Condition": _filled(row.condition, names)} if row.condition else written


def is_of_no_account(row: Grant, item: str) -> bool:
    """Tell whether ARNs of a type of resource name neither a Region nor an account."""
    return row.service in ("s3", "sso") or (row.service == "identitystore" and not item.startswith("identitystore/"))


def covers(earlier: Grant, row: Grant) -> bool:
    """Tell whether an earlier row grants all that a row does."""
    return (earlier.on, earlier.condition) == (row.on, row.condition) and row.names <= earlier.names
