# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy documents as values: reading, equality, size."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    Document,
    DocumentError,
    Statement,
)
from tests.support.inputs.policies import documents, statements

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}


def document(*items: dict[str, Any]) -> Document:
    """Make a document of statements in IAM's own form."""
    return Document.parse({"Version": "2012-10-17", "Statement": list(items)})


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("{", "not JSON"),
        ("[]", "must be a mapping"),
        (7, "must be a mapping"),
        ({"Statement": "x"}, "Statement must be a list"),
        ({"Statement": ["x"]}, r"Statement\[0\] must be a mapping"),
        ({"Statement": [ALLOW, {**ALLOW, "Effect": "allow"}]}, r"Statement\[1\]\.Effect must be"),
        ({"Statement": [{"Action": "s3:*", "Resource": "*"}]}, r"Effect must be .* got None"),
        ({"Statement": [{**ALLOW, "Ressource": "*"}]}, r"unknown keys \['Ressource'\]"),
        ({"Statement": [{**ALLOW, "action": "*"}]}, r"unknown keys \['action'\]"),
        ({"Statement": [{"Effect": "Allow", "action": "*", 1: "*"}]}, r"unknown keys \['1', 'action'\]"),
        ({"Statement": [{**ALLOW, "Action": {"a": "b"}}]}, r"Action must be a string or a list"),
        ({"Statement": [{**ALLOW, "Resource": [["a"]]}]}, r"Resource must be a string or a list"),
        ({"Statement": [{**ALLOW, "Resource": float("nan")}]}, r"Resource must be a string .*, got nan"),
        ({"Statement": [{**ALLOW, "Condition": {"Bool": {"k": float("inf")}}}]}, "must be a string .*, got inf"),
        ({"Statement": [{**ALLOW, "Condition": "x"}]}, "Condition must map operators"),
        ({"Statement": [{**ALLOW, "Condition": {"Bool": "x"}}]}, "Condition must map operators"),
        ({"Statement": [{**ALLOW, "Condition": {"Bool": {"k": {"a": 1}}}}]}, "must be a string or a list"),
        ({"Statement": [{**ALLOW, "Principal": "alice"}]}, "Principal must be"),
    ],
)
def test_refuses_what_is_no_document(value: Any, message: str) -> None:
    with pytest.raises(DocumentError, match=message):
        Document.parse(value)


def test_reads_every_part_in_order() -> None:
    statement = Statement.from_json(
        {
            "Sid": "Trust",
            "Effect": "Deny",
            "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"], "Service": "ec2.amazonaws.com"},
            "NotAction": ["b:B", "a:A"],
            "NotResource": "arn:aws:s3:::bucket",
            "Condition": {"Bool": {"aws:SecureTransport": False}, "NumericEquals": {"s3:max-keys": [10, "20"]}},
        }
    )
    assert statement == Statement(
        sid="Trust",
        effect="Deny",
        not_principals=(("AWS", ("arn:aws:iam::111122223333:root",)), ("Service", ("ec2.amazonaws.com",))),
        not_actions=("b:B", "a:A"),
        not_resources=("arn:aws:s3:::bucket",),
        conditions=(
            ("Bool", (("aws:SecureTransport", ("false",)),)),
            ("NumericEquals", (("s3:max-keys", ("10", "20")),)),
        ),
    )
    assert statement.not_actions == ("b:B", "a:A")


