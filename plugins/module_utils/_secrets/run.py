# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``remote_secrets``: reads the requested secrets, plans their changes, and applies the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.execute import execute
from .._aws.parallel import side_by_side
from .._aws.run import PlannedRun, run_module
from .._aws.secrets_manager import SecretsManager, SecretVersion
from .._plan.change import Change
from .arns import arn_pattern, check_showable
from .model import ExistingSecret, SecretState
from .options import read_options
from .plan import SecretsPlan, needs_value, plan
from .spec import RequestedSecrets, SecretSpec

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_remote_secrets"]

CALLS: Mapping[str, Callable[..., SecretVersion | None]] = MappingProxyType(
    {
        "secretsmanager:CreateSecret": SecretsManager.create,
        "secretsmanager:DeleteSecret": SecretsManager.delete,
        "secretsmanager:PutSecretValue": SecretsManager.put,
        "secretsmanager:RestoreSecret": SecretsManager.restore,
        "secretsmanager:TagResource": SecretsManager.tag,
        "secretsmanager:UntagResource": SecretsManager.untag,
        "secretsmanager:UpdateSecret": SecretsManager.set_key,
    }
)


def _read(client: SecretsManager, requested: RequestedSecrets, spec: SecretSpec) -> ExistingSecret:
    """One secret as it is, with its value only if the plan depends on it."""
    secret = client.describe(spec.name)
    value = client.value(spec.name) if needs_value(requested, spec, secret) else None
    return ExistingSecret(secret=secret, value=value)


def _apply(client: SecretsManager, planned: SecretsPlan) -> Mapping[str, Any]:
    """Makes the changes. Returns the secrets with the ids that AWS assigned."""
    versions: dict[str, SecretVersion] = {}

    def call(change: Change[SecretState]) -> None:
        version = CALLS[change.api](client, change.target.name, **change.params)
        if version is not None:
            versions[change.target.name] = version

    execute(call, planned.changes)
    return {"secrets": planned.secrets(versions)}


def _prepare(connection: Connection, requested: RequestedSecrets) -> PlannedRun:
    identity, region = connection.identity(), connection.region or ""
    check_showable(requested, identity, region)
    client = SecretsManager(connection)
    read = side_by_side(partial(_read, client, requested), requested.secrets)
    names = [spec.name for spec in requested.secrets]
    planned = plan(requested, dict(zip(names, read, strict=True)))
    return PlannedRun(
        title=f"Remote secrets in account {identity.account_id}, Region {region}",
        plan=planned,
        apply=lambda: _apply(client, planned),
        result={
            "secrets": planned.secrets(),
            "policy_secrets": [arn_pattern(identity, region, spec.name) for spec in requested.secrets if spec.present],
        },
    )


def run_remote_secrets(module: AnsibleAWSModule, params: Mapping[str, Any]) -> None:
    """Converges secrets by the parameters of the module ``remote_secrets``, and ends the module.

    Args:
        module: the module, whose own parameters no longer hold secrets.
        params: its parameters with the secrets.
    """
    run_module(module, lambda _without_secrets: read_options(params), _prepare)
