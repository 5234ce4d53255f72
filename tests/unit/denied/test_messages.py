# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read out of denials. The cases are in data/messages.yml: a new one needs no Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.fleetops.app2container.plugins.module_utils._denied.deniers import DENIERS
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.messages import (
    DETAILS,
    FIELDS,
    POLICY_TYPES,
    STARTS,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.model import Denial
from ansible_collections.fleetops.app2container.plugins.module_utils._denied.parse import parsed
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "data/messages.yml").read_text("utf-8"))
WORDS = [word for form in (*STARTS, *DETAILS) for word in form.text.split(" ")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_messages(case: dict[str, Any]) -> None:
    assert list(parsed(case["message"])) == [Denial(**facts) for facts in case["denials"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_line_breaks_do_not_count(case: dict[str, Any]) -> None:
    assert parsed("\r\n\t".join(case["message"].split())) == parsed(case["message"])


def test_every_policy_type_is_explained() -> None:
    assert set(POLICY_TYPES.values()) <= set(DENIERS)


def test_every_policy_type_has_a_case() -> None:
    assert {facts.get("policy_type") for case in CASES for facts in case["denials"]} >= set(POLICY_TYPES.values())


@pytest.mark.parametrize("text", ["", "  ", "Docker is not running", "exit status 1: not found", "User: nobody"])
def test_a_text_without_a_denial_is_refused(text: str) -> None:
    with pytest.raises(OptionError, match=r"^error_message: has no denial in a form that is known"):
        parsed(text)


def test_only_the_end_of_a_long_text_is_read() -> None:
    text = CASES[0]["message"]
    assert parsed("x" * 200_000 + "\n" + text) == parsed(text)


def test_an_encoded_message_is_shown_shortened() -> None:
    start = "You are not authorized to perform this operation. Encoded authorization failure message: "
    (denial,) = parsed(start + "A" * 900)
    assert denial.to_json()["encoded_message"] == "A" * 32 + "… (900 characters)"
    assert "A" * 40 not in repr(denial)


@given(st.lists(st.sampled_from([*WORDS, *FIELDS, "arn:aws:s3:::b", "s3:PutObject", "\n", "(", '"', ""]), max_size=60))
def test_no_text_makes_it_fail_in_another_way(words: list[str]) -> None:
    try:
        found = parsed(" ".join(words))
    except OptionError:
        return
    assert all(item.tells for item in found)
