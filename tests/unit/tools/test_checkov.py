# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""What `make checkov` makes of a report: findings, mutes and templates that were not looked at are told."""

from __future__ import annotations

from typing import Any

import pytest

from tools.checkov import MUTED, OPTIONS, complaints


def row(template: str, check_id: str = "CKV_AWS_1") -> dict[str, Any]:
    """Return a row of a report."""
    return {"file_path": f"/{template}.json", "resource": "Role", "check_id": check_id, "check_name": "Be careful"}


PASSED = [row(name) for name in OPTIONS]


@pytest.mark.parametrize(
    ("results", "told"),
    [
        ({"passed_checks": PASSED}, []),
        ({"passed_checks": PASSED, "skipped_checks": [row("account", check_id) for check_id in MUTED]}, []),
        ({"passed_checks": PASSED, "failed_checks": [row("account")]}, ["Role: CKV_AWS_1 fails: Be careful"]),
        ({"passed_checks": PASSED, "skipped_checks": [row("account")]}, ["Role: CKV_AWS_1 is muted: Be careful"]),
        ({"passed_checks": PASSED[1:]}, ["account.json: nothing was checked"]),
        ({}, [f"{name}.json: nothing was checked" for name in OPTIONS]),
    ],
)
def test_what_checkov_complains_of(results: dict[str, Any], told: list[str]) -> None:
    assert [line.removeprefix("/account.json: ") for line in complaints({"results": results})] == told
