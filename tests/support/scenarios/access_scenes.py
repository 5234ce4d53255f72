# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the life of an account: what access does, from which state, beside what others own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.runs.access import (
    DEPLOYER,
    GENERAL_ROLE,
    GROUP,
    POLICY,
    SMALL_POLICY,
    WORKER,
    two_documents,
    without_number,
)
from tests.support.scenarios.bench import Bench
from tests.support.scenarios.sample import AWS_POLICY, Step, certificate, document, filled, step, take_all, trust

Params = Mapping[str, Any]
OURS = {"users": ("ada", "grace", "linus", DEPLOYER), "groups": (GROUP,), "roles": (GENERAL_ROLE, WORKER, DEPLOYER)}
OURS |= {"instance_profiles": (WORKER,), "policies": (POLICY, f"{POLICY}-2"), "virtual_mfa_devices": ("ada", DEPLOYER)}
BOUNDARY = "arn:aws:iam::ACCOUNT:policy/Boundary"

# Entities of others, with everything that ours have, some under our path: no run may touch any of it.
BYSTANDERS: tuple[Step, ...] = (
    step("CreatePolicy", PolicyName="Boundary", PolicyDocument=document(Action="*")),
    step("CreatePolicy", PolicyName="Other", Path="/app2container/", PolicyDocument=document(), Tags=[]),
    step("CreatePolicyVersion", PolicyArn="arn:aws:iam::ACCOUNT:policy/Boundary", PolicyDocument=document()),
    step("CreateGroup", GroupName="Others", Path="/app2container/"),
    step("CreateUser", UserName="eve", Path="/app2container/", Tags=[{"Key": "team", "Value": "red"}]),
    step("PutUserPermissionsBoundary", UserName="eve", PermissionsBoundary=BOUNDARY),
    step("AddUserToGroup", UserName="eve", GroupName="Others"),
    step("CreateAccessKey", UserName="eve"),
    step("CreateLoginProfile", UserName="eve", Password="correct-horse-Battery-9"),
    step("PutUserPolicy", UserName="eve", PolicyName="own", PolicyDocument=document()),
    step("AttachUserPolicy", UserName="eve", PolicyArn=AWS_POLICY),
    step("AttachGroupPolicy", GroupName="Others", PolicyArn="arn:aws:iam::ACCOUNT:policy/app2container/Other"),
    step("CreateRole", RoleName="Other", Path="/app2container/", AssumeRolePolicyDocument=trust(), Description="other"),
    step("AttachRolePolicy", RoleName="Other", PolicyArn="arn:aws:iam::ACCOUNT:policy/app2container/Other"),
    step("CreateInstanceProfile", InstanceProfileName="Other", Path="/app2container/"),
    step("AddRoleToInstanceProfile", InstanceProfileName="Other", RoleName="Other"),
    step("CreateVirtualMFADevice", VirtualMFADeviceName="eve"),
)

