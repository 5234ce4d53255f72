# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An export as a template of AWS CloudFormation.

Every resource is retained when it leaves the stack, which also makes it importable. Names are fixed, so a stack needs
the capability CAPABILITY_NAMED_IAM. The resource types and their properties:
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .._iam.entities import Kind, Ref
from .._plan.finding import Finding, finding
from .compose import Export, Item
from .findings import FINDINGS
from .rendered import Json, Rendered, about, distinct, text_of, without_empty

__all__ = ["MAX_BODY", "cloudformation"]

MAX_BODY = 51_200  # bytes of a template that is sent to CloudFormation itself
MAX_BYTES = 1_000_000  # of a template in an S3 bucket, "1 MB"
MAX_RESOURCES = 500
MEMBERS = "GeneralGroupMembers"
RETAINED = {"DeletionPolicy": "Retain", "UpdateReplacePolicy": "Retain"}


@dataclass(frozen=True, kw_only=True)
class ResourceType:
    """A resource type: its properties by the parameters of the IAM call, and the property that identifies it.

    Of ``AWS::IAM::ManagedPolicy`` and ``AWS::IAM::InstanceProfile``, CloudFormation cannot set tags.
    """

    name: str
    identifier: str
    properties: Mapping[str, str]


TYPES: Mapping[Kind, ResourceType] = MappingProxyType(
    {
        Kind.POLICY: ResourceType(
            name="AWS::IAM::ManagedPolicy",
            identifier="PolicyArn",
            properties={
                "PolicyName": "ManagedPolicyName",
                "Path": "Path",
                "Description": "Description",
                "PolicyDocument": "PolicyDocument",
            },
        ),
        Kind.GROUP: ResourceType(
            name="AWS::IAM::Group", identifier="GroupName", properties={"GroupName": "GroupName", "Path": "Path"}
        ),
        Kind.USER: ResourceType(
            name="AWS::IAM::User",
            identifier="UserName",
            properties={
                "UserName": "UserName",
                "Path": "Path",
                "PermissionsBoundary": "PermissionsBoundary",
                "Tags": "Tags",
            },
        ),
        Kind.ROLE: ResourceType(
            name="AWS::IAM::Role",
            identifier="RoleName",
            properties={
                "RoleName": "RoleName",
                "Path": "Path",
                "Description": "Description",
                "AssumeRolePolicyDocument": "AssumeRolePolicyDocument",
                "MaxSessionDuration": "MaxSessionDuration",
                "PermissionsBoundary": "PermissionsBoundary",
                "Tags": "Tags",
            },
        ),
        Kind.INSTANCE_PROFILE: ResourceType(
            name="AWS::IAM::InstanceProfile",
            identifier="InstanceProfileName",
            properties={"InstanceProfileName": "InstanceProfileName", "Path": "Path"},
        ),
    }
)
DOCUMENTS = ("PolicyDocument", "AssumeRolePolicyDocument")


def cloudformation(export: Export) -> Rendered:
    """The template, and for what exists the one to import it with."""
    template = _template(export, {**dict(_resources(export)), **_members(export)})
    imports = tuple(_import(item) for item in export.items if item.found)
    untagged = tuple(item for item in export.items if _untagged(item))
    return Rendered(
        template=template,
        imports=imports,
        import_template=_import_template(export, {entry["LogicalResourceId"] for entry in imports}),
        missing_tags=tuple(_missing(item) for item in untagged),
        findings=(*(finding(FINDINGS, "tags-not-in-template", item.ref) for item in untagged), *_limits(template)),
    )


def _logical_id(item: Item) -> str:
    """The logical ID, which has letters and digits alone."""
    *words, last = item.words
    is_user = words == ["user"]
    end = distinct(last, re.sub(r"[^A-Za-z0-9]", "", last)) if is_user else last.capitalize()
    return "".join([*(word.capitalize() for word in words), end])


