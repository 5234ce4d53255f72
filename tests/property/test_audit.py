# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit has nothing to say of a policy that this collection made, whatever the options, and sees what is added."""

from __future__ import annotations

from typing import Any

from hypothesis import given, reject

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.checks import policies
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import Facts
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.judge import judge
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from tests.support.audit_facts import facts_of, merged, right_account
from tests.unit.policy.policy_making import PROPERTY, params

NAME = "App2ContainerGeneral"
ADDED = [{"Sid": "Added", "Effect": "Allow", "Action": "iam:PutRolePolicy", "Resource": "*"}]
STATEMENTS = tuple(check for check in policies.CHECKS if check.id.startswith("policy-"))


def facts(**policy: Any) -> Facts:
    """The right account with another general policy, and no options."""
    words = right_account()
    del words["policies"], words["options"]
    return facts_of(merged(words, {"policies": {NAME: policy}}))


@PROPERTY
@given(params())
def test_a_policy_of_this_collection_gives_no_rows(written: dict[str, Any]) -> None:
    try:
        found = facts(built=written)
    except App2ContainerError:
        reject()
    judgement = judge(STATEMENTS, found)
    assert judgement.rows == ()
    assert len(judgement.passed) == len(STATEMENTS)


@PROPERTY
@given(params())
def test_what_is_put_beside_it_is_seen(written: dict[str, Any]) -> None:
    try:
        found = facts(built=written, edited=ADDED, keeps=True)
    except App2ContainerError:
        reject()
    rows = judge(STATEMENTS, found).rows
    told = [row.message for row in rows if row.id == "policy-escalates"]
    assert told
    assert all(": Added: " in message for message in told)


@PROPERTY
@given(params())
def test_a_policy_whose_writer_is_not_known_fails_for_nothing(written: dict[str, Any]) -> None:
    try:
        found = facts(built=written, tags="unknown")
    except App2ContainerError:
        reject()
    assert {row.status for row in judge(STATEMENTS, found).rows} <= {"not_checked"}
