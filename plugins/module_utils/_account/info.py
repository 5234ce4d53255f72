# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_info``: reads one account, and says what this collection has in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.run import run_reading
from .._iam.checks import check_path
from .._plan.finding import Finding, finding
from .findings import FINDINGS
from .found import read_names, with_all_policies
from .leftovers import leftovers
from .model import Snapshot
from .observe import Observer
from .ownership import is_managed
from .picture import picture
from .result import access_result
from .review import review_read
from .spec import Desired
from .trust import trust_advice

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_info"]


def _observed(connection: Connection, params: dict[str, Any]) -> tuple[Desired, Snapshot]:
    """What to look at, and the account as far as that takes."""
    observer = Observer(connection)
    if params["discovery"] == "targeted":
        desired = read_names(params, connection.identity(), None)
        observed = observer.by_name(desired)
        return with_all_policies(desired, observed), observed
    observed = observer.account()
    identity = connection.guarded(observed.identity)
    observed = observer.with_profiles(observed, check_path(params["path"], "path"))
    desired = read_names(params, identity, observed)
    # The length of sessions is not reported, so the roles are not read once more for it.
    return desired, observer.complete(replace(desired, deployer=None, general_role=None), observed)


def _on_trust(desired: Desired, observed: Snapshot) -> Iterator[Finding]:
    """The findings on whom the roles trust that this collection manages."""
    roles = (observed.role(spec.name) for spec in desired.roles.values())
    for role in (found for found in roles if found and is_managed(desired, found)):
        yield from (finding(FINDINGS, name, role.ref, **values) for name, values in trust_advice(role.trust))


def _findings(desired: Desired, observed: Snapshot) -> list[Finding]:
    found = [*review_read(desired, observed), *_on_trust(desired, observed)]
    if not observed.complete:
        return [*found, finding(FINDINGS, "not-looked", f"Account {desired.identity.account_id}")]
    return [*found, *(finding(FINDINGS, item.finding, item.entity.ref) for item in leftovers(desired, observed))]


def _read(connection: Connection, params: dict[str, Any]) -> dict[str, Any]:
    desired, observed = _observed(connection, params)
    access, findings = access_result(desired, observed), _findings(desired, observed)
    return {
        "account_id": desired.identity.account_id,
        "access": access,
        "findings": [item.to_json() for item in findings],
        "summary": picture(access, findings),
    }


def run_access_info(module: AnsibleAWSModule) -> None:
    """Reads one account by the parameters of the module ``access_info``, and ends the module."""
    run_reading(module, _read)
