# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on the statements of the general policy, and on policies of others on the group and the roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from ..._account.foreign import ForeignPolicy, foreign_policies
from ..._account.model import Group, Role, User
from ..._plan.finding import Finding
from ..._policy.catalogue.editions import GUIDE
from ..._policy.key_secrets import reads_keys
from ..._policy.lint.findings import GROUPS
from ..facts import Fact, Facts, unread
from ..model import Check, Hit, Severity, Unseen
from ..ours import NO_DOCUMENT, NOT_COMPLETE, own_policies, own_roles, unseen, unseen_owners, unseen_parts, untagged
from ..policy_findings import PolicyFindings, of_all_parts, of_part
from .kept import kept

__all__ = ["CHECKS", "CHECK_BY_FINDING"]

_MOST = 3  # findings in one row
_PLACEHOLDER, _ESCALATES, _PASSES = "policy-placeholder", "policy-escalates", "policy-passes-roles"
_BROAD, _DEAD, _DOUBTFUL, _NOTED = "policy-broad", "policy-without-effect", "policy-doubtful", "policy-noted"
_BY_SEVERITY: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "Form": {"error": _DEAD, "warning": _DOUBTFUL, "info": _NOTED},
        "Effect": {"error": _DEAD, "warning": _DOUBTFUL, "info": _NOTED},
        "Risk": {"error": _ESCALATES, "warning": _BROAD, "info": _NOTED},
        "App2Container": {"warning": _DOUBTFUL, "info": _NOTED},
    }
)
# The check that tells a finding of the linter. What has no effect is no danger: an error there is of severity medium.
CHECK_BY_FINDING: Mapping[str, str] = MappingProxyType(
    {
        **{
            identifier: _BY_SEVERITY[heading.partition(":")[0]][row.severity]
            for heading, rows in GROUPS.items()
            for identifier, row in rows.items()
        },
        "placeholder": _PLACEHOLDER,
        "passrole-any-service": _PASSES,
    }
)
_IDS = (_PLACEHOLDER, _ESCALATES, _PASSES, _BROAD, _DEAD, _DOUBTFUL, _NOTED)
_FOREIGN = ("foreign-administrator", "foreign-key-reader", "foreign-policy")


def _text(found: Finding) -> str:
    """A finding as part of a message."""
    message, statement = found.message.rstrip("."), found.where.partition(" ")[0]
    named = message if statement == "Document" else f"{statement}: {message}"
    return f"{named} ({found.id})"


def _rows(found: PolicyFindings) -> Iterator[Hit]:
    """One row for each check that has findings on a policy."""
    for identifier in _IDS:
        texts = [_text(item) for item in found.certain if CHECK_BY_FINDING[item.id] == identifier]
        if texts:
            more = f"; and {len(texts) - _MOST} more" if len(texts) > _MOST else ""
            yield Hit(resource=found.policy.arn, values={"found": "; ".join(texts[:_MOST]) + more}, id=identifier)


def _statements(facts: Facts) -> Iterator[Hit | Unseen]:
    """What the linter says of the general policy."""
    yield from unseen_parts(facts, *_IDS)
    for policy in own_policies(facts):
        found = of_part(facts, policy)
        if found is None:
            yield from unseen(policy.arn, NO_DOCUMENT, *_IDS)
            continue
        yield from _rows(found)
        certain = {CHECK_BY_FINDING[item.id] for item in found.certain}
        doubtful = {CHECK_BY_FINDING[item.id] for item in found.doubtful} - certain
        if reason := untagged(facts, policy):
            yield from unseen(policy.arn, reason, *sorted(doubtful))
    if together := of_all_parts(facts):
        yield from _rows(together)


def _holders(facts: Facts) -> Iterator[tuple[str, Group | Role]]:
    """The group and the roles but the deployer, which is an administrator anyway, each with its part of the options."""
    group = facts.desired.group
    found = facts.account.known.group(group.name) if group and group.managed else None
    if found:
        yield "group", found
    yield from ((part, role) for part, role in own_roles(facts) if part != "deployer")


def _kind(facts: Facts, part: str, policy: ForeignPolicy) -> str:
    """The finding on a policy of others; empty where no options say which policies are meant."""
    if policy.makes_administrators(facts.identity.partition):
        return "foreign-administrator"
    if policy.document and reads_keys(policy.document, facts.identity.account_id):
        return "foreign-key-reader"
    return "foreign-policy" if part in facts.wanted.parts else ""


def _no_policies(facts: Facts, principal: Group | User | Role) -> Fact[Any]:
    """Why the policies on a principal are not known."""
    return unread(f"the policies of {principal.ref} were not read") if facts.account.known.complete else NOT_COMPLETE


