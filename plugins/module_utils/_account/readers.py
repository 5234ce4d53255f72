# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads from IAM, one entity at a time. Only "no such entity" means absent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from .._aws.errors import ResponseParserError, translated, unless_missing
from .._iam.entities import Kind, Ref
from .answers import group_from, names_of, profile_from, role_from, tags_of, user_from, version_from
from .model import Credentials, Entity, Group, ManagedPolicy, Role, Usage, User
from .references import Reference

__all__ = [
    "read_arn",
    "read_children",
    "read_entity",
    "read_facts",
    "read_memberships",
    "read_policies_named",
    "read_profiles_under",
    "read_session_lengths",
]


def _all(iam: Any, operation: str, key: str, **params: Any) -> list[Any]:
    """Every item of a listing, over all its pages."""
    pages = iam.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1000}, **params)
    return list(pages.build_full_result().get(key, []))


_ARN_CALLS = {
    Kind.POLICY: ("get_policy", "PolicyArn", "Policy"),
    Kind.ROLE: ("get_role", "RoleName", "Role"),
    Kind.USER: ("get_user", "UserName", "User"),
}


def read_arn(iam: Any, reference: Reference) -> str | None:
    """The ARN of the entity of this name; None where there is none."""
    method, parameter, answer = _ARN_CALLS[reference.ref.kind]
    name = str(reference.arn) if reference.ref.kind is Kind.POLICY else reference.ref.name
    with translated(f"look up {reference.ref}, which {reference.option} refers to"):
        found = unless_missing(getattr(iam, method), **{parameter: name})
    return None if found is None else str(found[answer]["Arn"])


def _attached(iam: Any, operation: str, **params: Any) -> frozenset[str]:
    return names_of(_all(iam, operation, "AttachedPolicies", **params), "PolicyArn")


def _policy_at(iam: Any, arn: str) -> tuple[Entity, ...]:
    answer = unless_missing(iam.get_policy, PolicyArn=arn)
    if answer is None:
        return ()
    found = answer["Policy"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=found["DefaultVersionId"])["PolicyVersion"]["Document"]
    versions = _all(iam, "list_policy_versions", "Versions", PolicyArn=arn)
    policy = ManagedPolicy(
        name=found["PolicyName"],
        path=found["Path"],
        arn=arn,
        versions=tuple(version_from(item, document if item["IsDefaultVersion"] else None) for item in versions),
        tags=tags_of(found) or {},
    )
    return (policy,)


def read_policies_named(iam: Any, names: Iterable[str]) -> tuple[Entity, ...]:
    """Customer managed policies by name, whatever their path: one listing, for names that GetPolicy did not find."""
    wanted = {name.lower() for name in names}
    with translated("look for the customer managed policies by name"):
        listed = _all(iam, "list_policies", "Policies", Scope="Local")
        arns = [item["Arn"] for item in listed if item["PolicyName"].lower() in wanted]
        return tuple(policy for arn in arns for policy in _policy_at(iam, arn))


def read_profiles_under(iam: Any, path: str) -> tuple[Entity, ...]:
    """The instance profiles under a path and the paths below it, also those without a role; their tags stay unknown."""
    with translated(f"list the instance profiles under {path}"):
        listed = _all(iam, "list_instance_profiles", "InstanceProfiles", PathPrefix=path)
    return tuple(profile_from(item) for item in listed)


def read_session_lengths(iam: Any, path: str) -> Mapping[str, int]:
    """By the names of the roles under a path, how long their sessions may be, in seconds."""
    with translated(f"list the roles under {path}"):
        listed = _all(iam, "list_roles", "Roles", PathPrefix=path)
    return {item["RoleName"]: item["MaxSessionDuration"] for item in listed if item.get("MaxSessionDuration")}


def _user(iam: Any, name: str) -> tuple[Entity, ...]:
    answer = unless_missing(iam.get_user, UserName=name)
    if answer is None:
        return ()
    user = user_from(answer["User"])
    return (replace(user, tags=user.tags or {}, boundary=user.boundary or ""),)


def _group(iam: Any, name: str) -> tuple[Entity, ...]:
    """The group and its members; of these only name, path and this one membership are known."""
    pages = iam.get_paginator("get_group").paginate(GroupName=name, PaginationConfig={"PageSize": 1000})
    answer = unless_missing(pages.build_full_result)
    if answer is None:
        return ()
    attached = _attached(iam, "list_attached_group_policies", GroupName=name)
    members = (user_from(item) for item in answer.get("Users", ()))
    return (
        replace(group_from(answer["Group"]), attached=attached, inline=None),
        *(replace(user, groups=frozenset({name})) for user in members),
    )


def _role(iam: Any, name: str) -> tuple[Entity, ...]:
    answer = unless_missing(iam.get_role, RoleName=name)
    if answer is None:
        return ()
    role = role_from(answer["Role"])
    attached = _attached(iam, "list_attached_role_policies", RoleName=name)
    return (replace(role, tags=role.tags or {}, boundary=role.boundary or "", attached=attached, inline=None),)


def _profile(iam: Any, name: str) -> tuple[Entity, ...]:
    answer = unless_missing(iam.get_instance_profile, InstanceProfileName=name)
    if answer is None:
        return ()
    profile = profile_from(answer["InstanceProfile"])
    return (replace(profile, tags=profile.tags or {}),)


