# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The access of one account: what the module ``access`` reads and plans, and how it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection, check_account
from .._aws.errors import AccessDeniedError
from .._aws.run import Prepared, run_module
from .._iam.entities import Identity
from .._plan.finding import Finding
from .._policy.build import build, findings
from .._policy.options import PolicyOptions
from .apply import apply
from .desired import desired_from_params
from .model import Snapshot
from .observe import Observer, prefers_account
from .plan import Plan, check_quotas, plan
from .result import access_result
from .spec import Desired

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access"]

GROWING = frozenset({"create", "attach", "add", "update"})


def _read_account(connection: Connection, params: dict[str, Any]) -> Snapshot | None:
    """The whole account, or None where reading by name is asked for, cheaper, or all that is allowed."""
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
        return desired_from_params(params, identity), ()
    options = PolicyOptions.from_params(
        params["policy"],
        account_id=identity.account_id,
        partition=identity.partition,
        default_region=connection.region,
        prefix="policy.",
    )
    documents = build(options)
    return desired_from_params(params, identity, documents), findings(options, documents)


def _plan(connection: Connection, params: dict[str, Any]) -> tuple[Desired, Plan, tuple[Finding, ...]]:
    observed = _read_account(connection, params)
    identity = observed.identity if observed else connection.identity()
    check_account(identity, params["account_id"])
    desired, notes = _desired(connection, params, identity)
    observer = Observer(connection)
    planned = plan(desired, observer.complete(desired, observed or observer.by_name(desired)))
    observer.check_references(desired, planned)
    if any(change.verb in GROWING for change in planned.changes):
        check_quotas(planned, connection.summary())
    return desired, planned, notes


def _prepare(connection: Connection, params: dict[str, Any]) -> Prepared:
    """What converges one account by the parameters of the ``access`` module."""
    desired, planned, notes = _plan(connection, params)
    return Prepared(
        result={
            "changed": bool(planned.changes),
            "diff": planned.diff(),
            "changes": [change.to_json() for change in planned.changes],
            "access": access_result(desired, planned.after),
            "findings": [finding.to_json() for finding in (*notes, *planned.findings)],
        },
        apply=lambda: apply(connection, planned),
        findings=planned.findings,
    )


def run_access(module: AnsibleAWSModule) -> None:
    """Converges one account by the parameters of the ``access`` module, and ends the module."""
    run_module(module, dict, _prepare)
