# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for an account with one of everything: calls as data, for tests of the strict layer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from botocore import xform_name
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Step:
    """One call by the name that the API gives it; ACCOUNT in a text stands for the account's id."""

    operation: str
    params: Mapping[str, Any] = field(default_factory=dict)


def step(operation: str, **params: Any) -> Step:
    """Return one call."""
    return Step(operation, params)


def document(**changes: Any) -> str:
    """Return an identity policy of one statement, with these elements changed; None takes one away."""
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"} | changes
    return policy({key: value for key, value in statement.items() if value is not None})


def trust(**changes: Any) -> str:
    """Return a trust policy of one statement, with these elements changed; None takes one away."""
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}} | changes
    return policy({key: value for key, value in statement.items() if value is not None})


def policy(*statements: Any) -> str:
    """Return a document of these statements."""
    return json.dumps({"Version": "2012-10-17", "Statement": statements}, ensure_ascii=False)


def arn(name: str, kind: str = "policy") -> str:
    """Return the ARN of an entity of the account."""
    return f"arn:aws:iam::ACCOUNT:{kind}/{name}"


@cache
def certificate() -> str:
    """Return a certificate that nobody has signed but itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1, datetime(2026, 1, 1), datetime(2036, 1, 1))  # noqa: DTZ001
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


AWS_POLICY = "arn:aws:iam::aws:policy/PowerUserAccess"
USER = step("CreateUser", UserName="ada")
GROUP = step("CreateGroup", GroupName="staff")
ROLE = step("CreateRole", RoleName="worker", AssumeRolePolicyDocument=trust())
PROFILE = step("CreateInstanceProfile", InstanceProfileName="worker")
POLICY = step("CreatePolicy", PolicyName="general", PolicyDocument=document())
HELD = step("AddRoleToInstanceProfile", InstanceProfileName="worker", RoleName="worker")
MEMBER = step("AddUserToGroup", UserName="ada", GroupName="staff")
DEVICE = step("CreateVirtualMFADevice", VirtualMFADeviceName="ada")
SERIAL = arn("ada", "mfa")
ENABLED = step(
    "EnableMFADevice",
    UserName="ada",
    SerialNumber=SERIAL,
    AuthenticationCode1="123456",
    AuthenticationCode2="234567",
)
WHOLE = (
    *(USER, GROUP, ROLE, PROFILE, POLICY, HELD, MEMBER, DEVICE, ENABLED),
    step("CreateAccessKey", UserName="ada"),
    step("CreateLoginProfile", UserName="ada", Password="correct-horse-Battery-9"),
    step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody="ssh-rsa AAAA"),
    step("UploadSigningCertificate", UserName="ada", CertificateBody=certificate()),
    step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com"),
    step("AttachUserPolicy", UserName="ada", PolicyArn=AWS_POLICY),
    step("AttachGroupPolicy", GroupName="staff", PolicyArn=arn("general")),
    step("PutUserPolicy", UserName="ada", PolicyName="own", PolicyDocument=document()),
    step("PutRolePermissionsBoundary", RoleName="worker", PermissionsBoundary=AWS_POLICY),
    step("TagUser", UserName="ada", Tags=[{"Key": "team", "Value": "blue"}]),
    step("CreatePolicyVersion", PolicyArn=arn("general"), PolicyDocument=document(Action="s3:*")),
)


def filled(value: Any, account_id: str) -> Any:
    """Return a value with the account's id in its place."""
    return json.loads(json.dumps(value).replace("ACCOUNT", account_id))


def take(iam: Any, account_id: str, taken: Step) -> Any:
    """Make one call and return its answer."""
    return getattr(iam, xform_name(taken.operation))(**filled(dict(taken.params), account_id))


def take_all(iam: Any, account_id: str, steps: Iterable[Step]) -> None:
    """Make calls, one after the other."""
    for taken in steps:
        take(iam, account_id, taken)
