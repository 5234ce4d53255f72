# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the secrets that options name, plans, and makes what is planned."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from .._aws.connection import Connection, check_account
from .._aws.execute import carry_out
from .._aws.parallel import side_by_side
from .._aws.run import Prepared
from .._aws.secrets_manager import SecretsManager, Written
from .model import Found
from .options import Desired, Wanted, check_showable, policy_pattern
from .plan import Change, Plan, plan, reads_value

__all__ = ["prepare_secrets"]

CALLS: Mapping[str, Callable[..., Written | None]] = {
    "CreateSecret": SecretsManager.create,
    "DeleteSecret": SecretsManager.delete,
    "PutSecretValue": SecretsManager.put,
    "RestoreSecret": SecretsManager.restore,
    "TagResource": SecretsManager.tag,
    "UntagResource": SecretsManager.untag,
    "UpdateSecret": SecretsManager.set_key,
}


def _read(secrets: SecretsManager, desired: Desired, wanted: Wanted) -> Found:
    """One secret as it is, with its value only where the plan depends on it."""
    secret = secrets.describe(wanted.name)
    return Found(secret=secret, value=secrets.value(wanted.name) if reads_value(desired, wanted, secret) else None)


def _apply(secrets: SecretsManager, planned: Plan) -> Mapping[str, Any]:
    """Makes the changes; returns the secrets with the ids that they got."""
    written: dict[str, Written] = {}

    def call(change: Change) -> None:
        told = CALLS[change.operation](secrets, change.name, **change.params)
        if told is not None:
            written[change.name] = told

    carry_out(call, planned.changes)
    return {"secrets": planned.listed(written)}


def prepare_secrets(connection: Connection, desired: Desired) -> Prepared:
    """What makes the secrets of one account, in the Region of the connection, as they are wanted."""
    identity, region = connection.identity(), connection.region or ""
    check_account(identity, desired.account_id)
    check_showable(desired, identity, region)
    secrets = SecretsManager(connection)
    found = side_by_side(partial(_read, secrets, desired), desired.secrets)
    planned = plan(desired, {wanted.name: item for wanted, item in zip(desired.secrets, found, strict=True)})
    present = [wanted.name for wanted in desired.secrets if wanted.present]
    return Prepared(
        result={
            "changed": bool(planned.changes),
            "diff": planned.diff(),
            "changes": [change.to_json() for change in planned.changes],
            "secrets": planned.listed({}),
            "policy_secrets": [policy_pattern(identity, region, name) for name in present],
            "findings": [finding.to_json() for finding in planned.findings],
        },
        apply=lambda: _apply(secrets, planned),
        findings=planned.findings,
    )
