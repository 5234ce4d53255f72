# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for CloudFormation and Terraform: makes what a template says, by calls of IAM, in an order that it allows.

What each resource does is written here after the references of the two tools, and not after the code that is tested.
An unknown resource type or property is an error. Nothing exists before: neither tool creates what exists.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from graphlib import TopologicalSorter
from typing import Any

Json = Mapping[str, Any]
Body = dict[str, Any]
Attributes = Mapping[str, str]
REFERENCE = re.compile(r"(?<!\$)\$\{(\w+)\.([\w-]+)\.(\w+)\}")


def tag_list(tags: Json) -> list[dict[str, str]]:
    """Return tags as IAM takes them."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


# --- CloudFormation


def apply_cloudformation(iam: Any, template: Json, **pseudo: str) -> dict[str, str]:
    """Create a stack; return its outputs. ``pseudo`` are the pseudo parameters without ``AWS::``."""
    resources: Any = substituted(template["Resources"], pseudo)
    made = dict[str, Attributes]()
    graph = {name: set(refs(resource)) | set(resource.get("DependsOn", ())) for name, resource in resources.items()}
    for name in TopologicalSorter(graph).static_order():
        body = dict(resolved(resources[name].get("Properties", {}), made))
        made[name] = STACK[resources[name]["Type"]](iam, body)
        assert not body, f"{name} has unknown properties: {body}"
    return {name: resolved(output["Value"], made) for name, output in template.get("Outputs", {}).items()}


def substituted(value: Any, pseudo: Mapping[str, str]) -> Any:
    """Return a value with what Fn::Sub makes of its texts, as far as they have pseudo parameters alone."""
    if isinstance(value, Mapping):
        if set(value) == {"Fn::Sub"}:
            text = re.sub(r"\$\{AWS::(\w+)\}", lambda found: pseudo[found[1]], value["Fn::Sub"])
            return text.replace("${!", "${")
        return {key: substituted(item, pseudo) for key, item in value.items()}
    return [substituted(item, pseudo) for item in value] if isinstance(value, list) else value


def refs(value: Any) -> Iterator[str]:
    """Give the resources that a value refers to."""
    if isinstance(value, Mapping):
        if set(value) == {"Ref"}:
            yield value["Ref"]
        yield from (name for item in value.values() for name in refs(item))
    elif isinstance(value, list):
        yield from (name for item in value for name in refs(item))


def resolved(value: Any, made: Mapping[str, Attributes]) -> Any:
    """Return a value with what its references stand for."""
    if isinstance(value, Mapping):
        if set(value) == {"Ref"}:
            return made[value["Ref"]]["Ref"]
        if set(value) == {"Fn::GetAtt"}:
            name, attribute = value["Fn::GetAtt"]
            return made[name][attribute]
        return {key: resolved(item, made) for key, item in value.items()}
    return [resolved(item, made) for item in value] if isinstance(value, list) else value


def stack_policy(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::ManagedPolicy, whose Ref is the ARN."""
    arn = iam.create_policy(
        PolicyName=body.pop("ManagedPolicyName"),
        PolicyDocument=json.dumps(body.pop("PolicyDocument")),
        Path=body.pop("Path"),
        Description=body.pop("Description"),
    )["Policy"]["Arn"]
    return {"Ref": arn, "PolicyArn": arn}


