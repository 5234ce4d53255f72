# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module access_info: what there is, as the module access returns it, and what is left over."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._audit.summary import short_name
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.catalogue.editions import CATALOGUE
from tests.support.emulator.accounts import Account, open_account
from tests.support.emulator.servers import Kind
from tests.support.runs.access import BOTH_WAYS, OUR_TAG, PATH, WHOLE, contents, converge, two_documents
from tests.support.runs.modules import ModuleResult, run_module

NAMES: dict[str, Any] = {"policy": {}, "group": {}, "users": ["ada", {"name": "grace"}], "worker": {}, "deployer": {}}
LEFT_OVER = "This collection manages it, but no option names it any more. To remove it, set purge: true."


def read(account: Account, **params: Any) -> ModuleResult:
    """Read an account, in check mode and not: both return the same, and nothing changes."""
    before = contents(account)
    outcomes = [
        run_module("access_info", {"audit": False, **params}, check=check, environment=account.environment)
        for check in (True, False)
    ]
    first, second = ({**outcome.result, "audited_at": "", "sources": []} for outcome in outcomes)
    assert first == second
    assert not outcomes[1].failed, outcomes[1].result
    assert not outcomes[1].changed
    assert contents(account) == before
    return outcomes[1]


def test_an_empty_account_holds_nothing(aws: Account) -> None:
    found = read(aws)
    assert found["account_id"] == aws.account_id
    assert found["access"] == {
        "account_id": aws.account_id,
        "partition": "aws",
        "catalogue": CATALOGUE.to_json(),
        "policies": [],
        "group": None,
        "users": [],
        "general_role": None,
        "worker": None,
        "deployer": None,
    }
    assert found["findings"] == []
    assert found["summary"] == [f"Access in account {aws.account_id} in partition aws: none."]


@pytest.mark.parametrize(
    "how", [{}, NAMES, {**NAMES, "discovery": "targeted"}], ids=["by-itself", "by-name", "targeted"]
)
def test_the_result_is_that_of_the_module_access(aws: Account, how: dict[str, Any]) -> None:
    made = converge(aws, **{**WHOLE, "policy": two_documents()})
    assert len(made["access"]["policies"]) == 2
    found = read(aws, **how)
    assert found["access"] == made["access"]
    assert [item["id"] for item in found["findings"]] == (["not-looked"] if "discovery" in how else [])


def test_other_names_are_found_by_themselves(aws: Account) -> None:
    named: dict[str, Any] = {
        "policy": {"deploy_targets": ["ecs"], "name": "P"},
        "group": {"name": "G"},
        "users": [{"name": "ada"}],
        "worker": {"role_name": "R", "instance_profile_name": "I"},
        "deployer": {"kind": "role", "name": "D", "trusted_principals": [aws.account_id]},
    }
    made = converge(aws, **named)
    found = read(aws)
    assert (found["access"], found["findings"]) == (made["access"], [])


def test_what_no_option_names_is_left_over(aws: Account) -> None:
    converge(aws, **WHOLE)
    aws.client("iam").create_instance_profile(InstanceProfileName="Empty", Path=PATH, Tags=[OUR_TAG])
    aws.client("iam").create_user(UserName="alan", Path=PATH)  # not ours
    found = read(aws, **{**NAMES, "users": ["ada"], "policy": {"name": "New"}})
    names = ("instance profile Empty", "policy App2ContainerGeneral", "user grace")
    places = [(item["id"], short_name(item["resource"]), item["status"]) for item in found["findings"]]
    assert places == [("left-over", name, "fail") for name in names]
    assert found["summary"][-1] == f"medium: {', '.join(names)}: {LEFT_OVER} [left-over]"


def test_the_account_alone_takes_one_call(aws: Account, moto_endpoint: str) -> None:
    found = read(aws, discovery="targeted")
    assert (found["account_id"], found["api_calls"]) == (aws.account_id, {"sts:GetCallerIdentity": 1})
    other = open_account(Kind.MOTO, moto_endpoint, str(int(aws.account_id) + 600_000_000_000))
    role = f"arn:aws:iam::{other.account_id}:role/Automation"
    found = read(aws, discovery="targeted", assume_role_arn=role)
    assert (found["account_id"], found["api_calls"]) == (other.account_id, {"sts:AssumeRole": 1})


@BOTH_WAYS
def test_another_account_is_not_read(aws: Account, discovery: str) -> None:
    params = {"account_id": "999999999999", "discovery": discovery}
    outcome = run_module("access_info", params, environment=aws.environment)
    assert outcome["msg"].startswith(
        f"account_id: the credentials belong to account {aws.account_id}, not to 999999999999."
    )


def test_a_wrong_name_is_refused(aws: Account) -> None:
    outcome = run_module("access_info", {"group": {"name": "a/b"}}, environment=aws.environment)
    assert outcome["msg"].startswith("group.name: ")
