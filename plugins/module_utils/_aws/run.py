# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run of a module: read, plan and, outside of check mode, apply. Results and failures are returned here only."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from ansible.module_utils.common.warnings import warn

from .._errors import App2ContainerError, OptionError
from .._iam.checks import check_arn, check_external_id
from .._options import checks
from .._options.mode import checks_only
from .._plan.change import NOTHING
from .._plan.finding import Finding
from .._plan.held_up import held_up_message
from .._plan.plan import Plan
from .._plan.rights import Need
from .._plan.summary import RETURNED, FindingsError, refuse_findings, summary, warnings
from .clients import Clients
from .connection import Connection
from .execute import PartialFailureError
from .origin import endpoint_findings
from .preflight import FindPrincipal, try_rights

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["Answered", "PlannedRun", "run_answering", "run_module"]

Options = TypeVar("Options")


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a module that changes nothing returns.

    ``failure`` is the message with which it fails all the same, since the user does not accept what it says. ``write``
    writes files that the user asks for; it is not called in check mode.
    """

    result: Mapping[str, Any]
    failure: str = ""
    write: Callable[[], object] | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """The plan of a module, what carries it out, and what the module returns besides.

    ``title`` begins the summary, ``pending`` are its lines on what waits. ``findings`` are further ones than those of
    the plan. ``apply`` returns what only AWS knows, such as the ids of new resources: it is added to the result.
    ``failure`` is the message with which the run fails in the end, after all that it could do.
    ``needs`` are the rights that the changes need, and ``principal`` finds a user or role among what was read.
    ``held_up``, which is asked last, tells what is left out because of which problem; then the module fails in the end.
    """

    title: str
    plan: Plan[Any]
    apply: Callable[[], Mapping[str, Any] | None]
    result: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    findings: tuple[Finding, ...] = ()
    pending: tuple[str, ...] = ()
    failure: str = ""
    needs: tuple[Need, ...] = ()
    principal: FindPrincipal = lambda _ref: None
    held_up: Callable[[], Mapping[str, str]] = dict

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """The further findings and those of the plan."""
        return (*self.findings, *self.plan.findings)

    def outcome(self, *, check: bool) -> dict[str, Any]:
        """What the module returns, apart from what only AWS knows."""
        lines = summary(self.title, self.plan, check=check, findings=self.all_findings, pending=self.pending)
        found = [finding.to_json() for finding in self.all_findings]
        return {**self.plan.result(), "findings": found, **self.result, "summary": lines}


def _connected(module: AnsibleAWSModule, calls: Counter[str]) -> Connection:
    """A connection by the options that all modules with an account have, which are checked first; empty is not set."""
    names = ("assume_role_arn", "account_id", "assume_role_external_id")
    role_arn, account_id, external_id = (module.params[option] or None for option in names)
    if role_arn:
        check_arn(role_arn, "assume_role_arn", kinds=("role",), partition="")
    if account_id:
        checks.account_id("account_id", account_id)
    if external_id:
        check_external_id(external_id, "assume_role_external_id")
    if external_id and not role_arn:
        raise OptionError("assume_role_external_id", external_id, "has no effect without assume_role_arn", "set both")
    return Connection(Clients(module), calls, role_arn, account_id, external_id)


def _accepted(params: Mapping[str, Any], connection: Connection, run: PlannedRun) -> PlannedRun:
    """The run with all its findings, of which the user accepts all. The last thing before the first change."""
    fail_on = params.get("fail_on", "never")
    refuse_findings((*endpoint_findings(connection.endpoints), *run.all_findings), fail_on)
    tried = try_rights(connection, run.needs, run.principal) if params.get("preflight") else ()
    refuse_findings(tried, fail_on)
    return replace(run, findings=(*endpoint_findings(connection.endpoints), *run.findings, *tried))


def run_module(
    module: AnsibleAWSModule,
    options: Callable[[dict[str, Any]], Options],
    prepare: Callable[[Connection, Options], PlannedRun],
) -> None:
    """Runs a module, and ends it.

    Args:
        module: the module.
        options: reads the options from the parameters, without a call.
        prepare: plans, by calls that only read.
    """
    calls: Counter[str] = Counter()
    check = checks_only(module)
    try:
        wanted = options(module.params)
        connection = _connected(module, calls)
        run = prepare(connection, wanted)
        run = _accepted(module.params, connection, run)
        known = None if check else run.apply()
    except PartialFailureError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())), **error.details())
    except FindingsError as error:
        found = [finding.to_json() for finding in error.findings]
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())), findings=found)
    except App2ContainerError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())))
    else:
        _end(module, run, {**(known or {}), "api_calls": dict(sorted(calls.items()))}, check=check)


def _end(module: AnsibleAWSModule, run: PlannedRun, further: Mapping[str, Any], *, check: bool) -> None:
    """Shows the findings and ends a module that has done all that it could; ``further`` is added to its result."""
    problems = run.held_up()
    told = [item for item in run.all_findings if item.severity != "error" or item.where not in problems]
    lines = warnings(told)
    result = {**run.outcome(check=check), **further}
    if getattr(module, "returns_warnings", RETURNED in os.environ):
        result["returned_warnings"], lines = lines, []
    for line in lines:
        warn(line)  # the method of AnsibleAWSModule returns it in a way that newer versions of Ansible deprecate
    if problems:
        changes = result["changes"]
        message = held_up_message(problems, len(changes), check=check)
        tried = {"applied": [] if check else changes, "failed_changes": [], "remaining": changes if check else []}
        module.fail_json(msg=message, **result, **tried)
    if run.failure:
        module.fail_json(msg=run.failure, **result)
    module.exit_json(**result)


def run_answering(
    module: AnsibleAWSModule, answer: Callable[[Callable[[], Connection], dict[str, Any]], Answered]
) -> None:
    """Runs a module that changes nothing and can do without AWS, and ends it.

    Args:
        module: the module.
        answer: returns the result. It gets what connects to the account, which it calls if it needs the account.
    """
    calls: Counter[str] = Counter()
    check = checks_only(module)
    try:
        given = answer(lambda: _connected(module, calls), module.params)
        if given.write and not check:
            given.write()
    except App2ContainerError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())))
    else:
        result = {**given.result, "api_calls": dict(sorted(calls.items()))}
        if given.failure:
            module.fail_json(msg=given.failure, **result)
        module.exit_json(**result)
