# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter bootstrap_report: one line for each account."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.filter.bootstrap_report import FilterModule

ID = "111122223333"
CASES: dict[str, tuple[dict[str, Any], bool, str]] = {
    "changed": (
        {"a2c_iam_account_id": ID, "__a2c_provisioner": {"changes": [{}, {}]}},
        False,
        f"web ({ID}): 2 changes",
    ),
    "one": ({"__a2c_provisioner": {"changes": [{}], "account_id": ID}}, False, f"web ({ID}): 1 change"),
    "check": ({"__a2c_provisioner": {"changes": [{}, {}]}}, True, "web: would make 2 changes"),
    "unchanged": ({"__a2c_provisioner": {"changes": []}}, True, "web: unchanged"),
    "failed": ({"__a2c_bootstrap_problem": "denied"}, False, "web: failed: denied"),
    "reached": ({"__a2c_reached": {"account_id": ID}}, False, "web: has the provisioner"),
    "skipped": ({"__a2c_provisioner": {"skipped": True}}, False, "web: not reached, see the message above"),
    "nothing": ({}, False, "web: not reached, see the message above"),
}


@pytest.mark.parametrize("case", CASES)
def test_lines(case: str) -> None:
    variables, check, line = CASES[case]
    assert FilterModule().filters()["bootstrap_report"]({"web": variables}, check) == [line]


def test_a_host_that_is_called_like_its_account() -> None:
    variables = {"a2c_iam_account_id": ID, "__a2c_reached": {"account_id": ID}}
    assert FilterModule().filters()["bootstrap_report"]({ID: variables}) == [f"{ID}: has the provisioner"]