def _resources(export: Export) -> Iterator[tuple[str, Json]]:
    for item in export.items:
        resource_type = TYPES[item.ref.kind]
        given = {name: item.params.get(parameter) for parameter, name in resource_type.properties.items()}
        documents = {name: json.loads(str(given[name])) for name in DOCUMENTS if name in given}
        role = export.item(Ref(Kind.ROLE, item.role)) if item.role else None
        properties = without_empty(
            [
                *{**given, **documents}.items(),
                ("ManagedPolicyArns", [_policy(export, arn) for arn in item.policies]),
                ("Roles", [_reference(role, item.role)] if item.role else []),
            ]
        )
        needs = sorted(_logical_id(other) for ref in item.needs if (other := export.item(ref)))
        after = {"DependsOn": needs} if needs else {}
        yield _logical_id(item), {"Type": resource_type.name, **RETAINED, **after, "Properties": properties}


def _reference(item: Item | None, name: str) -> Any:
    """What names an entity: a reference to a resource of the template, or the name of one that it does not have."""
    return {"Ref": _logical_id(item)} if item else name


def _policy(export: Export, arn: str) -> Any:
    return _reference(export.policy(arn), arn)


def _members(export: Export) -> Json:
    """One addition for all members: it only adds, and takes users of others too."""
    if not export.memberships:
        return {}
    group = export.memberships[0].group
    users = [_reference(export.item(Ref(Kind.USER, one.user)), one.user) for one in export.memberships]
    properties = {"GroupName": _reference(export.item(Ref(Kind.GROUP, group)), group), "Users": users}
    return {MEMBERS: {"Type": "AWS::IAM::UserToGroupAddition", **RETAINED, "Properties": properties}}


def _template(export: Export, resources: Json) -> Json:
    outputs = {
        f"{_logical_id(item)}Arn": {
            "Description": f"ARN of the {item.ref.kind.label.replace('_', ' ')} {item.ref.name}",
            "Value": {"Ref": _logical_id(item)}
            if item.ref.kind is Kind.POLICY
            else {"Fn::GetAtt": [_logical_id(item), "Arn"]},
        }
        for item in export.items
        if item.words[0] != "user"
    }
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Description": about(export),
        "Resources": resources,
        **({"Outputs": outputs} if outputs else {}),
    }


def _import(item: Item) -> Json:
    """The resource as the option --resources-to-import of the AWS CLI takes it."""
    resource_type = TYPES[item.ref.kind]
    value = item.arn if item.ref.kind is Kind.POLICY else item.ref.name
    return {
        "ResourceType": resource_type.name,
        "LogicalResourceId": _logical_id(item),
        "ResourceIdentifier": {resource_type.identifier: value},
    }


def _import_template(export: Export, found: set[str]) -> Json | None:
    """What exists alone: an import must not create anything, nor add outputs. It refers to nothing else."""
    if not found:
        return None
    resources = {name: resource for name, resource in _resources(export) if name in found}
    for resource in resources.values():
        properties, needs = resource["Properties"], [name for name in resource.get("DependsOn", ()) if name in found]
        resource.pop("DependsOn", None)
        resource.update({"DependsOn": needs} if needs else {})
        for name in ("ManagedPolicyArns", "Roles"):
            if name in properties:
                properties[name] = [entry for entry in properties[name] if _is_within(entry, found)]
    template = _template(export, resources)
    template.pop("Outputs", None)
    return template


def _is_within(entry: Any, found: set[str]) -> bool:
    return isinstance(entry, str) or entry["Ref"] in found


def _untagged(item: Item) -> bool:
    return "Tags" in item.params and "Tags" not in TYPES[item.ref.kind].properties


def _missing(item: Item) -> Json:
    return {
        "type": item.ref.kind.label,
        "name": item.ref.name,
        "arn": item.arn,
        "tags": {tag["Key"]: tag["Value"] for tag in item.params["Tags"]},
    }


def _limits(template: Json) -> Iterator[Finding]:
    """Findings on https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html."""
    size, count = len(text_of(template, MAX_BODY).encode()), len(template["Resources"])
    if size > MAX_BYTES:
        yield finding(FINDINGS, "template-too-large", "Template", size=size, most=MAX_BYTES)
    elif size > MAX_BODY:
        yield finding(FINDINGS, "template-needs-bucket", "Template", size=size, most=MAX_BODY)
    if count > MAX_RESOURCES:
        yield finding(FINDINGS, "template-too-many-resources", "Template", count=count, most=MAX_RESOURCES)
