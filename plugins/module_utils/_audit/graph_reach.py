# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A policy document -> its sections, the kinds of resources that it reaches, and where it leads to more. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .._iam.arn import Arn
from .._policy.catalogue.sections import SECTIONS
from .._policy.language.document import Document, Statement
from .._policy.lint.findings import ESCALATIONS
from .._policy.lint.lint import lint
from .._policy.lint.scope import is_any

__all__ = ["escalations", "reached", "section_of"]

_SIDS = sorted((section.sid for section in SECTIONS), key=len, reverse=True)
_EVERYTHING = frozenset({"full-access"})
_PATHS = frozenset({"path-to-any-role", "path-to-existing-role"})

# The kinds of resources by service and the first part of the resource; "" stands for all others of the service.
_TITLES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("apprunner", ""): "App Runner services",
        ("cloudformation", ""): "CloudFormation stacks",
        ("codebuild", ""): "CodeBuild projects",
        ("codecommit", ""): "CodeCommit repositories",
        ("codepipeline", ""): "CodePipeline pipelines",
        ("ec2", ""): "EC2 resources",
        ("ecr", ""): "ECR repositories",
        ("ecs", "cluster"): "ECS clusters",
        ("ecs", "service"): "ECS services",
        ("ecs", "task-definition"): "ECS task definitions",
        ("ecs", ""): "ECS resources",
        ("eks", ""): "EKS clusters",
        ("firehose", ""): "Firehose streams",
        ("iam", "role"): "IAM roles",
        ("iam", "policy"): "IAM policies",
        ("iam", "user"): "IAM users",
        ("kinesis", ""): "Kinesis streams",
        ("kms", ""): "KMS keys",
        ("lambda", ""): "Lambda functions",
        ("logs", ""): "Log groups",
        ("s3", ""): "S3 buckets",
        ("secretsmanager", ""): "Secrets",
        ("sts", ""): "STS sessions",
    }
)


def section_of(sid: str) -> str:
    """The Sid of the section that a statement belongs to; that of the statement where the catalogue has none."""
    found = (known for known in _SIDS if sid.startswith(known))
    return next(found, sid or "Statement without Sid")


def reached(statement: Statement) -> Iterator[tuple[str, str]]:
    """The id and the title of each kind of resource in a statement."""
    for resource in statement.resources or ("*",):
        arn = Arn.parse(resource)
        if is_any(resource) or arn is None:
            yield "resource:*", "Actions on any resource"
            continue
        kind = arn.resource.replace(":", "/").partition("/")[0]
        title = _TITLES.get((arn.service, kind)) or _TITLES.get((arn.service, "")) or f"{arn.service} resources"
        yield f"resource:{title}", title


def escalations(document: Document, partition: str) -> Iterator[tuple[bool, str]]:
    """Where a document leads to more than it says: whether to everything, and a message."""
    for found in lint(document, partition=partition):
        if found.id in ESCALATIONS or found.id in _PATHS:
            yield found.id in _EVERYTHING, found.message
