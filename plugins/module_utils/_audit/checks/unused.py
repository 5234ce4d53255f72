# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The check on permissions of the general policy that nobody uses, with the variables that take them away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from ..._account.model import ManagedPolicy
from ..._plan.summary import listed
from ..._policy.catalogue.section import TARGETS, Section, When
from ..._policy.catalogue.sections import SECTIONS
from ..._policy.language.document import Document, Statement
from ..._policy.language.patterns import matches
from ..._policy.options import OPTIONS
from ..facts import Fact, Facts, unread
from ..model import Check, Hit, Unseen
from ..ours import own_policies, unseen_parts

__all__ = ["CHECKS", "granted_since", "remedy_for"]

_VARIABLE = "a2c_iam_policy_"


def _grants(statement: Statement, service: str) -> bool:
    """Tells whether a statement allows actions of a service."""
    prefixes = (pattern.partition(":")[0].lower() for pattern in statement.actions)
    return statement.effect == "Allow" and any(prefix == "*" or matches(prefix, service) for prefix in prefixes)


def _granting(document: Document | None, service: str) -> list[Statement]:
    return [one for one in (document.statements if document else ()) if _grants(one, service)]


def granted_since(policy: ManagedPolicy, service: str) -> datetime | None:
    """Since when a policy has granted a service without a break, as far as its versions tell; None if they do not."""
    since: datetime | None = None
    versions = sorted(policy.versions or (), key=lambda version: version.number, reverse=True)
    default = policy.default.number if policy.default else 0
    for version in (item for item in versions if item.number <= default):
        if not _granting(version.document, service) or version.created is None:
            break
        since = version.created
    return since


def _turned_off(when: When) -> str:
    """What to do so that an option does not turn a section on."""
    option = OPTIONS[when.option]
    value = {"bool": "false", "list": "[]"}.get(option.type, str(option.default or '""'))
    return f"set {_VARIABLE}{when.option} to {value}"


def _without(section: Section, service: str) -> Iterator[str]:
    """The ways to leave a section out of the policy."""
    targets = {target for wording in section.wordings for target in (*wording.targets, *wording.scoped_targets)}
    if section.when:
        yield from (_turned_off(when) for when in section.when)
    elif len(targets) < len(TARGETS):
        yield from (f"leave {target} out of {_VARIABLE}deploy_targets" for target in TARGETS if target in targets)
    else:
        yield f"add {service}:* to {_VARIABLE}exclude_actions"


def remedy_for(document: Document, services: Iterable[str]) -> str:
    """Which variables take away what a document grants of some services, in one sentence for each service."""
    sentences = []
    for service in services:
        ways: dict[str, None] = {}
        for statement in _granting(document, service):
            sections = [section for section in SECTIONS if statement.sid.startswith(section.sid)]
            if sections:
                ways.update(dict.fromkeys(_without(max(sections, key=lambda one: len(one.sid)), service)))
            else:
                ways[f"remove the statement {statement.sid or 'without a Sid'} from {_VARIABLE}extra_statements"] = None
        if ways:
            sentences.append(f"For {service}, {' and '.join(ways)}.")
    return " ".join(sentences)


def _unused(facts: Facts) -> Iterator[Hit | Unseen]:
    """Services that a part grants for so long, and that nobody has used for so long."""
    allowed = timedelta(days=facts.settings.unused_permission_days)
    yield from unseen_parts(facts, "")
    for policy in own_policies(facts):
        uses = facts.last_accessed.known.get(policy.arn)
        document = policy.default.document if policy.default else None
        if uses is None or document is None:
            missing: Fact[Any] = unread("the use of the policy was not read", "iam:GenerateServiceLastAccessedDetails")
            yield Unseen(resource=policy.arn, fact=missing)
            continue
        idle = [use.service for use in uses if use.used is None or facts.now - use.used > allowed]
        granted = {service: granted_since(policy, service) for service in idle if _granting(document, service)}
        if any(since is None for since in granted.values()):
            undated: Fact[Any] = unread("the account does not tell when the version of the policy was created")
            yield Unseen(resource=policy.arn, fact=undated)
            continue
        services = sorted(name for name, since in granted.items() if since and facts.now - since > allowed)
        if services:
            values = {
                "services": listed(services),
                "days": facts.settings.unused_permission_days,
                "remedy": remedy_for(document, services),
            }
            yield Hit(resource=policy.arn, values=values)


CHECKS = (
    Check(
        id="permissions-unused",
        severity="low",
        title="Nobody has used what it allows of {services} for {days} days",
        remedy="{remedy} To keep it, change unused_permission_days.",
        find=_unused,
        needs=("account", "last_accessed"),
        source="https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html",
    ),
)
