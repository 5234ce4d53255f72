# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on what AWS documents of the actions in a statement: their names, resources and condition keys.

The catalogue knows its own actions for certain. Of all others the linter knows what AWS documented at the date of the
data, so what it finds about them is a warning that names the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..._iam.arn import Arn
from ..._plan.finding import Finding
from ..catalogue.actions import ACTIONS, SOURCE, beyond, expand
from ..catalogue.reference import Action, has_service, is_given, named
from ..catalogue.services import is_cross_service, is_key, owners
from ..language.conditions import OPERATORS, EvaluationError, split_operator
from ..language.document import Statement
from ..language.patterns import arn_parts, overlap
from .effect import dead, judged, shown
from .scope import Scope, is_any, reaches_all

__all__ = ["RISK_RULES", "STATEMENT_RULES"]

_SHOWN = 8  # so many names at most in a message
_TAG_KEYS = ("aws:requesttag/", "aws:resourcetag/", "aws:tagkeys")


def _some(names: Sequence[str], joined: str = ", ") -> str:
    """Names for a message, or the first of them and how many more there are."""
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return joined.join(names[:_SHOWN]) + more


def unknown_action(scope: Scope) -> Iterator[Finding]:
    """An action that the service does not have, or one of a service that AWS does not have."""
    for action in scope.statement.actions + scope.statement.not_actions:
        service, _unused, wanted = action.partition(":")
        if not wanted or expand(action) or named(action):
            continue
        if has_service(service):
            message = f"{service} has no action {wanted!r} in the data of {SOURCE.date}."
            yield scope.finding("unknown-action", message, action)
        else:
            yield scope.finding("unknown-service", f"The data of {SOURCE.date} have no action of {service!r}.", action)


def _arns(scope: Scope) -> list[Arn]:
    """The resources as whole ARNs; nothing if one of them is none."""
    arns = [Arn.parse(":".join(arn_parts(resource))) for resource in scope.reach]
    return [arn for arn in arns if arn] if all(arns) else []


def _works(action: Action, service: str, scope: Scope) -> bool:
    """Tells whether an action beyond the catalogue can act on a resource of the statement, as far as is documented."""
    if action.resources:
        return any(action.acts_on(resource) for resource in scope.reach)
    return any(reaches_all(resource, service, "*") for resource in scope.reach)


def _acts_nowhere(service: str, scope: Scope) -> bool:
    """Tells whether the actions of a service act on its own resources only, and none of these is one."""
    return owners(service) == frozenset({service}) and not any(overlap(arn.service, service) for arn in _arns(scope))


def _kinds(actions: Iterable[Action], partition: str) -> str:
    """Patterns of the ARNs that actions act on."""
    kinds = sorted({kind for action in actions for kind in action.resources if "accesspoint" not in kind})
    return _some([kind.replace("arn:*:", f"arn:{partition}:", 1) for kind in kinds], " or ")


def dead_action(scope: Scope) -> Iterator[Finding]:
    """An action beyond the catalogue without effect on the resources, or a wildcard of which some actions are."""
    if not judged(scope) or not _arns(scope) or any(map(is_any, scope.reach)):
        return
    for pattern in scope.statement.actions:
        service = pattern.partition(":")[0].lower()
        others = beyond(pattern)
        useless = tuple(action for action in others if not _works(action, service, scope))
        names = dead(scope, pattern) + tuple(action.name for action in useless)
        if names and len(names) < len(expand(pattern)) + len(others):
            message = f"These actions have no effect on {shown(scope)}: {_some(names)}."
            yield scope.finding("partly-dead-wildcard", message, pattern)
        elif useless and not any(action.resources for action in useless):
            message = (
                f"In the data of {SOURCE.date}, {pattern} has no resource types, yet is allowed on {shown(scope)} only."
            )
            yield scope.finding("perhaps-star-only-action", message, pattern)
        elif useless and _acts_nowhere(service, scope):
            message = f"{pattern} acts on resources of {service}, not on {shown(scope)}."
            yield scope.finding("resource-type-mismatch", message, pattern)
        elif useless:
            message = (
                f"In the data of {SOURCE.date}, {pattern} acts on {_kinds(useless, scope.partition)},"
                f" not on {shown(scope)}."
            )
            yield scope.finding("perhaps-resource-type-mismatch", message, pattern)


def _keys(statement: Statement) -> Iterator[tuple[str, bool]]:
    """Condition keys that matter if a request does not have them, and whether the condition holds then.

    ``IfExists`` and ``ForAllValues`` say that they are meant for requests without the key, too. So do negated operators
    beside other conditions: a Deny on what has neither this tag nor that one is written so.
    """
    alone = sum(len(keys) for _written, keys in statement.conditions) == 1
    for written, keys in statement.conditions:
        try:
            prefix, plain, if_exists = split_operator(written)
        except EvaluationError:
            continue
        if if_exists or prefix == "ForAllValues":
            continue
        for key, values in keys:
            negated = plain != "Null" and OPERATORS[plain].negated
            if (alone or not negated) and (plain != "Null" or "false" in map(str.lower, values)):
                yield key, negated


def _judged_by_action(key: str) -> bool:
    """Tells whether a key is documented by action, as global keys are not, but for those on tags."""
    lower = key.lower()
    return not is_cross_service(key) and (not lower.startswith("aws:") or lower.startswith(_TAG_KEYS))


def _may_send(pattern: str, key: str) -> bool:
    """Tells whether a request of some action that a pattern names may have a key."""
    return any(one.may_send(key) for one in beyond(pattern)) or any(
        is_key(documented, key) for name in expand(pattern) for documented in ACTIONS[name].condition_keys
    )


def unsupported_condition_key(scope: Scope) -> Iterator[Finding]:
    """An action, or a wildcard, whose requests never have a key that a condition compares."""
    for key, holds in dict.fromkeys(_keys(scope.statement)):
        for pattern in scope.statement.actions if _judged_by_action(key) else ():
            if not (expand(pattern) or beyond(pattern)) or _may_send(pattern, key):
                continue
            always = "always" if holds else "never"
            message = f"equests of {pattern} never have the key {key}, so the condition {always} holds."
            if not beyond(pattern) and not key.lower().startswith("aws:"):
                yield scope.finding("unsupported-condition-key", f"R{message}", pattern)
            elif is_given(key):
                message = f"In the data of {SOURCE.date}, r{message}"
                yield scope.finding("perhaps-unsupported-condition-key", message, pattern)


def permissions_management(scope: Scope) -> Iterator[Finding]:
    """Actions beyond the catalogue that manage permissions."""
    for pattern in scope.statement.actions if scope.allows else ():
        names = [action.name for action in beyond(pattern) if action.permissions]
        if names:
            manage = "manage" if len(names) > 1 else "manages"
            yield scope.finding("permissions-management", f"{_some(names)} {manage} permissions.", pattern)


RISK_RULES = (permissions_management,)
STATEMENT_RULES = (dead_action, unknown_action, unsupported_condition_key)
