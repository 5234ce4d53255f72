# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fitting statements into policies."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import (
    MAX_SIZE,
    Document,
    Statement,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.split import (
    MAX_POLICIES,
    pack,
    policy_name,
)
from tests.unit.policy.policy_making import PROPERTY


def statement(sid: str = "One", **parts: Any) -> Statement:
    return replace(Statement(sid=sid, actions=("s3:GetObject",), resources=("arn:aws:s3:::bucket/*",)), **parts)


def sized(sid: str, size: int) -> Statement:
    """A statement of that many characters that cannot be divided."""
    empty = statement(sid, resources=("",))
    length = size - len(json.dumps(empty.to_json(), separators=(",", ":"))) - len(',"Resource":""')
    return statement(sid, resources=("a" * length,))


def granted(documents: tuple[Document, ...]) -> set[tuple[Any, ...]]:
    """Every combination of action, resource and condition values that the statements hold, Sids aside."""
    found: set[tuple[Any, ...]] = set()
    for document in documents:
        for item in document.statements:
            values = [value for _operator, keys in item.conditions for _key, part in keys for value in part] or [""]
            found |= {
                (item.effect, action, resource, value)
                for action in (*item.actions, *item.not_actions)
                for resource in (*item.resources, *item.not_resources)
                for value in values
            }
    return found


def test_nothing() -> None:
    assert pack([]) == ()


def test_one_document_while_it_fits() -> None:
    frame = Document().size
    first = sized("First", 3000)
    exact = pack([first, sized("Second", MAX_SIZE - frame - 3000 - 1)])
    assert [document.size for document in exact] == [MAX_SIZE]
    assert [document.size for document in pack([first, sized("Second", MAX_SIZE - frame - 3000)])] == [
        frame + 3000,
        MAX_SIZE - 3000,
    ]


def test_order_is_kept_and_gaps_are_filled() -> None:
    statements = [sized("A", 3000), sized("B", 4000), sized("C", 2000), sized("D", 3000)]
    assert [[item.sid for item in document.statements] for document in pack(statements)] == [["A", "C"], ["B"], ["D"]]


def test_white_space_does_not_count() -> None:
    text = ("a" * 500 + " " * 500 + "\t") * 6
    assert len(pack([statement(resources=(text,)), statement("Two", resources=(text,))])) == 2
    assert len(pack([statement(resources=(text,))])) == 1


def test_a_large_statement_is_divided() -> None:
    large = statement(resources=tuple(f"arn:aws:s3:::bucket-{number:03}/*" for number in range(400)))
    documents = pack([statement("Before"), large, statement("After")])
    assert [[item.sid for item in document.statements] for document in documents] == [
        ["Before", "OnePart2", "After"],
        ["OnePart1"],
    ]
    assert granted(documents) == granted((Document(statements=(large, statement())),))


def test_actions_and_resources_are_divided_where_both_are_large() -> None:
    large = statement(
        actions=tuple(f"s3:Action{number:03}" for number in range(400)),
        resources=tuple(f"arn:aws:s3:::bucket-{number:03}" for number in range(250)),
    )
    documents = pack([large])
    assert len(documents) <= MAX_POLICIES
    assert granted(documents) == granted((Document(statements=(large,)),))


def test_values_of_a_condition_are_divided() -> None:
    clusters = tuple(f"arn:aws:ecs:eu-west-1:111122223333:cluster/cluster-{number:03}" for number in range(200))
    large = statement(conditions=(("ArnLike", (("ecs:cluster", clusters),)),))
    documents = pack([large])
    assert len(documents) == 2
    assert granted(documents) == granted((Document(statements=(large,)),))


@pytest.mark.parametrize(
    "parts",
    [
        {"resources": ("arn:aws:s3:::" + "a" * 6200,)},
        {"actions": (), "not_actions": tuple(f"s3:Action{number}" for number in range(1000))},
        {"resources": (), "not_resources": tuple(f"arn:aws:s3:::{number}" for number in range(1000))},
        {"conditions": (("StringNotEquals", (("aws:username", tuple(f"user-{n:04}" for n in range(700))),)),)},
    ],
)
def test_what_cannot_be_divided_is_an_error(parts: dict[str, Any]) -> None:
    with pytest.raises(
        App2ContainerError, match=r"^The statement One has \d+ characters and cannot be divided further"
    ):
        pack([statement(**parts)])


def test_too_many_policies_are_an_error() -> None:
    large = statement(resources=tuple(f"arn:aws:s3:::bucket-{number:05}/*" for number in range(2200)))
    with pytest.raises(App2ContainerError) as caught:
        pack([statement("Small"), large])
    assert re.fullmatch(
        r"The policy has \d+ characters and needs 11 managed policies of at most 6144, but a group holds 10\. The"
        r" largest parts are One \(\d+\), Small \(\d+\): name fewer .*",
        str(caught.value),
    )


names = st.text(alphabet="abc-é ", min_size=1, max_size=200)


@PROPERTY
@given(
    st.lists(
        st.builds(
            statement,
            sid=st.sampled_from(["A", "B", "C", ""]),
            actions=st.lists(names, min_size=1, max_size=30).map(tuple),
            resources=st.lists(names, min_size=1, max_size=30).map(tuple),
        ),
        max_size=6,
    )
)
def test_nothing_is_lost_or_added(statements: list[Statement]) -> None:
    documents = pack(statements)
    assert all(document.size <= MAX_SIZE for document in documents)
    assert granted(documents) == granted((Document(statements=tuple(statements)),))


def test_policy_names() -> None:
    assert [policy_name("General", number) for number in (1, 2, 3)] == ["General", "General-2", "General-3"]
