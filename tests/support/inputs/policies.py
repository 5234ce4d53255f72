# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for authors of policies: random documents and requests, for tests of properties.

Names come from small sets, so that statements and requests often meet.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document

Json = dict[str, Any]

ACTIONS = ("s3:GetObject", "s3:PutObject", "s3:ListBucket", "iam:PassRole", "ecr:PutImage", "ec2:DescribeVpcs")
ACTION_PATTERNS = (*ACTIONS, "s3:*", "s3:Get*", "*", "iam:pass?ole", "ecr:*Image", "ec2:Describe*")
RESOURCES = (
    "*",
    "arn:aws:s3:::bucket",
    "arn:aws:s3:::bucket/key",
    "arn:aws:s3:::bucket/folder/key",
    "arn:aws:iam::111122223333:role/worker",
    "arn:aws:ecr:eu-west-1:111122223333:repository/app",
)
RESOURCE_PATTERNS = (
    *RESOURCES,
    "arn:aws:s3:::bucket/*",
    "arn:aws:s3:::b?cket",
    "arn:aws:s3:::bucket/${aws:username}",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:ecr:*:111122223333:repository/*",
)
CONDITIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("StringEquals", "aws:PrincipalTag/team", ("red",)),
    ("StringNotEquals", "aws:PrincipalTag/team", ("red", "blue")),
    ("StringLikeIfExists", "aws:PrincipalTag/team", ("r*",)),
    ("Bool", "aws:SecureTransport", ("true",)),
    ("Null", "aws:username", ("false",)),
    ("IpAddress", "aws:SourceIp", ("10.0.0.0/8",)),
    ("NumericLessThan", "aws:MultiFactorAuthAge", ("3600",)),
    ("ForAllValues:StringEquals", "aws:TagKeys", ("team", "owner")),
    ("ForAnyValue:StringLike", "aws:TagKeys", ("t*",)),
)


def _some(values: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


@st.composite
def statements(draw: st.DrawFn, effect: str | None = None) -> Json:
    """Draw one statement as IAM writes it, valid in an identity policy."""
    statement: Json = {"Effect": effect or draw(st.sampled_from(("Allow", "Allow", "Deny")))}
    sid = draw(st.sampled_from(("", "One", "Two", "Three")))
    if sid:
        statement["Sid"] = sid
    statement[draw(st.sampled_from(("Action", "Action", "Action", "NotAction")))] = draw(_some(ACTION_PATTERNS))
    statement[draw(st.sampled_from(("Resource", "Resource", "Resource", "NotResource")))] = draw(
        _some(RESOURCE_PATTERNS)
    )
    chosen = draw(st.lists(st.sampled_from(CONDITIONS), max_size=2, unique_by=lambda line: line[0]))
    if chosen:
        statement["Condition"] = {operator: {key: list(values)} for operator, key, values in chosen}
    return statement


def documents(effect: str | None = None, max_size: int = 4) -> st.SearchStrategy[Document]:
    """Documents of a few statements, all with one effect if it is given."""
    lists = st.lists(statements(effect), max_size=max_size)
    return lists.map(lambda items: Document.parse({"Version": "2012-10-17", "Statement": items}))


def requests() -> st.SearchStrategy[tuple[str, str, dict[str, Any]]]:
    """Requests: action, resource, context."""
    context = st.fixed_dictionaries(
        {},
        optional={
            "aws:username": st.sampled_from(("key", "alice")),
            "aws:PrincipalTag/team": st.sampled_from(("red", "blue", "green")),
            "aws:SecureTransport": st.booleans(),
            "aws:SourceIp": st.sampled_from(("10.1.2.3", "192.0.2.1")),
            "aws:MultiFactorAuthAge": st.sampled_from((60, 7200)),
            "aws:TagKeys": st.lists(st.sampled_from(("team", "owner", "cost")), max_size=3, unique=True),
        },
    )
    return st.tuples(st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), context)
