# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for one rule of AWS: when it refuses a call, with which code, and where that is documented."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.strict.answers import RefusedError
from tests.support.strict.call import Call
from tests.support.strict.world import World

# The message of a refusal; None where there is nothing to refuse.
Check = Callable[[World, Call], str | None]

API = "https://docs.aws.amazon.com/IAM/latest/APIReference"
GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
QUOTAS = f"{GUIDE}/reference_iam-quotas.html"
GRAMMAR = f"{GUIDE}/reference_policies_grammar.html"
TAGS = f"{GUIDE}/id_tags.html"


@dataclass(frozen=True)
class Rule:
    """One reason to refuse a call."""

    id: str
    code: str
    source: str
    check: Check

    def apply(self, world: World, call: Call) -> None:
        """Refuse the call where the rule says so."""
        message = self.check(world, call)
        if message is not None:
            raise RefusedError(self.code, message, self.id)


def conflict(identifier: str, source: str, check: Check) -> Rule:
    """Return a rule that refuses to delete what others depend on."""
    return Rule(identifier, "DeleteConflict", source, check)


def limit(identifier: str, check: Check, source: str = QUOTAS) -> Rule:
    """Return a rule that keeps a quota."""
    return Rule(identifier, "LimitExceeded", source, check)


def malformed(identifier: str, check: Check, source: str = GRAMMAR) -> Rule:
    """Return a rule on the form of documents."""
    return Rule(identifier, "MalformedPolicyDocument", source, check)
