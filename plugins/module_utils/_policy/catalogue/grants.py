# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rows of the catalogue share: names of actions, ARN templates, conditions and whole grants."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from .section import Condition, Grant

__all__ = [
    "ECS_TYPES",
    "GENERATED_ROLES",
    "IN_REGIONS",
    "OWN_USER",
    "REPOSITORIES",
    "TOKEN",
    "WITH_BOUNDARY",
    "attach",
    "create",
    "decrypt",
    "iam_arns",
    "of",
    "pass_role",
    "passed_to",
    "regional_arns",
]


def of(service: str, names: str) -> tuple[str, ...]:
    """Actions of a service, from their names as one text."""
    return tuple(f"{service}:{name}" for name in names.split())


def regional_arns(service: str, *resources: str) -> tuple[str, ...]:
    """ARN templates in the account and in each Region."""
    return tuple(f"arn:{{partition}}:{service}:{{region}}:{{account}}:{resource}" for resource in resources)


def iam_arns(*resources: str) -> tuple[str, ...]:
    """ARN templates of IAM in the account."""
    return tuple(f"arn:{{partition}}:iam::{{account}}:{resource}" for resource in resources)


def passed_to(*services: str) -> Condition:
    """The condition that a role is passed to one of these services."""
    return ("StringEquals", "iam:PassedToService", tuple(f"{service}.{{dns_suffix}}" for service in services))


IN_REGIONS: Condition = ("StringEquals", "aws:RequestedRegion", ("{region}",))
TOKEN = "ecr:GetAuthorizationToken"  # noqa: S105 -- the name of an action
REPOSITORIES = regional_arns("ecr", "repository/{repository}")
ECS_TYPES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "cluster": regional_arns("ecs", "cluster/{cluster}"),
        "service": regional_arns("ecs", "service/{cluster}/*"),
        "task-set": regional_arns("ecs", "task-set/{cluster}/*"),
        "container-instance": regional_arns("ecs", "container-instance/{cluster}/*"),
        "task-definition": regional_arns("ecs", "task-definition/*"),
        "task": regional_arns("ecs", "task/{cluster}/*"),
    }
)
WITH_BOUNDARY: Condition = ("ArnEquals", "iam:PermissionsBoundary", ("{created_roles_boundary}",))
# The user who calls, with and without a path. The slash before the name keeps out users whose names end alike.
OWN_USER = iam_arns("user/${aws:username}", "user/*/${aws:username}")
GENERATED_ROLES = iam_arns("role/a2c-*", "role/app2container-*")


def create(resources: tuple[str, ...]) -> Grant:
    """``iam:CreateRole``, only for roles with the permissions boundary.

    The creator decides whom a role trusts, and App2Container, run by an administrator, attaches policies to roles that
    exist. Without a boundary, the creator would gain whatever that administrator attaches.
    """
    return Grant(
        on="iam:role",
        suffix="Create",
        resources=resources,
        only=("iam:CreateRole",),
        conditions=(WITH_BOUNDARY,),
    )


def attach(resources: tuple[str, ...], policies: tuple[str, ...], *further: Condition) -> Grant:
    """``iam:AttachRolePolicy``, only for the named policies."""
    return Grant(
        on="iam:role",
        suffix="Attach",
        resources=resources,
        only=("iam:AttachRolePolicy",),
        conditions=(("ArnLike", "iam:PolicyARN", policies), *further),
    )


def pass_role(resources: tuple[str, ...], *services: str) -> Grant:
    """``iam:PassRole``, which the guide leaves out, to the services that receive the role."""
    return Grant(
        on="",
        suffix="Pass",
        resources=resources,
        conditions=(passed_to(*services),),
        adds=(("iam:PassRole", ("iam:CreateRole", "iam:GetRole")),),
    )


def decrypt(service: str, keys: str, *adds: tuple[str, tuple[str, ...]]) -> Grant:
    """Use of customer managed keys through one service, in the Region of the key."""
    return Grant(
        on="",
        suffix="Encryption",
        resources=(f"{{{keys}}}",),
        conditions=(("StringEquals", "kms:ViaService", (f"{service}.{{{keys}_region}}.{{dns_suffix}}",)),),
        adds=adds,
    )
