# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of ``state: present``: one function for each component of the access."""

from __future__ import annotations

from dataclasses import replace

from .._iam.entities import Kind, Ref
from .._plan.tags import tag_list
from .draft import AccountDraft, Wave
from .model import Group, InstanceProfile, Role, User
from .ownership import converge_tags, is_managed, may_manage, own_tags
from .policies import converge_policies, settle_policies
from .principals import attach, attach_general, converge_role, create_user, move_to_path, update_user
from .remove import leave_group, remove_user
from .spec import DeployerSpec, Desired, GroupSpec, UserSpec, WorkerSpec

__all__ = ["converge"]


def converge(desired: Desired, draft: AccountDraft) -> None:
    """Plans everything that ``state: present`` asks for. Whatever prevents it becomes a conflict."""
    if desired.policy:
        converge_policies(desired, draft, desired.policy)
    if desired.group:
        _group(desired, draft, desired.group)
    for user in desired.users or ():
        _user(desired, draft, user)
    if desired.general_role and converge_role(desired, draft, desired.general_role):
        attach_general(desired, draft, Ref(Kind.ROLE, desired.general_role.name))
    if desired.worker:
        _worker(desired, draft, desired.worker)
    if desired.deployer:
        _deployer(desired, draft, desired.deployer)
    if desired.group:
        _members(desired, draft, desired.group)
    if desired.policy:
        settle_policies(desired, draft, desired.policy)


def _group(desired: Desired, draft: AccountDraft, spec: GroupSpec) -> None:
    found = draft.now.group(spec.name)
    if not spec.managed:
        if found is None:
            draft.conflicts.append(f"group {spec.name} does not exist, so no user can be added to it; create it first")
        return
    if found is None:
        group = Group(name=spec.name, path=desired.path, arn=desired.identity.arn(Kind.GROUP, desired.path, spec.name))
        draft.do(Wave.ENTITIES, "CreateGroup", group.ref, group, GroupName=spec.name, Path=desired.path)
    elif may_manage(desired, draft, found):
        move_to_path(desired, draft, found)
    else:
        return
    attach_general(desired, draft, Ref(Kind.GROUP, spec.name))


def _user(desired: Desired, draft: AccountDraft, spec: UserSpec) -> None:
    found = draft.now.user(spec.name)
    if not spec.present:
        if found is not None:
            remove_user(desired, draft, found)
        return
    if found is None:
        create_user(desired, draft, spec.name, own_tags(desired.wanted_tags(spec.tags)), spec.boundary)
    elif is_managed(desired, found):
        update_user(desired, draft, found, spec.tags, spec.boundary)
    else:
        draft.find("user-not-ours", found.ref)
    if desired.group:
        _join(draft, spec.name, desired.group.name)


def _join(draft: AccountDraft, name: str, group: str) -> None:
    user = draft.now.user(name)
    if user is None or group in (user.groups or ()) or draft.now.group(group) is None:
        return
    after = replace(user, groups=frozenset({*(user.groups or ()), group}))
    draft.do(Wave.RELATIONS, "AddUserToGroup", after.ref, after, UserName=name, GroupName=group)


def _members(desired: Desired, draft: AccountDraft, spec: GroupSpec) -> None:
    """Removes members: the deployer always, users that are not listed if members are purged."""
    deployer = desired.deployer
    named = {user.name for user in desired.users or ()}
    purge = spec.purge_members and desired.users is not None
    for name in draft.now.members(spec.name):
        is_deployer = deployer is not None and deployer.ref == Ref(Kind.USER, name)
        if is_deployer or (purge and name not in named):
            leave_group(draft, name, spec.name)


def _worker(desired: Desired, draft: AccountDraft, spec: WorkerSpec) -> None:
    if converge_role(desired, draft, spec.role):
        attach_general(desired, draft, Ref(Kind.ROLE, spec.role.name))
        for arn in spec.policy_arns:
            role = draft.now.role(spec.role.name)
            if role is not None:
                attach(draft, role, arn)
    profile = draft.now.profile(spec.profile_name)
    if profile is None:
        arn = desired.identity.arn(Kind.INSTANCE_PROFILE, desired.path, spec.profile_name)
        tags = own_tags(desired.tags)
        profile = InstanceProfile(name=spec.profile_name, path=desired.path, arn=arn, role=None, tags=tags)
        draft.update(Wave.ENTITIES, "CreateInstanceProfile", profile, Path=desired.path, Tags=tag_list(tags))
    elif may_manage(desired, draft, profile):
        profile = converge_tags(desired, draft, profile)
    else:
        return
    if profile.role not in (None, spec.role.name):
        held = profile.role
        profile = replace(profile, role=None)
        draft.update(Wave.RELATIONS, "RemoveRoleFromInstanceProfile", profile, RoleName=held)
    if profile.role is None:
        profile = replace(profile, role=spec.role.name)
        draft.update(Wave.RELATIONS, "AddRoleToInstanceProfile", profile, RoleName=spec.role.name)


def _deployer(desired: Desired, draft: AccountDraft, spec: DeployerSpec) -> None:
    _other_kind(desired, draft, spec)
    if spec.kind is Kind.ROLE:
        if not converge_role(desired, draft, spec.role):
            return
    elif not _deployer_user(desired, draft, spec):
        return
    principal = draft.now.get(spec.ref)
    if isinstance(principal, (User, Role)):
        attach(draft, principal, spec.policy_arn)


def _other_kind(desired: Desired, draft: AccountDraft, spec: DeployerSpec) -> None:
    """A deployer that was changed from user to role, or back, leaves an administrator behind, unless it is purged."""
    other = draft.now.get(spec.other_ref)
    if other and is_managed(desired, other) and not desired.purge:
        draft.find("deployer-of-other-kind", other.ref, kind=spec.kind.label, other=other.ref.kind.label)


def _deployer_user(desired: Desired, draft: AccountDraft, spec: DeployerSpec) -> bool:
    found = draft.now.user(spec.name)
    if found is None:
        create_user(desired, draft, spec.name, own_tags(desired.tags), spec.boundary)
        return True
    if not may_manage(desired, draft, found):
        return False
    update_user(desired, draft, found, None, spec.boundary)
    return True
