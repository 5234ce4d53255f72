# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values at which Ansible itself would end with a traceback, or name no option."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import check_shapes, check_texts
from tests.support.runs.modules import run_module

SPEC: dict[str, dict[str, Any]] = {
    "part": {"type": "dict", "options": {"name": {"type": "str"}, "flag": {"type": "bool"}}},
    "items": {
        "type": "list",
        "elements": "dict",
        "options": {"size": {"type": "int"}, "name": {"type": "str", "required": True}},
    },
    "free": {"type": "dict"},
}
BY_NAME = "must be a mapping of options"


def refusal(params: dict[str, Any]) -> str:
    with pytest.raises(OptionError) as caught:
        check_shapes(SPEC, params)
    return str(caught.value)


@pytest.mark.parametrize("value", [True, 0, 1.5, "x", "", [], ["name"], '{"name": '])
def test_no_mapping_where_suboptions_belong(value: Any) -> None:
    assert refusal({"part": value}) == f"part: {BY_NAME}, got {value!r}; write them by name, for example name."


@pytest.mark.parametrize("value", ["ada", 1, None, ["ada"]])
def test_no_mapping_in_a_list(value: Any) -> None:
    told = refusal({"items": [{"name": "x"}, value]})
    assert told == f"items[1]: {BY_NAME}, got {value!r}; write them by name, for example name."


@pytest.mark.parametrize("value", ["ada", {"name": "ada"}, True])
def test_no_list(value: Any) -> None:
    assert refusal({"items": value}) == f"items: must be a list of mappings, got {value!r}."


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"part": None, "items": None},
        {"part": {}, "items": []},
        {"part": '{"name": "x"}', "items": ["name=x size=1"]},
        {"free": "x", "unknown": 1},
    ],
)
def test_what_ansible_can_take_or_names_itself(params: dict[str, Any]) -> None:
    check_shapes(SPEC, params)


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"free": {"a": ["x", "\ud800"]}}, "free.a[1]"),
        ({"free": {"\udfff": 1}}, "free"),
        ({"part": "\ud800"}, "part"),
    ],
)
def test_half_a_character(params: dict[str, Any], name: str) -> None:
    with pytest.raises(OptionError, match=r": contains a lone surrogate, got .*; write it as UTF-8\.$") as caught:
        check_texts(SPEC, params)
    assert caught.value.option == name


HIDING: dict[str, Any] = {
    "items": {"type": "list", "elements": "dict", "options": {"name": {"type": "str"}, "word": {"no_log": True}}}
}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("sesame", "items: must be a list of mappings, got a value that is not shown."),
        (["sesame"], "items[0]: must be a mapping of options, got a value that is not shown; write them by name,"),
        ([{"wrod": "sesame"}], "items[0].wrod: is not an option, got a value that is not shown; use one of"),
        (
            [{"word": "sesame\ud800"}],
            "items[0].word: contains a lone surrogate, got a value that is not shown; write it",
        ),
        (
            [{"name": "sesame\ud800"}],
            "items[0].name: contains a lone surrogate, got a value that is not shown; write it",
        ),
    ],
)
def test_what_holds_secrets_is_not_shown(value: Any, message: str) -> None:
    check = check_texts if "ud800" in repr(value) else check_shapes
    with pytest.raises(OptionError) as caught:
        check(HIDING, {"items": value})
    assert str(caught.value).startswith(message)
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), "inf", "-Infinity", "nan"])
def test_numbers_without_end(value: Any) -> None:
    with pytest.raises(OptionError, match=r"^days: must be a whole number, got"):
        check_shapes({"days": {"type": "int"}}, {"days": value})


@pytest.mark.parametrize("value", [None, 7, 7.0, "7", "seven", [7]])
def test_numbers_that_ansible_can_take_or_names_itself(value: Any) -> None:
    check_shapes({"days": {"type": "int"}}, {"days": value})


def test_nested_beyond_all_use() -> None:
    value: Any = "x"
    for _level in range(50):
        value = [value]
    check_texts(SPEC, {"free": value})
    with pytest.raises(OptionError, match=r": is nested more than 50 levels deep, got 'x'\.$"):
        check_texts(SPEC, {"free": [value]})


@pytest.mark.parametrize("value", [True, ["x"], "\ud800"])
def test_modules_say_so_and_end(value: Any) -> None:
    outcome = run_module("policy_document", {"artifact_buckets": value}, environment={})
    assert outcome.failed
    assert outcome["msg"].startswith("artifact_buckets")
