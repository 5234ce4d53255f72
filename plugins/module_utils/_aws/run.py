# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The run of a module: read, plan and, outside of check mode, apply. Results and failures are returned here only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from .._errors import App2ContainerError
from .._iam.checks import check_arn
from .._options import checks
from .._plan.change import NOTHING
from .._plan.plan import Plan
from .connection import Connection
from .execute import PartialFailureError

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["PlannedRun", "run_module"]

Options = TypeVar("Options")


@dataclass(frozen=True, kw_only=True)
class PlannedRun:
    """The plan of a module, what the module returns besides, and what carries the plan out.

    ``apply`` returns what only AWS knows, such as the ids of new resources: it is added to the result.
    """

    plan: Plan[Any]
    apply: Callable[[], Mapping[str, Any] | None]
    result: Mapping[str, Any] = field(default_factory=lambda: NOTHING)


def _connected(module: AnsibleAWSModule, calls: Counter[str]) -> Connection:
    """A connection by the options that all modules with an account have, which are checked first."""
    role_arn, account_id = module.params["assume_role_arn"], module.params["account_id"]
    if role_arn:
        check_arn(role_arn, "assume_role_arn", kinds=("role",), partition="")
    if account_id is not None:
        checks.account_id("account_id", account_id)
    return Connection(module, calls, role_arn, account_id)


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
    try:
        wanted = options(module.params)
        run = prepare(_connected(module, calls), wanted)
        known = None if module.check_mode else run.apply()
    except PartialFailureError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())), **error.details())
    except App2ContainerError as error:
        module.fail_json(msg=str(error), api_calls=dict(sorted(calls.items())))
    else:
        for finding in run.plan.findings:
            if finding.severity == "warning":
                module.warn(f"{finding.where}: {finding.message}")
        result = {**run.plan.result(), **run.result, **(known or {})}
        module.exit_json(**result, api_calls=dict(sorted(calls.items())))
