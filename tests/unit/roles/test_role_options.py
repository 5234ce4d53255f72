# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The names and values of the variables of a role, in all forms in which people give them."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.plugin_utils._role_options import (
    read_variables,
    unknown_variables,
)

SPEC: dict[str, Any] = {
    "a2c_iam_account_id": {"type": "str"},
    "a2c_iam_purge_members": {"type": "bool", "default": False},
    "a2c_iam_components": {"type": "list", "elements": "str", "choices": ["group", "users"], "default": ["group"]},
    "a2c_iam_access_keys_grace_days": {"type": "int", "default": 7},
    "a2c_iam_tags": {"type": "dict"},
    "a2c_iam_group_name": {"type": "str", "default": "App2ContainerUsers"},
    "a2c_iam_users": {
        "type": "list",
        "elements": "raw",
        "options": {
            "name": {"type": "str", "required": True},
            "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
            "tags": {"type": "dict"},
        },
    },
    "a2c_iam_remote_secrets": {
        "type": "list",
        "elements": "dict",
        "options": {"name": {"type": "str", "required": True}, "password": {"type": "raw", "no_log": True}},
    },
    "a2c_iam_accepted": {
        "type": "list",
        "elements": "raw",
        "options": {"id": {"type": "str", "required": True}, "expires": {"type": "str"}},
    },
    "a2c_iam_access_keys_store": {"type": "dict", "options": {"kind": {"type": "str", "required": True}}},
}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("a2c_iam_purge_member", "did you mean a2c_iam_purge_members?"),
        ("a2c_iam_group", "did you mean a2c_iam_group_name?"),
        ("a2c_iam_zzzzzzzzzzzzzzzzzzzz", "rename or remove it."),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(name: str, message: str) -> None:
    expected = f"{name}: the role a2c_iam has no such variable; {message}"
    assert list(unknown_variables("a2c_iam", SPEC, [name])) == [expected]


@pytest.mark.parametrize(
    "name", ["a2c_iam_tags", "a2c_iam_hosts", "a2c_iam_confirm_teardown", "a2c_worker_x", "a2c_iam"]
)
def test_other_names_are_not_looked_at(name: str) -> None:
    assert not list(unknown_variables("a2c_iam", SPEC, [name]))


def test_an_unknown_name_does_not_control_the_terminal() -> None:
    (message,) = unknown_variables("a2c_iam", SPEC, ["a2c_iam_\x1b[2J"])
    assert message.startswith("a2c_iam_\\x1b[2J: ")


@pytest.mark.parametrize(
    ("variable", "given", "value"),
    [
        *(("purge_members", text, False) for text in ("false", "False", "no", "off", "0", 0, False)),
        *(("purge_members", text, True) for text in ("true", "True", "yes", "on", "1", 1, True)),
        ("components", "group,users", ["group", "users"]),
        ("components", "group, users", ["group", "users"]),
        ("components", '["group"]', ["group"]),
        ("components", "[group, users]", ["group", "users"]),
        ("components", "", []),
        ("components", ["users"], ["users"]),
        ("access_keys_grace_days", "30", 30),
        ("access_keys_grace_days", 30, 30),
        ("account_id", 123456789012, "123456789012"),
        ("tags", "team=a", {"team": "a"}),
        ("tags", '{"team": "a"}', {"team": "a"}),
        ("users", ["ada"], [{"name": "ada"}]),
        ("users", "ada, grace", [{"name": "ada"}, {"name": "grace"}]),
        ("users", '[{"name": "ada"}]', [{"name": "ada"}]),
        ("users", ["name=ada state=absent"], [{"name": "ada", "state": "absent"}]),
        ("users", ["ada", {"name": "grace", "tags": None}], [{"name": "ada"}, {"name": "grace"}]),
        ("accepted", '[{"id": "root-used", "expires": "2027-01-01"}]', [{"id": "root-used", "expires": "2027-01-01"}]),
        ("accepted", "[{id: root-used, expires: 2027-01-01}]", [{"id": "root-used", "expires": "2027-01-01"}]),
        ("access_keys_store", "kind=age_file", {"kind": "age_file"}),
    ],
)
def test_every_form_is_converted(variable: str, given: Any, value: Any) -> None:
    read = read_variables(SPEC, {f"a2c_iam_{variable}": given})
    assert read == ({f"a2c_iam_{variable}": value}, ())


