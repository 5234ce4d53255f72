# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the permissions of EC2 and Secrets Manager that ministack leaves out.

* It asks for the replacing and the taking away of an instance profile on ``*``: a request names the association alone.
* It knows neither ``ec2:InstanceProfile`` nor ``ec2:NewInstanceProfile``, and passes roles to EC2 unasked.
* It makes secrets with tags, and uses KMS keys for them, without asking for more than the call itself.
* It makes buckets with tags and object ownership in the same way.
* It asks for the reading of an organization on ``*``, whatever a request names.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ec2: Any = importlib.import_module("ministack.services.ec2")
iam: Any = importlib.import_module("ministack.services.iam")
secrets: Any = importlib.import_module("ministack.services.secretsmanager")

Params = Mapping[str, list[str]]
Further = tuple[str, str, dict[str, str]]

ON_INSTANCES = (
    "AssociateIamInstanceProfile",
    "DisassociateIamInstanceProfile",
    "ReplaceIamInstanceProfileAssociation",
)
# What calls do with the key of a secret, where it is not the one of AWS, which needs no permission:
# https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
KEY_USES: Mapping[str, tuple[str, ...]] = {
    "CreateSecret": ("Decrypt", "GenerateDataKey"),
    "GetSecretValue": ("Decrypt",),
    "PutSecretValue": ("GenerateDataKey",),
    "UpdateSecret": ("Decrypt", "Encrypt", "GenerateDataKey"),
}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, to whatever service."""

    params: Params
    headers: Mapping[str, str]
    body: bytes
    region: str
    account_id: str

    def first(self, name: str) -> str:
        """Return one parameter, or nothing."""
        return str(iam._p(self.params, name))

    @property
    def fields(self) -> dict[str, Any]:
        """Return the fields of a request in JSON."""
        return dict(json.loads(self.body or b"{}"))


def _association(request: Request) -> dict[str, Any]:
    return dict(ec2._iam_instance_profile_associations.get(request.first("AssociationId")) or {})


def _new_profile(request: Request) -> dict[str, Any]:
    named = {"name": request.first("IamInstanceProfile.Name"), "arn": request.first("IamInstanceProfile.Arn")}
    return dict(iam._lookup_instance_profile(**named) or {})


def instance(request: Request) -> str:
    """Return the instance that gets another profile, or none; empty for all other requests."""
    if request.first("Action") not in ON_INSTANCES:
        return ""
    name = request.first("InstanceId") or _association(request).get("InstanceId") or "*"
    return f"arn:aws:ec2:{request.region}:{request.account_id}:instance/{name}"


def in_organization(request: Request) -> str:
    """Return the root, organizational unit or account that a request to Organizations names; empty for others."""
    if not (named := str(request.fields.get("ParentId") or request.fields.get("ResourceId") or "")):
        return ""
    kind = "root" if named.startswith("r-") else "ou" if named.startswith("ou-") else "account"
    return f"arn:aws:organizations::{request.account_id}:{kind}/o-organization/{named}"


def profile_keys(request: Request) -> dict[str, Any]:
    """Return the condition keys on instance profiles: the one that an instance has, and the one that it gets."""
    held = _association(request).get("IamInstanceProfile") or {}
    return {"ec2:InstanceProfile": held.get("Arn"), "ec2:NewInstanceProfile": _new_profile(request).get("Arn")}


def passed_roles(request: Request) -> Iterator[Further]:
    """Give the permissions to pass what is in the profile that an instance gets."""
    for name in _new_profile(request).get("Roles", ()) if instance(request) else ():
        yield "iam:PassRole", str(iam._roles[name]["Arn"]), {"iam:PassedToService": "ec2.amazonaws.com"}


def _key_uses(operation: str, held: str, given: str) -> Iterator[tuple[str, str]]:
    """Give what a call does with KMS keys, each use with its key: what was encrypted with one is decrypted first."""
    if operation == "UpdateSecret":
        yield "Decrypt", held
    for use in KEY_USES.get(operation, ()):
        yield use, given or held


def on_buckets(request: Request, action: str, resource: str) -> Iterator[Further]:
    """Give the permissions that the creation of a bucket needs for what it sets.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html
    """
    if action == "s3:CreateBucket" and b"<Tag>" in request.body:
        yield "s3:TagResource", resource, {}
    if action == "s3:CreateBucket" and "x-amz-object-ownership" in request.headers:
        yield "s3:PutBucketOwnershipControls", resource, {}


def on_secrets(request: Request, action: str, resource: str) -> Iterator[Further]:
    """Give the permissions that a request needs for the tags and the KMS key of a secret."""
    operation, fields = action.partition(":")[2], request.fields
    if operation == "CreateSecret" and fields.get("Tags"):
        yield "secretsmanager:TagResource", resource, {}
    _name, found = secrets._resolve(fields.get("SecretId"))
    for use, key in _key_uses(operation, (found or {}).get("KmsKeyId") or "", fields.get("KmsKeyId") or ""):
        if key and not key.startswith("alias/aws/"):
            arn = f"arn:aws:kms:{request.region}:{request.account_id}:key/{key}"
            yield f"kms:{use}", arn, {"kms:ViaService": f"secretsmanager.{request.region}.amazonaws.com"}
