# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy documents -> findings: what is wrong, dangerous or worth knowing. Nothing is looked up in an account."""

from __future__ import annotations

from collections.abc import Iterator

from ..._plan.finding import Finding
from ..language.document import Document
from . import arns, conditions, documented, effect, form, powers, risk
from .scope import Scope

__all__ = ["lint"]

_RULES = (
    form.STATEMENT_RULES,
    effect.STATEMENT_RULES,
    documented.STATEMENT_RULES,
    arns.STATEMENT_RULES,
    conditions.STATEMENT_RULES,
)


def _statement_findings(scope: Scope) -> Iterator[Finding]:
    for rules in _RULES:
        for rule in rules:
            yield from rule(scope)
    everything = tuple(risk.full_access(scope))
    yield from everything
    for rule in () if everything else risk.STATEMENT_RULES + documented.RISK_RULES + powers.STATEMENT_RULES:
        yield from rule(scope)


def lint(document: Document, *, partition: str) -> tuple[Finding, ...]:
    """All findings on one identity policy: first those on the whole document, then by statement.

    The same document gives the same findings in the same order, each only once.

    Args:
        document: the policy as IAM stores it.
        partition: the AWS partition of the account, for example ``aws``.
    """
    findings = [finding for rule in form.DOCUMENT_RULES for finding in rule(document)]
    findings.extend(finding for rule in powers.DOCUMENT_RULES for finding in rule(document, partition))
    for index in range(len(document.statements)):
        findings.extend(_statement_findings(Scope(document=document, index=index, partition=partition)))
    return tuple(dict.fromkeys(findings))
