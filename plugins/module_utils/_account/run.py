# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access``: reads one account, plans its access, and applies the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.errors import AccessDeniedError
from .._aws.run import PlannedRun, run_module
from .._iam.entities import Identity
from .._plan.finding import Finding
from .._policy.build import build, findings
from .._policy.options import PolicyOptions
from .apply import apply
from .draft import AccountPlan
from .lookups import FEW_CALLS, calls_by_name, reads_whole_account
from .model import Snapshot
from .observe import Observer
from .options import read_options
from .plan import plan
from .quotas import check_quotas
from .result import access_result
from .spec import Desired

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["prefers_account", "run_access"]

ADDITIONS = frozenset({"create", "attach", "add", "update"})


def prefers_account(params: dict[str, Any], connection: Connection) -> bool:
    """Tells whether ``discovery: auto`` reads the whole account."""
    if calls_by_name(params) <= FEW_CALLS:
        return False
    try:
        return reads_whole_account(params, connection.summary())
    except AccessDeniedError:
        return False


def _read_account(connection: Connection, params: dict[str, Any]) -> Snapshot | None:
    """The whole account, or None where reading by name is asked for, is cheaper, or is all that is allowed."""
    discovery = params["discovery"]
    if discovery == "targeted" or (discovery == "auto" and not prefers_account(params, connection)):
        return None
    try:
        return Observer(connection).account()
    except AccessDeniedError:
        if discovery == "account":
            raise
        return None


def _desired(connection: Connection, params: dict[str, Any], identity: Identity) -> tuple[Desired, tuple[Finding, ...]]:
    if not params["policy"] or params["state"] == "absent":
        return read_options(params, identity), ()
    options = PolicyOptions.from_params(
        params["policy"],
        account_id=identity.account_id,
        partition=identity.partition,
        default_region=connection.region,
        prefix="policy.",
    )
    documents = build(options)
    return read_options(params, identity, documents), findings(options, documents)


def _plan(connection: Connection, params: dict[str, Any]) -> tuple[Desired, AccountPlan, tuple[Finding, ...]]:
    observed = _read_account(connection, params)
    identity = connection.identity() if observed is None else connection.guarded(observed.identity)
    desired, policy_findings = _desired(connection, params, identity)
    observer = Observer(connection)
    observed = observer.by_name(desired) if observed is None else observed
    planned = plan(desired, observer.complete(desired, observed))
    observer.check_references(desired, planned)
    if any(change.action in ADDITIONS for change in planned.changes):
        check_quotas(planned, connection.summary())
    return desired, planned, policy_findings


def _prepare(connection: Connection, params: dict[str, Any]) -> PlannedRun:
    desired, planned, policy_findings = _plan(connection, params)
    return PlannedRun(
        title=f"Access in account {desired.identity.account_id}",
        plan=planned,
        apply=lambda: apply(connection, planned),
        result={"access": access_result(desired, planned.after)},
        findings=policy_findings,
    )


def run_access(module: AnsibleAWSModule) -> None:
    """Converges one account by the parameters of the module ``access``, and ends the module."""
    run_module(module, dict, _prepare)
