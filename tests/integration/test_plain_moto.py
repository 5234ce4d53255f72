# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The emulator that users have in their own CI, moto as it is, takes the whole cycle as well."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.emulator.accounts import open_account
from tests.support.emulator.servers import Kind, emulator
from tests.support.runs.modules import run_module
from tests.support.scenarios.thorough import some

WHOLE: dict[str, Any] = {
    "policy": {"deploy_targets": ["ecs", "eks"], "artifact_buckets": [{"name": "example-artifacts"}]},
    "group": {},
    "users": [{"name": "ada"}, {"name": "grace", "tags": {"team": "platform"}}],
    "worker": {},
    "deployer": {},
}


@pytest.mark.parametrize("discovery", some(["account", "targeted"], every=2))
def test_make_keep_and_remove(discovery: str) -> None:
    with emulator(Kind.PLAIN_MOTO) as endpoint:
        account = open_account(Kind.PLAIN_MOTO, endpoint, "100000000001")
        iam = account.client("iam")
        for state, expected in (("present", True), ("present", False), ("absent", True), ("absent", False)):
            for check in (True, False):
                params = {**WHOLE, "discovery": discovery, "state": state}
                result = run_module("access", params, check=check, environment=account.environment)
                assert (result.failed, result.changed) == (False, expected), result.result.get("msg")
            if (state, expected) == ("present", True):
                iam.create_access_key(UserName="ada")
        assert iam.list_users()["Users"] == iam.list_roles()["Roles"] == iam.list_groups()["Groups"] == []
