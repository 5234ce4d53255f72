# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Entities as IAM's answers describe them: with fewer attributes in listings than by name.

Which attributes an answer has is from the API reference of IAM, by data type and by operation.
"""

from __future__ import annotations

from typing import Any

from tests.support.strict.world import World, boundary_of, encoded, service_credentials

View = dict[str, Any]
PRINCIPALS = ("user", "group", "role")


def tag_list(tags: dict[str, str]) -> list[View]:
    """Return tags as a list."""
    return [{"Key": key, "Value": value} for key, value in sorted(tags.items())]


def boundary(entity: Any) -> View | None:
    """Return the permissions boundary of a user or role."""
    arn = boundary_of(entity)
    return arn and {"PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn}  # type: ignore[return-value]


def attached(entity: Any) -> list[View]:
    """Return the attached policies of a user, group or role."""
    policies = sorted(entity.managed_policies.values(), key=lambda policy: str(policy.arn))
    return [{"PolicyName": policy.name, "PolicyArn": policy.arn} for policy in policies]


def inline(entity: Any) -> list[View]:
    """Return the inline policies of a user, group or role, with their documents."""
    policies = sorted(entity.policies.items())
    return [{"PolicyName": name, "PolicyDocument": encoded(text)} for name, text in policies]


def user(_world: World, entity: Any) -> View:
    """Return a user as listings have it."""
    return {
        "Path": entity.path,
        "UserName": entity.name,
        "UserId": entity.id,
        "Arn": entity.arn,
        "CreateDate": entity.create_date,
    }


def whole_user(world: World, entity: Any) -> View:
    """Return a user as GetUser and CreateUser have it."""
    tags = tag_list(world.tags(entity))
    return user(world, entity) | {"PermissionsBoundary": boundary(entity), "Tags": tags or None}


def user_detail(world: World, entity: Any) -> View:
    """Return a user as GetAccountAuthorizationDetails has it."""
    return user(world, entity) | {
        "UserPolicyList": inline(entity),
        "GroupList": [group.name for group in world.groups_of(entity)],
        "AttachedManagedPolicies": attached(entity),
        "PermissionsBoundary": boundary(entity),
        "Tags": tag_list(world.tags(entity)),
    }


def group(_world: World, entity: Any) -> View:
    """Return a group; it has nothing more."""
    return {
        "Path": entity.path,
        "GroupName": entity.name,
        "GroupId": entity.id,
        "Arn": entity.arn,
        "CreateDate": entity.create_date,
    }


def group_detail(world: World, entity: Any) -> View:
    """Return a group as GetAccountAuthorizationDetails has it."""
    return group(world, entity) | {"GroupPolicyList": inline(entity), "AttachedManagedPolicies": attached(entity)}


def role_core(world: World, entity: Any) -> View:
    """Return a role with what all answers have of it."""
    return {
        "Path": entity.path,
        "RoleName": entity.name,
        "RoleId": entity.id,
        "Arn": entity.arn,
        "CreateDate": entity.create_date,
        "AssumeRolePolicyDocument": encoded(world.trust(entity)),
    }


def role(world: World, entity: Any) -> View:
    """Return a role as listings have it."""
    return role_core(world, entity) | {
        "Description": entity.description or None,
        "MaxSessionDuration": int(entity.max_session_duration or 3600),
    }


def whole_role(world: World, entity: Any) -> View:
    """Return a role as GetRole and CreateRole have it."""
    tags = tag_list(world.tags(entity))
    return role(world, entity) | {
        "PermissionsBoundary": boundary(entity),
        "Tags": tags or None,
        "RoleLastUsed": {},
    }


def role_detail(world: World, entity: Any) -> View:
    """Return a role as GetAccountAuthorizationDetails has it: without description and session length."""
    return role_core(world, entity) | {
        "InstanceProfileList": [whole_profile(world, item) for item in world.profiles_of(entity)],
        "RolePolicyList": inline(entity),
        "AttachedManagedPolicies": attached(entity),
        "PermissionsBoundary": boundary(entity),
        "Tags": tag_list(world.tags(entity)),
        "RoleLastUsed": {},
    }


def profile(world: World, entity: Any) -> View:
    """Return an instance profile as listings have it."""
    return {
        "Path": entity.path,
        "InstanceProfileName": entity.name,
        "InstanceProfileId": entity.id,
        "Arn": entity.arn,
        "CreateDate": entity.create_date,
        "Roles": [role_core(world, item) for item in entity.roles],
    }


def whole_profile(world: World, entity: Any) -> View:
    """Return an instance profile as GetInstanceProfile and CreateInstanceProfile have it."""
    return profile(world, entity) | {"Tags": tag_list(world.tags(entity))}


def policy(world: World, entity: Any) -> View:
    """Return a managed policy as listings have it."""
    return {
        "PolicyName": entity.name,
        "PolicyId": entity.id,
        "Arn": entity.arn,
        "Path": entity.path,
        "DefaultVersionId": entity.default_version_id,
        "AttachmentCount": len(world.holders(entity.arn)),
        "PermissionsBoundaryUsageCount": len(world.bounded_by(entity.arn)),
        "IsAttachable": True,
        "CreateDate": entity.create_date,
        "UpdateDate": entity.update_date,
    }


def whole_policy(world: World, entity: Any) -> View:
    """Return a managed policy as GetPolicy has it."""
    tags = tag_list(world.tags(entity))
    return policy(world, entity) | {"Description": entity.description or None, "Tags": tags}


def policy_detail(world: World, entity: Any) -> View:
    """Return a managed policy as GetAccountAuthorizationDetails has it: with documents, without tags."""
    versions = [version(item, document=True) for item in newest_first(entity)]
    return policy(world, entity) | {"PolicyVersionList": versions}


def newest_first(entity: Any) -> list[Any]:
    """Return the versions of a managed policy as IAM lists them."""
    return sorted(entity.versions, key=lambda item: -int(item.version_id.removeprefix("v")))


def version(entity: Any, *, document: bool = False) -> View:
    """Return a version of a managed policy, with its document or without."""
    return {
        "Document": encoded(entity.document) if document else None,
        "VersionId": entity.version_id,
        "IsDefaultVersion": entity.is_default,
        "CreateDate": entity.create_date,
    }


def access_key(user_name: str, entity: Any) -> View:
    """Return an access key without its secret."""
    return {
        "UserName": user_name,
        "AccessKeyId": entity.access_key_id,
        "Status": entity.status,
        "CreateDate": entity.create_date,
    }


def certificate(user_name: str, entity: Any) -> View:
    """Return a signing certificate."""
    return {
        "UserName": user_name,
        "CertificateId": entity.id,
        "CertificateBody": entity.body,
        "Status": entity.status,
        "UploadDate": entity.upload_date,
    }


def ssh_key(user_name: str, entity: Any) -> View:
    """Return an SSH public key without its body."""
    return {
        "UserName": user_name,
        "SSHPublicKeyId": entity.ssh_public_key_id,
        "Status": entity.status,
        "UploadDate": entity.upload_date,
    }


def mfa_device(user_name: str, entity: Any) -> View:
    """Return an MFA device of a user."""
    return {"UserName": user_name, "SerialNumber": entity.serial_number, "EnableDate": entity.enable_date}


def virtual_mfa_device(world: World, entity: Any) -> View:
    """Return a virtual MFA device, with its user if it has one."""
    return {
        "SerialNumber": entity.serial_number,
        "User": entity.user and user(world, entity.user),
        "EnableDate": entity.user and entity.enable_date,
    }


def service_credential(entity: dict[str, Any], *, secret: bool = False) -> View:
    """Return a service-specific credential, with its password only when it is made."""
    return {key: value for key, value in entity.items() if secret or key != "ServicePassword"}


def service_credential_list(entity: Any, service: str | None) -> list[View]:
    """Return the service-specific credentials of a user, of one service or of all."""
    held = service_credentials(entity).values()
    return [service_credential(item) for item in held if service in (None, item["ServiceName"])]
