# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which requests are looked at: of commands, given ones, or those of a message; each with its section. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .._iam.arn import Arn
from .._plan.principal import Principal
from .._policy.catalogue.actions import ACTIONS
from .._policy.catalogue.commands import COMMANDS
from .._policy.catalogue.need import Need
from .._policy.catalogue.section import Section
from .._policy.catalogue.sections import SECTIONS
from .._policy.coverage import context_of, requests_of
from .._policy.language.patterns import matches
from .._policy.options import PolicyOptions
from .._policy.templates import fields
from .model import Asked, Denial

__all__ = ["SCOPES", "of_actions", "of_commands", "of_denial", "scope_of", "with_principal"]

_BY_SID: Mapping[str, Section] = {section.sid: section for section in SECTIONS}
_TEMPLATE_FIELD = re.compile(r"\{(\w+)\}")
_BY_NAME = {action.lower(): action for action in ACTIONS}

# A field of the templates of resources -> the policy option that names such resources.
SCOPES: Mapping[str, str] = {
    "region": "regions",
    "artifact_object": "artifact_buckets",
    "artifact_key": "artifact_buckets",
    "bucket": "artifact_buckets",
    "repository": "ecr_repositories",
    "cluster": "ecs_clusters",
    "task_family": "ecs_task_families",
    "stack": "cloudformation_stacks",
    "codecommit_repository": "codecommit_repositories",
    "apprunner_service": "apprunner_services",
    "task_execution_role": "ecs_task_execution_role",
    "secret": "secrets",
    "secret_key": "secrets_kms_key_arns",
}


def _merged(found: Iterable[Asked]) -> tuple[Asked, ...]:
    """Requests that are the same together, with the commands of all."""
    by_key: dict[object, Asked] = {}
    for asked in found:
        earlier = by_key.get(asked.key)
        commands = (*(earlier.commands if earlier else ()), *asked.commands)
        by_key[asked.key] = replace(earlier or asked, commands=tuple(dict.fromkeys(commands)))
    return tuple(by_key.values())


def of_commands(options: PolicyOptions, user: str) -> tuple[Asked, ...]:
    """All requests that the commands of the options make.

    Args:
        options: what App2Container is used for.
        user: the name of the user, which stands in the names of some resources.
    """
    return _merged(
        Asked(
            action=request.action,
            resource=request.resource,
            context=request.context,
            commands=(command,),
            section=request.section,
            need=need,
        )
        for command in options.commands
        for need, request in requests_of(command, options, user)
    )


def _widened(template: str) -> str:
    """A template as a pattern: each field stands for anything."""
    return _TEMPLATE_FIELD.sub("*", template)


def _rows(action: str) -> Iterator[tuple[str, Need]]:
    """The rows of the tables of requests that have an action, each with its command."""
    return ((command, need) for command, needs in COMMANDS.items() for need in needs if action in need.actions)


def _about(action: str, resource: str, options: PolicyOptions, user: str) -> Asked:
    """A request with what the tables know of it."""
    action = _BY_NAME.get(action.lower(), action)
    rows = list(_rows(action))
    fitting = [(command, need) for command, need in rows if any(matches(_widened(t), resource) for t in need.resources)]
    chosen = fitting or rows
    need = chosen[0][1] if chosen else None
    having = [section for section in SECTIONS if action in (*section.actions, *section.added_actions)]
    section = _BY_SID[need.section] if need else (having[0] if having else None)
    arn = Arn.parse(resource)
    region = (arn.region if arn else "") or options.regions[0]
    return Asked(
        action=action,
        resource=resource,
        context=context_of(need, options, fields(options), region, user),
        commands=tuple(dict.fromkeys(command for command, _need in chosen)),
        section=section,
        need=need,
    )


def of_actions(
    actions: Sequence[str], resources: Sequence[str], options: PolicyOptions, user: str
) -> tuple[Asked, ...]:
    """Each action on each resource; without resources, on those that App2Container uses it on, else on everything."""
    if resources:
        return _merged(_about(action, resource, options, user) for action in actions for resource in resources)
    known = of_commands(options, user) if actions else ()
    return _merged(
        asked
        for action in actions
        for asked in [item for item in known if item.action.lower() == action.lower()]
        or [_about(action, "*", options, user)]
    )


def of_denial(denial: Denial, options: PolicyOptions, user: str) -> Asked:
    """The request that a message says was denied."""
    return replace(_about(denial.action, denial.resource or "*", options, user), denial=denial)


def with_principal(asked: Asked, principal: Principal) -> Asked:
    """A request with what follows from who makes it."""
    own = {key: values[0] for key, values in principal.context.items() if key != "aws:RequestedRegion"}
    rest = {key: value for key, value in asked.context.items() if key != "aws:username"}
    return replace(asked, context={**rest, **own})


def scope_of(asked: Asked, options: PolicyOptions) -> tuple[str, ...]:
    """The options that would have to name the resource of a request, and do not."""
    if asked.need is None or asked.resource == "*":
        return ()
    values = fields(options)
    templates = [template for template in asked.need.resources if matches(_widened(template), asked.resource)]
    found: list[str] = []
    for template in templates:
        for name in _TEMPLATE_FIELD.findall(template):
            if name not in SCOPES or name not in values:
                continue
            others = _widened(template.replace(f"{{{name}}}", "\0"))
            if not any(matches(others.replace("\0", value), asked.resource) for value in values[name]):
                found.append(SCOPES[name])
    return tuple(dict.fromkeys(found))
