# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The findings on an account that other modules have, too, as rows of the audit: same ids, texts and advice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from ..._account.findings import FINDINGS
from ..._account.foreign import unread_policies
from ..._account.leftovers import covered_parts, is_under_path, leftovers, part_for, unread
from ..._account.model import Role, User
from ..._account.review import reviewed
from ..._account.trust import trust_advice
from ..._plan.change import NOTHING
from ..facts import Facts
from ..model import Check, Hit, Severity, Unseen
from ..ours import NO_DOCUMENT, NOT_COMPLETE, own_policies, own_roles, unseen, unseen_parts, untagged

__all__ = ["CHECKS", "ROW_SEVERITIES", "kept"]

# The severity of a row by that of the finding.
ROW_SEVERITIES: Mapping[str, Severity] = MappingProxyType({"error": "high", "warning": "medium", "info": "low"})
# Findings that ask for nothing to be done.
_NOTES = frozenset({"left-over-elsewhere", "not-looked", "session-cut-short"})
# What to do where the finding, which is about a run that changes something, does not say it.
_ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "foreign-administrator": "To remove it, set purge_policies: true.",
        "left-over-elsewhere": "To remove it, set path to its path, state: absent and purge: true.",
    }
)
_LEFT = ("left-over", "left-over-elsewhere")
_REVIEWED = ("policy-edited", "policy-outdated")


def kept(
    identifier: str,
    find: Callable[[Facts], Iterator[Hit | Unseen]],
    needs: tuple[str, ...] = ("account",),
    references: Mapping[str, tuple[str, ...]] = NOTHING,
) -> Check:
    """The check that makes rows of a finding."""
    row = FINDINGS[identifier]
    severity: Severity = "info" if identifier in _NOTES else ROW_SEVERITIES[row.severity]
    return Check(
        id=identifier,
        severity=severity,
        title=row.title,
        remedy=_ADVICE.get(identifier, row.advice),
        find=find,
        needs=needs,
        references=references,
        source=row.source,
    )


def _left(facts: Facts) -> Iterator[Hit | Unseen]:
    """What this collection manages and no option names."""
    if not facts.account.known.complete:
        yield from unseen(facts.account_name, NOT_COMPLETE, *_LEFT)
    for ref in unread(facts.desired, facts.account.known):
        if fact := untagged(facts, facts.account.known[ref]):
            yield Unseen(resource=facts.account.known[ref].arn, fact=fact, id=_LEFT[0])
    yield from _unread_elsewhere(facts)
    for item in leftovers(facts.desired, facts.account.known):
        yield Hit(resource=item.entity.arn, id=item.finding)


def _unread_elsewhere(facts: Facts) -> Iterator[Unseen]:
    """Under other paths, only the tags of users and roles are read, and of policies on what this collection manages."""
    desired, account = facts.desired, facts.account.known
    refs = {*unread_policies(desired, account), *(ref for ref, one in account.items() if isinstance(one, (User, Role)))}
    for ref in sorted(refs - set(desired.refs())):
        entity = account[ref]
        fact = None if is_under_path(desired, entity) else untagged(facts, entity)
        if fact and part_for(desired, entity) in covered_parts(desired):
            yield Unseen(resource=entity.arn, fact=fact, id=_LEFT[1])


def _not_looked(facts: Facts) -> Iterator[Hit | Unseen]:
    if not facts.account.known.complete:
        yield Hit(resource=facts.account_name)


def _reviewed(facts: Facts) -> Iterator[Hit | Unseen]:
    """What others have edited, and what an older catalogue made."""
    yield from unseen_parts(facts, *_REVIEWED)
    unknown = set()
    for policy in own_policies(facts):
        document = policy.default.document if policy.default else None
        fact = untagged(facts, policy) or (NO_DOCUMENT if document is None else None)
        if fact:
            unknown.add(policy.ref)
            yield from unseen(policy.arn, fact, *_REVIEWED)
    for policy, identifier, values in reviewed(facts.desired, facts.account.known):
        if policy.ref not in unknown:
            yield Hit(resource=policy.arn, values=values, id=identifier)


def _advice(facts: Facts) -> Iterator[Hit | Unseen]:
    """What to tell of the trust policies of the roles."""
    for _part, role in own_roles(facts):
        for identifier, values in trust_advice(role.trust):
            yield Hit(resource=role.arn, values=values, id=identifier)


CHECKS = (
    *(kept(identifier, _left) for identifier in _LEFT),
    kept("not-looked", _not_looked),
    *(kept(identifier, _reviewed) for identifier in _REVIEWED),
    kept("sso-role-trusted", _advice),
    kept("any-certificate", _advice),
)
