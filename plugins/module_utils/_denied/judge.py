# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a source says -> an answer. Pure.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, and for the form of
a decoded message https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .._plan.rights import Verdict
from .._policy.language.document import Document
from .._policy.language.evaluate import Decision, concerning, decide
from .deniers import CHECKS, IDENTITY, UNKNOWN
from .model import Answer, Asked, Denial

__all__ = ["decoded", "evaluated", "from_decoded", "from_details", "from_message", "from_verdict", "ruling"]

_KINDS = {"explicit": True, "implicit": False}


def from_message(denial: Denial) -> Answer:
    """What the message itself says."""
    return Answer(
        source="message",
        allowed=False,
        denier=denial.policy_type or UNKNOWN,
        explicit=_KINDS.get(denial.kind),
        where=denial.policy,
    )


def _names(policies: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The matched policies, each with its statements that deny."""
    for policy in policies:
        sids = ", ".join(item.get("sid") or "without a Sid" for item in policy.get("matchedStatements") or ())
        yield f"{policy.get('uri', '')} (statement {sids})" if sids else str(policy.get("uri", ""))


def from_details(response: Mapping[str, Any]) -> Answer | None:
    """What AWS says in the authorization details of a request; None if they have no evaluation."""
    evaluations = response.get("evaluations") or ()
    denying = [item for item in evaluations if item.get("evaluatedEffect") != "ALLOW"]
    if not denying:
        return Answer(source="authorization_details", allowed=True, denier=IDENTITY) if evaluations else None
    effects = ("EXPLICIT_DENY", "IMPLICIT_DENY")
    checks = [check for item in denying for check in item.get("checks") or () if check["evaluatedEffect"] in effects]
    first = min(checks, key=lambda check: effects.index(check["evaluatedEffect"]), default=None)
    if first is None:
        return Answer(source="authorization_details", allowed=False, denier=UNKNOWN)
    return Answer(
        source="authorization_details",
        allowed=False,
        denier=CHECKS.get(first["checkType"], UNKNOWN),
        explicit=first["evaluatedEffect"] == effects[0],
        where=", ".join(_names(first.get("matchedPolicies") or ())),
    )


def decoded(text: str) -> Mapping[str, Any]:
    """The content of a decoded message; empty if it has another form than the documented one."""
    try:
        content = json.loads(text)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def from_decoded(content: Mapping[str, Any]) -> Answer | None:
    """What a decoded message says; None if it says nothing."""
    if "allowed" not in content:
        return None
    items = (content.get("matchedStatements") or {}).get("items") or ()
    sids = [str(item.get("statementId") or "without a Sid") for item in items]
    explicit = content.get("explicitDeny") in (True, "true")
    return Answer(
        source="decoded_message",
        allowed=content["allowed"] in (True, "true"),
        denier=UNKNOWN,
        explicit=explicit,
        where=f"statement {', '.join(sids)}" if explicit and sids else "",
    )


def from_verdict(verdict: Verdict, source: str = "simulation") -> Answer:
    """What IAM's simulation says."""
    allowed = verdict.decision == "allowed"
    if allowed:
        return Answer(source=source, allowed=True, denier=IDENTITY)
    explicit = verdict.decision == "explicitDeny"
    missing = tuple(sorted(verdict.missing))
    denier = IDENTITY
    if verdict.organization is False:
        denier = "organization_policy"
    elif verdict.boundary is False and not verdict.policies:
        denier = "permissions_boundary"
    return Answer(
        source=source,
        allowed=None if missing and not verdict.denied else False,
        denier=denier,
        explicit=explicit,
        where=" and ".join(verdict.policies),
        missing=missing,
    )


Policies = Mapping[str, Document]


def _explicit(policies: Policies, asked: Asked) -> str:
    """The policies with a Deny, each with the statements, in a text."""
    texts = []
    for name, document in policies.items():
        denying = [
            statement.sid or "without a Sid"
            for statement in document.statements
            if _decision([replace(document, statements=(statement,))], asked) is Decision.DENIED_EXPLICITLY
        ]
        if denying:
            texts.append(f"{name} (statement {', '.join(denying)})")
    return " and ".join(texts)


def _decision(documents: Sequence[Document], asked: Asked) -> Decision:
    return decide(documents, asked.action, asked.resource, asked.context)


def _missing(documents: Iterable[Document], asked: Asked) -> tuple[str, ...]:
    """The condition keys without a value in the statements about an action: what they say is not known."""
    known = {key.lower() for key in asked.context}
    keys = {
        key
        for document in concerning(documents, asked.action)
        for statement in document.statements
        if _decision([replace(document, statements=(replace(statement, effect="Allow", conditions=()),))], asked)
        is Decision.ALLOWED
        for _operator, items in statement.conditions
        for key, _values in items
    }
    return tuple(sorted(key for key in keys if key.lower() not in known))


def evaluated(policies: Policies, boundary: Policies | None, asked: Asked) -> Answer:
    """What the policies of a principal say by IAM's rules: its identity policies, within its boundary.

    Args:
        policies: the identity policies by name, those of its groups included.
        boundary: the permissions boundary by its ARN; None for a principal without one.
        asked: the request.

    Raises:
        EvaluationError: a policy that IAM would refuse.
    """
    own = _decision(list(policies.values()), asked)
    limit = Decision.ALLOWED if boundary is None else _decision(list(boundary.values()), asked)
    if own is limit is Decision.ALLOWED:
        missing = _missing([*policies.values(), *(boundary or {}).values()], asked)
        return Answer(source="evaluation", allowed=True, denier=IDENTITY, missing=missing)
    if own is Decision.DENIED_EXPLICITLY:
        return Answer(
            source="evaluation", allowed=False, denier=IDENTITY, explicit=True, where=_explicit(policies, asked)
        )
    if limit is Decision.DENIED_EXPLICITLY:
        where = _explicit(boundary or {}, asked)
        return Answer(source="evaluation", allowed=False, denier="permissions_boundary", explicit=True, where=where)
    by_boundary = own is Decision.ALLOWED
    consulted = (boundary or {}) if by_boundary else policies
    missing = _missing(consulted.values(), asked)
    return Answer(
        source="evaluation",
        allowed=None if missing else False,
        denier="permissions_boundary" if by_boundary else IDENTITY,
        explicit=False,
        where=" and ".join(boundary or {}) if by_boundary else "",
        missing=missing,
    )


def ruling(answers: Sequence[Answer]) -> Answer | None:
    """The answer that counts: of those in order of truth, the first certain one that names what decides.

    A message may not name it; then an answer about the policies as they are now does. None where nothing answers.
    """
    certain = [answer for answer in answers if answer.allowed is not None]
    naming = [answer for answer in certain if answer.denier != UNKNOWN]
    first = certain[0] if certain else None
    if first is not None and first.denier == UNKNOWN:
        kinds = (first.explicit,) if first.explicit is not None else (True, False, None)
        agreeing = [answer for answer in naming if answer.allowed is first.allowed and answer.explicit in kinds]
        return agreeing[0] if agreeing else first
    return first or (answers[0] if answers else None)
