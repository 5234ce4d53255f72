# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs a module that only computes: it needs no AWS, and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .._errors import App2ContainerError
from .finding import Finding
from .summary import FindingsError, warnings

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

__all__ = ["run_offline"]

Result = Callable[[dict[str, Any]], tuple[dict[str, Any], tuple[Finding, ...]]]


def run_offline(module: AnsibleModule, result: Result) -> None:
    """Ends the module with what it returns for its options, and shows the findings."""
    try:
        returned, found = result(module.params)
    except FindingsError as error:
        module.fail_json(msg=str(error), findings=[finding.to_json() for finding in error.findings])
    except App2ContainerError as error:
        module.fail_json(msg=str(error))
    for line in warnings(found):
        module.warn(line)
    module.exit_json(changed=False, **returned)
