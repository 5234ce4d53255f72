# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One module call: read, plan, and, outside of check mode, apply. The one place where results and failures leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from ansible_collections.fleetops.app2container.plugins.module_utils.aws.apply import apply
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.connection import Connection, check_account
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.errors import AccessDeniedError
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.observe import Observer, prefers_account
from ansible_collections.fleetops.app2container.plugins.module_utils.aws.waves import PartialFailureError
from ansible_collections.fleetops.app2container.plugins.module_utils.errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils.policy import checks
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.build import build, findings
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.findings import Finding
from ansible_collections.fleetops.app2container.plugins.module_utils.policy.options import PolicyOptions
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.desired import desired_from_params
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.limits import check_arn
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.model import Identity, Snapshot
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.parts import Desired
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.plan import Plan, check_quotas, plan
from ansible_collections.fleetops.app2container.plugins.module_utils.resources.result import access_result

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["Prepared", "run_access", "run_module"]

GROWING = frozenset({"create", "attach", "add", "update"})

Options = TypeVar("Options")


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What a module has found out: what it returns, what makes it so, and the findings that are shown as warnings.

    ``apply`` may return what only AWS knows, such as ids that it gives: this is added to the result.
    """

    result: Mapping[str, Any]
    apply: Callable[[], Mapping[str, Any] | None]
    findings: tuple[Finding, ...] = ()


def _connected(module: AnsibleAWSModule, calls: Counter[str]) -> Connection:
    """A connection by the options that all modules with an account have, which are checked first."""
    role_arn, account_id = module.params["assume_role_arn"], module.params["account_id"]
    if role_arn:
        check_arn(role_arn, "assume_role_arn", kinds=("role",), partition="")
    if account_id is not None:
        checks.account_id("account_id", account_id)
    return Connection(module, calls, role_arn)


def run_module(
    module: AnsibleAWSModule,
    options: Callable[[dict[str, Any]], Options],
    prepare: Callable[[Connection, Options], Prepared],
) -> None:
    """Reads the options, without a call; prepares, by calls that only read; outside of check mode applies; and ends."""
    calls: Counter[str] = Counter()
    try:
        wanted = options(module.params)
        prepared = prepare(_connected(module, calls), wanted)
        known = None if module.check_mode else prepared.apply()
    except PartialFailureError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())), **error.details())
    except App2ContainerError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())))
    else:
        for finding in prepared.findings:
            if finding.severity == "warning":
                module.warn(f"{finding.where}: {finding.message}")
        module.exit_json(**{**prepared.result, **(known or {})}, api_calls=dict(sorted(calls.items())))


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
    return desired_from_params(params, identity, build(options)), findings(options)


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
