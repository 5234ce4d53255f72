# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options -> the documents of the general policy. Pure: the same options always give the same bytes.

The catalogue (``sections.py``) says what a section holds; this module knows no section by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .._errors import App2ContainerError, OptionError
from .._plan.finding import Finding
from . import split
from .advice import advice
from .coverage import CommandAccess, command_access
from .language.document import Document, Statement
from .lint.lint import lint
from .options import PolicyOptions, policy_argument_spec
from .render import rendered

__all__ = ["CommandAccess", "build", "command_access", "findings", "policy_names", "statements"]


def _distinct(built: Iterable[Statement]) -> Iterator[Statement]:
    """Statements without those that repeat an earlier one under another Sid."""
    seen: set[Statement] = set()
    for statement in built:
        content = replace(statement, sid="")
        if content not in seen:
            seen.add(content)
            yield statement


def _check_sids(every: Iterable[Statement], options: PolicyOptions) -> None:
    """Fail for a Sid that comes twice; those that are built differ, so one of the two is an extra statement's."""
    seen: set[str] = set()
    for statement in every:
        if statement.sid in seen:
            raise OptionError(
                f"{options.prefix}extra_statements", statement.sid, "uses the Sid of a built statement", "rename it"
            )
        seen.update({statement.sid} - {""})


def statements(options: PolicyOptions) -> tuple[Statement, ...]:
    """The statements of the policy before they are fitted into documents.

    Raises:
        OptionError: an extra statement has the Sid of a built one, or nothing is left to grant.
    """
    built = tuple(_distinct(rendered(options)))
    if not built and not options.extra_statements:
        raise App2ContainerError(
            "The policy would grant nothing: its options turn every section off. Choose other"
            f" {options.prefix}commands or {options.prefix}exclude_actions, or leave the policy out."
        )
    every = (*built, *options.extra_statements)
    _check_sids(every, options)
    return every


def _longest(options: PolicyOptions) -> str:
    """The name of the option that has the longest value."""
    sizes = {name: len(repr(getattr(options, name))) for name in policy_argument_spec()}
    return options.prefix + max(sizes, key=lambda name: sizes[name])


def build(options: PolicyOptions) -> tuple[Document, ...]:
    """The documents of the general policy, each small enough for a managed policy.

    Raises:
        OptionError: an extra statement has the Sid of a built one.
        App2ContainerError: nothing is left to grant, or more policies would be needed than a group can hold.
    """
    try:
        documents = split.pack(statements(options))
    except split.SizeError as error:
        raise App2ContainerError(f"{error} The longest option is {_longest(options)}.") from None
    _check_sids((statement for document in documents for statement in document.statements), options)
    return documents


def findings(options: PolicyOptions) -> tuple[Finding, ...]:
    """What to know of the policy: the findings on its options and on its documents, each once, in stable order.

    Raises:
        App2ContainerError: as ``build`` does.
    """
    found = [*advice(options)]
    for document in build(options):
        found.extend(lint(document, partition=options.partition))
    return tuple(dict.fromkeys(found))


def policy_names(base: str, count: int) -> tuple[str, ...]:
    """The names of the managed policies for so many documents: ``base``, ``base-2``, ``base-3`` and so on."""
    return tuple(base if at == 1 else f"{base}-{at}" for at in range(1, count + 1))
