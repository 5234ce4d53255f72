# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which commands a set of policies covers: each needed action is tried on the resources that the command uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypedDict

from .._iam.arn import Arn
from .catalogue.commands import NOT_REQUIRED, needs
from .catalogue.sections import SECTIONS
from .language.document import Document, Statement
from .language.evaluate import is_allowed
from .options import PolicyOptions
from .render import scoped_statements
from .templates import fields

__all__ = ["CommandCoverage", "command_coverage"]


class CommandCoverage(TypedDict):
    """``allowed``: the policies allow all that a command needs; ``missing``: the actions that they do not allow."""

    allowed: bool
    missing: list[str]


def _example(pattern: str) -> str:
    """A text that fits a pattern."""
    return pattern.replace("*", "a2c-example").replace("?", "x")


def _value(values: Sequence[str], region: str) -> str:
    """A value of a condition: one that fits the Region of a request, or the first one."""
    fitting = [value for value in values if region in value.replace(".", ":").split(":")]
    return _example((fitting or values)[0])


def _targets(statement: Statement, options: PolicyOptions) -> Iterator[tuple[str, str]]:
    """The resources of a statement, each with the Region of the request; ``*`` once for each Region."""
    for resource in statement.resources:
        if resource == "*":
            yield from ((resource, region) for region in options.regions)
        else:
            arn = Arn.parse(resource)
            yield _example(resource), (arn.region if arn else "") or options.regions[0]


def _requests(statement: Statement, options: PolicyOptions) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """One request for each action and resource of a scoped statement, as the command would make it."""
    for resource, region in _targets(statement, options):
        context = {
            "aws:PrincipalAccount": options.account_id,
            "aws:RequestedRegion": region,
            "aws:ResourceAccount": options.account_id,
            "aws:SecureTransport": "true",
            **{key: _value(values, region) for _operator, keys in statement.conditions for key, values in keys},
        }
        for action in sorted(set(statement.actions) - NOT_REQUIRED):
            yield action, resource, context


def _needed(command: str, options: PolicyOptions) -> Iterator[Statement]:
    """The scoped statements for what one command needs of the sections that the options turn on."""
    minimal = replace(options, style="minimal", commands=(command,), exclude_actions=(), extra_statements=())
    values = fields(minimal)
    for section in SECTIONS:
        if needs(section.sid, minimal.commands, minimal):
            yield from scoped_statements(section, minimal, values)


def command_coverage(options: PolicyOptions, documents: Iterable[Document]) -> dict[str, CommandCoverage]:
    """For each command of the options, whether the documents allow all that it needs, and what is missing.

    Args:
        options: say which sections are in use, and on which resources. ``style`` and ``exclude_actions`` do not count.
        documents: the policies of the principal, in any style and of any origin.

    Raises:
        EvaluationError: a document that IAM would refuse.
    """
    policies = tuple(documents)
    result: dict[str, CommandCoverage] = {}
    for command in options.commands:
        missing = {
            action
            for statement in _needed(command, options)
            for action, resource, context in _requests(statement, options)
            if not is_allowed(policies, action, resource, context)
        }
        result[command] = CommandCoverage(allowed=not missing, missing=sorted(missing))
    return result
