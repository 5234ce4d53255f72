# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options -> the documents of the general policy. Pure: the same options always give the same bytes.

The catalogue says what a section holds. This module knows no section by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from .._errors import App2ContainerError, OptionError
from .._plan.finding import Finding
from . import split
from .advice import advice
from .catalogue.sections import SECTIONS
from .language.document import Document, Statement
from .lint.lint import lint
from .lint.powers import paths_to_roles
from .options import OPTIONS, PolicyOptions
from .render import rendered
from .validity import limited, unlimited

__all__ = ["build", "findings", "statements"]

_SIDS = tuple(section.sid for section in SECTIONS)


def _distinct(built: Iterable[Statement]) -> Iterator[Statement]:
    """Statements, without those that repeat an earlier one under another Sid."""
    seen: set[Statement] = set()
    for statement in built:
        content = replace(statement, sid="")
        if content not in seen:
            seen.add(content)
            yield statement


def _check_sids(every: Iterable[Statement], options: PolicyOptions) -> None:
    """Fails for a Sid that occurs twice. Those that are built differ, so one of the two is in an extra statement."""
    seen: set[str] = set()
    for statement in every:
        if statement.sid in seen:
            raise OptionError(
                f"{options.prefix}extra_statements",
                statement.sid,
                "is the Sid of another statement of the policy",
                "use another Sid",
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
            "The policy would grant nothing, because its options turn every section off. Choose other"
            f" {options.prefix}commands or {options.prefix}exclude_actions, or do not set the policy."
        )
    every = tuple(limited(statement, options.valid_until) for statement in (*built, *options.extra_statements))
    _check_sids(every, options)
    return every


def _longest(options: PolicyOptions) -> str:
    """The full name of the option with the longest value."""
    sizes = {name: len(repr(getattr(options, name))) for name in OPTIONS}
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


def findings(options: PolicyOptions, documents: Iterable[Document]) -> tuple[Finding, ...]:
    """The findings on the options of a policy and on its documents, each once, in stable order.

    The catalogue's own statements have no findings of severity info. In style documented, where they are the guide's,
    their findings are by design.

    Args:
        options: those that the documents were built from.
        documents: what ``build`` returned for them.
    """
    policies = tuple(unlimited(document, options.valid_until) for document in documents)
    found = [*advice(options, policies)]
    linted = [item for document in policies for item in lint(document, partition=options.partition)]
    if len(policies) > 1:  # what the holder can do with all parts together
        whole = Document(statements=tuple(statement for document in policies for statement in document.statements))
        linted += paths_to_roles(whole, options.partition)
    for finding in linted:
        if not _is_built(finding, options):
            found.append(finding)
        elif finding.severity != "info":
            found.append(replace(finding, by_design=options.style == "documented"))
    return tuple(dict.fromkeys(found))


def _is_built(finding: Finding, options: PolicyOptions) -> bool:
    """Tells whether a finding is about a statement of the catalogue, not about an extra statement or the document."""
    sid = re.sub(r"Part\d+$", "", finding.where.partition(" ")[0])
    return sid.startswith(_SIDS) and sid not in {statement.sid for statement in options.extra_statements}
