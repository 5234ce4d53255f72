# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms of messages with which AWS denies a request, as tables.

To add a form, add a row: its text with fields in braces. What matches a field is in ``FIELDS``. White space is one
space, and upper and lower case do not count. Rows are tried in their order, and the first one that tells something
wins, so those that tell more come first.

Sources: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html for the messages of most
services, https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html for those of Amazon
EC2, and https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html for those of AWS KMS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

__all__ = ["DETAILS", "FIELDS", "OPERATIONS", "POLICY_TYPES", "SERVICES", "STARTS", "Form"]


@dataclass(frozen=True, kw_only=True)
class Form:
    """One form of a message, or of a part of it.

    Args:
        text: the words, with fields in braces.
        says: what follows from the form itself, beside its fields.
    """

    text: str
    says: Mapping[str, str] = field(default_factory=dict)


# The names of policy types in messages -> the types as results name them.
POLICY_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "identity-based policy": "identity_policy",
        "identity-based policies": "identity_policy",
        "permissions boundary": "permissions_boundary",
        "permission boundary": "permissions_boundary",
        "session policy": "session_policy",
        "resource-based policy": "resource_policy",
        "resource-based policies": "resource_policy",
        "service control policy": "service_control_policy",
        "resource control policy": "resource_control_policy",
        "VPC endpoint policy": "vpc_endpoint_policy",
        "role trust policy": "trust_policy",
        "key policy": "key_policy",
    }
)

# Regular expressions.
FIELDS: Mapping[str, str] = MappingProxyType(
    {
        "principal": r"[^\s\"',;<>]+",
        "action": r"[A-Za-z0-9-]+:\w+",
        "resource": r"[^\s\"';<>()]+",
        "policy_type": "|".join(POLICY_TYPES),
        "article": r"an?|the",
        "policy": r"arn:[^\s\"',;<>()]+",
        "code": r"[\w.]+",
        "operation": r"\w+",
        "service": r"[\w -]+?",
        "authorization_id": r"[0-9a-z]{8,}",
        "encoded_message": r"[\w-]{20,}",
        "request_id": r"[\w-]{8,}",
        "status": r"40\d",
        "further": r".{1,300}?",
    }
)

# What a denial starts with. Those that follow each other at once are about the same request.
STARTS: tuple[Form, ...] = (
    Form(text="An error occurred ({code}) when calling the {operation} operation"),
    Form(text="operation error {service}: {operation}, {further} api error {code}:"),
    Form(text="You are not authorized to perform this operation"),
    Form(text="User: {principal} is not authorized to perform: {action} on resource: {resource}"),
    Form(text="User: {principal} is not authorized to perform: {action}"),
    Form(
        text="User: {principal} is not authorized to access this resource",
        says={"action": "execute-api:Invoke"},
    ),
    Form(text="{principal} is not authorized to perform: {action} on resource: {resource}"),
    Form(
        text="The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you"
        " are not allowed to access",
        says={"action": "kms:Decrypt", "policy_type": "key_policy"},
    ),
    Form(text="AccessDenied: Access Denied", says={"code": "AccessDenied"}),
    Form(text="Access Denied", says={"code": "AccessDenied"}),
    Form(text="AccessDeniedException:", says={"code": "AccessDeniedException"}),
    Form(text="UnauthorizedOperation:", says={"code": "UnauthorizedOperation"}),
)

# What follows.
DETAILS: tuple[Form, ...] = (
    Form(text="with an explicit deny in {article} {policy_type}: {policy}", says={"kind": "explicit"}),
    Form(text="with an explicit deny in {article} {policy_type}", says={"kind": "explicit"}),
    Form(text="with an explicit deny", says={"kind": "explicit"}),
    Form(text="because no {policy_type} allows the {action} action", says={"kind": "implicit"}),
    Form(text="because no {policy_type} allow", says={"kind": "implicit"}),
    Form(
        text="because the resource does not exist in this Region, no resource-based policies allow access, or a"
        " resource-based policy explicitly denies access",
        says={"policy_type": "resource_policy"},
    ),
    Form(text="on resource: {resource}"),
    Form(text="the following authorization id: {authorization_id}"),
    Form(text="/authorization-details/{authorization_id}"),
    Form(text="Encoded authorization failure message: {encoded_message}"),
    Form(text="(Service: {service}; Status Code: {status}; Error Code: {code};"),
    Form(text="status code: {status}, request id: {request_id}"),
    Form(text="Request ID: {request_id}"),
    Form(text="RequestID: {request_id}"),
)

# The names of services in messages of the SDKs -> those in policies, where these differ in more than case and spaces.
SERVICES: Mapping[str, str] = MappingProxyType(
    {"amazons3": "s3", "amazonec2": "ec2", "amazonecr": "ecr", "awssecretsmanager": "secretsmanager", "awskms": "kms"}
)

# Operations that are authorized as another action.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
OPERATIONS: Mapping[str, str] = MappingProxyType(
    {
        "CompleteMultipartUpload": "s3:PutObject",
        "CreateMultipartUpload": "s3:PutObject",
        "HeadBucket": "s3:ListBucket",
        "HeadObject": "s3:GetObject",
        "ListBuckets": "s3:ListAllMyBuckets",
        "ListObjects": "s3:ListBucket",
        "ListObjectsV2": "s3:ListBucket",
        "UploadPart": "s3:PutObject",
    }
)