@pytest.mark.parametrize("value", [{"Statement": ALLOW}, json.dumps({"Statement": [ALLOW]})])
def test_one_statement_needs_no_list_and_no_version_means_the_old_one(value: Any) -> None:
    parsed = Document.parse(value)
    assert len(parsed.statements) == 1
    assert parsed.version == "2008-10-17"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"Action": "s3:GetObject"}, {"Action": ["S3:getobject"]}),
        ({"Action": ["a:A", "b:B"]}, {"Action": ["b:B", "a:A", "B:b"]}),
        ({"Resource": ["x", "y"]}, {"Resource": ["y", "x", "x"]}),
        (
            {"Condition": {"Bool": {"aws:SecureTransport": True}}},
            {"Condition": {"Bool": {"AWS:securetransport": "true"}}},
        ),
        (
            {"Condition": {"A": {"k": "v"}, "B": {"k": ["v", "w"]}}},
            {"Condition": {"B": {"k": ["w", "v"]}, "A": {"k": ["v"]}}},
        ),
        ({"Principal": "*"}, {"Principal": {"AWS": ["*"]}}),
        ({"Principal": {"AWS": "111122223333"}}, {"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}),
    ],
)
def test_equal_statements(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = document({**ALLOW, **one}), document({**ALLOW, **other})
    assert first == second
    assert hash(first) == hash(second)


@pytest.mark.parametrize(
    "change",
    [
        {"Sid": "Other"},
        {"Effect": "Deny"},
        {"Action": "s3:GetObjects"},
        {"Resource": "arn:aws:s3:::Bucket/*"},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
        {"Principal": "*"},
    ],
)
def test_unequal_statements(change: dict[str, Any]) -> None:
    assert document(ALLOW) != document({**ALLOW, **change})


def test_conditions_differ_by_operator_and_by_the_letter_case_of_a_value() -> None:
    base = {**ALLOW, "Condition": {"StringEquals": {"aws:PrincipalTag/team": "red"}}}
    for condition in (
        {"StringLike": {"aws:PrincipalTag/team": "red"}},
        {"StringEquals": {"aws:PrincipalTag/team": "Red"}},
    ):
        assert document(base) != document({**base, "Condition": condition})


def test_version_counts() -> None:
    assert Document.parse({"Version": "2012-10-17", "Statement": []}) != Document.parse({"Statement": []})


def test_never_equal_to_something_else() -> None:
    assert document(ALLOW) != document(ALLOW).to_json()
    assert Statement.from_json(ALLOW) != ALLOW


@pytest.mark.parametrize(
    ("items", "size"),
    [
        ((), len('{"Version":"2012-10-17","Statement":[]}')),
        ((ALLOW,), len(json.dumps({"Version": "2012-10-17", "Statement": [ALLOW]}, separators=(",", ":")))),
        (
            ({**ALLOW, "Resource": ["arn:aws:s3:::a b"]},),
            len(
                '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::ab"}]}'
            ),
        ),
    ],
)
def test_size_leaves_white_space_out(items: tuple[dict[str, Any], ...], size: int) -> None:
    assert document(*items).size == size


def test_text_keeps_characters_as_they_are() -> None:
    assert "arn:aws:s3:::café" in document({**ALLOW, "Resource": "arn:aws:s3:::café"}).text


@given(documents())
def test_a_document_survives_writing_and_reading(value: Document) -> None:
    again = Document.parse(value.text)
    assert again == value
    assert again.text == value.text
    assert Document.parse(value.to_json()) == value


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _rewritten(statement: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Write a statement differently without changing what it means."""
    other = {}
    for key in data.draw(st.permutations(list(statement))):
        value = statement[key]
        if key in ("Action", "NotAction", "Resource", "NotResource"):
            items = data.draw(st.permutations(_list(value))) + data.draw(
                st.lists(st.sampled_from(_list(value)), max_size=2)
            )
            if key.endswith("Action"):
                items = [data.draw(st.sampled_from((item, item.lower(), item.upper()))) for item in items]
            value = items[0] if len(items) == 1 and data.draw(st.booleans()) else items
        elif key == "Condition":
            value = {
                operator: {
                    data.draw(st.sampled_from((name, name.lower(), name.upper()))): data.draw(
                        st.permutations(_list(values))
                    )
                    for name, values in lines.items()
                }
                for operator, lines in data.draw(st.permutations(list(value.items())))
            }
        other[key] = value
    return other


@given(st.lists(statements(), min_size=1, max_size=4), st.data())
def test_equality_ignores_how_a_document_is_written(items: list[dict[str, Any]], data: st.DataObject) -> None:
    other = [_rewritten(item, data) for item in data.draw(st.permutations(items))]
    assert document(*items) == document(*other)
    assert hash(document(*items)) == hash(document(*other))


def _changes(statement: dict[str, Any]) -> list[dict[str, Any]]:
    """Statements that differ from this one in one point that matters."""
    changed = []
    for key, value in (("Effect", "Deny" if statement["Effect"] == "Allow" else "Allow"), ("Sid", "Fresh")):
        changed.append({**statement, key: value})
    for key in ("Action", "NotAction", "Resource", "NotResource"):
        if key in statement:
            changed.append({**statement, key: [*_list(statement[key]), "fresh:Value"]})
            turned = copy.deepcopy(statement)
            turned[key[3:] if key.startswith("Not") else f"Not{key}"] = turned.pop(key)
            changed.append(turned)
    changed.append({**statement, "Condition": {**statement.get("Condition", {}), "StringLike": {"fresh:Key": "value"}}})
    return changed


@given(statements(), st.data())
def test_equality_sees_every_difference_that_matters(item: dict[str, Any], data: st.DataObject) -> None:
    other = data.draw(st.sampled_from(_changes(item)))
    assert document(item) != document(other)
