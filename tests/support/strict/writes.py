# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What the writing operations of IAM do to moto's backend, by the name of the operation.

The rules have been kept when these run. Where moto's own method does the same, it is called.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

from tests.support.strict import views
from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.credentials import CREDENTIALS
from tests.support.strict.trust import principals_of
from tests.support.strict.world import World

Content = dict[str, Any]
Write = Callable[[World, Call], Content | None]

FINDERS = {
    "User": ("user", "UserName"),
    "Group": ("group", "GroupName"),
    "Role": ("role", "RoleName"),
    "InstanceProfile": ("profile", "InstanceProfileName"),
    "Policy": ("policy", "PolicyArn"),
}
FOLDED = frozenset({"User", "Role"})  # keys of their tags ignore case


def find(world: World, noun: str, call: Call) -> Any:
    """Return the entity that an operation on this kind of entity names."""
    method, parameter = FINDERS[noun]
    return getattr(world, method)(call[parameter])


def put_tags(world: World, entity: Any, tags: Mapping[str, str]) -> None:
    """Replace the tags of an entity, wherever moto keeps them."""
    items = [{"Key": key, "Value": value} for key, value in tags.items()]
    if isinstance(entity.__dict__.get("tags"), dict):
        entity.tags = {item["Key"]: item for item in items}
    elif "tags" in entity.__dict__:
        entity.tags = items
    else:
        world.state.tagger.delete_all_tags_for_resource(entity.arn)
        world.state.tagger.tag_resource(entity.arn, items)


