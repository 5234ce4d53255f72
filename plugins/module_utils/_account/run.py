# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access``: reads one account, plans its access, and applies the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.errors import AccessDeniedError
from .._aws.run import PlannedRun, run_module
from .._errors import OptionError
from .._plan.finding import Finding, finding
from .._plan.summary import grouped
from .apply import apply
from .draft import AccountPlan
from .findings import FINDINGS
from .lookups import FEW_CALLS, calls_by_name, reads_whole_account
from .model import Snapshot
from .observe import Observer
from .plan import plan
from .policies import arranged_policy
from .preflight import needs, principal
from .quotas import check_quotas
from .result import access_result
from .spec import Desired
from .wanted import wanted_access

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["prefers_account", "run_access"]

ADDITIONS = frozenset({"create", "attach", "add", "update"})
PURGES = ("purge", "purge_policies")  # options that need the whole account
KEEPS_PATH_IN_USE = frozenset({"administrator-left-over", "made-elsewhere"})  # findings on what stays after a removal


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
    discovery = "account" if any(map(params.get, PURGES)) else params["discovery"]
    if discovery == "targeted" or (discovery == "auto" and not prefers_account(params, connection)):
        return None
    try:
        return Observer(connection).account()
    except AccessDeniedError:
        if discovery == "account":
            raise
        return None


def _checked(params: dict[str, Any]) -> dict[str, Any]:
    """The parameters, unless they contradict each other.

    Raises:
        OptionError: what no option names is to be removed, but not looked for.
    """
    for option in PURGES:
        if params[option] and params["discovery"] == "targeted":
            problem = f"{option} removes what no option names, which only the whole account shows"
            raise OptionError("discovery", "targeted", problem, f"set discovery to account, or {option} to false")
    return params


def _not_looked(planned: AccountPlan) -> tuple[Finding, ...]:
    """The finding that only what the options name was read."""
    where = f"Account {planned.before.identity.account_id}"
    return () if planned.before.complete else (finding(FINDINGS, "not-looked", where),)


def _not_removed(desired: Desired, planned: AccountPlan) -> str:
    """Why a run that should leave nothing of this collection under the path fails in the end; empty if it does not."""
    kept = [found for found in planned.findings if found.id in KEEPS_PATH_IN_USE]
    if desired.present or not desired.purge or not kept:
        return ""
    return f"Not everything that this collection manages could be removed: {'; '.join(grouped(kept))}"


def _plan(connection: Connection, params: dict[str, Any]) -> tuple[Desired, AccountPlan, tuple[Finding, ...]]:
    observed = _read_account(connection, params)
    identity = connection.identity() if observed is None else connection.guarded(observed.identity)
    desired, policy_findings = wanted_access(params, identity, connection.region)
    observer = Observer(connection)
    observed = observer.by_name(desired) if observed is None else observed
    observed = observer.complete(desired, observed)
    desired = arranged_policy(desired, observed)
    planned = plan(desired, observed)
    observer.check_references(desired, planned)
    adds = any(change.action in ADDITIONS for change in planned.changes)
    check_quotas(planned, connection.summary() if adds else {})
    return desired, planned, policy_findings


def _prepare(connection: Connection, params: dict[str, Any]) -> PlannedRun:
    desired, planned, policy_findings = _plan(connection, params)
    return PlannedRun(
        title=f"Access in account {desired.identity.account_id}",
        plan=planned,
        apply=lambda: apply(connection, planned),
        result={"access": access_result(desired, planned.after)},
        findings=(*policy_findings, *_not_looked(planned)),
        failure=_not_removed(desired, planned),
        needs=needs(planned),
        principal=lambda ref: principal(planned.before, ref),
    )


def run_access(module: AnsibleAWSModule) -> None:
    """Converges one account by the parameters of the module ``access``, and ends the module."""
    run_module(module, _checked, _prepare)