def stack_group(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::Group."""
    name, policies = body.pop("GroupName"), body.pop("ManagedPolicyArns", [])
    arn = iam.create_group(GroupName=name, Path=body.pop("Path"))["Group"]["Arn"]
    for policy in policies:
        iam.attach_group_policy(GroupName=name, PolicyArn=policy)
    return {"Ref": name, "Arn": arn}


def stack_user(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::User."""
    policies, name = body.pop("ManagedPolicyArns", []), body["UserName"]
    names = ("UserName", "Path", "PermissionsBoundary", "Tags")
    arn = iam.create_user(**{name: body.pop(name) for name in names if name in body})["User"]["Arn"]
    for policy in policies:
        iam.attach_user_policy(UserName=name, PolicyArn=policy)
    return {"Ref": name, "Arn": arn}


def stack_role(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::Role."""
    policies, name = body.pop("ManagedPolicyArns", []), body["RoleName"]
    names = ("RoleName", "Path", "Description", "MaxSessionDuration", "PermissionsBoundary", "Tags")
    document = json.dumps(body.pop("AssumeRolePolicyDocument"))
    given = {name: body.pop(name) for name in names if name in body}
    arn = iam.create_role(AssumeRolePolicyDocument=document, **given)["Role"]["Arn"]
    for policy in policies:
        iam.attach_role_policy(RoleName=name, PolicyArn=policy)
    return {"Ref": name, "Arn": arn}


def stack_profile(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::InstanceProfile."""
    name, roles = body.pop("InstanceProfileName"), body.pop("Roles")
    arn = iam.create_instance_profile(InstanceProfileName=name, Path=body.pop("Path"))["InstanceProfile"]["Arn"]
    for role in roles:
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
    return {"Ref": name, "Arn": arn}


def stack_members(iam: Any, body: Body) -> Attributes:
    """Create AWS::IAM::UserToGroupAddition."""
    group = body.pop("GroupName")
    for user in body.pop("Users"):
        iam.add_user_to_group(GroupName=group, UserName=user)
    return {}


STACK: Mapping[str, Callable[[Any, Body], Attributes]] = {
    "AWS::IAM::ManagedPolicy": stack_policy,
    "AWS::IAM::Group": stack_group,
    "AWS::IAM::User": stack_user,
    "AWS::IAM::Role": stack_role,
    "AWS::IAM::InstanceProfile": stack_profile,
    "AWS::IAM::UserToGroupAddition": stack_members,
}

# --- Terraform. Call of IAM: by argument, the parameter; and what holds the ARN in the answer.

Call = tuple[str, Mapping[str, str], str]
TERRAFORM: Mapping[str, Call] = {
    "aws_iam_policy": (
        "create_policy",
        {"name": "PolicyName", "path": "Path", "description": "Description", "policy": "PolicyDocument"},
        "Policy",
    ),
    "aws_iam_group": ("create_group", {"name": "GroupName", "path": "Path"}, "Group"),
    "aws_iam_user": (
        "create_user",
        {"name": "UserName", "path": "Path", "permissions_boundary": "PermissionsBoundary"},
        "User",
    ),
    "aws_iam_role": (
        "create_role",
        {
            "name": "RoleName",
            "path": "Path",
            "description": "Description",
            "assume_role_policy": "AssumeRolePolicyDocument",
            "max_session_duration": "MaxSessionDuration",
            "permissions_boundary": "PermissionsBoundary",
        },
        "Role",
    ),
    "aws_iam_instance_profile": (
        "create_instance_profile",
        {"name": "InstanceProfileName", "path": "Path"},
        "InstanceProfile",
    ),
    "aws_iam_group_policy_attachment": ("attach_group_policy", {"group": "GroupName", "policy_arn": "PolicyArn"}, ""),
    "aws_iam_user_policy_attachment": ("attach_user_policy", {"user": "UserName", "policy_arn": "PolicyArn"}, ""),
    "aws_iam_role_policy_attachment": ("attach_role_policy", {"role": "RoleName", "policy_arn": "PolicyArn"}, ""),
    "aws_iam_user_group_membership": ("add_user_to_group", {"user": "UserName", "groups": "GroupName"}, ""),
}


def apply_terraform(iam: Any, configuration: Json) -> dict[str, str]:
    """Apply a configuration to an account in which nothing of it exists; return its outputs."""
    assert "import" not in configuration
    blocks = {
        f"{kind}.{name}": (kind, body)
        for kind, named in configuration["resource"].items()
        for name, body in named.items()
    }
    made: dict[str, Attributes] = {}
    for address in TopologicalSorter({at: set(needed(body)) for at, (_kind, body) in blocks.items()}).static_order():
        kind, body = blocks[address]
        made[address] = created(iam, kind, {name: evaluated(value, made) for name, value in body.items()})
    return {name: evaluated(output["value"], made) for name, output in configuration.get("output", {}).items()}


def needed(body: Json) -> Iterator[str]:
    """Give the addresses that a resource refers to."""
    yield from body.get("depends_on", ())
    for value in body.values():
        for text in value if isinstance(value, list) else [value]:
            yield from (f"{kind}.{name}" for kind, name, _of in REFERENCE.findall(str(text)))


def evaluated(value: Any, made: Mapping[str, Attributes]) -> Any:
    """Return a value as Terraform reads it."""
    if isinstance(value, Mapping):
        return {evaluated(key, made): evaluated(item, made) for key, item in value.items()}
    if isinstance(value, list):
        return [evaluated(item, made) for item in value]
    if not isinstance(value, str):
        return value
    text = REFERENCE.sub(lambda found: made[f"{found[1]}.{found[2]}"][found[3]], value)
    assert not re.search(r"(?<!\$)\$\{|(?<!%)%\{", text), f"Terraform reads this as its own: {text}"
    return text.replace("$${", "${").replace("%%{", "%{")


def created(iam: Any, kind: str, body: Body) -> Attributes:
    """Create one resource; return what others can refer to."""
    operation, names, holder = TERRAFORM[kind]
    body.pop("depends_on", None)
    role, tags = body.pop("role", None) if kind == "aws_iam_instance_profile" else None, body.pop("tags", None)
    if "groups" in body:
        (body["groups"],) = body["groups"]
    answer = getattr(iam, operation)(
        **{names[name]: value for name, value in body.items()}, **({"Tags": tag_list(tags)} if tags else {})
    )
    if role:
        iam.add_role_to_instance_profile(InstanceProfileName=body["name"], RoleName=role)
    return {"name": body["name"], "arn": answer[holder]["Arn"]} if holder else {}


# --- Tags that CloudFormation cannot set

TAGGERS = {
    "policy": ("tag_policy", "PolicyArn", "arn"),
    "instance_profile": ("tag_instance_profile", "InstanceProfileName", "name"),
}


def set_tags(iam: Any, missing: list[Json]) -> None:
    """Set the tags that a result names, as its user would."""
    for entry in missing:
        operation, parameter, value = TAGGERS[entry["type"]]
        getattr(iam, operation)(**{parameter: entry[value]}, Tags=tag_list(entry["tags"]))
