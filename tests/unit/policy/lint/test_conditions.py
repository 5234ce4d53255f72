# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Conditions that never hold, always hold, or hold too often are found, and right ones are left alone."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.findings import FINDINGS
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.lint.lint import lint
from tests.support.inputs.statements import allow, document

ABOUT_CONDITIONS = {
    "bad-condition-value",
    "empty-condition",
    "for-all-values-without-null",
    "literal-wildcard",
    "operator-of-other-type",
    "set-operator-on-single-value",
    "unknown-condition-key",
    "unknown-condition-operator",
    "unknown-service-condition-key",
}


def about(condition: dict[str, Any], effect: str = "Allow") -> set[str]:
    """Return the findings on the conditions of a statement."""
    value = document(allow("sqs:SendMessage", "*", Condition=condition, Effect=effect))
    return {item.id for item in lint(value, partition="aws")} & ABOUT_CONDITIONS


# operator, key, values, finding
WRONG: list[tuple[str, str, Any, str]] = [
    ("Bool", "aws:SecureTransport", "no", "bad-condition-value"),
    ("BoolIfExists", "aws:MultiFactorAuthPresent", ["true", "yes"], "bad-condition-value"),
    ("Null", "aws:TokenIssueTime", "none", "bad-condition-value"),
    ("IpAddress", "aws:SourceIp", "10.0.0.0/33", "bad-condition-value"),
    ("NotIpAddress", "aws:SourceIp", "10.0.0", "bad-condition-value"),
    ("IpAddress", "aws:SourceIp", "203.0.113.*", "bad-condition-value"),
    ("DateLessThan", "aws:CurrentTime", "tomorrow", "bad-condition-value"),
    ("DateGreaterThan", "aws:CurrentTime", "31.12.2026", "bad-condition-value"),
    ("NumericLessThan", "aws:MultiFactorAuthAge", "1h", "bad-condition-value"),
    ("StringEquals", "aws:PrincipalArn", "arn:aws:iam::*:role/a", "literal-wildcard"),
    ("StringNotEquals", "aws:PrincipalOrgID", "o-*", "literal-wildcard"),
    ("StringEqualsIgnoreCase", "kms:ViaService", "ec2.*.amazonaws.com", "literal-wildcard"),
    ("ForAnyValue:StringEquals", "aws:TagKeys", "team?", "literal-wildcard"),
    ("StringEquals", "aws:PrincipalOrgId2", "o-1", "unknown-condition-key"),
    ("StringNotEquals", "aws:SourceVpcEndpoint", "vpce-1", "unknown-condition-key"),
    ("StringEquals", "aws:ResourceTag", "red", "unknown-condition-key"),
    ("Null", "aws:MFAPresent", "true", "unknown-condition-key"),
    ("StringEquals", "ec2:Regions", "eu-west-1", "unknown-service-condition-key"),
    ("NumericEquals", "aws:SecureTransport", "1", "operator-of-other-type"),
    ("StringEquals", "aws:SecureTransport", "yes", "operator-of-other-type"),
    ("StringEquals", "aws:SourceIp", "192.0.2.0/24", "operator-of-other-type"),
    ("IpAddress", "aws:SourceVpc", "192.0.2.0/24", "operator-of-other-type"),
    ("DateLessThan", "aws:PrincipalAccount", "2026-01-01", "operator-of-other-type"),
    ("Bool", "aws:PrincipalArn", "true", "operator-of-other-type"),
    ("ArnLike", "aws:PrincipalOrgID", "o-1", "operator-of-other-type"),
    ("Bool", "aws:MultiFactorAuthAge", "true", "operator-of-other-type"),
    ("StringEquals", "aws:PrincipalOrgID", [], "empty-condition"),
    ("ForAllValues:StringEquals", "aws:TagKeys", "team", "for-all-values-without-null"),
    ("ForAllValues:StringLike", "aws:CalledVia", "athena*", "for-all-values-without-null"),
    ("ForAllValues:StringEquals", "aws:RequestTag/team", "red", "set-operator-on-single-value"),
    ("ForAnyValue:StringEquals", "aws:SourceVpc", "vpc-1", "set-operator-on-single-value"),
    ("stringequals", "aws:SourceVpc", "vpc-1", "unknown-condition-operator"),
]

