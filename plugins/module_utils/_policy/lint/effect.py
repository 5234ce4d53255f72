# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on what a statement does: actions and statements that grant, or deny, nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..._iam.arn import Arn
from ..._plan.finding import Finding
from ..catalogue.actions import ACTIONS, SOURCE, ActionFacts, canonical, expand, known_names, known_services
from ..catalogue.services import is_cross_service, is_key, names_of, owners
from ..language.conditions import OPERATORS, EvaluationError, split_operator
from ..language.document import Statement
from ..language.patterns import can_meet, covers, matches
from .scope import Scope, is_any, is_pattern, placeholder, reaches_all

__all__ = ["STATEMENT_RULES"]


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
    return any(can_meet(resource, kind.arn) for kind in facts.resource_types)


def _dead(scope: Scope, pattern: str) -> tuple[str, ...]:
    """Of the actions that a pattern names, those without effect on all of the statement's resources."""
    return tuple(
        name
        for name in expand(pattern)
        if not any(_works_on(name, ACTIONS[name], resource) for resource in scope.reach)
    )


def _all_known(pattern: str) -> bool:
    """Tells whether the table has every action that a pattern names."""
    service, _unused, wanted = pattern.lower().partition(":")
    named = [name for name in known_names(service) if matches(wanted, name.lower())]
    return bool(named) and all(canonical(f"{service}:{name}") for name in named)


def _judged(scope: Scope) -> bool:
    """Tells whether the resources are known well enough to say that an action has no effect on them."""
    return bool(scope.statement.resources) and not any(map(placeholder, scope.statement.resources))


def _resources(scope: Scope) -> str:
    return ", ".join(scope.statement.resources)


def _types(names: Iterable[str]) -> str:
    """The ARN templates of the resources that actions act on, without access points, which are rare."""
    kinds = {kind.arn for name in names for kind in ACTIONS[name].resource_types if "accesspoint" not in kind.name}
    return " or ".join(sorted(kinds))


def dead_action(scope: Scope) -> Iterator[Finding]:
    """An action, or a wildcard, that has no effect on the statement's resources."""
    if not _judged(scope):
        return
    for pattern in scope.statement.actions:
        dead = _dead(scope, pattern)
        if not dead:
            continue
        if is_pattern(pattern) and not (_all_known(pattern) and len(dead) == len(expand(pattern))):
            message = f"These actions have no effect on {_resources(scope)}: {', '.join(dead)}."
            yield scope.finding("partly-dead-wildcard", message, pattern)
        elif all(ACTIONS[name].star_only for name in dead):
            message = f"{pattern} has no resource types, so it has no effect on {_resources(scope)}."
            yield scope.finding("star-only-action", message, pattern)
        else:
            message = f"{pattern} acts on {_types(dead)}, not on {_resources(scope)}."
            yield scope.finding("resource-type-mismatch", message, pattern)


def _acts_nowhere(service: str, resources: Iterable[str]) -> bool:
    """Tells whether no resource has the ARN of a service that the actions of this one act on."""
    owning = owners(service)
    arns = [Arn.parse(resource) for resource in resources if not is_any(resource)]
    if owning is None or len(arns) != len(tuple(resources)) or not all(arns):
        return False
    return not any(matches(arn.service, owner) for arn in arns if arn for owner in owning)


def action_of_other_service(scope: Scope) -> Iterator[Finding]:
    """An action without facts of its own whose service has nothing to do with the statement's resources."""
    for pattern in scope.statement.actions if _judged(scope) else ():
        service, _unused, wanted = pattern.lower().partition(":")
        if not wanted or expand(pattern) or any(map(is_any, scope.reach)):
            continue
        named = [alone for name, alone in names_of(service).items() if matches(wanted, name.lower())]
        if (named and all(named)) or owners(service) == frozenset():
            if not any(reaches_all(resource, service, "*") for resource in scope.reach):
                message = (
                    f"AWS documents no resource types for {pattern}, which is allowed on {_resources(scope)} only."
                )
                yield scope.finding("perhaps-star-only-action", message, pattern)
        elif _acts_nowhere(service, scope.reach):
            kinds = ", ".join(sorted(owners(service) or ()))
            message = f"{pattern} acts on resources of {kinds}, not on {_resources(scope)}."
            yield scope.finding("resource-type-mismatch", message, pattern)


def dead_statement(scope: Scope) -> Iterator[Finding]:
    """A statement in which every action is without effect."""
    patterns = scope.statement.actions
    if not patterns or not _judged(scope):
        return
    if all(_all_known(pattern) and len(_dead(scope, pattern)) == len(expand(pattern)) for pattern in patterns):
        yield scope.finding("dead-statement", f"No action of the statement has any effect on {_resources(scope)}.")


def unknown_action(scope: Scope) -> Iterator[Finding]:
    """An action that the service does not have, or on which the collection has no data."""
    for action in scope.statement.actions + scope.statement.not_actions:
        service, _unused, wanted = action.lower().partition(":")
        if not wanted or expand(action):
            continue
        if any(matches(wanted, name.lower()) for name in known_names(service)):
            yield scope.finding("unchecked-action", f"The collection has no data on {action}.", action)
        elif service in known_services():
            message = f"{service} has no action {action.partition(':')[2]!r} in the data of {SOURCE.date}."
            yield scope.finding("unknown-action", message, action)
        else:
            yield scope.finding("unchecked-action", f"The collection has no data on actions of {service!r}.", action)


def _is_global(key: str) -> bool:
    return key.lower().startswith("aws:") or is_cross_service(key)


def _needed_keys(statement: Statement) -> Iterator[str]:
    """Service condition keys that a request must have for the statement to apply. Global keys are not judged."""
    for written, keys in statement.conditions:
        try:
            prefix, plain, if_exists = split_operator(written)
        except EvaluationError:
            continue
        tolerant = if_exists or prefix == "ForAllValues" or plain == "Null" or OPERATORS[plain].negated
        yield from (key for key, _values in keys if not tolerant and not _is_global(key))


def unsupported_condition_key(scope: Scope) -> Iterator[Finding]:
    """An action that is written out, with a condition key that its requests never have."""
    for key in dict.fromkeys(_needed_keys(scope.statement)):
        for action in scope.statement.actions:
            name = canonical(action)
            if name and not any(is_key(documented, key) for documented in ACTIONS[name].condition_keys):
                yield scope.finding(
                    "unsupported-condition-key", f"Requests of {name} never have the key {key}.", action
                )


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
    action_of_other_service,
    unknown_action,
    unsupported_condition_key,
    dead_statement,
    overridden_by_deny,
)
