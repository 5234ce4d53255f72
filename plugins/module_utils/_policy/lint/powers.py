# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules on what a whole document can do: read data everywhere, use whole services, reach the roles of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..._plan.finding import Finding, finding
from ..catalogue.powers import DISCLOSURES, PATHS, Path
from ..catalogue.services import owners
from ..language.document import Document
from ..language.patterns import covers, matches
from . import risk
from .findings import FINDINGS
from .scope import Scope, is_any, plain_wildcards, reaches_all

__all__ = ["DOCUMENT_RULES", "STATEMENT_RULES"]

_WHOLE = re.compile(r"([A-Za-z0-9-]+):[*?]+")
_PASS, _RECEIVER = "iam:PassRole", "iam:PassedToService"
# Conditions on who asks, from where and how, in lower case. They do not say which resources are reached.
_OF_REQUESTS = (
    "CalledVia CurrentTime EpochTime MultiFactorAuthAge MultiFactorAuthPresent PrincipalAccount PrincipalArn"
    " PrincipalIsAWSService PrincipalOrgID PrincipalOrgPaths PrincipalType RequestedRegion ResourceAccount"
    " ResourceOrgID ResourceOrgPaths SecureTransport SourceAccount SourceIdentity SourceIp SourceVpc SourceVpce"
    " TokenIssueTime UserAgent UserId UserName ViaAWSService VpcSourceIp"
)
_CIRCUMSTANCES = frozenset(f"aws:{name.lower()}" for name in _OF_REQUESTS.split()) | {
    _RECEIVER.lower(),
    "s3:resourceaccount",
}


def _limited(scope: Scope) -> bool:
    """Tells whether a condition may limit the resources that a statement reaches."""
    return any(
        name.lower() not in _CIRCUMSTANCES and any(not is_any(value) for value in values)
        for operator, prefix, plain, name, values in scope.operators()
        if plain != "Null" and prefix != "ForAllValues" and not operator.endswith("IfExists")
    )


def _everywhere(scope: Scope, service: str, kind: str) -> bool:
    """Tells whether a statement reaches all resources of a kind in some account and Region."""
    owning = owners(service) or {service}
    return not _limited(scope) and any(reaches_all(one, owner, kind) for one in scope.reach for owner in owning)


def reads_all_data(scope: Scope) -> Iterator[Finding]:
    """A read of secrets or data that is not limited to some of them."""
    for row in DISCLOSURES:
        granted = [action for action in row.actions if scope.grants(action)]
        if granted and _everywhere(scope, row.service, row.kind):
            for action in granted:
                yield scope.finding("reads-all-data", f"{action} reads {row.reads}.", action)


def whole_service(scope: Scope) -> Iterator[Finding]:
    """Every action of a service."""
    for pattern in scope.statement.actions if scope.allows else ():
        match = _WHOLE.fullmatch(pattern)
        if not match or "*" not in pattern:
            continue
        service = match[1].lower()
        if any(is_any(resource) or reaches_all(resource, service, "*") for resource in scope.reach):
            message = f"{pattern} allows every action of {service} on every resource, and actions that AWS adds later."
            yield scope.finding("whole-service", message, pattern)
        else:
            message = f"{pattern} allows every action of {service}, and actions that AWS adds later."
            yield scope.finding("every-action", message, pattern)


def _passes(scope: Scope, receiver: str) -> bool:
    """Tells whether a statement allows passing every role to a service."""
    if not scope.grants(_PASS) or not _everywhere(scope, "iam", "role/*"):
        return False
    allowed = list(scope.limiting_values(_RECEIVER))
    return all(any(matches(plain_wildcards(value), receiver) for value in values) for values in allowed)


def _denied(document: Document, action: str) -> bool:
    """Tells whether a statement without conditions denies an action on every resource."""
    return any(
        statement.effect == "Deny"
        and not statement.conditions
        and any(map(is_any, statement.resources))
        and any(covers(pattern.lower(), action.lower()) for pattern in statement.actions)
        for statement in document.statements
    )


def _open(scopes: list[Scope], path: Path) -> bool:
    """Tells whether a document grants each action of a path, those with roles without limits."""
    if any(_denied(scopes[0].document, action) for action in path.actions):
        return False
    if path.receiver:
        passed = any(_passes(scope, path.receiver) for scope in scopes)
        return passed and all(any(scope.grants(action) for scope in scopes) for action in path.actions)
    return all(
        any(scope.grants(action) and _everywhere(scope, action.partition(":")[0], "*") for scope in scopes)
        for action in path.actions
    )


def paths_to_roles(document: Document, partition: str) -> Iterator[Finding]:
    """Combinations of actions, in one statement or in several, that lead to the permissions of another role."""
    scopes = [Scope(document=document, index=index, partition=partition) for index in range(len(document.statements))]
    if not scopes or any(found for scope in scopes for found in risk.full_access(scope)):
        return
    for path in PATHS:
        if _open(scopes, path):
            kind = "path-to-any-role" if path.receiver else "path-to-existing-role"
            together = " and ".join(path.actions)
            yield finding(FINDINGS, kind, "Document", f"{together} ({path.id}) {_ENDS[kind]}.")


_ENDS = {
    "path-to-any-role": "lead to the permissions of every role that can be passed",
    "path-to-existing-role": "lead to the permissions of a role that something of the account has",
}

DOCUMENT_RULES = (paths_to_roles,)
STATEMENT_RULES = (reads_all_data, whole_service)