_READERS: Mapping[Kind, Callable[[Any, str], tuple[Entity, ...]]] = {
    Kind.POLICY: _policy_at,
    Kind.USER: _user,
    Kind.GROUP: _group,
    Kind.ROLE: _role,
    Kind.INSTANCE_PROFILE: _profile,
}


def read_entity(iam: Any, kind: Kind, name: str) -> tuple[Entity, ...]:
    """One entity by name (a policy: by ARN) without its children, a group with its members; empty if there is none."""
    with translated(f"read {Ref(kind, name)}"):
        return _READERS[kind](iam, name)


def read_facts(iam: Any, ref: Ref, found: Entity | None, *, attachments: bool = False) -> tuple[Entity, ...]:
    """What GetAccountAuthorizationDetails and a first read by name leave open: one call.

    With ``attachments`` a second one tells the policies of a user, which decide about a deployer only.
    """
    if isinstance(found, ManagedPolicy):
        with translated(f"read {ref}"):
            return (replace(found, tags=tags_of(iam.get_policy(PolicyArn=found.arn)["Policy"]) or {}),)
    entities = read_entity(iam, ref.kind, ref.name)
    with translated(f"read the policies of {ref}"):
        return tuple(
            replace(entity, attached=_attached(iam, "list_attached_user_policies", UserName=entity.name))
            if attachments and isinstance(entity, User) and isinstance(found, User) and found.attached is None
            else entity
            for entity in entities
        )


def read_memberships(iam: Any, entity: Entity) -> tuple[Entity, ...]:
    """A user with all its groups; nothing for what is no user."""
    if not isinstance(entity, User):
        return ()
    with translated(f"read the groups of {entity.ref}"):
        return (replace(entity, groups=_groups_of(iam, entity.name)),)


def _groups_of(iam: Any, user: str) -> frozenset[str]:
    return names_of(_all(iam, "list_groups_for_user", "Groups", UserName=user), "GroupName")


def read_children(iam: Any, entity: Entity) -> tuple[Entity, ...]:
    """The entity with everything that stands in the way of its deletion, and what else that showed."""
    with translated(f"read what depends on {entity.ref}"):
        if isinstance(entity, ManagedPolicy):
            return (replace(entity, usage=_usage(iam, entity.arn)),)
        if isinstance(entity, Group):
            inline = frozenset(_all(iam, "list_group_policies", "PolicyNames", GroupName=entity.name))
            return (replace(entity, inline=inline),)
        if isinstance(entity, User):
            return (_user_children(iam, entity),)
        if isinstance(entity, Role):
            inline = frozenset(_all(iam, "list_role_policies", "PolicyNames", RoleName=entity.name))
            holders = _all(iam, "list_instance_profiles_for_role", "InstanceProfiles", RoleName=entity.name)
            return (replace(entity, inline=inline), *map(profile_from, holders))
        return (entity,)


def _usage(iam: Any, arn: str) -> Usage:
    def users_of(usage: str) -> frozenset[Ref]:
        pages = iam.get_paginator("list_entities_for_policy").paginate(PolicyArn=arn, PolicyUsageFilter=usage)
        answer = pages.build_full_result()
        return frozenset(
            Ref(kind, item[key])
            for kind, listed, key in (
                (Kind.GROUP, "PolicyGroups", "GroupName"),
                (Kind.USER, "PolicyUsers", "UserName"),
                (Kind.ROLE, "PolicyRoles", "RoleName"),
            )
            for item in answer.get(listed, ())
        )

    return Usage(attached=users_of("PermissionsPolicy"), boundary_of=users_of("PermissionsBoundary"))


def _user_children(iam: Any, user: User) -> User:
    name = user.name
    credentials = Credentials(
        login_profile=unless_missing(iam.get_login_profile, UserName=name) is not None,
        access_keys=_ids(iam, "list_access_keys", "AccessKeyMetadata", "AccessKeyId", name),
        signing_certificates=_ids(iam, "list_signing_certificates", "Certificates", "CertificateId", name),
        ssh_public_keys=_ids(iam, "list_ssh_public_keys", "SSHPublicKeys", "SSHPublicKeyId", name),
        service_credentials=_service_credentials(iam, name),
        mfa_devices=_ids(iam, "list_mfa_devices", "MFADevices", "SerialNumber", name),
    )
    return replace(
        user,
        groups=_groups_of(iam, name),
        attached=_attached(iam, "list_attached_user_policies", UserName=name),
        inline=frozenset(_all(iam, "list_user_policies", "PolicyNames", UserName=name)),
        credentials=credentials,
    )


def _ids(iam: Any, operation: str, key: str, identifier: str, user: str) -> tuple[str, ...]:
    return tuple(sorted(item[identifier] for item in _all(iam, operation, key, UserName=user)))


def _service_credentials(iam: Any, user: str) -> tuple[str, ...]:
    """Git and other service-specific credentials, over all pages: botocore has no paginator for them."""
    found: list[str] = []
    page: dict[str, str] = {}
    while True:
        try:
            answer = iam.list_service_specific_credentials(UserName=user, **page)
        except ResponseParserError:  # not from AWS: moto does not know the call, so it has no such credentials either
            return ()
        found += [item["ServiceSpecificCredentialId"] for item in answer["ServiceSpecificCredentials"]]
        if not answer.get("IsTruncated"):
            return tuple(sorted(found))
        page = {"Marker": answer["Marker"]}
