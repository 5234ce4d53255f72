# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for IAM in property tests of the planner: carries out planned calls on a snapshot, in microseconds each.

It knows nothing of the planner: what a call does follows from its operation and parameters alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._account.model import (
    Credentials,
    Entity,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Role,
    Snapshot,
    Usage,
    User,
    Version,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity, Kind, Ref
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.change import Change
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document

NEW_VERSION = "v0"
CREDENTIALS = {
    "AccessKeyId": "access_keys",
    "CertificateId": "signing_certificates",
    "SSHPublicKeyId": "ssh_public_keys",
    "ServiceSpecificCredentialId": "service_credentials",
}
NAMES = {
    "UserName": Kind.USER,
    "GroupName": Kind.GROUP,
    "RoleName": Kind.ROLE,
    "InstanceProfileName": Kind.INSTANCE_PROFILE,
}
CASE_COUNTS = (ManagedPolicy, InstanceProfile)


class RefusedError(AssertionError):
    """What IAM would not do."""


def _must(condition: object, why: str) -> None:
    if not condition:
        raise RefusedError(why)


def _tags(params: Mapping[str, Any]) -> dict[str, str]:
    return {tag["Key"]: tag["Value"] for tag in params.get("Tags", ())}


class StrictIam:
    """One account that can be changed."""

    def __init__(self, before: Snapshot) -> None:
        self.identity: Identity = before.identity
        self.entities: dict[Ref, Entity] = dict(before.entities)

    def call(self, operation: str, params: Mapping[str, Any]) -> None:
        """Carries out one call."""
        verb = next(word for word in ("Create", "Delete") if operation.startswith(word)) if operation in WHOLE else ""
        if verb == "Create":
            self._create(operation.removeprefix("Create"), params)
        elif verb == "Delete":
            self._delete(params)
        else:
            handler: Callable[[StrictIam, Mapping[str, Any]], None] = HANDLERS[operation]
            handler(self, params)

    def find(self, params: Mapping[str, Any]) -> Any:
        """The entity that the parameters name; the most particular name counts."""
        for key in ("InstanceProfileName", "UserName", "GroupName", "RoleName"):
            if key in params:
                ref = Ref(NAMES[key], params[key])
                _must(ref in self.entities, f"NoSuchEntity: {ref}")
                return self.entities[ref]
        return self.policy(params["PolicyArn"])

    def policy(self, arn: str) -> ManagedPolicy:
        """The customer managed policy of this ARN."""
        _must(":iam::aws:" not in arn, f"AccessDenied: {arn} belongs to AWS")
        for entity in self.entities.values():
            if isinstance(entity, ManagedPolicy) and entity.arn == arn:
                return entity
        raise RefusedError(f"NoSuchEntity: {arn}")

    def put(self, entity: Entity, **changes: Any) -> None:
        """Replaces an entity."""
        self.entities[entity.ref] = replace(entity, **changes)

    def _create(self, noun: str, params: Mapping[str, Any]) -> None:
        name, path = params[f"{noun}Name"], params["Path"]
        kind = Kind.POLICY if noun == "Policy" else NAMES[f"{noun}Name"]
        taken = {(ref.kind, ref.name.lower()) for ref in self.entities}
        _must((kind, name.lower()) not in taken, f"EntityAlreadyExists: {noun} {name}")
        common: dict[str, Any] = {"name": name, "path": path, "arn": self.identity.arn(kind, path, name)}
        made: Entity
        if kind is Kind.POLICY:
            version = Version(version_id="v1", is_default=True, document=Document.parse(params["PolicyDocument"]))
            made = ManagedPolicy(**common, versions=(version,), tags=_tags(params))
        elif kind is Kind.GROUP:
            made = Group(**common)
        elif kind is Kind.USER:
            made = User(**common, tags=_tags(params), boundary=params.get("PermissionsBoundary", ""))
        elif kind is Kind.ROLE:
            made = Role(
                **common,
                trust=Document.parse(params["AssumeRolePolicyDocument"]),
                tags=_tags(params),
                boundary=params.get("PermissionsBoundary", ""),
                max_session=params["MaxSessionDuration"],
            )
        else:
            made = InstanceProfile(**common, role=None, tags=_tags(params))
        self.entities[made.ref] = made

    def _delete(self, params: Mapping[str, Any]) -> None:
        entity = self.find(params)
        left = [f"{entity.ref} has {what}" for what in self._children(entity)]
        _must(not left, f"DeleteConflict: {left}")
        del self.entities[entity.ref]

    def _children(self, entity: Entity) -> Iterable[str]:
        others = self.entities.values()
        if isinstance(entity, ManagedPolicy):
            yield from (f"user {item.name}" for item in others if entity.arn in (getattr(item, "attached", ()) or ()))
            yield from (f"bounded {item.name}" for item in others if getattr(item, "boundary", "") == entity.arn)
            yield from (version.version_id for version in entity.versions or () if not version.is_default)
        elif isinstance(entity, InstanceProfile):
            yield from () if entity.role is None else (entity.role,)
        else:
            yield from (*(entity.attached or ()), *(entity.inline or ()))
        if isinstance(entity, User):
            yield from entity.groups or ()
            yield from (key for key, value in vars(entity.credentials or Credentials()).items() if value)
        if isinstance(entity, Group):
            yield from (item.name for item in others if isinstance(item, User) and entity.name in (item.groups or ()))
        if isinstance(entity, Role):
            yield from (item.name for item in others if isinstance(item, InstanceProfile) and item.role == entity.name)


Handler = Callable[[StrictIam, Mapping[str, Any]], None]


def _attach(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity, arn = iam.find(params), params["PolicyArn"]
    if ":iam::aws:" not in arn:
        iam.policy(arn)
    iam.put(entity, attached=(entity.attached or frozenset()) | {arn})


def _detach(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity, arn = iam.find(params), params["PolicyArn"]
    _must(arn in entity.attached, f"NoSuchEntity: {arn} is not attached to {entity.ref}")
    iam.put(entity, attached=entity.attached - {arn})


def _delete_inline(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    _must(params["PolicyName"] in entity.inline, f"NoSuchEntity: {params}")
    iam.put(entity, inline=entity.inline - {params["PolicyName"]})


def _tag(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity, new = iam.find(params), _tags(params)
    folded = set(new) if isinstance(entity, CASE_COUNTS) else {key.lower() for key in new}
    kept = {
        key: value
        for key, value in (entity.tags or {}).items()
        if (key if isinstance(entity, CASE_COUNTS) else key.lower()) not in folded
    }
    iam.put(entity, tags={**kept, **new})


def _untag(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    iam.put(entity, tags={key: value for key, value in entity.tags.items() if key not in params["TagKeys"]})


def _bound(iam: StrictIam, params: Mapping[str, Any]) -> None:
    iam.put(iam.find(params), boundary=params.get("PermissionsBoundary", ""))


def _move(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    iam.put(entity, path=params["NewPath"], arn=iam.identity.arn(entity.ref.kind, params["NewPath"], entity.name))


def _create_version(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    _must(len(entity.versions) < 5, f"LimitExceeded: versions of {entity.ref}")
    older = tuple(replace(version, is_default=False) for version in entity.versions)
    document = Document.parse(json.loads(params["PolicyDocument"]))
    iam.put(entity, versions=(*older, Version(version_id=NEW_VERSION, is_default=True, document=document)))


def _delete_version(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    gone = next(version for version in entity.versions if version.version_id == params["VersionId"])
    _must(not gone.is_default, f"DeleteConflict: {gone} is in force")
    iam.put(entity, versions=tuple(version for version in entity.versions if version != gone))


def _join(iam: StrictIam, params: Mapping[str, Any]) -> None:
    _must(Ref(Kind.GROUP, params["GroupName"]) in iam.entities, f"NoSuchEntity: {params}")
    entity = iam.find(params)
    iam.put(entity, groups=entity.groups | {params["GroupName"]})


def _leave(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    _must(params["GroupName"] in entity.groups, f"NoSuchEntity: {params}")
    iam.put(entity, groups=entity.groups - {params["GroupName"]})


def _hold(iam: StrictIam, params: Mapping[str, Any]) -> None:
    _must(Ref(Kind.ROLE, params["RoleName"]) in iam.entities, f"NoSuchEntity: {params}")
    entity = iam.find(params)
    _must(entity.role is None, f"LimitExceeded: {entity.ref} holds {entity.role}")
    iam.put(entity, role=params["RoleName"])


def _let_go(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    _must(entity.role == params["RoleName"], f"NoSuchEntity: {params}")
    iam.put(entity, role=None)


def _trust(iam: StrictIam, params: Mapping[str, Any]) -> None:
    iam.put(iam.find(params), trust=Document.parse(params["PolicyDocument"]))


def _session(iam: StrictIam, params: Mapping[str, Any]) -> None:
    iam.put(iam.find(params), max_session=params["MaxSessionDuration"])


def _delete_credential(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    field, value = next((CREDENTIALS[key], params[key]) for key in params if key in CREDENTIALS)
    held = getattr(entity.credentials, field)
    _must(value in held, f"NoSuchEntity: {params}")
    kept: dict[str, Any] = {field: tuple(item for item in held if item != value)}
    iam.put(entity, credentials=replace(entity.credentials, **kept))


def _delete_login(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    iam.put(entity, credentials=replace(entity.credentials, login_profile=False))


def _deactivate(iam: StrictIam, params: Mapping[str, Any]) -> None:
    entity = iam.find(params)
    kept = tuple(serial for serial in entity.credentials.mfa_devices if serial != params["SerialNumber"])
    iam.put(entity, credentials=replace(entity.credentials, mfa_devices=kept))


def _delete_device(iam: StrictIam, params: Mapping[str, Any]) -> None:
    users = (entity for entity in iam.entities.values() if isinstance(entity, User) and entity.credentials)
    active = [device for user in users if user.credentials for device in user.credentials.mfa_devices]
    _must(params["SerialNumber"] not in active, f"DeleteConflict: {params}")


WHOLE = {
    f"{verb}{noun}" for verb in ("Create", "Delete") for noun in ("Policy", "Group", "User", "Role", "InstanceProfile")
}
HANDLERS: dict[str, Handler] = {
    **{f"Attach{noun}Policy": _attach for noun in ("User", "Group", "Role")},
    **{f"Detach{noun}Policy": _detach for noun in ("User", "Group", "Role")},
    **{f"Delete{noun}Policy": _delete_inline for noun in ("User", "Group", "Role")},
    **{f"Tag{noun}": _tag for noun in ("User", "Role", "Policy", "InstanceProfile")},
    **{f"Untag{noun}": _untag for noun in ("User", "Role", "Policy", "InstanceProfile")},
    **{f"{verb}{noun}PermissionsBoundary": _bound for verb in ("Put", "Delete") for noun in ("User", "Role")},
    "UpdateUser": _move,
    "UpdateGroup": _move,
    "CreatePolicyVersion": _create_version,
    "DeletePolicyVersion": _delete_version,
    "AddUserToGroup": _join,
    "RemoveUserFromGroup": _leave,
    "AddRoleToInstanceProfile": _hold,
    "RemoveRoleFromInstanceProfile": _let_go,
    "UpdateAssumeRolePolicy": _trust,
    "UpdateRole": _session,
    "DeleteAccessKey": _delete_credential,
    "DeleteSigningCertificate": _delete_credential,
    "DeleteSSHPublicKey": _delete_credential,
    "DeleteServiceSpecificCredential": _delete_credential,
    "DeleteLoginProfile": _delete_login,
    "DeactivateMFADevice": _deactivate,
    "DeleteVirtualMFADevice": _delete_device,
}


def executed(before: Snapshot, changes: Iterable[Change[Entity]]) -> Snapshot:
    """The account after these calls, in their order."""
    iam = StrictIam(before)
    for change in changes:
        iam.call(change.operation, change.params)
    return replace(before, entities=iam.entities)


def with_usage(account: Snapshot) -> Snapshot:
    """The account with who uses each policy, as a fresh read tells it."""
    users = [entity for entity in account.entities.values() if isinstance(entity, (User, Group, Role))]
    entities = dict(account.entities)
    for ref, entity in account.entities.items():
        if isinstance(entity, ManagedPolicy):
            attached = frozenset(item.ref for item in users if entity.arn in (item.attached or ()))
            bounded = frozenset(item.ref for item in users if getattr(item, "boundary", None) == entity.arn)
            entities[ref] = replace(entity, usage=Usage(attached=attached, boundary_of=bounded))
    return replace(account, entities=entities)
