# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of ``state: absent``: what is managed is removed completely, children before parents.

The order is IAM's: see "Deleting an IAM user", "Deleting roles or instance profiles" and "Deleting IAM policies" in the
IAM user guide. Attachments, memberships and uses as permissions boundary of what is deleted are removed from every
principal, since IAM refuses the deletion otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._iam.checks import may_be_tag
from .._iam.entities import Kind, Ref
from .._plan.tags import tag_list
from .draft import AccountDraft, Wave
from .entity_types import ENTITY_TYPES
from .leftovers import leftovers
from .model import Credentials, Entity, Group, InstanceProfile, ManagedPolicy, Principal, Role, Usage, User
from .ownership import is_managed, was_made_elsewhere
from .spec import Desired, PolicySpec, part_of
from .trust import permission_set_of

__all__ = [
    "delete_inline",
    "detach",
    "leave_group",
    "release_policy",
    "remove",
    "remove_leftovers",
    "remove_user",
    "retire_policy",
]

DEVICE_TAG = "app2container:mfa-device"  # on a user that is being deleted: its virtual device
_ORDER = (Kind.USER, Kind.INSTANCE_PROFILE, Kind.ROLE, Kind.GROUP, Kind.POLICY)


def remove(desired: Desired, draft: AccountDraft) -> None:
    """Plans the removal of every component that is named and managed."""
    now = draft.now
    for user in desired.users or ():
        if found := now.user(user.name):
            remove_user(desired, draft, found)
    if desired.deployer and (deployer := now.get(desired.deployer.ref)):
        _remove_deployer(desired, draft, deployer)
    if desired.general_role and (role := now.role(desired.general_role.name)) and _may_delete(desired, draft, role):
        _remove_role(draft, role)
    if desired.worker:
        _remove_worker(desired, draft, now.role(desired.worker.role.name), now.profile(desired.worker.profile_name))
    if desired.group and desired.group.managed and (group := now.group(desired.group.name)):
        _remove_group(desired, draft, group)
    if desired.policy:
        _remove_general_policy(desired, draft, desired.policy)


def remove_leftovers(desired: Desired, draft: AccountDraft) -> None:
    """Plans the removal of what is left over, as ``state: absent`` removes it: principals first, policies last."""
    found = (leftover.entity for leftover in leftovers(desired, draft.observed) if leftover.purged)
    for entity in sorted(found, key=lambda item: _ORDER.index(item.ref.kind)):
        _remove_entity(desired, draft, draft.now.get(entity.ref))


def _remove_entity(desired: Desired, draft: AccountDraft, entity: Entity | None) -> None:
    if isinstance(entity, User):
        remove_user(desired, draft, entity)
    elif isinstance(entity, InstanceProfile):
        _remove_profile(draft, entity)
    elif isinstance(entity, Role):
        _remove_role(draft, entity)
    elif isinstance(entity, Group):
        _remove_group(desired, draft, entity)
    elif isinstance(entity, ManagedPolicy):
        retire_policy(draft, entity)


