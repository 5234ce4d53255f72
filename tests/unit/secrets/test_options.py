# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of remote_secrets: what they come to, and messages that name them without a value."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.secrets_manager import AWS_KEY, key_name
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._secrets.arns import arn_pattern, check_showable
from tests.support.secrets import EVERY_KIND, LINUX, PASSWORD, WINDOWS, leaks, options

IDENTITY = Identity(account_id="123456789012", partition="aws-cn")
UUID = "12345678-abcd-abcd-abcd-1234567890ab"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("web", "a2c/web"),
        ("team/web", "team/web"),
        ("/web", "/web"),
        ("a2c/web", "a2c/web"),
        ("w_+=.@-1", "a2c/w_+=.@-1"),
    ],
)
def test_names(given: str, name: str) -> None:
    assert options({"name": given, "state": "absent"}).secrets[0].name == name


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({**WINDOWS, "name": ""}, "secrets[1].name", "refuses this name, got ''"),
    ({**WINDOWS, "name": "a b"}, "secrets[1].name", "refuses this name, got 'a b'"),
    ({**WINDOWS, "name": "a2c/*"}, "secrets[1].name", "refuses this name"),
    ({**WINDOWS, "name": "x" * 509}, "secrets[1].name", "refuses this name"),
    ({**WINDOWS, "name": "arn:aws:secretsmanager:x"}, "secrets[1].name", "must be a name, not an ARN"),
    ({**WINDOWS, "name": "a2c/linux"}, "secrets[1].name", "is also the name of secrets[0]"),
    ({**WINDOWS, "kind": None}, "secrets[1].kind", "is required"),
    ({**WINDOWS, "password": None}, "secrets[1].password", "is required for a secret of kind windows"),
    ({**WINDOWS, "password": ""}, "secrets[1].password", "must be one non-empty line of text"),
    (
        {**WINDOWS, "password": 1234},
        "secrets[1].password",
        "must be a string, got a value that is not shown; put it in",
    ),
    ({**WINDOWS, "password": True}, "secrets[1].password", "must be a string"),
    ({**WINDOWS, "password": {"plain": PASSWORD}}, "secrets[1].password", "must be a string"),
    ({**WINDOWS, "password": [PASSWORD]}, "secrets[1].password", "must be a string"),
    (
        {**WINDOWS, "token": PASSWORD},
        "secrets[1].token",
        "kind windows, got a value that is not shown; it takes username",
    ),
    ({**WINDOWS, "password": "x" * 65536}, "secrets[1].password", "makes the secret larger than 65536 bytes"),
    ({**WINDOWS, "kms_key_id": "a key"}, "secrets[1].kms_key_id", "is not a KMS key, got 'a key'"),
    ({**WINDOWS, "tags": {"aws:x": "1"}}, "secrets[1].tags", "are reserved"),
    ({**WINDOWS, "tags": {"app2container:managed-by": "me"}}, "secrets[1].tags", "are reserved"),
    ({**WINDOWS, "tags": {"a": "é€"}}, "secrets[1].tags.a", "Secrets Manager rejects this tag value"),
    ({**WINDOWS, "tags": {str(at): "" for at in range(50)}}, "secrets[1].tags", "a secret has at most 50 tags"),
    ({**LINUX, "name": "n", "private_key": PASSWORD}, "secrets[1].private_key", "must be a complete private key"),
]


@pytest.mark.parametrize(("secret", "option", "problem"), WRONG)
def test_messages_name_the_option_and_no_value(secret: dict[str, Any], option: str, problem: str) -> None:
    with pytest.raises(OptionError) as failure:
        options(LINUX, secret)
    assert failure.value.option == option
    assert problem in str(failure.value)
    assert not leaks(str(failure.value))


@pytest.mark.parametrize("days", [-1, 0, 6, 31])
def test_recovery_window(days: int) -> None:
    with pytest.raises(OptionError, match="recovery_window_days: must be 7 to 30 days, got"):
        options(LINUX, recovery_window_days=days)


@pytest.mark.parametrize(
    ("of_all", "own", "wanted"),
    [
        (None, None, None),
        ({}, None, {}),
        ({"a": 1, "b": None}, None, {"a": "1", "b": ""}),
        (None, {"a": True}, {"a": "True"}),
        ({"a": "1", "A": "2"}, {"a": "3"}, {"a": "3", "A": "2"}),
    ],
)
def test_tags(of_all: Any, own: Any, wanted: Any) -> None:
    assert options({**LINUX, "tags": own}, tags=of_all).secrets[0].tags == wanted


@pytest.mark.parametrize(
    ("of_all", "own", "wanted"),
    [
        (None, None, None),
        ("alias/a", None, "alias/a"),
        ("alias/a", UUID, UUID),
        ("alias/a", "", AWS_KEY),
        ("", None, AWS_KEY),
    ],
)
def test_keys(of_all: str | None, own: str | None, wanted: str | None) -> None:
    assert options({**LINUX, "kms_key_id": own}, kms_key_id=of_all).secrets[0].kms_key_id == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (UUID, f"arn:aws:kms:eu-west-1:123456789012:key/{UUID}", True),
        ("alias/a", "arn:aws:kms:eu-west-1:123456789012:alias/a", True),
        ("", AWS_KEY, True),
        ("", f"arn:aws:kms:eu-west-1:123456789012:{AWS_KEY}", True),
        ("alias/a", "alias/b", False),
        ("", UUID, False),
    ],
)
def test_names_of_keys(one: str, other: str, *, same: bool) -> None:
    assert (key_name(one) == key_name(other)) is same


def test_nothing_but_a_name_is_needed_to_delete() -> None:
    for desired in (options({"name": "web"}, state="absent"), options({"name": "web", "state": "absent"})):
        assert not desired.secrets[0].present


def test_values_are_in_no_repr() -> None:
    desired = options(*EVERY_KIND)
    assert not leaks(repr(desired))


def test_pattern_of_an_arn() -> None:
    expected = "arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:a2c/web-??????"
    assert arn_pattern(IDENTITY, "cn-north-1", "a2c/web") == expected


@pytest.mark.parametrize("password", ["web-ubuntu", "a2c/web-ubuntu", "cn-north-1", "123456789012"])
def test_values_that_would_hide_names_are_refused(password: str) -> None:
    desired = options({**WINDOWS, "password": password}, {"name": "web-ubuntu", "state": "absent"})
    with pytest.raises(OptionError) as failure:
        check_showable(desired, IDENTITY, "cn-north-1")
    assert failure.value.option == "secrets[0].password"
    assert password not in str(failure.value)


def test_values_that_hide_nothing() -> None:
    check_showable(options(*EVERY_KIND), IDENTITY, "cn-north-1")
    words = {**WINDOWS, "username": "web-ubuntu", "password": "arn"}
    check_showable(options(words, {"name": "web-ubuntu", "state": "absent"}), IDENTITY, "cn-north-1")
