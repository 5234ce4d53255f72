# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_template``: the access that the module ``access`` gives, as a template for other tools."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from .._account.draft import AccountPlan
from .._account.model import Group, Snapshot
from .._account.plan import plan
from .._account.result import access_result
from .._account.spec import Desired
from .._account.wanted import wanted_access
from .._iam.entities import Identity
from .._options.checks import account_id
from .._plan.finding import Finding, finding
from .._plan.offline import run_offline
from .._plan.summary import findings_lines, refuse_findings
from .cloudformation import MAX_BODY, cloudformation
from .compose import Export, compose, left_out
from .existing import read_existing
from .findings import FINDINGS
from .rendered import Format, Rendered, text_of
from .terraform import terraform

if TYPE_CHECKING:
    from ansible.module_utils.basic import AnsibleModule

__all__ = ["FORMATS", "export_result", "run_access_template"]


@dataclass(frozen=True, kw_only=True)
class FormatRow:
    """One format: its name for people, what writes it, and from which size on it is not indented."""

    title: str
    write: Format
    most: int | None = None


FORMATS: Mapping[str, FormatRow] = MappingProxyType(
    {
        "cloudformation": FormatRow(title="CloudFormation template", write=cloudformation, most=MAX_BODY),
        "terraform": FormatRow(title="Terraform configuration", write=terraform),
    }
)


def _planned(desired: Desired) -> AccountPlan:
    """The plan for an empty account; a group that is only referred to is there."""
    snapshot = Snapshot(identity=desired.identity, complete=True)
    if desired.group and not desired.group.managed:
        snapshot = snapshot.with_entity(Group(name=desired.group.name, path="", arn=""))
    return plan(desired, snapshot)


def _summary(row: FormatRow, export: Export, rendered: Rendered, found: tuple[Finding, ...]) -> list[str]:
    number, imported = len(export.items), len(rendered.imports)
    entities = f"{number} {'entity' if number == 1 else 'entities'} of IAM"
    exists = f", {imported} of its resources to import" if imported else ""
    return [f"{row.title} for account {export.identity.account_id}: {entities}{exists}.", *findings_lines(found)]


def export_result(params: dict[str, Any]) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """What the module returns for its options, and the findings.

    Raises:
        App2ContainerError: options that cannot work, conflicts, or findings that fail the module.
    """
    identity = Identity(account_id=account_id("account_id", params["account_id"]), partition=params["partition"])
    region = os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    desired, policy_findings = wanted_access({**params, "state": "present"}, identity, region)
    planned = _planned(desired)
    export, export_findings = compose(desired, planned, read_existing(params["existing"] or {}, identity))
    row = FORMATS[params["format"]]
    rendered = row.write(export)
    removals = (finding(FINDINGS, "not-in-template", option) for option in left_out(desired))
    found = (*policy_findings, *planned.findings, *export_findings, *rendered.findings, *removals)
    refuse_findings(found, params["fail_on"])
    text = text_of(rendered.template, row.most)
    return {
        "summary": _summary(row, export, rendered, found),
        "template": rendered.template,
        "text": text,
        "size": len(text.encode()),
        "imports": list(rendered.imports),
        "import_template": rendered.import_template,
        "missing_tags": list(rendered.missing_tags),
        "access": access_result(desired, planned.after),
        "findings": [item.to_json() for item in found],
    }, found


def run_access_template(module: AnsibleModule) -> None:
    """Ends the module ``access_template`` with the template of its parameters."""
    run_offline(module, export_result)
