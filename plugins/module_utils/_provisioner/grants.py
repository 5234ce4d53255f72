# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""One statement of a policy for the identity that the modules work as, as a row of a table."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import product
from typing import Any

__all__ = ["Condition", "Grant", "Json", "Names", "When", "actions_of", "covers", "grant", "resources_of", "statement"]

Json = dict[str, Any]
Condition = Mapping[str, Mapping[str, Any]]

GLOBAL = ("iam", "identitystore", "organizations")  # services whose ARNs name no Region


class When(StrEnum):
    """What a statement is for."""

    SET_UP = "set up"
    BOUNDARIES = "boundaries"
    REMOVE = "remove"


@dataclass(frozen=True, kw_only=True)
class Names:
    """What the placeholders of the table stand for: the account, and the names that the modules are given.

    The defaults are those of the modules. ``itself`` and ``own_roles`` are the identity: a user or a role.
    """

    account_id: str
    partition: str = "aws"
    regions: tuple[str, ...]
    path: str = "/app2container/"
    policy: str = "App2ContainerGeneral"
    group: str = "App2ContainerUsers"
    general_role: str = "App2ContainerGeneralRole"
    worker_role: str = "App2ContainerWorker"
    worker_profile: str = "App2ContainerWorker"
    deployer: str = "App2ContainerDeployer"
    buckets: tuple[str, ...] = ("a2c-artifacts-*",)
    secrets: tuple[str, ...] = ("a2c/*",)
    key_secrets: tuple[str, ...] = ("app2container/access-keys/*",)
    kms_keys: tuple[str, ...] = ()
    itself: tuple[str, ...] = ()
    own_roles: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values of each placeholder. ``arn`` is how ARNs of IAM in the account begin."""
        given = {item.name: getattr(self, item.name) for item in fields(self)}
        values = {name: (value,) if isinstance(value, str) else value for name, value in given.items()}
        return {**values, "region": self.regions, "arn": (f"arn:{self.partition}:iam::{self.account_id}:",)}


@dataclass(frozen=True, kw_only=True)
class Grant:
    """One statement on actions of one service.

    Resources are written without ``arn:<partition>:<service>:<region>:<account>:``, but ``*`` is everything. They and
    the condition have the placeholders of ``Names`` in braces.
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
    """A row of the table."""
    return Grant(sid=sid, components=tuple(components), actions=actions, on=on, **further)


def actions_of(rows: Iterable[Grant]) -> set[str]:
    """All actions of some rows, as policies write them."""
    return {name for row in rows for name in row.names}


def _texts(text: str, values: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """A text with its placeholders filled: one for each combination of their values."""
    names = [name for _text, name, _format, _conversion in string.Formatter().parse(text) if name]
    for combination in product(*(values[name] for name in names)):
        yield text.format(**dict(zip(names, combination, strict=True)))


def _filled(value: Any, values: Mapping[str, tuple[str, ...]]) -> Any:
    """A condition with its placeholders filled."""
    if isinstance(value, Mapping):
        return {key: _filled(item, values) for key, item in value.items()}
    texts = [text for item in ([value] if isinstance(value, str) else value) for text in _texts(item, values)]
    return texts if len(texts) > 1 else texts[0]


def resources_of(row: Grant, names: Names) -> tuple[str, ...]:
    """The resources of a row with their placeholders filled, without how their ARNs begin."""
    return tuple(text for item in row.on for text in _texts(item, names.values))


def _arns(row: Grant, item: str, names: Names) -> Iterator[str]:
    """The ARNs of a resource, one for each Region where they name one."""
    if item == "*" or item.startswith("arn:"):
        yield item
    elif _is_of_no_account(row, item):
        yield f"arn:{names.partition}:{row.service}:::{item}"
    else:
        for region in ("",) if row.service in GLOBAL else names.regions:
            yield f"arn:{names.partition}:{row.service}:{region}:{names.account_id}:{item}"


def statement(row: Grant, names: Names) -> Json:
    """A row as IAM writes a statement."""
    resources = [arn for item in resources_of(row, names) for arn in _arns(row, item, names)]
    written: Json = {
        "Sid": row.sid,
        "Effect": "Allow",
        "Action": sorted(row.names),
        "Resource": resources if len(resources) > 1 else resources[0],
    }
    return {**written, "Condition": _filled(row.condition, names.values)} if row.condition else written


def _is_of_no_account(row: Grant, item: str) -> bool:
    """Tells whether ARNs of a type of resource name neither a Region nor an account."""
    return row.service in ("s3", "sso") or (row.service == "identitystore" and not item.startswith("identitystore/"))


def covers(earlier: Grant, row: Grant) -> bool:
    """Tells whether an earlier row grants all that a row does."""
    return (earlier.on, earlier.condition) == (row.on, row.condition) and row.names <= earlier.names
