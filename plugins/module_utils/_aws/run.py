# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One module call: read, plan, and, outside of check mode, apply. The one place where results and failures leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from .._errors import App2ContainerError
from .._iam.limits import check_arn
from .._options import checks
from .._plan.finding import Finding
from .connection import Connection
from .execute import PartialFailureError

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["Prepared", "run_module"]

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