RIGHT: list[dict[str, Any]] = [
    {"Bool": {"aws:SecureTransport": ["true"]}, "BoolIfExists": {"aws:MultiFactorAuthPresent": "False"}},
    {"Bool": {"aws:SecureTransport": True}},
    {"Null": {"aws:TokenIssueTime": "true"}},
    {"IpAddress": {"aws:SourceIp": ["203.0.113.7", "203.0.113.1/24", "2001:db8::/32"]}},
    {"DateLessThan": {"aws:CurrentTime": ["2026-12-31", "2026-12-31T23:59:59Z", "2026", "2026-06", "1798761599"]}},
    {"NumericLessThan": {"aws:EpochTime": "1798761599", "aws:MultiFactorAuthAge": 3600}},
    {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/a"}, "ArnNotLike": {"aws:SourceArn": "arn:*"}},
    {"StringEquals": {"aws:PrincipalTag/team": "${aws:ResourceTag/team}", "AWS:principalorgid": "o-1"}},
    {"StringEquals": {"aws:RequestTag/a*b": "x", "s3:prefix": "${*}", "aws:UserAgent": "agent? *"}},
    {"StringEquals": {"aws:SecureTransport": "true", "aws:SourceIp": "192.0.2.1"}},
    {"ArnLike": {"kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::bucket/*"}},
    {"ArnEquals": {"ecs:cluster": "arn:aws:ecs:eu-west-1:111122223333:cluster/a"}},
    {"StringEquals": {"ec2:ResourceTag/team": "red", "ecr:resourcetag/team": "red", "lambda:SourceFunctionArn": "a"}},
    {"StringEquals": {"iam:PassedToService": ["ec2.amazonaws.com"]}, "ArnEquals": {"iam:PolicyARN": "arn:aws:iam::*"}},
    {"StringEquals": {"idp.example.com:sub": "x", "madeup:Key": "x"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}, "Null": {"aws:TagKeys": "false"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}, "StringEquals": {"aws:RequestTag/team": "red"}},
    {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}, "ForAnyValue:StringLike": {"aws:TagKeys": "*"}},
    {"ForAllValues:StringEquals": {"route53:ChangeResourceRecordSetsRecordTypes": "TXT"}},
    {"ForAnyValue:StringEquals": {"aws:CalledVia": "athena.amazonaws.com"}},
]


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
@pytest.mark.parametrize(("operator", "key", "values", "expected"), WRONG)
def test_a_wrong_condition_is_found(effect: str, operator: str, key: str, values: Any, expected: str) -> None:
    ids = about({operator: {key: values}}, effect)
    if (effect, expected) == ("Deny", "for-all-values-without-null"):
        assert ids == set()  # a Deny that also holds without the key is a stricter one
    else:
        assert ids == {expected}


@pytest.mark.parametrize("effect", ["Allow", "Deny"])
@pytest.mark.parametrize("condition", RIGHT)
def test_a_right_condition_is_left_alone(condition: dict[str, Any], effect: str) -> None:
    assert about(condition, effect) == set()


def test_requests_that_set_tags_always_have_tags() -> None:
    condition = {"ForAllValues:StringEquals": {"aws:TagKeys": "team"}}
    for actions, expected in (
        (["ecr:TagResource", "ec2:CreateTags", "IAM:UntagRole"], False),
        (["ecr:TagResource", "ecr:CreateRepository"], True),
        (["ecr:*"], True),
    ):
        findings = lint(document(allow(actions, "*", Condition=condition)), partition="aws")
        assert ("for-all-values-without-null" in {item.id for item in findings}) is expected


def test_what_does_not_do_what_it_says_is_an_error() -> None:
    """Errors never hold or always do; warnings work, but hold too often, or may be right."""
    warnings = {"for-all-values-without-null", "set-operator-on-single-value", "unknown-service-condition-key"}
    for name in ABOUT_CONDITIONS:
        assert FINDINGS[name].severity == ("warning" if name in warnings else "error")
