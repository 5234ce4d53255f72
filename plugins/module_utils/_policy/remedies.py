# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do where a policy denies a request: changes of options, each tried before it is named.

A change is tried by building the policy with it. Where no change helps, the remedy says what denies the request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, NamedTuple

from .._errors import App2ContainerError
from .build import statements
from .catalogue.section import Section, When
from .language.document import Document, Statement
from .language.evaluate import Decision, decide, is_allowed
from .language.patterns import matches
from .options import PolicyOptions
from .render import is_excluded

__all__ = ["Remedies", "Request"]


class Request(NamedTuple):
    """A request, and the section that should grant it."""

    section: Section
    action: str
    resource: str
    context: Mapping[str, str]

    def is_allowed(self, documents: Iterable[Document]) -> bool:
        """Tells whether policies allow it."""
        return is_allowed(documents, self.action, self.resource, self.context)


class _Change(NamedTuple):
    """New values of options, and the sentences that ask for them."""

    texts: tuple[str, ...]
    values: tuple[tuple[str, Any], ...]


def _excluded(request: Request, options: PolicyOptions) -> Iterator[_Change]:
    """The patterns that leave the action out, or those that it is granted along with."""
    with_it = {
        other
        for grant in request.section.grants
        for action, needed_by in grant.adds
        for other in needed_by
        if action == request.action
    }
    concerned = {request.action, *with_it}
    patterns = [
        pattern for pattern in options.exclude_actions if any(is_excluded(action, (pattern,)) for action in concerned)
    ]
    if patterns:
        rest = tuple(pattern for pattern in options.exclude_actions if pattern not in patterns)
        texts = tuple(f"Remove {pattern} from {options.prefix}exclude_actions." for pattern in patterns)
        yield _Change(texts=texts, values=(("exclude_actions", rest),))


def _turned_on(when: When, prefix: str) -> _Change:
    """An option that turns the section on."""
    values: tuple[tuple[str, Any], ...] = ((when.option, when.value), *when.along_with)
    asked = " and ".join(f"{prefix}{option} to {str(value).lower()}" for option, value in values)
    return _Change(texts=(f"Set {asked}.",), values=values)


def _denied(request: Request, options: PolicyOptions) -> Iterator[_Change]:
    """Extra statements that deny the request."""
    denying = [statement for statement in options.extra_statements if _denies(statement, request)]
    if denying:
        names = ", ".join(
            statement.sid or f"number {options.extra_statements.index(statement) + 1}" for statement in denying
        )
        rest = tuple(statement for statement in options.extra_statements if statement not in denying)
        text = f"Remove the statement {names} from {options.prefix}extra_statements, which denies {request.action}."
        yield _Change(texts=(text,), values=(("extra_statements", rest),))


def _denies(statement: Statement, request: Request) -> bool:
    decision = decide([Document(statements=(statement,))], request.action, request.resource, request.context)
    return decision is Decision.DENIED_EXPLICITLY


def _changes(request: Request, options: PolicyOptions) -> Iterator[_Change]:
    """The changes to try, the smallest first. None grants more than the documented sections do."""
    yield from _excluded(request, options)
    yield from _denied(request, options)
    if not request.section.is_chosen(options):
        switches = (when for when in request.section.when if isinstance(getattr(options, when.option), (bool, str)))
        yield from (_turned_on(when, options.prefix) for when in switches)
    if options.valid_until:
        text = f"Set {options.prefix}valid_until to a later date."
        yield _Change(texts=(text,), values=(("valid_until", ""),))
    if options.style == "documented":
        yield _Change(texts=(f"Set {options.prefix}style to scoped.",), values=(("style", "scoped"),))


def _named(statement: Statement) -> str:
    return statement.sid or "without a Sid"


def _names(statement: Statement, action: str) -> bool:
    """Tells whether an Allow names the action."""
    return statement.effect == "Allow" and any(
        matches(pattern.lower(), action.lower()) for pattern in statement.actions
    )


def _on(statement: Statement, resource: str) -> bool:
    return any(matches(pattern, resource) for pattern in statement.resources)


def _denial(request: Request, documents: Iterable[Document]) -> str:
    """What denies a request, in a sentence."""
    held = [statement for document in documents for statement in document.statements]
    denying = [statement for statement in held if _denies(statement, request)]
    naming = [statement for statement in held if _names(statement, request.action)]
    here = [statement for statement in naming if _on(statement, request.resource)]
    if denying:
        return f"The statement {_named(denying[0])} denies {request.action}."
    if here:
        keys = sorted({key for statement in here for _operator, values in statement.conditions for key, _v in values})
        return f"The statement {_named(here[0])} allows {request.action} only with its conditions: {', '.join(keys)}."
    if naming:
        return f"The statement {_named(naming[0])} allows {request.action} only on other resources."
    return f"No statement allows {request.action}."


@dataclass
class Remedies:
    """Finds remedies for the requests that some policies deny.

    Args:
        options: what the policies are for.
        documents: the policies.
    """

    options: PolicyOptions
    documents: tuple[Document, ...]
    _built: dict[tuple[tuple[str, Any], ...], tuple[Document, ...]] = field(default_factory=dict, init=False)

    def _policy(self, values: tuple[tuple[str, Any], ...]) -> tuple[Document, ...]:
        """The policy with other values of options; none where it cannot be built."""
        if values not in self._built:
            built: tuple[Document, ...] = ()
            with suppress(App2ContainerError):
                built = (Document(statements=statements(replace(self.options, **dict(values)))),)
            self._built[values] = built
        return self._built[values]

    def allows(self, request: Request) -> bool:
        """Tells whether the policy that the options make allows a request."""
        return request.is_allowed(self._policy(()))

    def why(self, request: Request) -> str:
        """What denies a request, in a sentence."""
        return _denial(request, self.documents)

    def of(self, request: Request, otherwise: str) -> tuple[str, ...]:
        """What to do, in sentences.

        Args:
            request: one that the policies deny.
            otherwise: what to do where no change of the options helps; empty where the table of requests has nothing.
        """
        changes = tuple(_changes(request, self.options))
        for number in range(len(changes) + 1):
            for together in combinations(changes, number):
                values = tuple(value for change in together for value in change.values)
                if request.is_allowed(self._policy(values)):
                    return tuple(text for change in together for text in change.texts) or self._outdated(request)
        return (otherwise or f"No option changes this: {_denial(request, self.documents)}",)

    def _outdated(self, request: Request) -> tuple[str, ...]:
        """The options allow the request, but the policies are others than those that are built from them."""
        asking = next((when.option for when in request.section.when if when.holds(self.options)), "deploy_targets")
        text = f"The policy that the options make allows it because of {self.options.prefix}{asking}: use that policy."
        return (f"{_denial(request, self.documents)} {text}",)
