# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judging requests as IAM does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import Document
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.evaluate import (
    Decision,
    EvaluationError,
    concerning,
    decide,
    is_allowed,
)
from tests.support.inputs.policies import documents, requests

OBJECT = "arn:aws:s3:::bucket/key"


def policy(*statements: dict[str, Any], version: str = "2012-10-17") -> list[Document]:
    """Make documents of statements; what a statement leaves out is Allow, any action, any resource."""
    filled = []
    for statement in statements:
        item = {"Effect": "Allow", **statement}
        if "NotAction" not in item:
            item.setdefault("Action", "*")
        if "NotResource" not in item:
            item.setdefault("Resource", "*")
        filled.append(item)
    return [Document.parse({"Version": version, "Statement": filled})]


def condition(operator: str, values: Any, context: dict[str, Any], key: str = "aws:Key") -> bool:
    """Whether a condition on one key holds for a context."""
    return is_allowed(policy({"Condition": {operator: {key: values}}}), "s3:GetObject", OBJECT, context)


@pytest.mark.parametrize(
    ("statements", "action", "resource", "expected"),
    [
        ([], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{"Action": "s3:GetObject", "Resource": OBJECT}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Action": "S3:getobject"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Action": "s3:GetObject"}], "S3:GETOBJECT", OBJECT, Decision.ALLOWED),
        ([{"Action": "s3:Get*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Action": "s3:?etObject"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Action": "s3:Get"}], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{"Action": "*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Resource": "arn:aws:s3:::Bucket/*"}], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{"Resource": "arn:aws:s3:::bucket"}], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{"Resource": "arn:aws:s3:::*/key"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Resource": "arn:aws:s3:::bucket/???"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Resource": "arn:aws:*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Resource": ["arn:aws:s3:::other/*", OBJECT]}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"Action": ["s3:PutObject", "s3:GetObject"]}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"NotAction": "iam:*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"NotAction": ["iam:*", "s3:*"]}], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{"NotResource": "arn:aws:s3:::other/*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{"NotResource": "arn:aws:s3:::bucket/*"}], "s3:GetObject", OBJECT, Decision.DENIED_IMPLICITLY),
        ([{}, {"Effect": "Deny", "Action": "s3:*"}], "s3:GetObject", OBJECT, Decision.DENIED_EXPLICITLY),
        ([{"Effect": "Deny", "Action": "s3:*"}, {}], "s3:GetObject", OBJECT, Decision.DENIED_EXPLICITLY),
        ([{"Effect": "Deny"}], "s3:GetObject", OBJECT, Decision.DENIED_EXPLICITLY),
        ([{}, {"Effect": "Deny", "NotAction": "s3:*"}], "s3:GetObject", OBJECT, Decision.ALLOWED),
        ([{}, {"Effect": "Deny", "NotAction": "s3:*"}], "iam:GetRole", "*", Decision.DENIED_EXPLICITLY),
        ([{}, {"Effect": "Deny", "NotResource": OBJECT}], "s3:GetObject", f"{OBJECT}2", Decision.DENIED_EXPLICITLY),
        ([{"Action": "ec2:Describe*"}], "ec2:DescribeVpcs", "*", Decision.ALLOWED),
        ([{"Resource": "**"}], "ec2:DescribeVpcs", "*", Decision.ALLOWED),
        ([{"Resource": "arn:aws:ec2:*:*:vpc/*"}], "ec2:DescribeVpcs", "*", Decision.DENIED_IMPLICITLY),
        ([{"Resource": "?"}], "ec2:DescribeVpcs", "*", Decision.DENIED_IMPLICITLY),
        ([{"Resource": "${*}"}], "ec2:DescribeVpcs", "*", Decision.DENIED_IMPLICITLY),
    ],
)
def test_decisions(statements: list[dict[str, Any]], action: str, resource: str, expected: Decision) -> None:
    assert decide(policy(*statements), action, resource) is expected


def test_all_documents_count() -> None:
    allow, deny = policy({}), policy({"Effect": "Deny"})
    assert decide([*allow, *deny], "s3:GetObject", OBJECT) is Decision.DENIED_EXPLICITLY
    assert decide(policy(), "s3:GetObject", OBJECT) is decide([], "s3:GetObject", OBJECT)


# operator, value in the policy, value in the request, whether it holds, whether it holds when the request lacks the key
OPERATORS: list[tuple[str, Any, Any, bool, bool]] = [
    ("StringEquals", "red", "red", True, False),
    ("StringEquals", "red", "Red", False, False),
    ("StringEquals", "r*", "red", False, False),
    ("StringEquals", ["blue", "red"], "red", True, False),
    ("StringNotEquals", "red", "blue", True, True),
    ("StringNotEquals", ["blue", "red"], "red", False, True),
    ("StringEqualsIgnoreCase", "RED", "red", True, False),
    ("StringNotEqualsIgnoreCase", "RED", "red", False, True),
    ("StringLike", "r?d*", "reduced", True, False),
    ("StringLike", "r?d", "RED", False, False),
    ("StringNotLike", "r*", "red", False, True),
    ("StringNotLike", "r*", "blue", True, True),
    ("NumericEquals", "10", 10, True, False),
    ("NumericEquals", 10.0, "10", True, False),
    ("NumericNotEquals", "10", 11, True, True),
    ("NumericLessThan", "10", 9, True, False),
    ("NumericLessThan", "10", 10, False, False),
    ("NumericLessThanEquals", "10", 10, True, False),
    ("NumericGreaterThan", "10", 10, False, False),
    ("NumericGreaterThanEquals", "10", 10, True, False),
    ("DateEquals", "2026-01-01", "2026-01-01T00:00:00Z", True, False),
    ("DateEquals", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", True, False),
    ("DateEquals", "1767225600", "2026-01-01T00:00:00Z", True, False),
    ("DateNotEquals", "2026-01-01", "2026-01-02", True, True),
    ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", True, False),
    ("DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", False, False),
    ("DateLessThanEquals", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", True, False),
    ("DateGreaterThan", "2026-01-01", 1767225601, True, False),
    ("DateGreaterThanEquals", "2026-01-01", "2025-12-31", False, False),
    ("Bool", "true", True, True, False),
    ("Bool", True, "TRUE", True, False),
    ("Bool", "false", True, False, False),
    ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", True, False),
    ("BinaryEquals", "QmluYXJ5", "qmluyxj5", False, False),
    ("IpAddress", "203.0.113.0/24", "203.0.113.7", True, False),
    ("IpAddress", "203.0.113.7", "203.0.113.7", True, False),
    ("IpAddress", "203.0.113.9/24", "203.0.113.7", True, False),
    ("IpAddress", "203.0.113.0/24", "2001:db8::1", False, False),
    ("IpAddress", "2001:db8::/32", "2001:DB8:0:0::1", True, False),
    ("NotIpAddress", "203.0.113.0/24", "203.0.113.7", False, True),
    ("NotIpAddress", ["203.0.113.0/24", "10.0.0.0/8"], "192.0.2.1", True, True),
    ("ArnLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b", True, False),
    ("ArnEquals", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a/b", True, False),
    ("ArnLike", "arn:aws:iam::111122223333:*", "arn:aws:iam::111122223333:role/a:b", True, False),
    ("ArnLike", "arn:aws:*:role/a", "arn:aws:iam::111122223333:role/a", False, False),
    ("ArnLike", "arn:aws:iam::111122223333:role/A", "arn:aws:iam::111122223333:role/a", False, False),
    ("ArnLike", "arn:aws:iam::*:role/*", "no ARN", False, False),
    ("ArnLike", "*", "arn:aws:iam::111122223333:role/a", True, False),
    ("ArnNotLike", "arn:aws:iam::*:role/*", "arn:aws:iam::111122223333:role/a", False, True),
    ("ArnNotEquals", "arn:aws:iam::*:role/b", "arn:aws:iam::111122223333:role/a", True, True),
    ("Null", "true", "here", False, True),
    ("Null", "false", "here", True, False),
    ("Null", False, "", True, False),
    ("Null", ["true", "false"], "here", True, True),
    ("StringEquals", "true", True, True, False),
    ("ArnLike", "arn:aws:iam", "arn:aws:iam::111122223333:role/a", False, False),
    ("ArnLike", "arn:*", "arn:aws:iam::111122223333:role/a", False, False),
]


@pytest.mark.parametrize(("operator", "values", "actual", "holds", "without"), OPERATORS)
def test_operators(operator: str, values: Any, actual: Any, *, holds: bool, without: bool) -> None:
    assert condition(operator, values, {"aws:Key": actual}) is holds
    assert condition(operator, values, {"AWS:KEY": actual}) is holds
    assert condition(operator, values, {"aws:Other": actual}) is without
    assert condition(operator, values, {"aws:Key": []}) is without
    if operator != "Null":
        assert condition(f"{operator}IfExists", values, {"aws:Key": actual}) is holds
        assert condition(f"{operator}IfExists", values, {}) is True


@pytest.mark.parametrize(
    ("operator", "values", "actual", "expected"),
    [
        ("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], True),
        ("ForAllValues:StringEquals", ["a", "b"], "a", True),
        ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], False),
        ("ForAllValues:StringEquals", ["a", "b"], [], True),
        ("ForAllValues:StringEquals", ["a", "b"], None, True),
        ("ForAllValues:StringNotEquals", ["a", "b"], ["c", "d"], True),
        ("ForAllValues:StringNotEquals", ["a", "b"], ["c", "a"], False),
        ("ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], True),
        ("ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], False),
        ("ForAnyValue:StringEquals", ["a", "b"], None, False),
        ("ForAnyValue:StringEqualsIfExists", ["a", "b"], None, False),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "c"], True),
        ("ForAnyValue:StringNotEquals", ["a", "b"], ["a", "b"], False),
        ("ForAnyValue:StringNotEquals", ["a", "b"], None, False),
        ("ForAllValues:ArnLike", "arn:aws:iam::*:role/*", ["arn:aws:iam::1:role/a", "arn:aws:iam::1:user/a"], False),
        ("Null", "true", ["a", "b"], False),
    ],
)
def test_keys_with_several_values(operator: str, values: Any, actual: Any, *, expected: bool) -> None:
    assert condition(operator, values, {} if actual is None else {"aws:Key": actual}) is expected


def test_all_lines_of_a_condition_must_hold() -> None:
    documents = policy(
        {"Condition": {"StringEquals": {"aws:A": "1", "aws:B": "2"}, "Bool": {"aws:SecureTransport": "true"}}}
    )
    context: dict[str, Any] = {"aws:A": "1", "aws:B": "2", "aws:SecureTransport": True}
    assert is_allowed(documents, "s3:GetObject", OBJECT, context)
    for key in context:
        assert not is_allowed(documents, "s3:GetObject", OBJECT, {**context, key: "false"})


@pytest.mark.parametrize(
    ("pattern", "context", "resource", "expected"),
    [
        ("arn:aws:s3:::bucket/${aws:username}/*", {"aws:username": "alice"}, "arn:aws:s3:::bucket/alice/x", True),
        ("arn:aws:s3:::bucket/${AWS:UserName}/*", {"aws:username": "alice"}, "arn:aws:s3:::bucket/alice/x", True),
        ("arn:aws:s3:::bucket/${aws:username}/*", {"aws:username": "alice"}, "arn:aws:s3:::bucket/bob/x", False),
        ("arn:aws:s3:::bucket/${aws:username}/*", {"aws:username": "*"}, "arn:aws:s3:::bucket/bob/x", False),
        ("arn:aws:s3:::bucket/${aws:username}/*", {}, "arn:aws:s3:::bucket/bob/x", False),
        ("arn:aws:s3:::bucket/${aws:username}/*", {"aws:username": ["a", "b"]}, "arn:aws:s3:::bucket/a/x", False),
        ("arn:aws:s3:::bucket/${aws:username, 'all'}/*", {}, "arn:aws:s3:::bucket/all/x", True),
        ("arn:aws:s3:::bucket/${aws:username, 'all'}", {"aws:username": "bob"}, "arn:aws:s3:::bucket/bob", True),
        ("arn:aws:s3:::${aws:a}/${aws:b}", {"aws:a": "x"}, "arn:aws:s3:::x/", False),
        ("arn:aws:s3:::${aws:a}/${aws:b}", {"aws:b": "x"}, "arn:aws:s3:::/x", False),
        ("arn:aws:s3:::${aws:a}/${aws:b}", {"aws:a": "x", "aws:b": "y"}, "arn:aws:s3:::x/y", True),
        ("arn:aws:s3:::bucket/${*}", {}, "arn:aws:s3:::bucket/*", True),
        ("arn:aws:s3:::bucket/${*}", {}, "arn:aws:s3:::bucket/x", False),
        ("arn:aws:s3:::bucket/${?}", {}, "arn:aws:s3:::bucket/?", True),
        ("arn:aws:s3:::bucket/${?}", {}, "arn:aws:s3:::bucket/x", False),
        ("arn:aws:s3:::bucket/${$}{x}", {}, "arn:aws:s3:::bucket/${x}", True),
    ],
)
def test_variables_in_resources(pattern: str, context: dict[str, Any], resource: str, *, expected: bool) -> None:
    assert is_allowed(policy({"Resource": pattern}), "s3:GetObject", resource, context) is expected


def test_variables_are_plain_text_in_the_old_version() -> None:
    documents = policy({"Resource": "arn:aws:s3:::bucket/${aws:username}"}, version="2008-10-17")
    assert not is_allowed(documents, "s3:GetObject", "arn:aws:s3:::bucket/alice", {"aws:username": "alice"})
    assert is_allowed(documents, "s3:GetObject", "arn:aws:s3:::bucket/${aws:username}")


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("StringEquals", "${aws:username}", True),
        ("StringLike", "${aws:username}", True),
        ("StringLike", "a${*}", False),
        ("StringNotEquals", "${aws:username}", False),
        ("StringEquals", "${aws:Missing}", False),
        ("StringNotEquals", "${aws:Missing}", True),
    ],
)
def test_variables_in_conditions(operator: str, value: str, *, expected: bool) -> None:
    assert condition(operator, value, {"aws:Key": "alice", "aws:username": "alice"}) is expected


ROLE = "arn:aws:iam::111122223333:role/alice"


@pytest.mark.parametrize("operator", ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"])
def test_variables_work_with_strings_and_arns(operator: str) -> None:
    value, context = "arn:aws:iam::111122223333:role/${aws:username}", {"aws:Key": ROLE, "aws:username": "alice"}
    opposite = operator.replace("String", "StringNot").replace("Arn", "ArnNot")
    assert condition(operator, value, context)
    assert not condition(opposite, value, context)
    assert condition(opposite, value, {**context, "aws:username": "bob"})


@pytest.mark.parametrize(
    ("operator", "values", "actual"),
    [
        ("StringMatches", "a", "a"),
        ("stringequals", "a", "a"),
        ("StringEqualsifexists", "a", "a"),
        ("ForSomeValues:StringEquals", "a", "a"),
        ("ForAllValues:Null", "true", "a"),
        ("NullIfExists", "true", "a"),
        ("IfExists", "a", "a"),
        ("StringEquals", "a", ["a", "b"]),
        ("NumericEquals", "a", 1),
        ("NumericEquals", "${aws:Key}", 1),
        ("Bool", "${aws:Key}", True),
        ("NumericEquals", "1", "a"),
        ("DateEquals", "yesterday", "2026-01-01"),
        ("DateEquals", "2026-01-01", "yesterday"),
        ("Bool", "yes", True),
        ("Bool", "true", "1"),
        ("Null", "maybe", "a"),
        ("IpAddress", "10.0.0.0/33", "10.0.0.1"),
        ("IpAddress", "10.0.0.0/8", "here"),
    ],
)
def test_what_cannot_be_judged_is_an_error_and_no_answer(operator: str, values: Any, actual: Any) -> None:
    with pytest.raises(EvaluationError):
        condition(operator, values, {"aws:Key": actual})


@pytest.mark.parametrize(
    "statement",
    [
        {"Principal": "*"},
        {"NotPrincipal": {"AWS": "111122223333"}},
        {"NotAction": "s3:*", "Action": "s3:*"},
        {"NotResource": "*", "Resource": "*"},
        {"Action": []},
        {"Resource": []},
    ],
)
def test_statements_that_iam_refuses_are_errors(statement: dict[str, Any]) -> None:
    with pytest.raises(EvaluationError, match="Statement"):
        decide(policy({"Sid": "Odd", **statement}), "iam:GetRole", "*")


@given(documents(), requests())
def test_a_deny_always_wins(document: Document, request: tuple[str, str, dict[str, Any]]) -> None:
    action, resource, context = request
    deny = policy({"Effect": "Deny", "Action": action, "Resource": resource})
    assert decide([document, *deny], action, resource, context) is Decision.DENIED_EXPLICITLY


@given(documents(), documents("Allow"), requests())
def test_an_allow_never_takes_anything_away(
    document: Document, more: Document, request: tuple[str, str, dict[str, Any]]
) -> None:
    before = decide([document], *request)
    after = decide([document, more], *request)
    assert after is before or (before, after) == (Decision.DENIED_IMPLICITLY, Decision.ALLOWED)


@given(documents(), documents("Deny"), requests())
def test_a_deny_never_adds_anything(
    document: Document, more: Document, request: tuple[str, str, dict[str, Any]]
) -> None:
    assert is_allowed([document], *request) or not is_allowed([document, more], *request)


@given(documents(), requests(), st.data())
def test_order_does_not_matter(
    document: Document, request: tuple[str, str, dict[str, Any]], data: st.DataObject
) -> None:
    shuffled = Document(statements=tuple(data.draw(st.permutations(document.statements))), version=document.version)
    split = [Document(statements=(statement,), version=document.version) for statement in shuffled.statements]
    assert decide([shuffled], *request) is decide([document], *request)
    assert decide(split, *request) is decide([document], *request)


@given(documents(), requests())
def test_equal_documents_decide_alike(document: Document, request: tuple[str, str, dict[str, Any]]) -> None:
    assert decide([Document.parse(document.text)], *request) is decide([document], *request)


@given(documents(), requests())
def test_statements_that_are_not_about_the_action_do_not_matter(
    document: Document, request: tuple[str, str, dict[str, Any]]
) -> None:
    (about,) = concerning([document], request[0])
    assert set(about.statements) <= set(document.statements)
    assert decide([about], *request) is decide([document], *request)
    alone = [decide([Document(statements=(one,))], request[0], request[1]) for one in document.statements]
    assert len(about.statements) >= sum(one is not Decision.DENIED_IMPLICITLY for one in alone)


def test_statements_that_iam_refuses_are_errors_whatever_they_are_about() -> None:
    with pytest.raises(EvaluationError, match="names a principal"):
        concerning(policy({"Action": "s3:GetObject"}, {"Principal": "*", "Action": "s3:PutObject"}), "s3:GetObject")
