# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights that the plan for an account needs: actions, resources and condition keys, change by change. Pure.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .._iam.entities import Ref
from .._plan.change import Change
from .._plan.principal import Principal
from .._plan.rights import Need
from .._plan.tags import tag_map
from .draft import AccountPlan
from .entity_types import ENTITY_TYPES
from .model import Entity, Role, Snapshot, User

__all__ = ["needs", "principal"]

Context = dict[str, tuple[str, ...]]

TAGS = frozenset({"aws:RequestTag", "aws:TagKeys"})
RESOURCE_TAGS = frozenset({"aws:ResourceTag", "iam:ResourceTag"})
BOUNDARY, POLICY = "iam:PermissionsBoundary", "iam:PolicyARN"
# Operations on users and roles that can be limited by the boundary: the new one, or the one that the entity has.
BOUNDED = frozenset(
    {
        *(f"{verb}{noun}Policy" for verb in ("Attach", "Delete", "Detach") for noun in ("User", "Role")),
        *(f"{verb}{noun}PermissionsBoundary" for verb in ("Delete", "Put") for noun in ("User", "Role")),
        *("CreateRole", "CreateUser", "DeleteRole", "UpdateAssumeRolePolicy", "UpdateRole"),
    }
)
MEMBERSHIPS = frozenset({"AddUserToGroup", "RemoveUserFromGroup"})
PASSED_TO = "ec2.amazonaws.com"


def principal(observed: Snapshot, ref: Ref) -> Principal | None:
    """A user or role of the account as it was read; None if it was not."""
    found = observed.get(ref)
    if not isinstance(found, (User, Role)) or not found.arn:
        return None
    return Principal(arn=found.arn, tags=found.tags or {})


def needs(plan: AccountPlan) -> tuple[Need, ...]:
    """The rights for all changes of a plan, in their order. Entities whose ARN is not known are left out."""
    return tuple(need for change in plan.changes for need in _needs(change, plan))


def _needs(change: Change[Entity], plan: AccountPlan) -> Iterator[Need]:
    context, carries = _context(change)
    for arn in _resources(change, plan):
        yield Need(action=change.api, resource=arn, carries=carries, context=context)
        if change.params.get("Tags") and change.action == "create":
            tag = ENTITY_TYPES[change.target.kind].tag
            tags = {key: values for key, values in context.items() if key.partition("/")[0] in TAGS}
            yield Need(action=f"iam:{tag}", resource=arn, carries=TAGS, context=tags)
    if change.operation == "AddRoleToInstanceProfile":
        role = plan.after.role(change.params["RoleName"])
        if role and role.arn:
            key = "iam:PassedToService"
            yield Need(action="iam:PassRole", resource=role.arn, carries=frozenset({key}), context={key: (PASSED_TO,)})


def _resources(change: Change[Entity], plan: AccountPlan) -> tuple[str, ...]:
    """The ARNs that a change acts on: of an entity that moves, both. Memberships belong to the group."""
    if change.operation == "DeleteVirtualMFADevice":
        return (change.params["SerialNumber"],)
    states: tuple[Entity | None, ...] = (change.before, change.after)
    if change.operation in MEMBERSHIPS:
        name = change.params["GroupName"]
        states = (plan.before.group(name) or plan.after.group(name),)
    return tuple(dict.fromkeys(state.arn for state in states if state is not None and state.arn))


def _context(change: Change[Entity]) -> tuple[Context, frozenset[str]]:
    """The condition keys that the request has, with their values, and those that it can have."""
    context: Context = dict(_tag_keys(change.params))
    carries = {"aws:TagKeys"} if "TagKeys" in change.params else set(TAGS) if context else set()
    if change.operation in BOUNDED:
        carries.add(BOUNDARY)
        boundary = change.params.get("PermissionsBoundary") or getattr(change.before, "boundary", "")
        if boundary != "":
            context[BOUNDARY] = () if boundary is None else (boundary,)
    if change.action in ("attach", "detach"):
        carries.add(POLICY)
        context[POLICY] = (change.params["PolicyArn"],)
    tags = None if change.operation in MEMBERSHIPS else getattr(change.before, "tags", None)
    if tags is not None:
        carries |= RESOURCE_TAGS
        context.update({f"{family}/{key}": (value,) for family in RESOURCE_TAGS for key, value in tags.items()})
    return context, frozenset(carries)


def _tag_keys(params: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The condition keys of the tags in a request."""
    tags = tag_map(params.get("Tags") or ())
    keys = tuple(sorted({*tags, *params.get("TagKeys", ())}))
    if keys:
        yield "aws:TagKeys", keys
    yield from ((f"aws:RequestTag/{key}", (value,)) for key, value in tags.items())
