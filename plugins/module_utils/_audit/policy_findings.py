# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the linter says of the general policy in force, without what the collection itself wrote as the options say.

The tag of a part tells which of its versions this collection wrote. Statements of the catalogue in it are by design:
only what others put beside them is told, be it by itself or together with them. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .._account.model import END_TAG, ManagedPolicy
from .._account.review import digest_of, recorded
from .._plan.finding import Finding
from .._policy.catalogue.actions import expand
from .._policy.catalogue.sections import SECTIONS
from .._policy.language.document import Document, Statement
from .._policy.lint.lint import lint
from .._policy.lint.powers import paths_to_roles
from .._policy.validity import unlimited
from .facts import Facts
from .ours import own_policies, untagged

__all__ = ["PolicyFindings", "in_force", "of_all_parts", "of_part"]


@dataclass(frozen=True, kw_only=True)
class PolicyFindings:
    """The findings on one policy.

    ``doubtful`` are those on statements that have the form of this collection's own, where nothing tells whether it
    wrote them.
    """

    policy: ManagedPolicy
    certain: tuple[Finding, ...]
    doubtful: tuple[Finding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Part:
    """The document in force, and the statements in it that this collection wrote, or may have written."""

    whole: Document
    own: Document


def in_force(policy: ManagedPolicy) -> Document | None:
    """The document of the version in force, None where it is not known."""
    return policy.default.document if policy.default else None


@lru_cache
def _is_of_catalogue(statement: Statement) -> bool:
    """Tells whether a statement has the Sid of a section, and only actions of that section."""
    sections = [section for section in SECTIONS if statement.sid.startswith(section.sid)]
    known = {action for section in sections for action in (*section.actions, *section.added_actions)}
    named = [expand(pattern) for pattern in statement.actions]
    return statement.effect == "Allow" and bool(named) and all(names and known.issuperset(names) for names in named)


def _written(facts: Facts, policy: ManagedPolicy) -> Iterator[Statement]:
    """The statements that this collection wrote into any part, and those that the options make."""
    for document in facts.wanted.documents:
        yield from document.statements
    for part in own_policies(facts):
        held = recorded(part)
        for version in part.versions or ():
            if held and version.document and digest_of(version.document) == held.digest:
                yield from version.document.statements
    if untagged(facts, policy) and (current := in_force(policy)):
        yield from current.statements


def _part(facts: Facts, policy: ManagedPolicy) -> _Part | None:
    document = in_force(policy)
    if document is None:
        return None
    end = (policy.tags or {}).get(END_TAG, "")
    written = set(_written(facts, policy))
    own = Document(
        statements=tuple(one for one in document.statements if _is_of_catalogue(one) and one in written),
        version=document.version,
    )
    return _Part(whole=unlimited(document, end), own=unlimited(own, end))


def of_part(facts: Facts, policy: ManagedPolicy) -> PolicyFindings | None:
    """The findings on one part of the general policy; None if its document is not known."""
    part, partition = _part(facts, policy), facts.identity.partition
    if part is None:
        return None
    own = lint(part.own, partition=partition) if part.own.statements else ()
    certain = tuple(item for item in lint(part.whole, partition=partition) if item not in own)
    return PolicyFindings(policy=policy, certain=certain, doubtful=own if untagged(facts, policy) else ())


def _joined(documents: Iterable[Document]) -> Document:
    return Document(statements=tuple(one for document in documents for one in document.statements))


def of_all_parts(facts: Facts) -> PolicyFindings | None:
    """The findings that only several parts together give; None if there are no several parts."""
    policies = own_policies(facts)
    parts = [part for policy in policies if (part := _part(facts, policy))]
    if len(parts) < 2:  # noqa: PLR2004 - several
        return None
    partition = facts.identity.partition
    known = set(paths_to_roles(_joined(part.own for part in parts), partition))
    known.update(found for part in parts for found in paths_to_roles(part.whole, partition))
    together = paths_to_roles(_joined(part.whole for part in parts), partition)
    return PolicyFindings(policy=policies[0], certain=tuple(found for found in together if found not in known))
