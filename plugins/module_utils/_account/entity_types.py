# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The types of IAM entities that an account holds: how the API names them, and the operations that change them.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .._iam.entities import Kind

__all__ = ["ENTITY_TYPES", "EntityType"]


class EntityType(NamedTuple):
    """One type. An operation is empty where IAM has none. ``name_parameter`` names the entity in requests."""

    name_parameter: str
    create: str
    delete: str
    move: str = ""
    tag: str = ""
    untag: str = ""
    ignores_case_of_tag_keys: bool = False
    put_boundary: str = ""
    delete_boundary: str = ""
    attach_policy: str = ""
    detach_policy: str = ""
    delete_inline_policy: str = ""


ENTITY_TYPES: Mapping[Kind, EntityType] = MappingProxyType(
    {
        Kind.POLICY: EntityType(
            name_parameter="PolicyArn",
            create="CreatePolicy",
            delete="DeletePolicy",
            tag="TagPolicy",
            untag="UntagPolicy",
        ),
        Kind.GROUP: EntityType(
            name_parameter="GroupName",
            create="CreateGroup",
            delete="DeleteGroup",
            move="UpdateGroup",
            attach_policy="AttachGroupPolicy",
            detach_policy="DetachGroupPolicy",
            delete_inline_policy="DeleteGroupPolicy",
        ),
        Kind.USER: EntityType(
            name_parameter="UserName",
            create="CreateUser",
            delete="DeleteUser",
            move="UpdateUser",
            tag="TagUser",
            untag="UntagUser",
            ignores_case_of_tag_keys=True,
            put_boundary="PutUserPermissionsBoundary",
            delete_boundary="DeleteUserPermissionsBoundary",
            attach_policy="AttachUserPolicy",
            detach_policy="DetachUserPolicy",
            delete_inline_policy="DeleteUserPolicy",
        ),
        Kind.ROLE: EntityType(
            name_parameter="RoleName",
            create="CreateRole",
            delete="DeleteRole",
            tag="TagRole",
            untag="UntagRole",
            ignores_case_of_tag_keys=True,
            put_boundary="PutRolePermissionsBoundary",
            delete_boundary="DeleteRolePermissionsBoundary",
            attach_policy="AttachRolePolicy",
            detach_policy="DetachRolePolicy",
            delete_inline_policy="DeleteRolePolicy",
        ),
        Kind.INSTANCE_PROFILE: EntityType(
            name_parameter="InstanceProfileName",
            create="CreateInstanceProfile",
            delete="DeleteInstanceProfile",
            tag="TagInstanceProfile",
            untag="UntagInstanceProfile",
        ),
    }
)
