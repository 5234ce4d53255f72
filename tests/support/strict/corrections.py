# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the calls of IAM that moto 5.2.5 lacks or answers wrongly; every other call goes to moto.

Each correction says what moto does. Where a later moto does it rightly, the correction goes.
"""

from __future__ import annotations

import json
import secrets
import string
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any

from tests.support.strict import reports
from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.moto_iam import Content, by_moto
from tests.support.strict.simulation import get_role, simulate
from tests.support.strict.world import World, boundary_of, service_credentials

Correction = Callable[[World, Call], Content]

FINDERS = {
    "User": ("user", "UserName"),
    "Group": ("group", "GroupName"),
    "Role": ("role", "RoleName"),
    "InstanceProfile": ("profile", "InstanceProfileName"),
    "Policy": ("policy", "PolicyArn"),
}
FOLDED = frozenset({"User", "Role"})  # keys of their tags ignore case
ID_CHARACTERS = string.ascii_uppercase + string.digits


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
    """Moto tells the keys of users and roles apart by case, and those of policies not: AWS does the opposite."""
    entity = find(world, noun, call)
    put_tags(world, entity, merged(noun, world.tags(entity), call.get("Tags") or ()))


def untag(noun: str, world: World, call: Call) -> None:
    """As for ``tag``."""
    entity = find(world, noun, call)
    fold = str.lower if noun in FOLDED else str
    gone = {fold(key) for key in call.get("TagKeys") or ()}
    put_tags(world, entity, {key: value for key, value in world.tags(entity).items() if fold(key) not in gone})


def create_policy(world: World, call: Call) -> Content:
    """Moto takes two keys of tags that differ in case for the same."""
    content = by_moto(world, call, Tags=[]) or {}
    put_tags(world, content["Policy"], merged("Policy", {}, call.get("Tags") or ()))
    return content


def set_boundary(user: Any, arn: str | None) -> None:
    """Give a user a permissions boundary, or take it away, in the form in which moto's serializer finds it."""
    user.permissions_boundary_arn = arn
    user.permissions_boundary = {"PermissionsBoundaryArn": arn, "PermissionsBoundaryType": "Policy"} if arn else None


def create_user(world: World, call: Call) -> Content:
    """Moto ignores the permissions boundary of a user."""
    content = by_moto(world, call) or {}
    set_boundary(content["User"], call.get("PermissionsBoundary"))
    return content


def put_user_boundary(world: World, call: Call) -> None:
    """Moto has no permissions boundaries of users."""
    set_boundary(world.user(call["UserName"]), call["PermissionsBoundary"])


def delete_boundary(noun: str, world: World, call: Call) -> None:
    """Moto has no permissions boundaries of users, and takes from a role what it does not have."""
    entity = find(world, noun, call)
    if boundary_of(entity) is None:
        raise no_such(f"The {noun.lower()} with name {entity.name} has no permissions boundary.")
    if noun == "User":
        set_boundary(entity, None)
    else:
        entity.permissions_boundary_arn = None


def update_user(world: World, call: Call) -> None:
    """Moto loses the tags, leaves the old name on the keys, and the old ARN in trust policies."""
    user = world.user(call["UserName"])
    tags, before = world.tags(user), user.arn
    put_tags(world, user, {})
    by_moto(world, call)
    put_tags(world, user, tags)
    for key in user.access_keys:
        key.user_name = user.name
    rename_principal(world, before, user.arn)


def rename_principal(world: World, before: str, after: str) -> None:
    """Let trust policies name a principal otherwise: IAM keeps its unique id, and shows that once it is deleted."""
    for role in world.state.roles.values():
        text = role.assume_role_policy_document
        role.assume_role_policy_document = text.replace(json.dumps(before), json.dumps(after))


def delete_principal(noun: str, world: World, call: Call) -> None:
    """Moto goes on to show the ARN of a deleted principal in trust policies; AWS shows its unique id, for ever."""
    entity = find(world, noun, call)
    by_moto(world, call)
    rename_principal(world, entity.arn, entity.id)


def update_group(world: World, call: Call) -> None:
    """Moto does nothing without a new name."""
    group = world.group(call["GroupName"])
    group.path = call.get("NewPath", group.path)
    if "NewGroupName" in call:
        by_moto(world, call)


def update_role(world: World, call: Call) -> Content:
    """Moto forgets the description and the session length where they are not given."""
    role = world.role(call["RoleName"])
    kept = {"Description": role.description, "MaxSessionDuration": role.max_session_duration}
    return by_moto(world, call, **{name: call.get(name, value) for name, value in kept.items()})


def empty_profile(world: World, call: Call) -> Content:
    """Moto fails with a Python error where the role is not in the instance profile."""
    profile, role = world.profile(call["InstanceProfileName"]), world.role(call["RoleName"])
    if role not in profile.roles:
        raise no_such(f"The role with name {role.name} is not in instance profile {profile.name}.")
    return by_moto(world, call)


def create_service_credential(world: World, call: Call) -> Content:
    """Moto lacks service-specific credentials."""
    user = world.user(call["UserName"])
    identifier = "ACCA" + "".join(secrets.choice(ID_CHARACTERS) for _unused in range(16))
    made = {
        "CreateDate": datetime.now(UTC),
        "ServiceName": call["ServiceName"],
        "ServiceUserName": f"{user.name}-at-{world.account_id}",
        "ServiceSpecificCredentialId": identifier,
        "UserName": user.name,
        "Status": "Active",
    }
    service_credentials(user)[identifier] = made
    return {"ServiceSpecificCredential": made | {"ServicePassword": secrets.token_urlsafe(32)}}


