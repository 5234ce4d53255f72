# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Hosts that lead to the same account are named with it."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.filter.account_conflict import FilterModule

REASON = "Nothing has been changed, since several hosts lead to the same account: "
REMEDY = (
    ". Keep one host for each account in the group a2c_accounts, or correct a2c_iam_account_id and"
    " a2c_iam_assume_role_arn of the others."
)
ONE, TWO, THREE = "111111111111", "222222222222", "333333333333"


@pytest.mark.parametrize(
    ("hosts", "shared"),
    [
        ({}, ""),
        ({"a": ONE}, ""),
        ({"a": ONE, "b": TWO}, ""),
        ({"a": ONE, "b": TWO, "c": ONE}, f"a, c ({ONE})"),
        ({"a": ONE, "b": TWO, "c": THREE, "d": TWO, "e": ONE, "f": ONE}, f"a, e, f ({ONE}); b, d ({TWO})"),
        (
            {f"h{number:02}": ONE for number in range(40)},
            f"{', '.join(f'h{number:02}' for number in range(10))} and 30 more ({ONE})",
        ),
        ({"a\x1b[2J": ONE, "b": ONE}, f"a\\x1b[2J, b ({ONE})"),
    ],
)
def test_hosts_of_one_account_are_named(hosts: dict[str, str], shared: str) -> None:
    account_conflict = FilterModule().filters()["account_conflict"]
    assert account_conflict(hosts) == (f"{REASON}{shared}{REMEDY}" if shared else "")
