# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is told of accounts that lack a policy, and of those that could not be looked into."""

from __future__ import annotations

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import ConflictError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from ansible_collections.fleetops.app2container.plugins.module_utils._identity_center.lookup import Looked, judged
from tests.unit.identity_center.center import ACCOUNTS, GENERAL, SECOND

ONE, TWO, THREE = ACCOUNTS
POLICIES = {GENERAL: "customer_managed_policies", SECOND: "permissions_boundary"}


@pytest.mark.parametrize("partition", ["aws", "aws-cn", "aws-us-gov"])
def test_the_policy_of_an_account(partition: str) -> None:
    account = Identity(account_id=ONE, partition=partition)
    assert GENERAL.arn(account) == f"arn:{partition}:iam::{ONE}:policy/app2container/App2ContainerGeneral"


def test_nothing_is_told_of_accounts_that_have_the_policies() -> None:
    assert judged(POLICIES, [Looked(account_id=ONE), Looked(account_id=TWO)]) == ()


def test_all_accounts_that_lack_a_policy_are_named() -> None:
    looked = [
        Looked(account_id=ONE, missing=(GENERAL, SECOND)),
        Looked(account_id=TWO, unseen="it is dark"),
        Looked(account_id=THREE, missing=(SECOND,)),
    ]
    with pytest.raises(ConflictError) as caught:
        judged(POLICIES, looked)
    hint = "run the module access or the playbook site there first"
    assert str(caught.value) == (
        f"customer_managed_policies: these accounts have no policy {GENERAL}: {ONE}; {hint}; permissions_boundary:"
        f" these accounts have no policy {SECOND}: {ONE}, {THREE}; {hint}. Nothing has been changed."
    )


def test_accounts_are_grouped_by_the_reason() -> None:
    looked = [Looked(account_id=name, unseen=reason) for name, reason in zip(ACCOUNTS, "aba", strict=True)]
    found = judged(POLICIES, looked)
    assert {item.id for item in found} == {"policy-not-checked"}
    told = [item.message.partition(". ")[0].partition("was not checked, because ")[2] for item in found]
    assert told == [f"a: {ONE}, {THREE}", f"b: {TWO}"]
