# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM's rules on names and on what must exist."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from tests.support.strict.call import Call
from tests.support.strict.model import input_problems
from tests.support.strict.rule import API, GUIDE, TAGS, Rule
from tests.support.strict.world import AWS_OWNED, World

SERVICE_LINKED = "/aws-service-role/"
FINDERS = (("UserName", "user"), ("GroupName", "group"), ("RoleName", "role"), ("InstanceProfileName", "profile"))
NEW_NAMES = {"CreateUser": "UserName", "CreateGroup": "GroupName", "CreateRole": "RoleName"}
NEW_NAMES |= {"CreateInstanceProfile": "InstanceProfileName"}


def form(_world: World, call: Call) -> str | None:
    """Lengths, characters and values of parameters, as AWS's own description of the API has them."""
    problems = input_problems(call.operation, call.params)
    if not problems:
        return None
    return f"{len(problems)} validation error{'s' * (len(problems) > 1)} detected: {'; '.join(problems)}"


def duplicate_keys(_world: World, call: Call) -> str | None:
    """No tag twice in one call; users and roles do not tell keys apart by case."""
    folds = call.operation.endswith(("User", "Role"))
    keys = [tag["Key"].lower() if folds else tag["Key"] for tag in call.get("Tags") or ()]
    if len(keys) == len(set(keys)):
        return None
    return "Duplicate tag keys found. Please note that Tag keys are case insensitive."


def exists(world: World, call: Call) -> str | None:
    """What a call names has to be there, but for the name that it gives."""
    for parameter, method in FINDERS:
        if parameter in call and NEW_NAMES.get(call.operation) != parameter:
            getattr(world, method)(call[parameter])
    if "PolicyArn" in call and not call.operation.startswith("Detach"):
        world.policy(call["PolicyArn"])
    return None


def taken(label: str, parameter: str, entities: str, world: World, call: Call) -> str | None:
    """Names are unique in an account, whatever path and case."""
    if parameter not in call:
        return None
    new = call[parameter].lower()
    own = call.get(parameter.removeprefix("New"), "") if parameter.startswith("New") else None
    for item in getattr(world, entities)():
        if item.name.lower() == new and item.name != own:
            return f"{label} with name {call[parameter]} already exists."
    return None


def policy_taken(world: World, call: Call) -> str | None:
    """As for other names; policies of AWS are in no account and may have the same name."""
    if any(policy.name.lower() == call["PolicyName"].lower() for policy in world.policies()):
        return f"A policy called {call['PolicyName']} already exists. Duplicate names are not allowed."
    return None


def owned_by_aws(_world: World, call: Call) -> str | None:
    """Nobody changes the policies of AWS."""
    if AWS_OWNED not in call["PolicyArn"]:
        return None
    caller = f"arn:{call.partition}:iam::{call.account_id}:root"
    return f"User: {caller} is not authorized to perform: {call.action} on resource: policy {call['PolicyArn']}"


def boundary_exists(world: World, call: Call) -> str | None:
    """A permissions boundary is a managed policy that exists."""
    arn = call.get("PermissionsBoundary")
    if arn is None or arn in world.state.managed_policies:
        return None
    return f"Scope ARN: {arn} does not exist or is not attachable."


def protected(world: World, call: Call) -> str | None:
    """Roles of services are changed by these only."""
    role = world.role(call["RoleName"])
    if not role.path.startswith(SERVICE_LINKED):
        return None
    return f"Cannot perform the operation on the protected role '{role.name}' - this role is only modifiable by AWS"


def login_taken(world: World, call: Call) -> str | None:
    """Who has a password already gets no second one."""
    user = world.user(call["UserName"])
    return f"Login Profile for user {user.name} already exists." if user.password else None


FORM = Rule("form", "ValidationError", f"{API}/API_Operations.html", form)
EXISTS = Rule("exists", "NoSuchEntity", f"{API}/API_Operations.html", exists)
DUPLICATE_KEYS = Rule("duplicate-tag-keys", "InvalidInput", TAGS, duplicate_keys)
OWNED_BY_AWS = Rule("owned-by-aws", "AccessDenied", f"{GUIDE}/access_policies_managed-vs-inline.html", owned_by_aws)
BOUNDARY = Rule("boundary-exists", "NoSuchEntity", f"{API}/API_PutUserPermissionsBoundary.html", boundary_exists)
PROTECTED = Rule("service-linked", "UnmodifiableEntity", f"{GUIDE}/using-service-linked-roles.html", protected)


def unique(identifier: str, label: str, parameter: str, entities: str, operation: str) -> Rule:
    """Return the rule that a name is free."""
    check = partial(taken, label, parameter, entities)
    return Rule(identifier, "EntityAlreadyExists", f"{API}/API_{operation}.html", check)


TAGGED = ("User", "Role", "Policy", "InstanceProfile")
ROLE_WRITES = (
    *("AttachRolePolicy", "DetachRolePolicy", "PutRolePolicy", "DeleteRolePolicy"),
    *("DeleteRole", "UpdateRole", "UpdateAssumeRolePolicy", "TagRole", "UntagRole"),
    *("PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"),
    *("AddRoleToInstanceProfile", "RemoveRoleFromInstanceProfile"),
)
POLICY_WRITES = (
    *("CreatePolicyVersion", "DeletePolicyVersion", "SetDefaultPolicyVersion"),
    *("DeletePolicy", "TagPolicy", "UntagPolicy"),
)
POLICY_TAKEN = Rule("policy-name", "EntityAlreadyExists", f"{API}/API_CreatePolicy.html", policy_taken)
LOGIN_TAKEN = Rule("login-profile", "EntityAlreadyExists", f"{API}/API_CreateLoginProfile.html", login_taken)

ENTITY_RULES: Mapping[str, tuple[Rule, ...]] = {
    "CreateUser": (unique("user-name", "User", "UserName", "users", "CreateUser"), BOUNDARY),
    "CreateGroup": (unique("group-name", "Group", "GroupName", "groups", "CreateGroup"),),
    "CreateRole": (unique("role-name", "Role", "RoleName", "roles", "CreateRole"), BOUNDARY),
    "CreateInstanceProfile": (
        unique("profile-name", "Instance Profile", "InstanceProfileName", "profiles", "CreateInstanceProfile"),
    ),
    "CreatePolicy": (POLICY_TAKEN,),
    "CreateLoginProfile": (LOGIN_TAKEN,),
    "UpdateUser": (unique("new-user-name", "User", "NewUserName", "users", "UpdateUser"),),
    "UpdateGroup": (unique("new-group-name", "Group", "NewGroupName", "groups", "UpdateGroup"),),
    "PutUserPermissionsBoundary": (BOUNDARY,),
    "PutRolePermissionsBoundary": (BOUNDARY,),
}