def merged(noun: str, tags: Mapping[str, str], further: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return tags with further ones, which replace those of the same key."""
    new = {tag["Key"]: tag["Value"] for tag in further}
    fold = str.lower if noun in FOLDED else str
    replaced = {fold(key) for key in new}
    return {key: value for key, value in tags.items() if fold(key) not in replaced} | new


def tag(noun: str, world: World, call: Call) -> None:
    """TagUser, TagRole, TagPolicy, TagInstanceProfile."""
    entity = find(world, noun, call)
    put_tags(world, entity, merged(noun, world.tags(entity), call.get("Tags") or ()))


def untag(noun: str, world: World, call: Call) -> None:
    """UntagUser, UntagRole, UntagPolicy, UntagInstanceProfile."""
    entity = find(world, noun, call)
    fold = str.lower if noun in FOLDED else str
    gone = {fold(key) for key in call.get("TagKeys") or ()}
    put_tags(world, entity, {key: value for key, value in world.tags(entity).items() if fold(key) not in gone})


def given_tags(call: Call) -> dict[str, str]:
    """Return the tags that a creating call gives."""
    return {tag["Key"]: tag["Value"] for tag in call.get("Tags") or ()}


def create_user(world: World, call: Call) -> Content:
    """CreateUser: with a permissions boundary, which moto has only for roles."""
    user = world.state.create_user(call.region, call["UserName"], call.get("Path", "/"))
    user.permissions_boundary_arn = call.get("PermissionsBoundary")
    put_tags(world, user, given_tags(call))
    return {"User": views.whole_user(world, user)}


def create_group(world: World, call: Call) -> Content:
    """CreateGroup."""
    return {"Group": views.group(world, world.state.create_group(call["GroupName"], call.get("Path", "/")))}


def create_role(world: World, call: Call) -> Content:
    """CreateRole."""
    document = call["AssumeRolePolicyDocument"]
    role = world.state.create_role(
        call["RoleName"],
        document,
        call.get("Path", "/"),
        call.get("PermissionsBoundary"),
        call.get("Description", ""),
        [],
        int(call.get("MaxSessionDuration", 3600)),
    )
    put_tags(world, role, given_tags(call))
    remember_principals(world, role)
    return {"Role": views.whole_role(world, role)}


def remember_principals(world: World, role: Any) -> None:
    """Keep the unique ids of the principals that a trust policy names: IAM trusts those, not the names."""
    ids = {item.arn: item.id for item in (*world.users(), *world.roles())}
    named = principals_of(json.loads(role.assume_role_policy_document))
    role.trusted_ids = {arn: ids[arn] for arn in named if arn in ids}


def create_profile(world: World, call: Call) -> Content:
    """CreateInstanceProfile."""
    profile = world.state.create_instance_profile(call["InstanceProfileName"], call.get("Path", "/"), [])
    put_tags(world, profile, given_tags(call))
    return {"InstanceProfile": views.whole_profile(world, profile)}


def create_policy(world: World, call: Call) -> Content:
    """CreatePolicy."""
    policy = world.state.create_policy(
        call.get("Description", ""), call.get("Path", "/"), call["PolicyDocument"], call["PolicyName"], []
    )
    put_tags(world, policy, given_tags(call))
    return {"Policy": views.policy(world, policy) | {"Tags": views.tag_list(world.tags(policy)) or None}}


def create_version(world: World, call: Call) -> Content:
    """CreatePolicyVersion."""
    in_force = call.get("SetAsDefault") == "true"
    version = world.state.create_policy_version(call["PolicyArn"], call["PolicyDocument"], in_force)
    return {"PolicyVersion": views.version(version)}


def update_user(world: World, call: Call) -> None:
    """UpdateUser: path and name change, and with them the ARN; everything else stays. moto would lose the tags."""
    user = world.user(call["UserName"])
    tags = world.tags(user)
    put_tags(world, user, {})
    world.state.update_user(user.name, call.get("NewPath"), call.get("NewUserName"))
    put_tags(world, user, tags)
    for key in user.access_keys:
        key.user_name = user.name


def update_group(world: World, call: Call) -> None:
    """UpdateGroup: moto does nothing without a new name."""
    group = world.group(call["GroupName"])
    group.path = call.get("NewPath", group.path)
    if "NewGroupName" in call:
        del world.state.groups[group.name]
        group.name = call["NewGroupName"]
        world.state.groups[group.name] = group


def update_role(world: World, call: Call) -> Content:
    """UpdateRole: what is not given stays. moto would forget the description."""
    role = world.role(call["RoleName"])
    role.description = call.get("Description", role.description)
    role.max_session_duration = int(call.get("MaxSessionDuration", role.max_session_duration))
    return {}


def update_trust(world: World, call: Call) -> None:
    """UpdateAssumeRolePolicy."""
    role = world.role(call["RoleName"])
    role.assume_role_policy_document = call["PolicyDocument"]
    remember_principals(world, role)


def set_boundary(noun: str, world: World, call: Call) -> None:
    """PutUserPermissionsBoundary, PutRolePermissionsBoundary."""
    find(world, noun, call).permissions_boundary_arn = call["PermissionsBoundary"]


def delete_boundary(noun: str, world: World, call: Call) -> None:
    """DeleteUserPermissionsBoundary, DeleteRolePermissionsBoundary."""
    entity = find(world, noun, call)
    if views.boundary(entity) is None:
        raise no_such(f"The {noun.lower()} with name {entity.name} has no permissions boundary.")
    entity.permissions_boundary_arn = None


def attach(noun: str, world: World, call: Call) -> None:
    """AttachUserPolicy, AttachGroupPolicy, AttachRolePolicy: what is attached already stays so."""
    entity, policy = find(world, noun, call), world.policy(call["PolicyArn"])
    entity.managed_policies.setdefault(policy.arn, policy)


def detach(noun: str, world: World, call: Call) -> None:
    """DetachUserPolicy, DetachGroupPolicy, DetachRolePolicy."""
    entity = find(world, noun, call)
    if entity.managed_policies.pop(call["PolicyArn"], None) is None:
        raise no_such(f"Policy {call['PolicyArn']} was not found.")


def put_inline(noun: str, world: World, call: Call) -> None:
    """PutUserPolicy, PutGroupPolicy, PutRolePolicy."""
    find(world, noun, call).put_policy(call["PolicyName"], call["PolicyDocument"])


def delete_inline(noun: str, world: World, call: Call) -> None:
    """DeleteUserPolicy, DeleteGroupPolicy, DeleteRolePolicy."""
    if find(world, noun, call).policies.pop(call["PolicyName"], None) is None:
        raise no_such(f"The {noun.lower()} policy with name {call['PolicyName']} cannot be found.")


def join(world: World, call: Call) -> None:
    """AddUserToGroup."""
    world.state.add_user_to_group(world.group(call["GroupName"]).name, world.user(call["UserName"]).name)


def leave(world: World, call: Call) -> None:
    """RemoveUserFromGroup."""
    world.state.remove_user_from_group(world.group(call["GroupName"]).name, world.user(call["UserName"]).name)


def fill_profile(world: World, call: Call) -> None:
    """AddRoleToInstanceProfile."""
    world.profile(call["InstanceProfileName"]).roles.append(world.role(call["RoleName"]))


def empty_profile(world: World, call: Call) -> None:
    """RemoveRoleFromInstanceProfile."""
    profile, role = world.profile(call["InstanceProfileName"]), world.role(call["RoleName"])
    if role not in profile.roles:
        raise no_such(f"The role with name {role.name} is not in instance profile {profile.name}.")
    profile.roles.remove(role)


def simply(method: str, *parameters: str) -> Write:
    """Return the write that is one method of moto's backend."""
    return lambda world, call: getattr(world.state, method)(*(call[name] for name in parameters))


WRITES: Mapping[str, Write] = {
    "CreateUser": create_user,
    "CreateGroup": create_group,
    "CreateRole": create_role,
    "CreateInstanceProfile": create_profile,
    "CreatePolicy": create_policy,
    "CreatePolicyVersion": create_version,
    "UpdateUser": update_user,
    "UpdateGroup": update_group,
    "UpdateRole": update_role,
    "UpdateAssumeRolePolicy": update_trust,
    "AddUserToGroup": join,
    "RemoveUserFromGroup": leave,
    "AddRoleToInstanceProfile": fill_profile,
    "RemoveRoleFromInstanceProfile": empty_profile,
    "SetDefaultPolicyVersion": simply("set_default_policy_version", "PolicyArn", "VersionId"),
    "DeleteUser": simply("delete_user", "UserName"),
    "DeleteGroup": simply("delete_group", "GroupName"),
    "DeleteRole": simply("delete_role", "RoleName"),
    "DeleteInstanceProfile": simply("delete_instance_profile", "InstanceProfileName"),
    "DeletePolicy": simply("delete_policy", "PolicyArn"),
    "DeletePolicyVersion": simply("delete_policy_version", "PolicyArn", "VersionId"),
    **CREDENTIALS,
    **{f"Tag{noun}": partial(tag, noun) for noun in FINDERS if noun != "Group"},
    **{f"Untag{noun}": partial(untag, noun) for noun in FINDERS if noun != "Group"},
    **{f"Put{noun}PermissionsBoundary": partial(set_boundary, noun) for noun in ("User", "Role")},
    **{f"Delete{noun}PermissionsBoundary": partial(delete_boundary, noun) for noun in ("User", "Role")},
    **{f"Attach{noun}Policy": partial(attach, noun) for noun in ("User", "Group", "Role")},
    **{f"Detach{noun}Policy": partial(detach, noun) for noun in ("User", "Group", "Role")},
    **{f"Put{noun}Policy": partial(put_inline, noun) for noun in ("User", "Group", "Role")},
    **{f"Delete{noun}Policy": partial(delete_inline, noun) for noun in ("User", "Group", "Role")},
}