def delete_service_credential(world: World, call: Call) -> None:
    """Moto lacks service-specific credentials."""
    identifier = call["ServiceSpecificCredentialId"]
    if service_credentials(world.user(call["UserName"])).pop(identifier, None) is None:
        raise no_such(f"No such credential {identifier} exists.")


def list_service_credentials(world: World, call: Call) -> Content:
    """Moto lacks service-specific credentials."""
    users = [world.user(call["UserName"])] if "UserName" in call else world.users()
    held = [item for user in users for item in service_credentials(user).values()]
    service = call.get("ServiceName")
    return {"ServiceSpecificCredentials": [item for item in held if service in (None, item["ServiceName"])]}


def list_profile_tags(world: World, call: Call) -> Content:
    """Moto lacks ListInstanceProfileTags."""
    return {"Tags": world.profile(call["InstanceProfileName"]).tags}


def under_prefix(name: str, world: World, call: Call) -> Content:
    """Moto ignores the path that a listing of groups or instance profiles is asked for."""
    found, prefix = (by_moto(world, call) or {})[name], call.get("PathPrefix", "/")
    return {name: [item for item in found if str(item.path).startswith(prefix)]}


def policy_versions(world: World, call: Call) -> Content:
    """Moto lists the oldest version first."""
    return {"Versions": (by_moto(world, call) or {})["Versions"][::-1]}


def count_uses(world: World, call: Call) -> Content:
    """Moto miscounts attachments, lacks the count of boundaries, and in the details the name and id of a policy."""
    attached = Counter(arn for item in world.principals() for arn in item.managed_policies)
    bounding = Counter(boundary_of(item) for item in (*world.users(), *world.roles()))
    for arn, policy in world.state.managed_policies.items():
        policy.attachment_count, policy.permissions_boundary_usage_count = attached[arn], bounding[arn]
        policy.policy_name, policy.policy_id = policy.name, policy.id
    return by_moto(world, call)


def account_details(world: World, call: Call) -> Content:
    """As for ``count_uses``; and moto gives the policies in no order."""
    content = count_uses(world, call) or {}
    return {**content, "Policies": sorted(content["Policies"], key=lambda policy: str(policy.arn))}


def entities_for_policy(world: World, call: Call) -> Content:
    """Moto knows neither boundaries nor the filter of usage, and ignores the path of groups."""
    arn, usage, wanted = world.policy(call["PolicyArn"]).arn, call.get("PolicyUsageFilter"), call.get("EntityFilter")
    using = [] if usage == "PermissionsBoundary" else world.holders(arn)
    using += [] if usage == "PermissionsPolicy" else world.bounded_by(arn)
    content: dict[str, Any] = {}
    for kind, entities in (("User", world.users()), ("Group", world.groups()), ("Role", world.roles())):
        content[f"Policy{kind}s"] = [
            {f"{kind}Name": item.name, f"{kind}Id": item.id}
            for item in entities
            if wanted in (None, kind) and item in using and str(item.path).startswith(call.get("PathPrefix", "/"))
        ]
    return content


CORRECTIONS: Mapping[str, Correction] = {
    "CreateUser": create_user,
    "CreatePolicy": create_policy,
    "UpdateUser": update_user,
    "UpdateGroup": update_group,
    "UpdateRole": update_role,
    "PutUserPermissionsBoundary": put_user_boundary,
    "RemoveRoleFromInstanceProfile": empty_profile,
    "CreateServiceSpecificCredential": create_service_credential,
    "DeleteServiceSpecificCredential": delete_service_credential,
    "ListServiceSpecificCredentials": list_service_credentials,
    "ListInstanceProfileTags": list_profile_tags,
    "ListGroups": partial(under_prefix, "Groups"),
    "ListInstanceProfiles": partial(under_prefix, "InstanceProfiles"),
    "ListPolicies": count_uses,
    "ListPolicyVersions": policy_versions,
    "GetPolicy": count_uses,
    "GetRole": get_role,
    "GetAccountAuthorizationDetails": account_details,
    "GetAccountSummary": reports.account_summary,
    "GetCredentialReport": reports.credential_report,
    "GenerateServiceLastAccessedDetails": reports.generate_last_accessed,
    "GetServiceLastAccessedDetails": reports.last_accessed,
    "ListEntitiesForPolicy": entities_for_policy,
    "SimulatePrincipalPolicy": simulate,
    **{f"Tag{noun}": partial(tag, noun) for noun in FINDERS if noun != "Group"},
    **{f"Untag{noun}": partial(untag, noun) for noun in FINDERS if noun != "Group"},
    **{f"Delete{noun}PermissionsBoundary": partial(delete_boundary, noun) for noun in ("User", "Role")},
    **{f"Delete{noun}": partial(delete_principal, noun) for noun in ("User", "Role")},
}


def content_of(world: World, call: Call) -> Content:
    """Return what AWS answers to a call that no rule refuses, and do what it asks for."""
    return CORRECTIONS.get(call.operation, by_moto)(world, call)
