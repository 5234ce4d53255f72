# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access that ends by itself: the condition on every grant, and what to tell of the date."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from .._plan.finding import Finding, finding
from .advice_types import ADVICE
from .language.conditions import as_moment
from .language.document import Document, Statement
from .options import PolicyOptions

__all__ = ["expiry", "limited", "unlimited"]

# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-currenttime
_OPERATOR, _KEY = "DateLessThan", "aws:CurrentTime"
_SOON = timedelta(days=30)


def limited(statement: Statement, valid_until: str) -> Statement:
    """A statement that allows nothing from a point in time on. One that denies, or ends earlier, stays as it is."""
    if statement.effect != "Allow" or not valid_until:
        return statement
    conditions = {operator: dict(keys) for operator, keys in statement.conditions}
    keys = conditions.setdefault(_OPERATOR, {})
    name = next((key for key in keys if key.lower() == _KEY.lower()), _KEY)
    earlier = max(keys.get(name, (valid_until,)), key=as_moment)  # one of several values is enough
    keys[name] = (min(earlier, valid_until, key=as_moment),)
    return replace(
        statement, conditions=tuple((operator, tuple(values.items())) for operator, values in conditions.items())
    )


def unlimited(document: Document, valid_until: str) -> Document:
    """A document without the conditions that ``limited`` adds: what is wrong with a grant is so until it ends."""
    own = (_OPERATOR, ((_KEY, (valid_until,)),))
    return replace(
        document,
        statements=tuple(
            replace(one, conditions=tuple(condition for condition in one.conditions if condition != own))
            for one in document.statements
        ),
    )


def expiry(options: PolicyOptions, now: datetime) -> Iterable[Finding]:
    """The finding that access has ended, or ends soon."""
    if not options.valid_until:
        return ()
    end = as_moment(options.valid_until)
    if now >= end:
        identifier, message = "access-ended", f"The policy has allowed nothing since {options.valid_until}."
    elif end - now <= _SOON:
        days = (end - now).days
        identifier = "access-ends-soon"
        message = f"The policy allows nothing any more from {options.valid_until} on: in {days} days."
    else:
        return ()
    return (finding(ADVICE, identifier, f"{options.prefix}valid_until", message),)
