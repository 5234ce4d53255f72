# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``provisioner_role``: reads one account, plans its provisioner, and applies the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._account.apply import apply
from .._account.draft import AccountPlan
from .._account.model import ManagedPolicy, Snapshot
from .._account.observe import Observer
from .._account.quotas import check_quotas
from .._account.result import content
from .._aws.connection import Connection
from .._aws.run import PlannedRun, run_module
from .._iam.entities import Identity
from .options import read_options
from .plan import not_bounded, plan
from .spec import ANY, ProvisionerSpec

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["described", "run_provisioner_role"]


def described(spec: ProvisionerSpec, after: Snapshot) -> dict[str, Any] | None:
    """The provisioner as the modules return it; None if it does not exist."""
    role = after.role(spec.name)
    if role is None:
        return None
    policies = (
        item for item in after.values() if isinstance(item, ManagedPolicy) and item.arn in (role.attached or ())
    )
    return {
        "name": role.name,
        "arn": role.arn,
        "trust_policy": role.trust.to_json(),
        "policies": [_policy(item) for item in sorted(policies, key=lambda item: (len(item.name), item.name))],
        "boundary": _policy(after.policy(spec.boundary_name)),
        "work_boundary": _policy(after.policy(spec.work_boundary)),
    }


def _policy(policy: ManagedPolicy | None) -> dict[str, Any] | None:
    return {"name": policy.name, "arn": policy.arn, **content(policy)} if policy else None


def _observed(connection: Connection, spec: ProvisionerSpec) -> Snapshot:
    """The whole account, and what else the plan needs to know of the provisioner."""
    observer = Observer(connection)
    observed = observer.account()
    for desired in spec.desired():
        observed = observer.complete(desired, observed)
    return observed


def _checked_quotas(connection: Connection, planned: AccountPlan) -> None:
    if any(change.before is None for change in planned.changes):
        check_quotas(planned, connection.summary())


def _prepare(connection: Connection, params: dict[str, Any]) -> PlannedRun:
    identity = connection.identity()
    spec = read_options(params, identity)
    planned = plan(spec, _observed(connection, spec))
    _checked_quotas(connection, planned)
    return PlannedRun(
        title=f"Provisioner in account {identity.account_id}",
        plan=planned,
        apply=lambda: apply(connection, planned),
        result={"account_id": identity.account_id, "provisioner": described(spec, planned.after)},
        findings=tuple(not_bounded(spec, planned.after)),
    )


def _options(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters, checked as far as that needs no account.

    Raises:
        OptionError: a value that cannot work in any account.
    """
    arns = [str(item).split(":") for item in params["trusted_principals"] or () if str(item).startswith("arn:")]
    partition = next((parts[1] for parts in arns if len(parts) > 1), "aws")
    read_options(params, ANY, Identity(account_id=ANY.account_id, partition=partition))
    return params


def run_provisioner_role(module: AnsibleAWSModule) -> None:
    """Converges the provisioner of one account by the parameters of the module, and ends the module."""
    run_module(module, _options, _prepare)