def _foreign(facts: Facts) -> Iterator[Hit | Unseen]:
    """Policies that others have put on the group and on the roles."""
    partition = facts.identity.partition
    yield from unseen_owners(facts, (principal for _part, principal in _holders(facts)), *_FOREIGN)
    for part, principal in _holders(facts):
        if principal.attached is None or principal.inline is None:
            yield from unseen(principal.arn, _no_policies(facts, principal), *_FOREIGN)
        for policy in foreign_policies(facts.desired, facts.account.known, principal):
            if policy.document is None and not policy.arn.startswith(f"arn:{partition}:iam::aws:"):
                fact: Fact[object] = unread(f"the document of policy {policy.name} is not known")
                yield from unseen(principal.arn, fact, *_FOREIGN[:2])
            if identifier := _kind(facts, part, policy):
                values = {"policy": policy.title, "actions": policy.allows(partition)}
                yield Hit(resource=principal.arn, values=values, id=identifier)


def _attached(facts: Facts) -> Iterator[tuple[Group | User | Role, frozenset[str]]]:
    """Those who can hold policies, each with the ARNs of the policies that are known."""
    for entity in facts.account.known.values():
        if isinstance(entity, (Group, User, Role)):
            yield entity, entity.attached or frozenset()


def _not_attached(facts: Facts) -> Iterator[Hit | Unseen]:
    """A general policy that nobody has, and that limits nobody either."""
    used = {arn for _principal, held in _attached(facts) for arn in held}
    bounded = (entity for entity, _held in _attached(facts) if isinstance(entity, (User, Role)))
    used |= {entity.boundary for entity in bounded if entity.boundary}
    parts = own_policies(facts)
    if not parts or any(policy.arn in used for policy in parts):
        return
    unread_of = [entity for entity, _held in _attached(facts) if entity.attached is None]
    if unread_of and facts.account.known.complete:
        yield Unseen(resource=parts[0].arn, fact=_no_policies(facts, unread_of[0]))
    elif facts.account.known.complete:
        yield Hit(resource=parts[0].arn)
    else:
        yield Unseen(resource=parts[0].arn, fact=NOT_COMPLETE)


def _partly_attached(facts: Facts) -> Iterator[Hit | Unseen]:
    """Those who have some parts of a policy that is split, but not all."""
    parts = own_policies(facts)
    yield from unseen_parts(facts, "")
    for principal, held in _attached(facts):
        if principal.attached is None and len(parts) > 1:
            yield Unseen(resource=principal.arn, fact=_no_policies(facts, principal))
        lacking = [policy.name for policy in parts if policy.arn not in held]
        if lacking and len(lacking) < len(parts):
            yield Hit(resource=principal.arn, values={"policy": parts[0].name, "lacking": ", ".join(lacking)})


def _check(
    identifier: str,
    severity: Severity,
    title: str,
    references: Mapping[str, tuple[str, ...]],
    source: str,
) -> Check:
    return Check(
        id=identifier,
        severity=severity,
        title=f"{title}: {{found}}",
        remedy="Correct the statement in a2c_iam_policy_extra_statements. If it is not there, somebody has edited the"
        " policy, and the next run of the role a2c_iam writes it without the statement.",
        find=_statements,
        references=references,
        source=source,
    )


_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_ESCALATION = {
    "cis_v7": ("2.14",),
    "cis_v5": ("1.15",),
    "fsbp": ("IAM.1",),
    "prowler": ("iam_policy_allows_privilege_escalation", "iam_customer_attached_policy_no_administrative_privileges"),
}
_ROLES = {"prowler": ("iam_no_custom_policy_permissive_role_assumption",)}
_VALIDATION = f"{_IAM}/access-analyzer-reference-policy-checks.html"

CHECKS = (
    _check(
        _PLACEHOLDER,
        "high",
        "It has a placeholder that is not filled in",
        {},
        GUIDE,
    ),
    _check(
        _ESCALATES,
        "high",
        "Its holder is an administrator or can become one",
        _ESCALATION,
        f"{_IAM}/access_policies_boundaries.html",
    ),
    _check(_PASSES, "medium", "It allows passing roles to every service", _ROLES, f"{_IAM}/id_roles_use_passrole.html"),
    _check(
        _BROAD, "medium", "It allows more than a statement should", {"fsbp": ("IAM.21",)}, f"{_IAM}/best-practices.html"
    ),
    _check(_DEAD, "medium", "It has statements that do not do what they say", {}, _VALIDATION),
    _check(_DOUBTFUL, "low", "It has statements that may not do what they say", {}, _VALIDATION),
    _check(_NOTED, "info", "It has statements that are worth knowing", {}, _VALIDATION),
    kept("foreign-administrator", _foreign, references=_ESCALATION),
    kept("foreign-key-reader", _foreign),
    kept("foreign-policy", _foreign),
    replace(kept("not-attached", _not_attached), title="It is attached to nobody, so nobody has its permissions"),
    kept("partly-attached", _partly_attached),
)
