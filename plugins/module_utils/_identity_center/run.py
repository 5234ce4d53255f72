# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``permission_set``: reads a permission set, plans its changes, and applies the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.execute import execute
from .._aws.run import PlannedRun, run_module
from .center import IdentityCenter
from .lookup import check_policies
from .model import Assignment, Found
from .options import check_partition, read_options
from .plan import PermissionSetPlan, plan
from .spec import PermissionSetSpec
from .store import IdentityStore
from .writer import Writer

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_permission_set"]


def _described(center: IdentityCenter, spec: PermissionSetSpec, planned: PermissionSetPlan) -> dict[str, Any]:
    """The permission set as results show it; its ARN is null until AWS has assigned one."""
    if planned.state is None:
        return {"permission_set": None}
    named = {"name": spec.name, "arn": center.set_arn or None, "instance_arn": center.instance_arn}
    return {"permission_set": {**named, **planned.state.attributes()}}


def _with_names(found: Found, wanted: Sequence[Assignment], store: IdentityStore) -> Found:
    """What was read, with the names of all principals."""
    known = {assignment.principal: assignment.principal for assignment in wanted}
    unknown = [item.principal for item in found.assignments if item.principal not in known]
    known |= store.named(unknown)
    named = tuple(replace(item, principal=known[item.principal]) for item in found.assignments)
    return replace(found, assignments=named)


def _prepare(connection: Connection, spec: PermissionSetSpec) -> PlannedRun:
    connection.check_account()
    center = IdentityCenter(connection, spec.instance_arn)
    check_partition(spec, center.partition)
    store = IdentityStore(connection, center.store_id)
    requests = spec.assignments if spec.present else None
    wanted = None if requests is None else store.wanted(requests)
    found = center.read(spec.name, frozenset(item.account_id for item in wanted or ()))
    planned = plan(spec, _with_names(found, wanted or (), store), wanted)
    policies = planned.state.references if planned.state else {}
    findings = check_policies(connection, policies, planned.checked, spec.lookup_role_arn)
    writer = Writer(connection, center, spec)

    def apply() -> dict[str, Any]:
        execute(writer.apply, planned.changes)
        return _described(center, spec, planned)

    return PlannedRun(
        title=f"Permission set {spec.name}",
        plan=planned,
        apply=apply,
        findings=findings,
        result={"assignments": planned.described(), **_described(center, spec, planned)},
    )


def run_permission_set(module: AnsibleAWSModule) -> None:
    """Converges a permission set by the parameters of the module, and ends the module."""
    run_module(module, read_options, _prepare)
