# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies covers: each request that a command makes is tried on them.

The table of requests says what App2Container sends. Nothing is taken from the policies that are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from .._iam.arn import Arn
from .._plan.summary import listed
from .catalogue.commands import needs
from .catalogue.need import Need
from .catalogue.section import Section
from .catalogue.sections import SECTIONS
from .language.document import Document
from .language.evaluate import is_allowed
from .options import PolicyOptions
from .render import is_excluded, offered_actions
from .templates import Fields, fields, fill

__all__ = ["CommandCoverage", "command_coverage", "coverage_lines"]

_USER = "a2c-example"
_USER_VARIABLE = re.compile(r"\$\{aws:username\}", re.IGNORECASE)


class CommandCoverage(TypedDict):
    """Whether a command can work.

    ``allowed``: the policies allow all that the command needs. ``missing``: the actions that they do not allow.
    ``remedies``: what to do about them, in sentences that name the option.
    """

    allowed: bool
    missing: list[str]
    remedies: list[str]


@dataclass(frozen=True, kw_only=True)
class _Request:
    """One request, and the row of the table that says so."""

    section: Section
    need: Need
    action: str
    resource: str
    context: Mapping[str, str]


def _example(pattern: str) -> str:
    """A text that fits a pattern."""
    return _USER_VARIABLE.sub(_USER, pattern).replace("*", "a2c-example").replace("?", "x")


def _targets(need: Need, options: PolicyOptions, values: Fields) -> Iterator[tuple[str, str]]:
    """The resources of a need, each with the Region of the request; ``*`` once for each Region."""
    for resource in fill(need.resources, values):
        if resource == "*":
            yield from ((resource, region) for region in options.regions)
        else:
            arn = Arn.parse(resource)
            yield _example(resource), (arn.region if arn else "") or options.regions[0]


def _context(need: Need, options: PolicyOptions, values: Fields, region: str) -> dict[str, str]:
    """The condition keys of a request in one Region."""
    own = {**values, "region": (region,)}
    return {
        "aws:PrincipalAccount": options.account_id,
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": options.account_id,
        "aws:SecureTransport": "true",
        "aws:username": _USER,
        **{key: _example(fill((template,), own)[0]) for key, template in need.context},
    }


def _requests(command: str, options: PolicyOptions, values: Fields) -> Iterator[_Request]:
    """The requests that a command makes with these options."""
    widest = replace(options, style="scoped")  # the guide leaves out what commands need for some targets
    for section in SECTIONS:
        offered = offered_actions(section, widest)
        for need in needs(section.sid, (command,), options):
            if not (need.always or need.when or section.is_chosen(options)):
                continue
            for resource, region in _targets(need, options, values):
                context = _context(need, options, values, region)
                for action in sorted(offered.intersection(need.actions)):
                    yield _Request(section=section, need=need, action=action, resource=resource, context=context)


def _remedy(request: _Request, options: PolicyOptions) -> str:
    """What to do where a request is denied; empty where only the author of the policies can know."""
    section, prefix = request.section, options.prefix
    if not section.is_chosen(options) and request.action not in section.always_scoped:
        when = section.when[0]
        return f"Set {prefix}{when.option} to {str(when.value).lower()}."
    if is_excluded(request.action, options.exclude_actions):
        return f"{prefix}exclude_actions leaves out {request.action}: remove it there."
    if request.need.remedy:
        return request.need.remedy.format(created_roles_boundary=options.created_roles_boundary)
    return f"Set {prefix}style to scoped." if options.style == "documented" else ""


def command_coverage(
    options: PolicyOptions, documents: Iterable[Document], now: datetime | None = None
) -> dict[str, CommandCoverage]:
    """For each command of the options, whether the documents allow all that it needs, and what is missing.

    Args:
        options: say what App2Container is used for, and on which resources. ``style`` and ``exclude_actions`` count
            only for the remedies.
        documents: the policies of the principal, in any style and of any origin.
        now: the time of the requests, for policies that depend on it.

    Raises:
        EvaluationError: a document that IAM would refuse.
    """
    policies, values = tuple(documents), fields(options)
    time = {"aws:CurrentTime": now.isoformat()} if now else {}
    result: dict[str, CommandCoverage] = {}
    for command in options.commands:
        denied = [
            request
            for request in _requests(command, options, values)
            if not is_allowed(policies, request.action, request.resource, {**request.context, **time})
        ]
        remedies = {_remedy(request, options) for request in denied} - {""}
        missing = sorted({request.action for request in denied})
        result[command] = CommandCoverage(allowed=not denied, missing=missing, remedies=sorted(remedies))
    return result


def coverage_lines(coverage: Mapping[str, CommandCoverage]) -> list[str]:
    """A line for the commands that lack the same actions, with what to do about it."""
    groups: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for command, found in coverage.items():
        if not found["allowed"]:
            groups.setdefault((tuple(found["missing"]), tuple(found["remedies"])), []).append(command)
    return [
        " ".join((f"Cannot work with this policy: {listed(commands)}. Not allowed: {listed(missing)}.", *remedies))
        for (missing, remedies), commands in groups.items()
    ]
