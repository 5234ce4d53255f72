# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two permissions boundaries: of the provisioner itself, and of every user and role that it creates.

A role that writes policies and attaches them to what it creates can give itself everything, unless what it creates is
limited. So IAM requires the second boundary of whatever the provisioner creates or gives a policy to, and the first one
keeps the provisioner away from both boundaries and from itself:
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html, "Delegating responsibility to others
using permissions boundaries".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from .._errors import App2ContainerError
from .._policy.build import statements
from .._policy.language.document import MAX_SIZE, Conditions, Document, Statement
from .._policy.options import PolicyOptions
from .grants import Grant, Names, resources_of, statement

__all__ = ["provisioner_boundary", "work_boundary"]

LOOKS = ("Describe", "List")
READS = ("Decode", "Describe", "Generate", "Get", "List", "Simulate")
# They read what is secret, or make a key of a key.
NO_READS = frozenset({"secretsmanager:GetSecretValue", "kms:GenerateDataKey"})
ENTITIES = ("group", "instance-profile", "policy", "role", "user")
# What gives a user or role a policy or a boundary, and takes the boundary; IAM knows the boundary in these calls.
EMPOWERS = tuple(
    f"iam:{name}"
    for name in (
        "AttachRolePolicy",
        "AttachUserPolicy",
        "CreateRole",
        "CreateUser",
        "PutRolePermissionsBoundary",
        "PutRolePolicy",
        "PutUserPermissionsBoundary",
        "PutUserPolicy",
    )
)
UNBOUNDS = ("iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary")

# What the general policy grants on services of which names are known is limited to these: they hold data, or lead to
# other rights. On the other services, its actions are granted on every resource, to fit into one policy.
GUARDED = frozenset({"iam", "s3", "secretsmanager", "sts"})
SECTIONS = ("byo_vpc", "firelens", "metrics", "remote_workflows", "support_bundles")
# What machines do with AmazonSSMManagedInstanceCore, and the tasks whose role of FireLens gets this boundary, too:
# https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
OF_MACHINES = (
    "ec2messages:*",
    "firehose:PutRecord*",
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "ssm:GetDeployablePatchSnapshotForInstance",
    "ssm:GetDocument",
    "ssm:GetManifest",
    "ssm:GetParameter",
    "ssm:GetParameters",
    "ssm:PutComplianceItems",
    "ssm:PutConfigurePackageResult",
    "ssm:PutInventory",
    "ssm:UpdateAssociationStatus",
    "ssm:UpdateInstance*",
    "ssmmessages:*",
)


def _is_read(action: str) -> bool:
    return action.partition(":")[2].startswith(READS) and action not in NO_READS


def _is_ours(row: Grant, names: Names) -> bool:
    """Tells whether a row is about entities of IAM under the path alone."""
    return row.service == "iam" and all(
        item.partition("/")[0] in ENTITIES and f"/{item.partition('/')[2]}".startswith(names.path)
        for item in resources_of(row, names)
    )


def _reads(rows: Iterable[Grant]) -> Statement:
    """Reads are not limited to resources, just as in the table. Those of IAM are written shortly."""
    actions = {name for row in rows for name in row.names if _is_read(name)}
    short = {f"iam:{word}*" for word in READS for name in actions if name.startswith(f"iam:{word}")}
    others = {name for name in actions if not name.startswith("iam:")}
    return Statement(sid="Read", actions=tuple(sorted(short | others)), resources=("*",))


def _writes(rows: tuple[Grant, ...], names: Names) -> Iterator[Statement]:
    """What changes something: everything on entities under the path, and the rows on others as they are."""
    ours = tuple(f"arn:{names.partition}:iam::{names.account_id}:{kind}{names.path}*" for kind in ENTITIES)
    if any(_is_ours(row, names) and not all(map(_is_read, row.names)) for row in rows):
        yield Statement(sid="Ours", actions=("iam:*",), resources=ours)
    merged: dict[tuple[tuple[str, ...], Conditions], set[str]] = {}
    for row in rows:
        writes = {name for name in row.names if not _is_read(name)}
        if writes and not _is_ours(row, names):
            built = Statement.from_json(statement(row, names))
            merged.setdefault((built.resources, built.conditions), set()).update(writes)
    for (resources, conditions), actions in merged.items():
        yield Statement(actions=tuple(sorted(actions)), resources=resources, conditions=conditions)


