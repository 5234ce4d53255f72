# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values at which Ansible itself would end with a traceback, or name no option."""

from __future__ import annotations

import json
from typing import Any
from unittest import mock

import pytest
from ansible.module_utils import basic

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._options.shapes import check_shapes, check_texts
from ansible_collections.fleetops.app2container.plugins.modules import policy_document
from tests.support.runs.modules import process_state, run_module

SPEC: dict[str, dict[str, Any]] = {
    "part": {"type": "dict", "options": {"name": {"type": "str"}, "flag": {"type": "bool"}}},
    "items": {
        "type": "list",
        "elements": "dict",
        "options": {"size": {"type": "int"}, "name": {"type": "str", "required": True}},
    },
    "words": {"type": "list", "elements": "str"},
    "kinds": {"type": "list", "elements": "str", "choices": ["one", "two"]},
    "kind": {"type": "str", "choices": ["one", "two"]},
    "word": {"type": "str", "no_log": True},
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


@pytest.mark.parametrize("value", [[0, [1], 10**9], [7], {"a": 1}, "1e999999999", "9" * 5000])
def test_numbers_that_ansible_would_try_to_make(value: Any) -> None:
    with pytest.raises(OptionError, match=r"^days: must be a whole number, got"):
        check_shapes({"days": {"type": "int"}}, {"days": value})


@pytest.mark.parametrize("value", [None, 7, 7.0, "7", "seven"])
def test_numbers_that_ansible_can_take_or_names_itself(value: Any) -> None:
    check_shapes({"days": {"type": "int"}}, {"days": value})


def test_nested_beyond_all_use() -> None:
    value: Any = "x"
    for _level in range(50):
        value = [value]
    check_texts(SPEC, {"free": value})
    with pytest.raises(OptionError, match=r"^free: is nested more than 50 levels deep, got 'x'\.$"):
        check_texts(SPEC, {"free": [value]})


@pytest.mark.parametrize(
    ("params", "name"),
    [({"part": "[" * 51}, "part"), ({"free": '{"a": ' * 51}, "free"), ({"items": ["[" * 100_000]}, "items[0]")],
)
def test_json_nested_beyond_all_use(params: dict[str, Any], name: str) -> None:
    with pytest.raises(OptionError, match=r": is nested more than 50 levels deep, got ") as caught:
        check_shapes(SPEC, params)
    assert caught.value.option == name


def test_half_a_character_in_json() -> None:
    told = refusal({"part": '{"name": "\\ud800"}'})
    assert told == "part.name: contains a lone surrogate, got '\\ud800'; write it as UTF-8."


def message_for(name: str, depth: int) -> str:
    """What a module says about an option that is nested."""
    text = f'{{"ANSIBLE_MODULE_ARGS": {{"{name}": {"[" * depth}{"]" * depth}, "_ansible_diff": true}}}}'
    with (
        process_state({}) as output,
        mock.patch.object(basic, "_ANSIBLE_ARGS", text.encode()),
        mock.patch.object(basic, "_ANSIBLE_PROFILE", "legacy"),
        pytest.raises(SystemExit),
    ):
        policy_document.main()
    return str(json.loads(output.getvalue())["msg"])


@pytest.mark.parametrize("depth", [60, 900])
@pytest.mark.parametrize("name", ["extra_statements", "account_id", "artifact_buckets", "metrics"])
def test_a_module_whose_options_ansible_cannot_copy(name: str, depth: int) -> None:
    assert message_for(name, depth).startswith(f"{name}: is nested more than 50 levels deep, got ")


UNREAD = "The options cannot be read: one of them is nested more than 50 levels deep."


def test_a_module_whose_options_some_versions_of_python_cannot_read() -> None:
    """Python 3.12.1 does not read so many levels of JSON; nothing can send them from there either."""
    told = message_for("metrics", 5000)
    assert told == UNREAD or told.startswith("metrics: is nested more than 50 levels deep, got ")


def test_a_module_whose_options_no_version_of_python_can_read() -> None:
    assert message_for("metrics", 30_000) == UNREAD


def test_options_that_are_no_json_end_as_ansible_ends() -> None:
    broken = mock.patch.object(basic, "_ANSIBLE_ARGS", b"{")
    with broken, mock.patch.object(basic, "_ANSIBLE_PROFILE", "legacy"), pytest.raises(Exception, match="decode JSON"):
        policy_document.main()


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({"words": ["x", False]}, "words[1]: {text}, got False; put it in quotes."),
        ({"part": {"name": True}}, "part.name: {text}, got True; put it in quotes."),
        ({"word": False}, "word: {text}, got a value that is not shown; put it in quotes."),
    ],
)
def test_words_that_yaml_reads_as_booleans(params: dict[str, Any], message: str) -> None:
    assert refusal(params) == message.format(text="must be a text, and YAML reads this one as true or false")


ESC = "\x1b[31mred"
UNPRINTED = r"has a character that cannot be printed, got '\x1b[31mred'; leave it out."
UNKNOWN = r"\x1b[31mred: is not an option, got a value that is not shown; use one of "


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({ESC: 1}, f"{UNKNOWN}part, items"),
        ({"part": {ESC: 1}}, rf"part.{UNKNOWN}name, flag."),
        ({"items": [{"name": "x", ESC: 1}]}, f"items[0].{UNKNOWN}size, name."),
        ({"part": {"flag": ESC}}, f"part.flag: {UNPRINTED}"),
        ({"items": [{"size": ESC}]}, f"items[0].size: {UNPRINTED}"),
        ({"kind": ESC}, f"kind: {UNPRINTED}"),
        ({"kinds": ["one", ESC]}, f"kinds[1]: {UNPRINTED}"),
        ({"kinds": ESC}, f"kinds: {UNPRINTED}"),
    ],
)
def test_what_ansible_would_print_as_it_is(params: dict[str, Any], message: str) -> None:
    assert refusal(params).startswith(message)


@pytest.mark.parametrize("option", [ESC, "region", "validate_certs"])
def test_a_module_prints_no_name_and_no_value_as_it_is(option: str) -> None:
    outcome = run_module("access", {"worker": {}, option: ESC}, environment={})
    assert outcome.failed
    assert "a value that is not shown" in outcome["msg"]
    assert outcome["msg"].isprintable()


@pytest.mark.parametrize("value", [True, ["x"], "\ud800"])
def test_modules_say_so_and_end(value: Any) -> None:
    outcome = run_module("policy_document", {"artifact_buckets": value}, environment={})
    assert outcome.failed
    assert outcome["msg"].startswith("artifact_buckets")
