# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``worker_association``: reads instances, plans their instance profiles, and applies the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.errors import translated, unless_missing
from .._aws.execute import execute
from .._aws.run import PlannedRun, run_module
from .._errors import OptionError
from .ec2 import Ec2
from .model import Profile
from .options import read_options
from .plan import AssociationPlan, plan
from .spec import AssociationSpec

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_worker_association"]


def _profile(connection: Connection, name: str) -> Profile:
    """The requested instance profile, which must exist and have a role."""
    option = "instance_profile_name"
    with translated(f"read instance profile {name}"):
        answer = unless_missing(connection.iam.get_instance_profile, InstanceProfileName=name)
    if answer is None:
        hint = "create it with the option worker of the module access, or correct the name or the credentials"
        raise OptionError(option, name, "the account has no such instance profile", hint)
    found = answer["InstanceProfile"]
    if not found["Roles"]:
        hint = "add a role to it, as the option worker of the module access does"
        raise OptionError(option, name, "the instance profile has no role", hint)
    return Profile(arn=found["Arn"], profile_id=found["InstanceProfileId"])


def _apply(ec2: Ec2, planned: AssociationPlan) -> dict[str, Any]:
    """Makes the changes. Returns the instances with the ids that EC2 assigned."""
    execute(ec2.apply, planned.changes)
    return {"instances": planned.described(ec2.association_ids)}


def _prepare(connection: Connection, spec: AssociationSpec) -> PlannedRun:
    connection.check_account()
    profile = _profile(connection, spec.profile_name) if spec.present else None
    ec2 = Ec2(connection)
    planned = plan(spec, profile, ec2.instances(spec))
    return PlannedRun(
        title="Instance profiles of EC2 instances",
        plan=planned,
        apply=lambda: _apply(ec2, planned),
        result={"instances": planned.described(), "replaced": planned.replaced()},
    )


def run_worker_association(module: AnsibleAWSModule) -> None:
    """Converges the instance profiles of instances by the parameters of the module, and ends the module."""
    run_module(module, read_options, _prepare)
