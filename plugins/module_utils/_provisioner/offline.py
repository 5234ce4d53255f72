# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``provisioner_template``: the provisioner as a template of CloudFormation, for accounts or a stack set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._export.cloudformation import MAX_BODY
from .._export.rendered import text_of
from .._iam.entities import Identity
from .._plan.finding import Finding, finding
from .._plan.offline import run_offline
from .._plan.summary import findings_lines, refuse_findings
from .findings import FINDINGS
from .options import read_options
from .spec import ANY
from .stack_set import stack_set_template
from .template import PLACE, account_template

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

__all__ = ["run_provisioner_template", "template_result"]


def template_result(params: dict[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """What the module returns for its options, and the findings.

    Raises:
        App2ContainerError: options that cannot work, or a template that is too large.
    """
    trusting = Identity(account_id=ANY.account_id, partition=params["partition"])
    spec = read_options(params, PLACE, trusting)
    inner, units = account_template(spec), params["stack_set"]
    template = stack_set_template(inner, units, spec.tags) if units else inner
    text = text_of(template, MAX_BODY)
    size = len(text.encode())
    found = (finding(FINDINGS, "stack-set-too-large", "Template", size=size, most=MAX_BODY),) if size > MAX_BODY else ()
    refuse_findings(found, "error")
    what = f"Stack with a stack set for {', '.join(units['organizational_units'])}" if units else "Stack for an account"
    return {
        "summary": [f"{what}: {len(template['Resources'])} resources, {size} bytes.", *findings_lines(found)],
        "template": template,
        "text": text,
        "size": size,
        "account_template": inner,
        "role_arn": spec.role_arn.replace(PLACE.partition, params["partition"]).replace(PLACE.account_id, "*"),
        "findings": [item.to_json() for item in found],
    }, found


def run_provisioner_template(module: AnsibleModule) -> None:
    """Ends the module ``provisioner_template`` with the template of its parameters."""
    run_offline(module, template_result)