def _remove_general_policy(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    for policy in spec.parts_in(draft.now):
        if _may_delete(desired, draft, policy):
            retire_policy(draft, policy)
    named = draft.now.policy(spec.name)
    if named and not spec.includes(named):
        draft.find("part-of-another", named.ref, policy=part_of(named))


def _may_delete(desired: Desired, draft: AccountDraft, entity: Entity) -> bool:
    if is_managed(desired, entity):
        return True
    if was_made_elsewhere(desired, draft, entity):
        draft.find("made-elsewhere", entity.ref, found=entity.path, wanted=desired.path)
    else:
        draft.find("not-ours", entity.ref)
    return False


def remove_user(desired: Desired, draft: AccountDraft, user: User) -> None:
    """Deletes a managed user; any other user is only removed from the group."""
    if not is_managed(desired, user):
        if desired.group and desired.group.name in (user.groups or ()):
            leave_group(draft, user.name, desired.group.name)
        draft.find("user-not-deleted", user.ref)
        return
    _remove_credentials(draft, user)
    user = draft.now.user(user.name) or user
    _remove_policies(draft, user)
    for group in sorted(user.groups or ()):
        leave_group(draft, user.name, group)
    draft.do(Wave.DELETE, "DeleteUser", user.ref, None, UserName=user.name)


# Field of Credentials -> the call that removes one, and the parameter that names it.
_CREDENTIAL_CALLS = (
    ("access_keys", "DeleteAccessKey", "AccessKeyId"),
    ("signing_certificates", "DeleteSigningCertificate", "CertificateId"),
    ("ssh_public_keys", "DeleteSSHPublicKey", "SSHPublicKeyId"),
    ("service_credentials", "DeleteServiceSpecificCredential", "ServiceSpecificCredentialId"),
)


def _remove_credentials(draft: AccountDraft, user: User) -> None:
    left = user.credentials or Credentials()
    if left.login_profile:
        left = replace(left, login_profile=False)
        draft.update(Wave.CREDENTIALS, "DeleteLoginProfile", replace(user, credentials=left))
    for field, operation, parameter in _CREDENTIAL_CALLS:
        for identifier in getattr(left, field):
            without: dict[str, Any] = {field: tuple(item for item in getattr(left, field) if item != identifier)}
            left = replace(left, **without)
            draft.update(Wave.CREDENTIALS, operation, replace(user, credentials=left), **{parameter: identifier})
    _remove_devices(draft, replace(user, credentials=left), left)


def _remove_devices(draft: AccountDraft, user: User, left: Credentials) -> None:
    """Deactivates MFA devices, and deletes virtual ones, which would otherwise count against a quota and block a name.

    Nothing else tells whose device it was once it is deactivated, so a tag records it: the next run recovers from an
    interrupted one.
    """
    freed = (user.tags or {}).get(DEVICE_TAG)
    if freed and freed not in left.mfa_devices:
        draft.do(Wave.CREDENTIALS, "DeleteVirtualMFADevice", user.ref, user, SerialNumber=freed)
    for serial in left.mfa_devices:
        virtual = ":mfa/" in serial
        if virtual and may_be_tag(user.tags or {}, DEVICE_TAG, serial):
            user = replace(user, tags={**(user.tags or {}), DEVICE_TAG: serial})
            draft.update(Wave.CREDENTIALS, "TagUser", user, Tags=tag_list({DEVICE_TAG: serial}))
        left = replace(left, mfa_devices=tuple(item for item in left.mfa_devices if item != serial))
        user = replace(user, credentials=left)
        draft.update(Wave.CREDENTIALS, "DeactivateMFADevice", user, SerialNumber=serial)
        if virtual:
            draft.do(Wave.CREDENTIALS, "DeleteVirtualMFADevice", user.ref, user, SerialNumber=serial)


def _remove_policies(draft: AccountDraft, principal: Principal) -> None:
    """Deletes inline policies and detaches managed policies."""
    for name in sorted(principal.inline or ()):
        principal = delete_inline(draft, principal, name)
    for arn in sorted(principal.attached or ()):
        principal = detach(draft, principal, arn)


def delete_inline(draft: AccountDraft, principal: Principal, name: str) -> Principal:
    """Deletes an inline policy. Returns the principal without it."""
    after = replace(principal, inline=frozenset(principal.inline or ()) - {name})
    draft.update(Wave.DETACH, ENTITY_TYPES[principal.ref.kind].delete_inline_policy, after, PolicyName=name)
    return after


def detach(draft: AccountDraft, principal: Principal, arn: str) -> Principal:
    """Detaches a managed policy. Returns the principal without it."""
    after = replace(principal, attached=frozenset(principal.attached or ()) - {arn})
    draft.update(Wave.DETACH, ENTITY_TYPES[principal.ref.kind].detach_policy, after, PolicyArn=arn)
    return after


def leave_group(draft: AccountDraft, name: str, group: str) -> None:
    """Removes a user from a group."""
    user = draft.now.user(name)
    if user is not None:
        after = replace(user, groups=frozenset(user.groups or ()) - {group})
        draft.do(Wave.DETACH, "RemoveUserFromGroup", user.ref, after, UserName=name, GroupName=group)


def _remove_group(desired: Desired, draft: AccountDraft, group: Group) -> None:
    if not _may_delete(desired, draft, group):
        return
    told = {leftover.entity.ref for leftover in leftovers(desired, draft.observed)}
    for name in draft.now.members(group.name):
        user = draft.now.user(name)
        if not desired.present and user and user.ref not in told and user.tags and is_managed(desired, user):
            draft.find("left-behind", user.ref)
        leave_group(draft, name, group.name)
    _remove_policies(draft, group)
    draft.do(Wave.DELETE, "DeleteGroup", group.ref, None, GroupName=group.name)


def _remove_role(draft: AccountDraft, role: Role) -> None:
    for name in draft.now.profiles_of(role.name):
        profile = draft.now.profile(name)
        if profile:
            _empty_profile(draft, profile)
    _remove_policies(draft, role)
    draft.do(Wave.DELETE, "DeleteRole", role.ref, None, RoleName=role.name)


def _empty_profile(draft: AccountDraft, profile: InstanceProfile) -> None:
    if profile.role:
        after = replace(profile, role=None)
        draft.update(Wave.DETACH, "RemoveRoleFromInstanceProfile", after, RoleName=profile.role)


def _remove_profile(draft: AccountDraft, profile: InstanceProfile) -> None:
    _empty_profile(draft, profile)
    draft.do(Wave.DELETE, "DeleteInstanceProfile", profile.ref, None, InstanceProfileName=profile.name)


def _remove_worker(desired: Desired, draft: AccountDraft, role: Role | None, profile: InstanceProfile | None) -> None:
    if profile and _may_delete(desired, draft, profile):
        _remove_profile(draft, profile)
    if role and _may_delete(desired, draft, role):
        _remove_role(draft, role)


def _remove_deployer(desired: Desired, draft: AccountDraft, deployer: Entity) -> None:
    if isinstance(deployer, User):
        remove_user(desired, draft, deployer)
    elif isinstance(deployer, Role) and _may_delete(desired, draft, deployer):
        _remove_role(draft, deployer)


def release_policy(draft: AccountDraft, policy: ManagedPolicy) -> None:
    """Detaches a policy from every principal, and removes it as a boundary.

    What a permission set refers to is a conflict: only IAM Identity Center can change the roles that it has created.
    """
    usage = policy.usage or Usage()
    for name in sorted(filter(None, map(permission_set_of, usage.attached | usage.boundary_of))):
        draft.conflicts.append(
            f"{policy.ref} is in use by the permission set {name} of IAM Identity Center, and cannot be deleted; first"
            " remove the policy from the permission set, or the assignments of the permission set in this account"
        )
    for ref in sorted(usage.attached):
        if principal := draft.attached_principal(ref, policy.arn):
            detach(draft, principal, policy.arn)
    for ref in sorted(usage.boundary_of):
        _clear_boundary(draft, ref, policy)


def retire_policy(draft: AccountDraft, policy: ManagedPolicy) -> None:
    """Releases a policy, and deletes it with all its versions."""
    release_policy(draft, policy)
    for version in sorted(
        (item for item in policy.versions or () if not item.is_default), key=lambda item: item.number
    ):
        policy = replace(policy, versions=tuple(item for item in policy.versions or () if item != version))
        draft.update(Wave.DELETE_POLICIES, "DeletePolicyVersion", policy, VersionId=version.version_id)
    draft.do(Wave.DELETE_POLICIES, "DeletePolicy", policy.ref, None, PolicyArn=policy.arn)


def _clear_boundary(draft: AccountDraft, ref: Ref, policy: ManagedPolicy) -> None:
    principal = draft.bounded_principal(ref, policy.arn)
    if principal is None:
        return
    after = replace(principal, boundary="")
    draft.update(Wave.DETACH, ENTITY_TYPES[ref.kind].delete_boundary, after)
    draft.find("boundary-cleared", ref, policy=policy.name)