def _denials(itself: tuple[str, ...], work_boundary_arn: str) -> Iterator[Statement]:
    """No change of itself and of the boundaries, and nothing for what lacks the work boundary."""
    looks = tuple(f"iam:{word}*" for word in READS if word not in ("Decode", "Describe"))
    yield Statement(sid="Itself", effect="Deny", not_actions=looks, resources=(*itself, work_boundary_arn))
    key = "iam:PermissionsBoundary"
    yield Statement(
        sid="Unbounded",
        effect="Deny",
        actions=EMPOWERS,
        resources=("*",),
        conditions=(("StringNotEquals", ((key, (work_boundary_arn,)),)),),
    )
    yield Statement(
        sid="Unbounding",
        effect="Deny",
        actions=UNBOUNDS,
        resources=("*",),
        conditions=(("StringEquals", ((key, (work_boundary_arn,)),)),),
    )


def _is_guarded(action: str) -> bool:
    """Tells whether an action is limited to what has a name; reads of IAM are not."""
    service = action.partition(":")[0]
    return service in GUARDED and not (service == "iam" and _is_read(action))


def _checked(document: Document, what: str) -> Document:
    """The document, unless IAM would not take it. A boundary is one policy: it cannot be split.

    Raises:
        App2ContainerError: it is too large.
    """
    if document.size > MAX_SIZE:
        raise App2ContainerError(
            f"The permissions boundary of {what} has {document.size} characters, and a managed policy holds {MAX_SIZE}:"
            " name fewer regions, artifact_buckets, secrets and KMS keys, or use patterns such as a2c-*."
        )
    return document


def provisioner_boundary(
    rows: Iterable[Grant], names: Names, itself: tuple[str, ...], work_boundary_arn: str
) -> Document:
    """The boundary of the provisioner.

    Args:
        rows: those that its policies consist of.
        names: what they are filled with.
        itself: ARNs of the provisioner, its policies and its boundary.
        work_boundary_arn: the boundary of what it creates.

    Raises:
        App2ContainerError: it does not fit into a policy.
    """
    rows = tuple(rows)
    built = (_reads(rows), *_writes(rows, names), *_denials(itself, work_boundary_arn))
    return _checked(Document(statements=built), "the provisioner")


def work_boundary(names: Names, arn: str) -> Document:
    """The boundary of users and roles: what the general policy may grant with any options, and no more.

    Raises:
        OptionError: a name that the general policy would refuse.
        App2ContainerError: it does not fit into a policy.
    """
    chosen = {
        **dict.fromkeys(SECTIONS, True),
        "deploy_targets": ["apprunner", "ecs", "eks"],
        "pipeline": "jenkins",
        "created_roles_boundary": arn,
        "secrets": list(names.secrets),
    }
    options = PolicyOptions.from_params(
        chosen, account_id=names.account_id, partition=names.partition, default_region=names.regions[0]
    )
    built = statements(options)
    everywhere = {name for item in built for name in item.actions if not _is_guarded(name)}
    looks = {
        f"{service}:{word}*"
        for name in everywhere
        for service, _colon, action in [name.partition(":")]
        for word in LOOKS
        if action.startswith(word)
    }
    rest = {name for name in everywhere if not name.partition(":")[2].startswith(LOOKS)}
    actions = tuple(sorted({*looks, *rest, *OF_MACHINES, "s3:ListAllMyBuckets", "ssm:Describe*", "ssm:List*"}))
    found = [Statement(sid="Services", actions=actions, resources=("*",)), *_buckets(names), *_guarded(built)]
    return _checked(Document(statements=tuple(found)), "users and roles")


def _buckets(names: Names) -> Iterator[Statement]:
    arns = tuple(f"arn:{names.partition}:s3:::{name}{end}" for name in names.buckets for end in ("", "/*"))
    actions = ("s3:Abort*", "s3:DeleteObject", "s3:Get*", "s3:List*", "s3:PutObject*")
    yield Statement(sid="Buckets", actions=actions, resources=arns)
    if names.kms_keys:
        kms = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*")
        yield Statement(sid="Keys", actions=kms, resources=names.kms_keys)


def _guarded(built: Iterable[Statement]) -> Iterator[Statement]:
    """The statements with the actions that are limited to what has a name, without Sids."""
    for item in built:
        actions = tuple(filter(_is_guarded, item.actions))
        if actions:
            yield replace(item, sid="", actions=actions)
