# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The permissions of docs/permissions.md for access_check_info are enough, and each missing one is named, never a yes.

ministack has no DecodeAuthorizationMessage: that permission is walked on the strict layer, in the tests of faults. Its
simulator does not use the condition keys that it is given, so its answers are not compared here.
"""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When, actions_of
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.module_table import EXPLAIN
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import grants_for
from tests.support.authorization.control_node import allow, control_node
from tests.support.authorization.permissions import document
from tests.support.emulator.accounts import Account
from tests.support.runs.access import WHOLE, converge
from tests.support.runs.modules import ModuleResult, run_module

ASKED: dict[str, Any] = {"actions": ["ecr:CreateRepository"], "regions": ["eu-west-1"]}
DECODE = "sts:DecodeAuthorizationMessage"


def ask(own: Account, principal: str) -> ModuleResult:
    """Ask about a principal as the control node."""
    outcome = run_module("access_check_info", {"principal": principal, **ASKED}, environment=own.environment)
    assert not outcome.failed, outcome["msg"]
    return outcome


def missing(outcome: ModuleResult) -> set[str]:
    """The permissions that the result names as missing."""
    return {row["action"] for row in outcome["sources"] if row["action"]}


@pytest.mark.parametrize(
    ("principal", "reads"), [("ada", "iam:GetUser"), ("role/app2container/App2ContainerWorker", "iam:GetRole")]
)
def test_the_documented_policy_is_enough_and_each_permission_is_named(
    account: Account, principal: str, reads: str
) -> None:
    assert not converge(account, **WHOLE).failed
    own = control_node(account)
    name = f"arn:aws:iam::{account.account_id}:{principal}" if "/" in principal else principal
    needed = actions_of(grants_for([EXPLAIN], When.SET_UP)) - {DECODE, "iam:GetUser", "iam:GetRole"} | {reads}
    without = ask(own, name)
    assert missing(without) == (needed if "/" in principal else {reads})
    assert not any(row["allowed"] for row in without["requests"])
    allow(account, document([EXPLAIN], When.SET_UP, account_id=account.account_id))
    outcome = ask(own, name)
    assert missing(outcome) == set()
    status = {row["source"]: row["status"] for row in outcome["sources"]}
    assert {status[source] for source in ("principal", "simulation", "evaluation")} == {"tried"}
    (request,) = outcome["requests"]
    answers = {item["source"]: item["allowed"] for item in request["evidence"]}
    assert answers["evaluation"] is True
    assert "simulation" in answers
    assert outcome["api_calls"].keys() == needed | {"sts:GetCallerIdentity"}
