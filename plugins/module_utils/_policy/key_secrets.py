# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The secrets that hold access keys of users, which no other user may read: among them may be an administrator's. Pure.

A key of the deployer is one of them. Who may read it, may do what the deployer may.
"""

from __future__ import annotations

from collections.abc import Iterable

from .._iam.arn import Arn
from .language.document import Document, Statement
from .language.patterns import matches, overlap

__all__ = ["DEFAULT_PREFIX", "is_among", "overlaps", "reads_keys"]

DEFAULT_PREFIX = "app2container/access-keys/"  # of the names; the name of a user follows
READ = "secretsmanager:getsecretvalue"


def is_among(secret: str, prefix: str, account_id: str = "") -> bool:
    """Tells whether a secret, or one that fits a pattern, can be among those with the keys.

    Args:
        secret: a name, an ARN, or a pattern of either, as the policy option ``secrets`` takes them.
        prefix: what the names of the secrets with the keys begin with.
        account_id: the account of the keys, if it is known.
    """
    arn = Arn.parse(secret) if secret.startswith("arn:") else None
    if arn and account_id and arn.account_id not in (account_id, "*"):
        return False
    return overlap(arn.resource.removeprefix("secret:") if arn else secret, f"{prefix}*")


def overlaps(secrets: Iterable[str], prefix: str, account_id: str = "") -> tuple[str, ...]:
    """Those of the secrets that can be among the ones with the keys, see ``is_among``."""
    return tuple(secret for secret in secrets if is_among(secret, prefix, account_id))


def reads_keys(document: Document, account_id: str) -> bool:
    """Tells whether a policy allows reading secrets under the default prefix; conditions and denials do not count."""
    return any(
        statement.effect == "Allow" and _allows_reading(statement) and _covers_keys(statement, account_id)
        for statement in document.statements
    )


def _allows_reading(statement: Statement) -> bool:
    if statement.actions:
        return any(matches(pattern.lower(), READ) for pattern in statement.actions)
    return not any(matches(pattern.lower(), READ) for pattern in statement.not_actions)


def _covers_keys(statement: Statement, account_id: str) -> bool:
    if not statement.resources:
        return True  # all but some
    return bool(overlaps(statement.resources, DEFAULT_PREFIX, account_id))
