# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the identity of the control node: a user with given policies, or with what it learns that it needs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from itertools import count
from typing import Any

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import grants_for
from tests.support.authorization.judges import as_user
from tests.support.authorization.permission_steps import Step
from tests.support.authorization.permissions import written
from tests.support.emulator.accounts import Account
from tests.support.runs.modules import ModuleResult, run_module

DENIED = re.compile(r"not authorized to perform: ([a-z0-9]+:\w+)")
CONTROL_NODE = "control-node"
NUMBERS = count(1)


def control_node(account: Account, *policies: Any) -> Account:
    """Make the user that the control node works as, with these policies; return the account with its keys."""
    account.client("iam").create_user(UserName=CONTROL_NODE)
    allow(account, *policies)
    return as_user(account, CONTROL_NODE).own


def allow(account: Account, *policies: Any) -> None:
    """Attach further policies to the user that the control node works as."""
    iam = account.client("iam")
    for policy in policies:
        name, text = f"ControlNode{next(NUMBERS)}", json.dumps(policy)
        arn = iam.create_policy(PolicyName=name, PolicyDocument=text)["Policy"]["Arn"]
        iam.attach_user_policy(UserName=CONTROL_NODE, PolicyArn=arn)


def run(own: Account, step: Step) -> ModuleResult:
    """Carry out a step as the control node."""
    defaults = {"discovery": "targeted"} if step.module == "access" else {}
    return run_module(step.module, {**defaults, **step.params}, environment=own.environment)


class Learner:
    """Grants the control node what it is denied, and nothing else."""

    def __init__(self, account: Account, components: Iterable[str], requests: list[str]) -> None:
        self.account, self.components, self.requests = account, tuple(components), requests
        self.iam, self.own = account.client("iam"), control_node(account)
        self.granted: set[str] = set()

    def widen(self, components: Iterable[str]) -> None:
        """Learn for these components from now on; what is granted already is so with all of their statements."""
        self.components = tuple(components)
        if self.granted:
            self.grant(())

    def demand(self, step: Step) -> None:
        """Carry out a step, again after each denial, until nothing is denied any more."""
        step.prepare(self.account)
        while (outcome := self.attempt(step)).failed:
            denied = set(DENIED.findall(outcome["msg"]))
            assert denied, outcome["msg"]
            assert denied.isdisjoint(self.granted), outcome["msg"]
            assert all(f"allow the caller {action}, see docs/permissions.md" in outcome["msg"] for action in denied)
            self.grant(denied)

    def attempt(self, step: Step) -> ModuleResult:
        """Carry out a step once. What is denied is not tried again: each call is one request."""
        before = len(self.requests)
        outcome = run(self.own, step)
        assert len(self.requests) - before == sum(outcome["api_calls"].values())
        return outcome

    def grant(self, actions: Iterable[str]) -> None:
        """Add these actions, each as the components' statements allow it."""
        self.granted |= set(actions)
        rows = [written(row, self.account.account_id) for row in grants_for(self.components, *When)]
        known = [{**row, "Action": [action for action in row["Action"] if action in self.granted]} for row in rows]
        policy = {"Version": "2012-10-17", "Statement": [row for row in known if row["Action"]]}
        self.iam.put_user_policy(UserName=CONTROL_NODE, PolicyName="granted", PolicyDocument=json.dumps(policy))
