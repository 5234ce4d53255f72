# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies covers: each request that a command makes is tried on them.

The tables of requests say what App2Container sends. Nothing is taken from the policies that are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from .._iam.arn import Arn
from .._plan.finding import Finding, finding
from .._plan.summary import listed
from .advice_types import ADVICE
from .catalogue.commands import needs
from .catalogue.need import Need
from .catalogue.sections import SECTIONS
from .language.document import Document
from .language.evaluate import concerning
from .options import PolicyOptions
from .remedies import Remedies, Request
from .render import offered_actions
from .templates import Fields, fields, fill
from .validity import unlimited

__all__ = ["CommandCoverage", "command_coverage", "context_of", "coverage_findings", "requests_of"]

_USER = "a2c-example"
_USER_VARIABLE = re.compile(r"\$\{aws:username\}", re.IGNORECASE)


class CommandCoverage(TypedDict):
    """Whether a command can work.

    ``allowed``: the policies allow all that the command needs. ``missing``: the actions that they do not allow.
    ``remedies``: what to do about them, in sentences that name the option, or what denies the action where no option
    helps.
    """

    allowed: bool
    missing: list[str]
    remedies: list[str]


def _example(pattern: str, user: str) -> str:
    """A text that fits a pattern."""
    return _USER_VARIABLE.sub(user, pattern).replace("*", "a2c-example").replace("?", "x")


def _targets(need: Need, options: PolicyOptions, values: Fields, user: str) -> Iterator[tuple[str, str]]:
    """The resources of a need, each with the Region of the request; ``*`` once for each Region."""
    for resource in fill(need.resources, values):
        if resource == "*":
            yield from ((resource, region) for region in options.regions)
        else:
            arn = Arn.parse(resource)
            yield _example(resource, user), (arn.region if arn else "") or options.regions[0]


def context_of(
    need: Need | None, options: PolicyOptions, values: Fields, region: str, user: str = _USER
) -> dict[str, str]:
    """The condition keys of a request in one Region, by a user of this name.

    Args:
        need: the row of the request, None for one that no row has: then there are the global keys only.
        options: where, and in which account.
        values: the fields of the options.
        region: the Region of the request.
        user: the name of the user.
    """
    own = {**values, "region": (region,)}
    return {
        "aws:PrincipalAccount": options.account_id,
        "aws:RequestedRegion": region,
        "aws:ResourceAccount": options.account_id,
        "aws:SecureTransport": "true",
        "aws:username": user,
        **{key: _example(fill((template,), own)[0], user) for key, template in (need.context if need else ())},
    }


def requests_of(command: str, options: PolicyOptions, user: str = _USER) -> Iterator[tuple[Need, Request]]:
    """The requests that a command makes with these options for a user of this name, each with the row that says so."""
    values = fields(options)
    widest = replace(options, style="scoped")  # the guide leaves out what commands need for some targets
    for section in SECTIONS:
        offered = offered_actions(section, widest)
        for need in needs(section.sid, (command,), options):
            if not (need.always or need.when or section.is_chosen(options)):
                continue
            for resource, region in _targets(need, options, values, user):
                context = context_of(need, options, values, region, user)
                for action in sorted(offered.intersection(need.actions)):
                    yield need, Request(section=section, action=action, resource=resource, context=context)


def _lacking(
    command: str, options: PolicyOptions, documents: tuple[Document, ...], time: Mapping[str, str]
) -> Iterator[tuple[Need, Request]]:
    """The requests of a command that the documents deny."""
    about: dict[str, tuple[Document, ...]] = {}
    for need, request in requests_of(command, options):
        timed = request._replace(context={**request.context, **time})
        if request.action not in about:
            about[request.action] = concerning(documents, request.action)
        if not timed.is_allowed(about[request.action]):
            yield need, timed


def _coverage(lacking: Iterable[tuple[Need, Request]], remedies: Remedies) -> CommandCoverage:
    denied = tuple(lacking)
    boundary = remedies.options.created_roles_boundary
    advice = {
        text
        for need, request in denied
        for text in remedies.of(request, need.remedy.format(created_roles_boundary=boundary))
    }
    missing = sorted({request.action for _need, request in denied})
    return CommandCoverage(allowed=not denied, missing=missing, remedies=sorted(advice))


def command_coverage(
    options: PolicyOptions, documents: Iterable[Document], now: datetime | None = None
) -> dict[str, CommandCoverage]:
    """For each command of the options, whether the documents allow all that it needs, and what is missing.

    Args:
        options: say what App2Container is used for, and on which resources. What else they say, such as ``style`` and
            ``exclude_actions``, counts only for the remedies.
        documents: the policies of the principal, in any style and of any origin.
        now: the time of the requests, for policies that depend on it.

    Raises:
        EvaluationError: a document that IAM would refuse.
    """
    policies = tuple(documents)
    remedies = Remedies(options, policies)
    time = {"aws:CurrentTime": now.isoformat()} if now else {}
    return {command: _coverage(_lacking(command, options, policies, time), remedies) for command in options.commands}


def _is_asked_for(need: Need, request: Request, options: PolicyOptions) -> bool:
    """Tells whether the options ask for a request, and no other finding says that it is denied.

    By default, the options have every command, and leave out what some of them need. That needs no finding.
    """
    section = request.section
    asked = section.is_chosen(options) or request.action in section.always_scoped
    return (asked or "commands" in options.customized) and not need.remedy


def _asked_for(options: PolicyOptions, policies: tuple[Document, ...]) -> Iterator[tuple[str, CommandCoverage]]:
    """The commands that cannot work, judged by what the options ask for, at a time at which the policies are valid."""
    remedies = Remedies(replace(options, valid_until=""), policies)
    for command in options.commands:
        lacking = _lacking(command, options, policies, {})
        coverage = _coverage((pair for pair in lacking if _is_asked_for(*pair, options)), remedies)
        if not coverage["allowed"]:
            yield command, coverage


def coverage_findings(options: PolicyOptions, documents: Iterable[Document]) -> tuple[Finding, ...]:
    """A finding for each command that the options ask for and that cannot work with the documents.

    Those of commands that lack other actions, but need the same remedies, are shown together.

    Args:
        options: those that the documents were built from.
        documents: what ``build`` returned for them.
    """
    policies = tuple(unlimited(document, options.valid_until) for document in documents)
    lacking = dict(_asked_for(options, policies))
    found = []
    for command, coverage in lacking.items():
        advice = " ".join(coverage["remedies"])
        item = finding(ADVICE, "command-not-allowed", command, missing=listed(coverage["missing"]), remedies=advice)
        same_advice = [other["missing"] for other in lacking.values() if other["remedies"] == coverage["remedies"]]
        several = any(missing != coverage["missing"] for missing in same_advice)
        title = f"The policy does not allow all that the commands need. {advice}".rstrip(".") if several else ""
        found.append(replace(item, title=title, by_design=options.style == "documented"))
    return tuple(found)
