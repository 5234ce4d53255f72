# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on what a statement does: actions and statements that grant, or deny, nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..._iam.arn import Arn
from ..._plan.finding import Finding
from ..catalogue.actions import ACTIONS, ActionFacts, beyond, expand
from ..language.patterns import can_meet_arn, covers, matches
from .scope import Scope, is_any, placeholder

__all__ = ["STATEMENT_RULES", "dead", "judged", "shown"]


def _partition(arn: str) -> str:
    """The partition of an ARN; ``*`` for a text that has none."""
    parsed = Arn.parse(arn)
    return parsed.partition if parsed else "*"


def wrong_partition(scope: Scope) -> Iterator[Finding]:
    """An ARN of another partition, as a resource or within a condition."""
    conditions = (value for _unused, keys in scope.statement.conditions for _unused, values in keys for value in values)
    for arn in (*scope.statement.resources, *scope.statement.not_resources, *conditions):
        partition = _partition(arn)
        if "${" not in partition and not matches(partition, scope.partition) and not placeholder(partition):
            message = f"{arn!r} is in the partition {partition!r}, the account is in {scope.partition!r}."
            yield scope.finding("wrong-partition", message)


def _works_on(name: str, facts: ActionFacts, resource: str) -> bool:
    """Tells whether an action can act on some resource that a pattern stands for, in any partition."""
    if is_any(resource):
        return True
    if facts.star_only:  # AWS lists no resource for this one action, yet its own policies grant it on all buckets
        return name == "s3:ListAllMyBuckets" and resource == f"arn:{_partition(resource)}:s3:::*"
    return any(can_meet_arn(resource, kind.arn) for kind in facts.resource_types)


def judged(scope: Scope) -> bool:
    """Tells whether the resources are known well enough to say that an action has no effect on them."""
    return bool(scope.statement.resources) and not any(map(placeholder, scope.statement.resources))


def dead(scope: Scope, pattern: str) -> tuple[str, ...]:
    """Of the actions that a pattern names, those without effect on all of the statement's resources."""
    return tuple(
        name
        for name in expand(pattern)
        if not any(_works_on(name, ACTIONS[name], resource) for resource in scope.reach)
    )


def shown(scope: Scope) -> str:
    """The resources of a statement, for a message."""
    return ", ".join(scope.statement.resources)


def _types(names: Iterable[str]) -> str:
    """The ARN templates of the resources that actions act on, without access points, which are rare."""
    kinds = {kind.arn for name in names for kind in ACTIONS[name].resource_types if "accesspoint" not in kind.name}
    return " or ".join(sorted(kinds))


def dead_action(scope: Scope) -> Iterator[Finding]:
    """An action of the catalogue, or a wildcard for some, that has no effect on the statement's resources."""
    for pattern in scope.statement.actions if judged(scope) else ():
        names = dead(scope, pattern)
        if not names or len(names) < len(expand(pattern)) or beyond(pattern):
            continue
        if all(ACTIONS[name].star_only for name in names):
            message = f"{pattern} has no resource types, so it has no effect on {shown(scope)}."
            yield scope.finding("star-only-action", message, pattern)
        else:
            message = f"{pattern} acts on {_types(names)}, not on {shown(scope)}."
            yield scope.finding("resource-type-mismatch", message, pattern)


def dead_statement(scope: Scope) -> Iterator[Finding]:
    """A statement in which every action is without effect."""
    patterns = scope.statement.actions
    if not patterns or not judged(scope):
        return
    if all(expand(one) and not beyond(one) and len(dead(scope, one)) == len(expand(one)) for one in patterns):
        yield scope.finding("dead-statement", f"No action of the statement has any effect on {shown(scope)}.")


def overridden_by_deny(scope: Scope) -> Iterator[Finding]:
    """An Allow that a Deny without conditions overrides completely."""
    statement = scope.statement
    if not scope.allows or not statement.actions or not statement.resources:
        return
    for deny in scope.document.statements:
        if deny.effect != "Deny" or deny.conditions:
            continue
        actions = [pattern.lower() for pattern in deny.actions]
        if all(any(covers(wide, action.lower()) for wide in actions) for action in statement.actions) and all(
            any(covers(wide, resource) for wide in deny.resources) for resource in statement.resources
        ):
            yield scope.finding(
                "overridden-by-deny", f"The statement {deny.sid!r} denies everything that this one allows."
            )


STATEMENT_RULES = (
    wrong_partition,
    dead_action,
    dead_statement,
    overridden_by_deny,
)
