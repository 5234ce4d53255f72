# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""``evaluate`` and an emulator that somebody else wrote judge the same requests alike.

Left out is what the emulator does not do: policy variables, several values for a key, and requests with keys of their
own. In its simulation every request is the root's, over plain HTTP, from the loopback address.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import Decision, decide
from tests.support.emulator.accounts import open_account
from tests.support.emulator.servers import REGION, Kind
from tests.support.inputs.policies import ACTION_PATTERNS, ACTIONS, RESOURCE_PATTERNS, RESOURCES

ACCOUNT = "111122223333"
WORDS = {
    "allowed": Decision.ALLOWED,
    "explicitDeny": Decision.DENIED_EXPLICITLY,
    "implicitDeny": Decision.DENIED_IMPLICITLY,
}
CONTEXT = {
    "aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:root",
    "aws:PrincipalAccount": ACCOUNT,
    "aws:PrincipalType": "User",
    "aws:RequestedRegion": REGION,
    "aws:SecureTransport": "false",
    "aws:SourceIp": "127.0.0.1",
}
LINES: tuple[tuple[str, str, list[str]], ...] = (
    ("StringEquals", "aws:PrincipalAccount", [ACCOUNT]),
    ("StringEquals", "aws:PrincipalAccount", ["1", "2"]),
    ("StringNotEquals", "aws:PrincipalAccount", ["1", "2"]),
    ("StringNotEquals", "aws:PrincipalAccount", ["1", ACCOUNT]),
    ("StringEqualsIgnoreCase", "AWS:requestedregion", [REGION.upper()]),
    ("StringNotEqualsIgnoreCase", "aws:RequestedRegion", [REGION.upper()]),
    ("StringLike", "aws:RequestedRegion", ["eu-*-?", "us-*"]),
    ("StringNotLike", "aws:RequestedRegion", ["us-*"]),
    ("StringNotLike", "aws:Missing", ["*"]),
    ("StringLike", "aws:Missing", ["*"]),
    ("StringLikeIfExists", "aws:Missing", ["x"]),
    ("ArnLike", "aws:PrincipalArn", ["arn:aws:iam::*:root"]),
    ("ArnEquals", "aws:PrincipalArn", ["arn:aws:iam::1:root"]),
    ("ArnNotLike", "aws:PrincipalArn", ["arn:aws:iam::1:*"]),
    ("NumericLessThan", "aws:PrincipalAccount", ["999999999999"]),
    ("NumericGreaterThanEquals", "aws:PrincipalAccount", [ACCOUNT]),
    ("NumericNotEquals", "aws:PrincipalAccount", [ACCOUNT]),
    ("NumericEquals", "aws:Missing", ["1"]),
    ("Bool", "aws:SecureTransport", ["false"]),
    ("Bool", "aws:SecureTransport", ["true"]),
    ("BoolIfExists", "aws:MultiFactorAuthPresent", ["true"]),
    ("Null", "aws:Missing", ["true"]),
    ("Null", "aws:PrincipalArn", ["true"]),
    ("Null", "aws:PrincipalArn", ["false"]),
    ("IpAddress", "aws:SourceIp", ["127.0.0.0/8", "192.0.2.0/24"]),
    ("IpAddress", "aws:SourceIp", ["192.0.2.0/24"]),
    ("NotIpAddress", "aws:SourceIp", ["192.0.2.0/24"]),
    ("ForAllValues:StringEquals", "aws:Missing", ["x"]),
    ("ForAnyValue:StringEquals", "aws:Missing", ["x"]),
    ("ForAnyValue:StringLike", "aws:RequestedRegion", ["eu-*"]),
    ("ForAllValues:StringNotEquals", "aws:RequestedRegion", [REGION]),
)


@pytest.fixture(scope="module")
def iam(ministack_endpoint: str) -> Any:
    """Give the client of an account."""
    return open_account(Kind.MINISTACK, ministack_endpoint, ACCOUNT).client("iam")


def agree(iam: Any, documents: Sequence[Document], resource: str) -> None:
    """Check that both give every action the same answer on a resource."""
    answers = iam.simulate_custom_policy(
        PolicyInputList=[document.text for document in documents], ActionNames=list(ACTIONS), ResourceArns=[resource]
    )["EvaluationResults"]
    theirs = {answer["EvalActionName"]: WORDS[answer["EvalDecision"]] for answer in answers}
    assert theirs == {action: decide(documents, action, resource, CONTEXT) for action in ACTIONS}


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line[0]} {line[1]} {line[2]}")
def test_on_each_operator(iam: Any, effect: str, line: tuple[str, str, list[str]]) -> None:
    operator, key, values = line
    statement = {"Effect": effect, "Action": "s3:*", "Resource": "*", "Condition": {operator: {key: values}}}
    others = {"Effect": "Allow", "Action": "iam:*", "Resource": "*"}
    document = Document.parse({"Version": "2012-10-17", "Statement": [statement, others]})
    agree(iam, [document], "arn:aws:s3:::bucket/key")


def _some(values: Sequence[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a document that the emulator understands."""
    statements = []
    for _unused in range(draw(st.integers(1, 4))):
        statement: dict[str, Any] = {"Effect": draw(st.sampled_from(("Allow", "Allow", "Deny")))}
        statement[draw(st.sampled_from(("Action", "Action", "NotAction")))] = draw(_some(ACTION_PATTERNS))
        patterns = [pattern for pattern in RESOURCE_PATTERNS if "${" not in pattern]
        statement[draw(st.sampled_from(("Resource", "Resource", "NotResource")))] = draw(_some(patterns))
        chosen = draw(st.lists(st.sampled_from(LINES), max_size=2, unique_by=lambda line: line[0]))
        if chosen:
            statement["Condition"] = {operator: {key: values} for operator, key, values in chosen}
        statements.append(statement)
    return Document.parse({"Version": "2012-10-17", "Statement": statements})


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(documents(), min_size=1, max_size=2), st.sampled_from(RESOURCES))
def test_on_documents_of_several_statements(iam: Any, given_documents: list[Document], resource: str) -> None:
    agree(iam, given_documents, resource)
