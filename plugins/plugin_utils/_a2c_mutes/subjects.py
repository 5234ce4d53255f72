# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What mutes are about: the entities in a report that this collection manages. Pure.

A report may have been edited, so what does not have the expected form is left out: less is muted then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.actions import ACTIONS, expand

__all__ = [
    "Subject",
    "allows",
    "deployer",
    "deployer_role",
    "deployer_user",
    "policies",
    "rotating_users",
    "unlimited",
    "users",
    "worker_role",
]

Report = Mapping[str, Any]

_READS = frozenset({"List", "Read"})
# Reads that cloudsplaining reports all the same.
_EXPOSING = frozenset({"ecr:GetAuthorizationToken", "s3:GetObject", "secretsmanager:GetSecretValue"})


class Subject(NamedTuple):
    """An entity of this collection, with what the report says of it."""

    name: str
    arn: str
    entry: Mapping[str, Any]


def _subjects(*entries: Any) -> Iterator[Subject]:
    """Those of the entries that this collection manages."""
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("managed") is True:
            name, arn = entry.get("name"), entry.get("arn")
            if isinstance(name, str) and isinstance(arn, str):
                yield Subject(name, arn, entry)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def users(report: Report) -> Iterator[Subject]:
    """The general users."""
    yield from _subjects(*_listed(report["access"].get("users")))


def deployer(report: Report) -> Iterator[Subject]:
    """The deployer, of either kind."""
    yield from _subjects(report["access"].get("deployer"))


def deployer_user(report: Report) -> Iterator[Subject]:
    """The deployer, if it is a user."""
    yield from (subject for subject in deployer(report) if subject.entry.get("kind") == "user")


def deployer_role(report: Report) -> Iterator[Subject]:
    """The deployer, if it is a role."""
    yield from (subject for subject in deployer(report) if subject.entry.get("kind") == "role")


def worker_role(report: Report) -> Iterator[Subject]:
    """The role of worker machines."""
    worker = report["access"].get("worker")
    yield from _subjects(worker.get("role") if isinstance(worker, Mapping) else None)


def rotating_users(report: Report) -> Iterator[Subject]:
    """The users with two active access keys, both of which this collection has made."""
    keys = defaultdict(list)
    for key in report["access_keys"]:
        if key["active"]:
            keys[key["user"]].append(key["managed"])
    yield from (subject for subject in users(report) if keys.get(subject.name) == [True, True])


def policies(report: Report) -> Iterator[Subject]:
    """The parts of the general policy."""
    yield from _subjects(*_listed(report["access"].get("policies")))


def _granting(subject: Subject) -> Iterator[tuple[Mapping[str, Any], set[str]]]:
    """The statements of a policy that allow something, with their actions in lower case."""
    document = subject.entry.get("document")
    for statement in _listed(document.get("Statement")) if isinstance(document, Mapping) else ():
        if isinstance(statement, Mapping) and statement.get("Effect") == "Allow":
            actions = statement.get("Action", [])
            yield statement, {str(action).lower() for action in ([actions] if isinstance(actions, str) else actions)}


def allows(subject: Subject, actions: frozenset[str]) -> bool:
    """Tells whether a policy allows one of these actions, which are in lower case, by its name."""
    return any(not actions.isdisjoint(granted) for _statement, granted in _granting(subject))


def _only_looks(action: str) -> bool:
    """Tells whether an action, or each that a pattern names, does nothing but read what is no data."""
    known = expand(action)
    return bool(known) and all(
        name not in _EXPOSING and _READS.issuperset(ACTIONS[name].access_levels) for name in known
    )


def unlimited(subject: Subject) -> bool:
    """Tells whether a statement of a policy allows more than looking, on all resources, without a condition."""
    return any(
        statement.get("Resource") in ("*", ["*"])
        and not statement.get("Condition")
        and not all(map(_only_looks, granted))
        for statement, granted in _granting(subject)
    )
