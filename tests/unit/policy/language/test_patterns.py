# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""IAM's wildcards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.patterns import (
    LITERAL,
    can_meet,
    covers,
    matches,
    overlap,
)

PATTERN = st.text("ab*?", max_size=6)
VALUE = st.text("ab", max_size=6)


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        ("*", "", True),
        ("*", "a:b/c\nd", True),
        ("", "", True),
        ("", "a", False),
        ("a?c", "abc", True),
        ("a?c", "ac", False),
        ("a*c", "ac", True),
        ("a*c", "ab", False),
        ("a[b]c", "abc", False),
        ("a.c", "abc", False),
        ("A", "a", False),
        (f"a{LITERAL}*", "a*", True),
        (f"a{LITERAL}*", "ab", False),
    ],
)
def test_matches(pattern: str, value: str, expected: object) -> None:
    assert matches(pattern, value) is expected


def test_patterns_with_many_wildcards_are_matched_step_by_step() -> None:
    assert matches("*a" * 3000, "a" * 3000)
    assert not matches("*a" * 3000 + "b", "a" * 6000)
    assert covers("*a" * 3000 + "*", "?a*" * 3000)
    assert overlap("*a" * 3000 + "b", "a*" * 3000)
    assert not overlap("*a" * 3000 + "b", "*c" * 3000)


@pytest.mark.parametrize(
    ("wide", "narrow", "expected"),
    [
        ("*", "a*b", True),
        ("a*", "ab*", True),
        ("ab*", "a*", False),
        ("a?", "ab", True),
        ("a?", "a*", False),
        ("a?", "a?", True),
        ("a*b", "a?b", True),
        ("a", "a", True),
    ],
)
def test_covers(wide: str, narrow: str, expected: object) -> None:
    assert covers(wide, narrow) is expected


@given(PATTERN, PATTERN, VALUE)
def test_what_a_covered_pattern_matches_is_matched(wide: str, narrow: str, value: str) -> None:
    if covers(wide, narrow) and matches(narrow, value):
        assert matches(wide, value)


@given(PATTERN, PATTERN, VALUE)
def test_patterns_that_match_the_same_value_overlap(one: str, other: str, value: str) -> None:
    if matches(one, value) and matches(other, value):
        assert overlap(one, other)


@given(st.text("ab*", max_size=6), st.text("ab*", max_size=6))
def test_overlap_is_symmetric(one: str, other: str) -> None:
    turned = overlap(other, one)  # pylint: disable=arguments-out-of-order
    assert overlap(one, other) is turned


BUCKET = "arn:${Partition}:s3:::${BucketName}"
OBJECT = "arn:${Partition}:s3:::${BucketName}/${ObjectName}"
SERVICE = "arn:${Partition}:ecs:${Region}:${Account}:service/${ClusterName}/${ServiceName}"
ROLE = "arn:${Partition}:iam::${Account}:role/${RoleNameWithPath}"


@pytest.mark.parametrize(
    ("pattern", "template", "expected"),
    [
        ("*", BUCKET, True),
        ("arn:aws:s3:::bucket", BUCKET, True),
        ("arn:aws:s3:::bucket", OBJECT, False),
        ("arn:aws:s3:::bucket/*", BUCKET, False),
        ("arn:aws:s3:::bucket/*", OBJECT, True),
        ("arn:aws:s3:::bucket/a/b", OBJECT, True),
        ("arn:aws:s3:::bucket*", OBJECT, True),
        ("arn:aws:s3:::*", BUCKET, True),
        ("arn:aws:s3:::bucket?x", BUCKET, True),
        ("arn:aws-cn:s3:::bucket", BUCKET, True),
        ("arn:aws:ecs:eu-west-1:111122223333:service/cluster/web", SERVICE, True),
        ("arn:aws:ecs:eu-west-1:111122223333:service/*", SERVICE, True),
        ("arn:aws:ecs:eu-west-1:111122223333:service/web", SERVICE, False),
        ("arn:aws:ecs:eu-west-1:111122223333:cluster/*", SERVICE, False),
        ("arn:aws:iam::111122223333:role/path/to/name", ROLE, True),
        ("arn:aws:iam::*", ROLE, True),
        ("arn:aws:iam:eu-west-1:111122223333:role/name", ROLE, False),
    ],
)
def test_can_meet(pattern: str, template: str, expected: object) -> None:
    assert can_meet(pattern, template) is expected