FULL: Params = {
    "policy": SMALL_POLICY,
    "group": {},
    "users": [{"name": "ada", "permissions_boundary": BOUNDARY}, {"name": "grace", "tags": {"role": "lead"}}],
    "general_role": {"permissions_boundary": BOUNDARY, "trusted_permission_sets": ["Developer"]},
    "worker": {"permissions_boundary": BOUNDARY},
    "deployer": {"permissions_boundary": AWS_POLICY},
    "tags": {"team": "blue"},
}
CHANGED: Params = {
    "policy": {**SMALL_POLICY, "deploy_targets": ["eks", "apprunner"]},
    "group": {"purge_members": True},
    "users": [
        {"name": "ada", "permissions_boundary": ""},
        {"name": "grace", "state": "absent"},
        {"name": "linus", "tags": {"role": "lead"}},
    ],
    "general_role": {"permissions_boundary": "", "trusted_permission_sets": ["Operator"], "max_session_hours": 4},
    "worker": {"permissions_boundary": AWS_POLICY},
    "deployer": {"permissions_boundary": ""},
    "tags": {"team": "green", "stage": "test"},
}
# What others have changed of ours in the meantime, so that a run has all kinds of changes to make.
DRIFT: tuple[Step, ...] = (
    step("UpdateAssumeRolePolicy", RoleName=WORKER, PolicyDocument=trust(Principal={"AWS": "*"})),
    step("UpdateUser", UserName="ada", NewPath="/elsewhere/"),
    step("CreateRole", RoleName="Foreign", AssumeRolePolicyDocument=trust()),
    step("RemoveRoleFromInstanceProfile", InstanceProfileName=WORKER, RoleName=WORKER),
    step("AddRoleToInstanceProfile", InstanceProfileName=WORKER, RoleName="Foreign"),
    step("AddUserToGroup", UserName=DEPLOYER, GroupName=GROUP),
)
IN_USE: tuple[Step, ...] = (
    step("CreateAccessKey", UserName="ada"),
    step("CreateAccessKey", UserName="ada"),
    step("CreateLoginProfile", UserName="ada", Password="correct-horse-Battery-9"),
    step("UploadSSHPublicKey", UserName="ada", SSHPublicKeyBody="ssh-rsa AAAA"),
    step("UploadSigningCertificate", UserName="ada", CertificateBody=certificate()),
    step("CreateServiceSpecificCredential", UserName="ada", ServiceName="codecommit.amazonaws.com"),
    step("PutUserPolicy", UserName="ada", PolicyName="own", PolicyDocument=document()),
    step("AttachUserPolicy", UserName="ada", PolicyArn=AWS_POLICY),
    step("PutGroupPolicy", GroupName=GROUP, PolicyName="own", PolicyDocument=document()),
    step("PutRolePolicy", RoleName=WORKER, PolicyName="own", PolicyDocument=document()),
    step("PutRolePolicy", RoleName=GENERAL_ROLE, PolicyName="own", PolicyDocument=document()),
    step(
        "CreatePolicyVersion",
        PolicyArn=f"arn:aws:iam::ACCOUNT:policy/app2container/{POLICY}",
        PolicyDocument=document(),
    ),
)
DEVICE: tuple[Step, ...] = (
    step("CreateVirtualMFADevice", VirtualMFADeviceName="ada"),
    step(
        "EnableMFADevice",
        UserName="ada",
        SerialNumber="arn:aws:iam::ACCOUNT:mfa/ada",
        AuthenticationCode1="123456",
        AuthenticationCode2="234567",
    ),
)
DEPLOYER_ROLE: Params = {"deployer": {"kind": "role", "trusted_principals": ["444455556666"]}}
# A complete set-up without users: every kind of trust.
KEYLESS: Params = {
    "policy": SMALL_POLICY,
    "general_role": {
        "trusted_principals": ["444455556666"],
        "external_id": "example",
        "trusted_permission_sets": ["Developer"],
        "saml_provider": "ExampleIdP",
        "oidc_provider": "example.okta.com",
        "oidc_conditions": {"aud": "example-client"},
        "trusted_services": ["account-access.amazonaws.com"],
    },
}
# Roles that trust what the same run makes.
TRUSTING: Params = {
    "users": [{"name": "ada"}],
    "general_role": {"trusted_principals": ["arn:aws:iam::ACCOUNT:user/app2container/ada"]},
    "worker": {},
    "deployer": {
        "kind": "role",
        "trusted_principals": [
            "arn:aws:iam::ACCOUNT:user/app2container/ada",
            f"arn:aws:iam::ACCOUNT:role/app2container/{WORKER}",
        ],
    },
}


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One run of the module: what is asked for, and what was there before."""

    params: Params
    earlier: Params | None = None
    drift: tuple[Step, ...] = ()


SCENES: Mapping[str, Scene] = {
    "creation": Scene(params=FULL),
    "creation-of-a-deployer-role": Scene(params=DEPLOYER_ROLE),
    "creation-without-users": Scene(params=KEYLESS),
    "creation-of-a-trusting-role": Scene(params=TRUSTING),
    "change": Scene(params=CHANGED, earlier=FULL, drift=DRIFT),
    "growth": Scene(params={**FULL, "policy": two_documents()}, earlier=FULL),
    "shrinking": Scene(params=FULL, earlier={**FULL, "policy": two_documents()}),
    "removal": Scene(params={**FULL, "state": "absent"}, earlier=FULL, drift=IN_USE),
    "removal-with-a-device": Scene(params={**FULL, "state": "absent"}, earlier=FULL, drift=DEVICE),
    "removal-of-a-deployer-role": Scene(params={**DEPLOYER_ROLE, "state": "absent"}, earlier=DEPLOYER_ROLE),
}


def params_in(bench: Bench, params: Params) -> dict[str, Any]:
    """Return parameters with the account's id in its place."""
    return dict(filled(dict(params), bench.account_id))


def prepare(bench: Bench, scene: Scene, discovery: str) -> tuple[Any, Callable[..., Any]]:
    """Bring an account to where a scene begins; return that state, and what runs the scene."""
    take_all(bench.iam, bench.account_id, BYSTANDERS)
    if scene.earlier is not None:
        outcome = bench.run(**params_in(bench, scene.earlier))
        assert not outcome.failed, outcome["msg"]
    take_all(bench.iam, bench.account_id, scene.drift)
    wanted = {**params_in(bench, scene.params), "discovery": discovery}
    return bench.save(), lambda **how: bench.run(**wanted, **how)


def of_others(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a snapshot holds of others; whom a policy serves, these say themselves."""
    return {
        kind: {
            name: {key: value for key, value in held.items() if key not in ("attached_to", "bounds")}
            if isinstance(held, dict)
            else held
            for name, held in entities.items()
            if name.rsplit("/", 1)[-1] not in OURS[kind]
        }
        for kind, entities in snapshot.items()
    }


def settled(bench: Bench) -> dict[str, Any]:
    """Return everything in the account but the older versions of policies: of each policy the document in force."""
    shown = bench.snapshot()
    for policy in shown["policies"].values():
        policy["versions"] = policy["versions"][policy.pop("in_force")]
        policy["tags"] = without_number(policy["tags"])
    return shown
