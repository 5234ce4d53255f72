# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Permission sets for the tests of plans, and what calls make of them, as AWS documents it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.model import (
    Assignment,
    Found,
    PermissionSet,
    PolicyReference,
    Principal,
    PrincipalType,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.spec import PermissionSetSpec
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import Change
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.ownership import OWN_TAG

GENERAL = PolicyReference("/app2container/", "App2ContainerGeneral")
SECOND = PolicyReference("/app2container/", "App2ContainerGeneral-2")
OTHER = PolicyReference("/", "Other")
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
ACCOUNTS = ("111111111111", "222222222222", "333333333333")
OURS = PermissionSet(tags=OWN_TAG, policies=(GENERAL,))


def assignment(number: int = 0, name: str = "engineers", kind: PrincipalType = "GROUP") -> Assignment:
    return Assignment(account_id=ACCOUNTS[number], principal=Principal(type=kind, principal_id=f"id-{name}", name=name))


def asked(**settings: Any) -> PermissionSetSpec:
    defaults: dict[str, Any] = {
        "present": True,
        "name": "People",
        "policies": (GENERAL,),
        **dict.fromkeys(("description", "session_hours", "relay_state", "boundary", "tags", "assignments")),
        **dict.fromkeys(("adopt", "purge_policies", "purge_assignments"), False),
        "purge_tags": True,
        "instance_arn": None,
        "lookup_role_arn": None,
        "wait_seconds": 600,
    }
    return PermissionSetSpec(**{**defaults, **settings})


def found(state: PermissionSet | None = OURS, *assignments: Assignment) -> Found:
    accounts = tuple(sorted({item.account_id for item in assignments}))
    return Found(state=state, assignments=assignments, accounts=accounts)


def _tags(given: Iterable[dict[str, str]]) -> dict[str, str]:
    return {item["Key"]: item["Value"] for item in given}


def _reference(given: dict[str, str]) -> PolicyReference:
    return PolicyReference(given["Path"], given["Name"])


def _settings(state: PermissionSet, params: Any) -> PermissionSet:
    """What is left out is reset."""
    return replace(
        state,
        description=params.get("Description", ""),
        session=params.get("SessionDuration", "PT1H"),
        relay_state=params.get("RelayState", ""),
    )


def _attached(state: PermissionSet, params: Any) -> PermissionSet:
    policy = _reference(params["CustomerManagedPolicyReference"])
    assert policy not in state.policies
    return replace(state, policies=tuple(sorted((*state.policies, policy))))


def _detached(state: PermissionSet, params: Any) -> PermissionSet:
    policy = _reference(params["CustomerManagedPolicyReference"])
    return replace(state, policies=tuple(item for item in state.policies if item != policy))


def _aws_policy_detached(state: PermissionSet, params: Any) -> PermissionSet:
    arn = params["ManagedPolicyArn"]
    return replace(state, aws_policies=tuple(item for item in state.aws_policies if item != arn))


def _bounded(state: PermissionSet, params: Any) -> PermissionSet:
    boundary = params["PermissionsBoundary"]
    reference = boundary.get("CustomerManagedPolicyReference")
    return replace(state, boundary=_reference(reference) if reference else boundary["ManagedPolicyArn"])


def _untagged(state: PermissionSet, params: Any) -> PermissionSet:
    return replace(state, tags={key: value for key, value in state.tags.items() if key not in params["TagKeys"]})


# Calls that leave what is provisioned as it is, and those that change what has to be.
ON_TAGS: Mapping[str, Callable[[PermissionSet, Any], PermissionSet]] = {
    "TagResource": lambda state, params: replace(state, tags={**state.tags, **_tags(params["Tags"])}),
    "UntagResource": _untagged,
}
ON_SETS: Mapping[str, Callable[[PermissionSet, Any], PermissionSet]] = {
    "UpdatePermissionSet": _settings,
    "AttachCustomerManagedPolicyReferenceToPermissionSet": _attached,
    "DetachCustomerManagedPolicyReferenceFromPermissionSet": _detached,
    "DetachManagedPolicyFromPermissionSet": _aws_policy_detached,
    "DeleteInlinePolicyFromPermissionSet": lambda state, _params: replace(state, inline_policy=""),
    "DeletePermissionsBoundaryFromPermissionSet": lambda state, _params: replace(state, boundary=""),
    "PutPermissionsBoundaryToPermissionSet": _bounded,
}


def after(before: Found, change: Change[Any]) -> Found:
    """What there is after a call."""
    state, operation, params = before.state, change.operation, change.params
    if operation == "CreatePermissionSet":
        assert state is None
        return replace(before, state=_settings(PermissionSet(tags=_tags(params["Tags"])), params))
    assert state is not None
    if operation in ("CreateAccountAssignment", "DeleteAccountAssignment"):
        return _assigned(before, change)
    if operation == "DeletePermissionSet":
        assert not before.assignments
        return Found()
    if operation == "ProvisionPermissionSet":
        return replace(before, state=replace(state, outdated_accounts=()))
    if operation in ON_TAGS:
        return replace(before, state=ON_TAGS[operation](state, params))
    return replace(before, state=replace(ON_SETS[operation](state, params), outdated_accounts=before.accounts))


def _assigned(before: Found, change: Change[Any]) -> Found:
    """An assignment provisions the newest version; with the last one, an account loses it."""
    params = change.params
    principal = Principal(type=params["PrincipalType"], principal_id=params["PrincipalId"])
    item = Assignment(account_id=params["TargetId"], principal=principal)
    others = [other for other in before.assignments if other != item]
    assignments = [*others, item] if change.operation.startswith("Create") else others
    assert (item in before.assignments) is (assignments == others)
    accounts = tuple(sorted({other.account_id for other in assignments}))
    assert before.state is not None
    outdated = set(before.state.outdated_accounts).intersection(accounts) - (
        {item.account_id} if change.operation.startswith("Create") else set()
    )
    state = replace(before.state, outdated_accounts=tuple(sorted(outdated)))
    return Found(state=state, assignments=tuple(assignments), accounts=accounts)
