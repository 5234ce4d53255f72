# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets leave the parameters of a module, and only long ones are still replaced in results."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._options.secret_options import (
    PLACEHOLDER,
    take_secrets,
)

SPEC: dict[str, Any] = {
    "name": {"type": "str"},
    "word": {"type": "str", "no_log": True},
    "part": {"type": "dict", "options": {"word": {"no_log": True}}},
    "items": {"type": "list", "elements": "dict", "options": {"user": {"no_log": True}, "word": {"no_log": True}}},
}


def test_take_secrets() -> None:
    items = [{"user": "somebody-long", "word": "open sesame"}, {"user": None, "word": {"a": ["sesame-sesame", 7]}}]
    params = {"name": "x", "word": "short", "part": {"word": "another word"}, "items": items, "region": "here"}
    values = {"short", "another word", "somebody-long", "open sesame", "sesame-sesame", "7", "key of the connection"}
    module = SimpleNamespace(params=params, no_log_values=values)
    given = take_secrets(module, SPEC, plain=("user",))
    assert given["items"][0] == {"user": "somebody-long", "word": "open sesame"}
    assert (given["word"], given["part"]) == ("short", {"word": "another word"})
    assert module.params == {
        "name": "x",
        "word": PLACEHOLDER,
        "part": {"word": PLACEHOLDER},
        "items": [{"user": PLACEHOLDER, "word": PLACEHOLDER}, {"user": None, "word": PLACEHOLDER}],
        "region": "here",
    }
    assert values == {"another word", "open sesame", "sesame-sesame", "key of the connection"}


def test_what_is_not_given_stays_so() -> None:
    module = SimpleNamespace(params={"name": None, "word": None, "part": None, "items": None}, no_log_values=set())
    assert take_secrets(module, SPEC) == module.params == dict.fromkeys(("name", "word", "part", "items"))