@pytest.mark.parametrize(("variable", "value"), [("account_id", ""), ("account_id", None), ("tags", None)])
def test_a_variable_without_a_value_is_not_set(variable: str, value: Any) -> None:
    assert read_variables(SPEC, {f"a2c_iam_{variable}": value}) == ({}, ())


NOT_TEXT = "must be a text, and YAML reads this as true or false, got False; put it in quotes."


@pytest.mark.parametrize(
    ("variable", "given", "message"),
    [
        ("group_name", False, f"a2c_iam_group_name: {NOT_TEXT}"),
        ("group_name", ["x"], "a2c_iam_group_name: must be a text, got ['x']."),
        (
            "accepted",
            "root-used",
            "a2c_iam_accepted[0]: must be a mapping of options, got 'root-used'; the options are id, expires.",
        ),
        ("users", [{"name": False}], f"a2c_iam_users[0].name: {NOT_TEXT}"),
        (
            "users",
            ["ada", False],
            "a2c_iam_users[1]: must be a name or a mapping of options, got False; the options are name, state, tags.",
        ),
        ("users", {"ada": {}}, "a2c_iam_users: must be a list, got {'ada': {}}."),
        (
            "users",
            "[ada",
            (
                "a2c_iam_users: must be a list, got '[ada'; it ends too early, as after -e NAME= at a space: give all"
                " of it as JSON, -e '{\"NAME\": [...]}'."
            ),
        ),
        ("users", [{"nam": "ada"}], "a2c_iam_users[0].nam: is not an option, got 'ada'; use name."),
        ("users", [{"state": "absent"}], "missing required arguments: name found in a2c_iam_users"),
        (
            "components",
            ["grup"],
            "value of a2c_iam_components must be one or more of: group, users. Got no match for: grup",
        ),
        (
            "remote_secrets",
            "hunter2",
            (
                "a2c_iam_remote_secrets[0]: must be a mapping of options, got a value that is not shown; the options"
                " are name, password."
            ),
        ),
        (
            "remote_secrets",
            [{"name": "db", "pasword": "hunter2"}],
            "a2c_iam_remote_secrets[0].pasword: is not an option, got a value that is not shown; use password.",
        ),
        (
            "access_keys_store",
            "age_file",
            "a2c_iam_access_keys_store: must be a mapping of options, got 'age_file'; the options are kind.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(variable: str, given: Any, message: str) -> None:
    assert read_variables(SPEC, {f"a2c_iam_{variable}": given}).errors == (message,)


def test_a_number_that_is_none_is_refused_by_name() -> None:
    (message,) = read_variables(SPEC, {"a2c_iam_access_keys_grace_days": "soon"}).errors
    assert "a2c_iam_access_keys_grace_days" in message


def test_all_that_is_wrong_is_told_at_once() -> None:
    given = {"a2c_iam_group_name": True, "a2c_iam_users": 5, "a2c_iam_access_keys_grace_days": "soon"}
    assert [message.split(":")[0] for message in read_variables(SPEC, given).errors[:2]] == [
        "a2c_iam_group_name",
        "a2c_iam_users[0]",
    ]
    assert len(read_variables(SPEC, given).errors) == 3


def test_a_required_variable_must_be_set() -> None:
    spec = {"a2c_worker_region": {"type": "str", "required": True}}
    assert read_variables(spec, {}).errors == ("missing required arguments: a2c_worker_region",)
    assert len(read_variables(spec, {"a2c_worker_region": False}).errors) == 1
