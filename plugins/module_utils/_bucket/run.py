# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``artifact_bucket``: reads the bucket, plans its changes, and applies the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .._aws.connection import Connection
from .._aws.execute import execute
from .._aws.run import PlannedRun, run_module
from .options import check_place, read_options
from .plan import is_to_delete, plan
from .spec import BucketSpec, Place
from .store import BucketStore

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_artifact_bucket"]


def _prepare(connection: Connection, spec: BucketSpec) -> PlannedRun:
    place = Place(identity=connection.identity(), region=connection.region or "")
    check_place(spec, place)
    store = BucketStore(connection, spec.name, place.identity.account_id)
    found = store.read()
    planned = plan(spec, place, found, store.contents() if is_to_delete(spec, found) else None)
    return PlannedRun(
        title=f"Artifact bucket in account {place.identity.account_id}, Region {place.region}",
        plan=planned,
        apply=lambda: execute(store.apply, planned.changes),
        result={"bucket": planned.described(), "policy_artifact_buckets": planned.policy_artifact_buckets()},
    )


def run_artifact_bucket(module: AnsibleAWSModule) -> None:
    """Converges a bucket by the parameters of the module, and ends the module."""
    run_module(module, read_options, _prepare)
