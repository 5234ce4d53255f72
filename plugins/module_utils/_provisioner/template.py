# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The provisioner as a template of AWS CloudFormation for any account: the plan for an empty account, written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._account.draft import AccountPlan
from .._account.model import Snapshot
from .._export.cloudformation import cloudformation
from .._export.compose import Export, items_of
from .._export.rendered import Json
from .._iam.entities import Identity, Kind, Ref
from .plan import plan
from .spec import ProvisionerSpec

__all__ = ["PLACE", "account_template", "planned_anywhere"]

PLACE = Identity(account_id="${AWS::AccountId}", partition="${AWS::Partition}")  # pseudo parameters of CloudFormation
DESCRIPTION = (
    "The role through which fleetops.app2container manages the access for AWS App2Container in this account, its"
    " policies, and its permissions boundaries."
)

# What checkov finds, and why it is none.
ACCEPTED = tuple(
    {"id": identifier, "comment": "A permissions boundary, which grants nothing"}
    for identifier in ("CKV_AWS_108", "CKV_AWS_111")
)


def planned_anywhere(spec: ProvisionerSpec) -> AccountPlan:
    """The plan for an empty account."""
    return plan(spec, Snapshot(identity=spec.identity, complete=True))


def account_template(spec: ProvisionerSpec) -> Json:
    """The template of a spec whose account is ``PLACE``.

    What a stack deletes goes: that a boundary is still needed keeps IAM, and so the stack, from deleting it.
    """
    template = cloudformation(_export(spec, planned_anywhere(spec))).template
    for resource in template["Resources"].values():
        resource.pop("DeletionPolicy")
        resource.pop("UpdateReplacePolicy")
    template["Resources"]["WorkBoundary"]["Metadata"] = {"checkov": {"skip": list(ACCEPTED)}}
    return {
        **template,
        "Description": DESCRIPTION,
        "Resources": _substituted(template["Resources"]),
        "Outputs": template["Outputs"],
    }


def _words(spec: ProvisionerSpec, ref: Ref) -> tuple[str, ...]:
    """What an entity is, from which its logical ID is made."""
    if ref == Ref(Kind.POLICY, spec.boundary_name):
        return ("provisioner", "boundary")
    if ref == Ref(Kind.POLICY, spec.work_boundary):
        return ("work", "boundary")
    number = ref.name.removeprefix(spec.name).removeprefix("-")
    return ("provisioner", ref.kind.value, *([number] if number else []))


def _export(spec: ProvisionerSpec, planned: AccountPlan) -> Export:
    words = {ref: _words(spec, ref) for ref in planned.after}
    items = items_of(planned, dict(sorted(words.items(), key=lambda row: row[1])))
    return Export(identity=spec.identity, items=items, memberships=())


def _substituted(value: Any) -> Any:
    """A value whose texts have their pseudo parameters filled by CloudFormation, which leaves variables of IAM."""
    if isinstance(value, Mapping):
        return {key: _substituted(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_substituted(item) for item in value]
    if isinstance(value, str) and "${AWS::" in value:
        return {"Fn::Sub": value.replace("${aws:", "${!aws:")}
    return value
