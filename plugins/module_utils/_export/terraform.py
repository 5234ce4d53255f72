# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export as a configuration of Terraform, or OpenTofu, in JSON.

Only resources that do not take over what others have added:
https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_group_membership
What exists has an import block: https://developer.hashicorp.com/terraform/language/import
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from .._iam.entities import Kind, Ref
from .._plan.tags import tag_map
from .compose import Export, Item
from .rendered import Json, Rendered, about, distinct, without_empty

__all__ = ["terraform"]

REQUIREMENTS: Mapping[str, Any] = MappingProxyType(
    {
        "required_version": ">= 1.5.0",  # import blocks
        "required_providers": {"aws": {"source": "hashicorp/aws", "version": ">= 5.0.0"}},
    }
)


class ResourceType(NamedTuple):
    """A resource type: its arguments by the parameters of the IAM call, and what attaches a policy to it."""

    name: str
    arguments: Mapping[str, str]
    attachment: str = ""


TYPES: Mapping[Kind, ResourceType] = MappingProxyType(
    {
        Kind.POLICY: ResourceType(
            "aws_iam_policy",
            {
                "PolicyName": "name",
                "Path": "path",
                "Description": "description",
                "PolicyDocument": "policy",
                "Tags": "tags",
            },
        ),
        Kind.GROUP: ResourceType(
            "aws_iam_group", {"GroupName": "name", "Path": "path"}, "aws_iam_group_policy_attachment"
        ),
        Kind.USER: ResourceType(
            "aws_iam_user",
            {"UserName": "name", "Path": "path", "PermissionsBoundary": "permissions_boundary", "Tags": "tags"},
            "aws_iam_user_policy_attachment",
        ),
        Kind.ROLE: ResourceType(
            "aws_iam_role",
            {
                "RoleName": "name",
                "Path": "path",
                "Description": "description",
                "AssumeRolePolicyDocument": "assume_role_policy",
                "MaxSessionDuration": "max_session_duration",
                "PermissionsBoundary": "permissions_boundary",
                "Tags": "tags",
            },
            "aws_iam_role_policy_attachment",
        ),
        Kind.INSTANCE_PROFILE: ResourceType(
            "aws_iam_instance_profile", {"InstanceProfileName": "name", "Path": "path", "Tags": "tags"}
        ),
    }
)
MEMBERSHIP = "aws_iam_user_group_membership"


class Block(NamedTuple):
    """A resource with its type and name, and the ID of what exists of it, if it does."""

    type: str
    name: str
    body: Json
    import_id: str = ""

    @property
    def address(self) -> str:
        """What refers to the resource."""
        return f"{self.type}.{self.name}"


def terraform(export: Export) -> Rendered:
    """The configuration; its import blocks are among its content."""
    blocks = [*_entities(export), *_attachments(export), *_memberships(export)]
    resources: dict[str, Json] = {}
    for block in blocks:
        resources.setdefault(block.type, {})[block.name] = block.body
    imports = tuple({"to": block.address, "id": literal(block.import_id)} for block in blocks if block.import_id)
    outputs = {
        f"{_name(item)}_arn": {
            "description": literal(f"ARN of the {item.ref.kind.label.replace('_', ' ')} {item.ref.name}"),
            "value": f"${{{_address(item)}.arn}}",
        }
        for item in export.items
        if item.words[0] != "user"
    }
    template = {
        "//": about(export),
        "terraform": dict(REQUIREMENTS),
        "data": _guard(export),
        "resource": resources,
        **({"output": outputs} if outputs else {}),
        **({"import": list(imports)} if imports else {}),
    }
    return Rendered(template=template, imports=imports)


def literal(value: Any) -> Any:
    """A value as JSON configurations write it: in texts, Terraform would read ``${`` and ``%{`` as its own."""
    if isinstance(value, str):
        return value.replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, Mapping):
        return {literal(key): literal(item) for key, item in value.items()}
    return value


def _guard(export: Export) -> Json:
    """A look at the account of the credentials: in another account, nothing is planned."""
    account = export.identity.account_id
    check = {
        "condition": f'${{self.account_id == "{account}"}}',
        "error_message": f"This configuration is for account {account}.",
    }
    return {"aws_caller_identity": {"app2container": {"lifecycle": {"postcondition": [check]}}}}


def _identifier(*words: str) -> str:
    """A name in the configuration, which has letters, digits, underscores and hyphens."""
    *first, last = words
    return "_".join([*first, distinct(last, re.sub(r"[^A-Za-z0-9_-]", "_", last), "_")])


def _name(item: Item) -> str:
    return _identifier(*item.words)


def _address(item: Item) -> str:
    return f"{TYPES[item.ref.kind].name}.{_name(item)}"


def _reference(item: Item | None, attribute: str, value: str) -> str:
    """What names an entity: a reference to a resource, or the value of one that the configuration does not have."""
    return f"${{{_address(item)}.{attribute}}}" if item else literal(value)


def _entities(export: Export) -> Iterator[Block]:
    for item in export.items:
        resource_type = TYPES[item.ref.kind]
        given = {argument: item.params.get(parameter) for parameter, argument in resource_type.arguments.items()}
        if tags := given.get("tags"):
            given["tags"] = tag_map(tags)
        role = export.item(Ref(Kind.ROLE, item.role))
        body = without_empty(
            [
                *((argument, literal(value)) for argument, value in given.items()),
                ("role", _reference(role, "name", item.role)),
                ("depends_on", [_address(other) for ref in item.needs if (other := export.item(ref))]),
            ]
        )
        found = "" if not item.found else item.arn if item.ref.kind is Kind.POLICY else item.ref.name
        yield Block(resource_type.name, _name(item), body, found)


def _attachments(export: Export) -> Iterator[Block]:
    """One attachment for each policy of each principal: the resources that only add."""
    for item in export.items:
        for arn in item.policies:
            policy = export.policy(arn)
            holder = item.ref.kind.value
            name = f"{_name(item)}_{_name(policy) if policy else arn.rpartition('/')[2]}"
            body = {
                holder: _reference(item, "name", item.ref.name),
                "policy_arn": _reference(policy, "arn", arn),
            }
            found = f"{item.ref.name}/{arn}" if item.found and arn in item.found.policies else ""
            yield Block(TYPES[item.ref.kind].attachment, name, body, found)


def _memberships(export: Export) -> Iterator[Block]:
    for one in export.memberships:
        user, group = export.item(Ref(Kind.USER, one.user)), export.item(Ref(Kind.GROUP, one.group))
        body = {"user": _reference(user, "name", one.user), "groups": [_reference(group, "name", one.group)]}
        yield Block(MEMBERSHIP, _identifier("user", one.user), body, f"{one.user}/{one.group}" if one.found else "")
