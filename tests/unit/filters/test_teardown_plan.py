# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A confirmation names each account whose access goes; the others are left, and told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.filter.teardown_plan import FilterModule, confirmed_accounts
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import OptionError

teardown_plan = FilterModule().filters()["teardown_plan"]

ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"
HINT = "; name account IDs of 12 digits, or a file with one on each line."
ASKED = f"To remove the access, set a2c_iam_confirm_teardown to the IDs of the accounts: a ({ONE}), b ({TWO})."


def plan(first: Any, second: Any) -> dict[str, Any]:
    """What becomes of two hosts with these confirmations."""
    return teardown_plan({"a": {"account": ONE, "confirmed": first}, "b": {"account": TWO, "confirmed": second}})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ()),
        ("", ()),
        ([], ()),
        (" ", ()),
        (ONE, (ONE,)),
        (int(ONE), (ONE,)),
        (f" {ONE}\n", (ONE,)),
        (f"{ONE},{TWO}", (ONE, TWO)),
        (f"{ONE}, {TWO},", (ONE, TWO)),
        (f"{ONE}\n{TWO}", (ONE, TWO)),
        ([ONE, int(TWO), ONE], (ONE, TWO)),
    ],
)
def test_a_confirmation_takes_many_forms(value: Any, expected: tuple[str, ...]) -> None:
    assert confirmed_accounts(value) == expected


def test_a_confirmation_may_be_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "accounts.txt"
    file.write_text(f"# the accounts to be closed\n\n{ONE}\n  {TWO}  \n#{THREE}\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    for path in (str(file), "accounts.txt", "~/accounts.txt"):
        assert confirmed_accounts(path) == (ONE, TWO)
    file.write_text(f"{ONE}\nproduction\n")
    with pytest.raises(OptionError, match=r"^a2c_iam_confirm_teardown: is not an account ID, got 'production'; "):
        confirmed_accounts(str(file))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("yes", f"is neither account IDs nor a file that can be read, got 'yes'{HINT}"),
        ("/", f"is neither account IDs nor a file that can be read, got '/'{HINT}"),
        ("a\0b", f"is neither account IDs nor a file that can be read, got 'a\\x00b'{HINT}"),
        ("12345", f"is not an account ID, got '12345'{HINT}"),
        (f"{ONE},1", f"is not an account ID, got '1'{HINT}"),
        (1234567890, f"is not an account ID, got 1234567890{HINT}"),
        (["production"], f"is not an account ID, got 'production'{HINT}"),
        ([True], f"is not an account ID, got True{HINT}"),
        (True, f"is not an account ID, got True{HINT}"),
        ({"production": ONE}, "is neither account IDs nor a file that can be read"),
        ("\uff11" * 12, "is neither account IDs nor a file that can be read"),
    ],
)
def test_anything_else_removes_nothing(value: Any, message: str) -> None:
    refused = plan(ONE, value)
    assert refused["refused"].startswith(f"Nothing has been removed. a2c_iam_confirm_teardown: {message}")
    assert (refused["left"], refused["lines"]) == ([], [])


@pytest.mark.parametrize(
    ("first", "second", "refused"),
    [
        (None, None, ASKED),
        (THREE, THREE, f"{ASKED} It names only other accounts: {THREE}."),
        (TWO, ONE, f"{ASKED} It names only other accounts: {TWO}, {ONE}."),
    ],
)
def test_without_a_confirmed_account_the_ids_are_asked_for(first: Any, second: Any, refused: str) -> None:
    assert plan(first, second) == {"refused": f"Nothing has been removed. {refused}", "left": [], "lines": []}


@pytest.mark.parametrize(
    ("first", "second", "left", "lines"),
    [
        ([ONE, TWO], [ONE, TWO], [], []),
        (ONE, TWO, [], []),  # a template in the inventory
        (
            TWO,
            TWO,
            ["a"],
            [f"Left unchanged, since a2c_iam_confirm_teardown does not name the account: a ({ONE})."],
        ),
        (
            [ONE, THREE],
            [ONE, THREE],
            ["b"],
            [
                f"Left unchanged, since a2c_iam_confirm_teardown does not name the account: b ({TWO}).",
                f"Named by a2c_iam_confirm_teardown, but the account of no host: {THREE}.",
            ],
        ),
    ],
)
def test_an_account_that_is_not_named_is_left_and_told(
    first: Any, second: Any, left: list[str], lines: list[str]
) -> None:
    assert plan(first, second) == {"refused": "", "left": left, "lines": lines}


def test_many_accounts_stay_readable() -> None:
    hosts = {f"h{number:03}": f"{number:012}" for number in range(500)}
    told = teardown_plan({host: {"account": account, "confirmed": "0" * 12} for host, account in hosts.items()})
    assert len(told["left"]) == 499
    assert told["lines"][0].endswith("h010 (000000000010) and 489 more.")
