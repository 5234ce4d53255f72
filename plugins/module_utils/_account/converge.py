# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules of ``state: present``: one function for each component of the access."""

from __future__ import annotations

from dataclasses import replace

from .._iam.entities import Kind, Ref, Tags
from .._iam.limits import MAX_VERSIONS
from .._plan.tags import tag_list
from .._policy.language.document import Document
from .draft import AccountDraft, Wave
from .model import Group, InstanceProfile, ManagedPolicy, Role, User, Version
from .ownership import converge_tags, is_managed, may_manage, may_manage_policy, own_tags
from .principals import attach, attach_general, converge_role, create_user, move_to_path, update_user
from .remove import leave_group, remove_user, retire_policy
from .review import catalogue_tag
from .spec import SESSION_SECONDS, DeployerSpec, Desired, GroupSpec, PolicySpec, UserSpec, WorkerSpec

__all__ = ["converge"]

POLICY_DESCRIPTION = "General App2Container access: every command but deployment. Managed by fleetops.app2container."
NEW_VERSION = "v0"  # stands for the id that IAM gives to a new version


def converge(desired: Desired, draft: AccountDraft) -> None:
    """Plans everything that ``state: present`` asks for. Whatever prevents it becomes a conflict."""
    if desired.policy:
        _policies(desired, draft, desired.policy)
    if desired.group:
        _group(desired, draft, desired.group)
    for user in desired.users or ():
        _user(desired, draft, user)
    if desired.worker:
        _worker(desired, draft, desired.worker)
    if desired.deployer:
        _deployer(desired, draft, desired.deployer)
    if desired.group:
        _members(desired, draft, desired.group)
    if desired.policy:
        _stale_policies(desired, draft, desired.policy)
        _unattached(desired, draft, desired.policy)


def _policies(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    for name, document in zip(spec.names, spec.documents, strict=True):
        found = draft.now.policy(name)
        further = {**spec.part_tag(name), **catalogue_tag(spec, found, document)}
        if found is None:
            _create_policy(desired, draft, name, document, own_tags(desired.tags, further))
        elif may_manage_policy(desired, draft, spec, found):
            tagged = converge_tags(desired, draft, found, further=further)
            _new_version(draft, tagged, document)


def _stale_policies(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Removes parts that are no longer needed. Planned last, when only what still uses them has to be detached."""
    for policy in spec.parts_in(draft.now):
        if policy.name not in spec.names and is_managed(desired, policy):
            retire_policy(draft, policy)


def _unattached(desired: Desired, draft: AccountDraft, spec: PolicySpec) -> None:
    """Adds a finding on a policy that gives nobody access; known only if the whole account was read, or it is new."""
    attaches = (desired.group and desired.group.managed) or desired.worker
    policy = draft.now.policy(spec.name)
    if attaches or policy is None or not (draft.now.complete or draft.creates(policy.arn)):
        return
    principals = (item for item in draft.now.values() if isinstance(item, (Group, User, Role)))
    if not any(policy.arn in (principal.attached or ()) for principal in principals):
        draft.find("not-attached", policy.ref)


def _create_policy(desired: Desired, draft: AccountDraft, name: str, document: Document, tags: Tags) -> None:
    policy = ManagedPolicy(
        name=name,
        path=desired.path,
        arn=desired.identity.arn(Kind.POLICY, desired.path, name),
        versions=(Version(version_id="v1", is_default=True, document=document),),
        tags=tags,
    )
    draft.do(
        Wave.POLICIES,
        "CreatePolicy",
        policy.ref,
        policy,
        PolicyName=name,
        Path=desired.path,
        PolicyDocument=document.text,
        Description=POLICY_DESCRIPTION,
        Tags=tag_list(tags),
    )


def _new_version(draft: AccountDraft, policy: ManagedPolicy, document: Document) -> None:
    """Creates a new default version if the document differs, after the oldest other version of five is deleted."""
    if policy.default and policy.default.document == document:
        return
    versions = policy.versions or ()
    if len(versions) >= MAX_VERSIONS:
        oldest = min((version for version in versions if not version.is_default), key=lambda version: version.number)
        versions = tuple(version for version in versions if version != oldest)
        policy = replace(policy, versions=versions)
        draft.update(Wave.VERSIONS, "DeletePolicyVersion", policy, VersionId=oldest.version_id)
        draft.find("version-pruned", policy.ref, most=MAX_VERSIONS, version=oldest.version_id)
    older = tuple(replace(version, is_default=False) for version in versions)
    policy = replace(policy, versions=(*older, Version(version_id=NEW_VERSION, is_default=True, document=document)))
    draft.update(Wave.VERSIONS, "CreatePolicyVersion", policy, PolicyDocument=document.text, SetAsDefault=True)


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
        _limit_session(draft, spec.name)
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


def _limit_session(draft: AccountDraft, name: str) -> None:
    role = draft.now.role(name)
    if role and role.max_session not in (None, SESSION_SECONDS):
        after = replace(role, max_session=SESSION_SECONDS)
        draft.update(Wave.ENTITIES, "UpdateRole", after, MaxSessionDuration=SESSION_SECONDS)
