# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The rights of the caller are tried before the first change: what is told, what stops a run, and what it costs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.grants import When
from ansible_collections.fleetops.app2container.plugins.module_utils._provisioner.table import GENERAL, ROLE, USER
from tests.support.authorization.permission_steps import EC2_MAY
from tests.support.authorization.permissions import document
from tests.support.emulator.accounts import Account
from tests.support.key_stores import AgeFiles
from tests.support.runs.access import SMALL_POLICY, WHOLE, refused
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.thorough import some

USERS: dict[str, Any] = {"group": {"manage": False}, "users": [{"name": "ada"}, {"name": "grace"}]}
BOTH = pytest.mark.parametrize("check", [True, False], ids=["check", "real"])
ON_EVERYTHING = "iam:*"
LONGEST_INLINE = 1000


def policy(effect: str, *actions: str, resource: str = "*", **condition: Any) -> dict[str, Any]:
    """A policy of one statement."""
    row = {"Effect": effect, "Action": list(actions), "Resource": resource}
    return {"Version": "2012-10-17", "Statement": [{**row, **({"Condition": condition} if condition else {})}]}


@pytest.fixture
def account() -> Iterator[Bench]:
    """Give an account with the group that users join."""
    with bench() as here:
        here.iam.create_group(GroupName="App2ContainerUsers", Path="/app2container/")
        yield here


def as_user(account: Bench, *policies: dict[str, Any], boundary: dict[str, Any] | None = None) -> Account:
    """Return the account with the keys of a user outside of the path, who has these policies."""
    iam = account.iam
    bounded = {}
    if boundary:
        made = iam.create_policy(PolicyName="Limit", PolicyDocument=json.dumps(boundary))
        bounded = {"PermissionsBoundary": made["Policy"]["Arn"]}
    iam.create_user(UserName="control-node", **bounded)
    for number, text in enumerate(map(json.dumps, policies)):
        if len(text) < LONGEST_INLINE:
            iam.put_user_policy(UserName="control-node", PolicyName=f"own-{number}", PolicyDocument=text)
        else:
            made = iam.create_policy(PolicyName=f"own-{number}", PolicyDocument=text)
            iam.attach_user_policy(UserName="control-node", PolicyArn=made["Policy"]["Arn"])
    key = iam.create_access_key(UserName="control-node")["AccessKey"]
    environment = {
        **account.account.environment,
        "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
    }
    environment.pop("AWS_SESSION_TOKEN")
    return Account(account_id=account.account_id, environment=environment)


def told(outcome: ModuleResult) -> list[str]:
    """The messages of the findings on the rights of the caller."""
    assert not outcome.failed, outcome["msg"]
    return [item["message"] for item in outcome["findings"] if item["id"].startswith("rights-")]


def writes(account: Bench) -> list[str]:
    """The calls that can have changed something."""
    return [entry.call.action for entry in account.calls() if not entry.call.reads]


EVERYTHING = policy("Allow", ON_EVERYTHING)
NO_USERS = policy("Deny", "iam:CreateUser", "iam:CreateAccessKey")


def test_an_organization_without_users_is_told_before_the_first_change(account: Bench) -> None:
    account.settings(organization=[NO_USERS])
    account.forget()
    message = refused(account.account, **WHOLE)
    caller = f"arn:aws:iam::{account.account_id}:role/tests"
    assert message == (
        f"preflight: {caller} may not make the planned changes: a policy of the organization denies iam:CreateUser (for"
        f" example on arn:aws:iam::{account.account_id}:user/app2container/ada). Nothing has been changed. People can"
        " work without IAM users and access keys: with the general role (general_role) and permission sets of IAM"
        " Identity Center, see docs/people.md of the collection. If this simulation by IAM misses a condition under"
        " which AWS allows them, set preflight: false."
    )
    assert writes(account) == []
    without_users = {**WHOLE, "users": [], "deployer": None}
    assert told(account.run(**without_users)) == []


def test_the_switch_leaves_it_to_aws(account: Bench) -> None:
    account.settings(organization=[NO_USERS])
    outcome = account.run(**USERS, preflight=False)
    assert told(outcome) == []
    assert outcome["api_calls"].keys().isdisjoint({"iam:SimulatePrincipalPolicy", "iam:GetRole"})


def test_an_organization_with_exceptions_for_the_caller(account: Bench) -> None:
    """The simulation is told who calls."""
    caller = f"arn:aws:iam::{account.account_id}:role/tests"
    for exempted in (True, False):
        excepted = caller if exempted else f"{caller}-of-others"
        condition: dict[str, Any] = {"ArnNotLike": {"aws:PrincipalArn": excepted}}
        account.settings(organization=[policy("Deny", "iam:CreateUser", **condition)])
        outcome = account.run(**USERS, check=True)
        assert outcome.failed is not exempted


def test_an_organization_that_asks_for_the_network_is_no_reason_to_stop(account: Bench) -> None:
    """Of the request that simulates, AWS itself has just shown that the caller may make it."""
    condition: dict[str, Any] = {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}
    account.settings(organization=[policy("Deny", ON_EVERYTHING, **condition)])
    (message,) = told(account.run(**USERS))
    assert message == (
        "Its rights were not tried before the first change: IAM's simulation also denies what AWS has just allowed it,"
        " so it misses a condition. To turn this off, set preflight: false."
    )


@BOTH
def test_a_deny_of_the_caller_stops_the_run(account: Bench, check: bool) -> None:  # noqa: FBT001 - parametrized
    own = as_user(account, EVERYTHING, policy("Deny", "iam:TagUser"))
    account.forget()
    outcome = run_module("access", USERS, check=check, environment=own.environment)
    assert outcome.failed
    assert "may not make the planned changes: a Deny in own-1 denies iam:TagUser (for example on" in outcome["msg"]
    assert "general_role" not in outcome["msg"]
    assert writes(account) == []


MFA: dict[str, Any] = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}
WITH_MFA: dict[str, Any] = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
READS = policy("Allow", "iam:Get*", "iam:List*", "iam:SimulatePrincipalPolicy")
OURS = "arn:aws:iam::*:user/app2container/*"
ON_OURS = policy("Allow", "iam:CreateUser", "iam:TagUser", resource=OURS)
JOIN = policy("Allow", "iam:AddUserToGroup", resource="arn:aws:iam::*:group/app2container/App2ContainerUsers")
TAGGED: dict[str, Any] = {"StringEquals": {"aws:RequestTag/app2container:managed-by": "fleetops.app2container"}}


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ((READS, ON_OURS, JOIN), None),
        ((READS, policy("Allow", "iam:CreateUser", "iam:TagUser", resource=OURS, **TAGGED), JOIN), None),
        ((READS, ON_OURS), "it lacks rights that this run needs: no policy of it allows iam:AddUserToGroup (for"),
        (
            (READS, JOIN, policy("Allow", "iam:*User", resource="arn:aws:iam::*:user/*", **WITH_MFA)),
            "condition keys that a simulation does not know (aws:MultiFactorAuthPresent): iam:CreateUser, iam:TagUser.",
        ),
        (
            (EVERYTHING, policy("Deny", "iam:CreateUser", **MFA)),
            "condition keys that a simulation does not know (aws:MultiFactorAuthPresent): iam:CreateUser.",
        ),
    ],
)
def test_what_the_policies_of_the_caller_allow(
    account: Bench, policies: tuple[dict[str, Any], ...], expected: str | None
) -> None:
    """What is not certain is told, and the run goes on."""
    own = as_user(account, *policies)
    for check in (True, False):
        messages = told(run_module("access", {**USERS, "fail_on": "error"}, check=check, environment=own.environment))
        assert len(messages) == (1 if expected else 0)
        assert all(str(expected) in message for message in messages)
    assert told(run_module("access", USERS, environment=own.environment)) == []  # nothing to change, nothing to tell


@pytest.mark.parametrize("discovery", some(["account", "targeted"], every=2))
@pytest.mark.parametrize("components", [GENERAL, [USER], [ROLE]], ids=["general", "deployer user", "deployer role"])
def test_the_documented_permissions_are_all_that_is_needed(
    account: Bench, components: Iterable[str], discovery: str
) -> None:
    """No false alarm: with the policies of docs/permissions.md, nothing is told of any change."""
    policies = [document(components, when, account_id=account.account_id) for when in When]
    own = as_user(account, READS, *(item for item in policies if item["Statement"]))
    limit = {"permissions_boundary": "arn:aws:iam::aws:policy/ReadOnlyAccess"}
    deployer = {"kind": "role", "trusted_principals": ["444455556666"]} if components == [ROLE] else {}
    general = {"policy": SMALL_POLICY, "group": {}, "users": [{"name": "ada"}, {"name": "grace"}], "worker": {}}
    bounded = {**general, "users": [{"name": "ada", **limit}, {"name": "grace"}], "worker": limit}
    first = general if components == GENERAL else {"deployer": deployer}
    second = bounded if components == GENERAL else {"deployer": {**deployer, **limit}}
    other = {**second, "tags": {"team": "red"}}
    for params in (first, second, other, {**other, "tags": {}}, {**other, "state": "absent"}):
        outcome = run_module("access", {**params, "discovery": discovery}, environment=own.environment)
        assert (outcome.changed, told(outcome)) == (True, [])
        assert outcome["api_calls"]["iam:SimulatePrincipalPolicy"] == 1


def test_several_attached_policies_are_no_reason_for_doubt(account: Bench) -> None:
    """The simulation cannot be told which policy is attached to what: that says nothing of the caller."""
    policies = [document([*GENERAL, USER], when, account_id=account.account_id) for when in When]
    own = as_user(account, READS, *policies)
    for params in ({**WHOLE, "worker": {"ssm": True}}, {**WHOLE, "state": "absent"}):
        outcome = run_module("access", params, environment=own.environment)
        assert (outcome.changed, told(outcome)) == (True, [])


def test_missing_rights_are_as_severe_as_other_warnings(account: Bench) -> None:
    own = as_user(account, READS, ON_OURS)
    account.forget()
    outcome = run_module("access", {**USERS, "fail_on": "warning"}, environment=own.environment)
    assert outcome.failed
    assert outcome["msg"].startswith("fail_on is warning, and there are such findings: ")
    assert "[rights-lacking]. Nothing has been changed" in outcome["msg"]
    assert writes(account) == []


def test_a_permissions_boundary_of_the_caller(account: Bench) -> None:
    own = as_user(account, EVERYTHING, boundary=policy("Allow", "iam:Get*", "iam:List*", "iam:Simulate*"))
    (message,) = told(run_module("access", USERS, check=True, environment=own.environment))
    assert "its permissions boundary does not allow iam:CreateUser, iam:TagUser, iam:AddUserToGroup (for" in message


@pytest.mark.parametrize("action", ["SimulatePrincipalPolicy", "GetRole"])
def test_who_may_not_ask_is_told_and_the_run_goes_on(account: Bench, action: str) -> None:
    account.fault("denied", operations=[action])
    outcome = account.run(**USERS)
    (message,) = told(outcome)
    assert message.endswith(f"change: it may not call iam:{action}. To turn this off, set preflight: false.")
    assert outcome.changed
    assert "warnings" not in outcome.result
    assert told(account.run(**USERS)) == []


@pytest.mark.parametrize("kind", some(["throttle", "failure", "reset-before", "reset-after"], every=2))
def test_a_simulation_that_gets_no_answer_holds_nothing_up(account: Bench, kind: str) -> None:
    fault = account.fault(kind, operations=["SimulatePrincipalPolicy"], tries=2)
    assert told(account.run(**USERS, check=True)) == []
    assert fault.hits == 2
    account.calm()
    account.fault(kind, operations=["SimulatePrincipalPolicy"])
    (message,) = told(account.run(**USERS))
    assert "were not tried before the first change: iam:SimulatePrincipalPolicy failed (" in message


def test_a_caller_without_policies_of_its_own_is_told(account: Bench) -> None:
    """The root user, as one that no simulation knows."""
    environment = {**account.account.environment, "AWS_ACCESS_KEY_ID": "AKIAOFNOBODYATALL"}
    environment.pop("AWS_SESSION_TOKEN")
    (message,) = told(run_module("access", {**USERS, "group": {}}, check=True, environment=environment))
    assert (
        "were not tried before the first change: it is neither an IAM user nor a role, and IAM simulates no others."
        in message
    )


SSO = "AWSReservedSSO_Administrators_0123456789abcdef"
SSO_PATH = "/aws-reserved/sso.amazonaws.com/eu-west-1/"


@pytest.mark.parametrize("discovery", ["account", "targeted"])
def test_the_path_of_a_role_comes_from_the_account_or_from_one_call(account: Bench, discovery: str) -> None:
    """The session of a role, such as one of Identity Center, does not name the path."""
    iam = account.iam
    arn = iam.create_role(RoleName=SSO, Path=SSO_PATH, AssumeRolePolicyDocument=EC2_MAY)["Role"]["Arn"]
    iam.put_role_policy(RoleName=SSO, PolicyName="all", PolicyDocument=json.dumps(EVERYTHING))
    issued = account.account.client("sts").assume_role(RoleArn=arn, RoleSessionName="ada")["Credentials"]
    environment = {
        **account.account.environment,
        "AWS_ACCESS_KEY_ID": issued["AccessKeyId"],
        "AWS_SECRET_ACCESS_KEY": issued["SecretAccessKey"],
        "AWS_SESSION_TOKEN": issued["SessionToken"],
    }
    account.forget()
    outcome = run_module("access", {**USERS, "discovery": discovery}, environment=environment)
    assert told(outcome) == []
    (asked,) = [entry.call for entry in account.calls() if entry.call.operation == "SimulatePrincipalPolicy"]
    assert asked["PolicySourceArn"] == arn
    assert outcome["api_calls"].get("iam:GetRole", 0) == (1 if discovery == "targeted" else 0)


def test_a_hundred_users_cost_one_call_and_nothing_to_change_costs_none(account: Bench) -> None:
    wanted = {
        "users": [{"name": f"user-{number:03}"} for number in range(100)],
        "group": {},
        "discovery": "account",
    }
    own = as_user(account, EVERYTHING)
    start = account.save()
    costs = []
    for preflight in (True, False):
        account.restore(start)
        made = run_module("access", {**wanted, "preflight": preflight}, environment=own.environment)
        again = run_module("access", {**wanted, "preflight": preflight}, environment=own.environment)
        assert (told(made), again.changed) == ([], False)
        costs.append((made["api_calls"], again["api_calls"]))
    (tried, kept), (untried, kept_untried) = costs
    # Who calls is asked for where the run did not need to know.
    assert tried == {**untried, "iam:SimulatePrincipalPolicy": 1, "sts:GetCallerIdentity": 1}
    assert kept == kept_untried
    assert "iam:SimulatePrincipalPolicy" not in kept


def keys(account: Bench, folder: Path, *users: str, check: bool = False, **params: Any) -> ModuleResult:
    """Run access_keys for these users."""
    store = AgeFiles(folder)
    wanted = {"users": store.users(*users), "store": store.options, **params}
    return account.run(module_name="access_keys", check=check, **wanted)


@BOTH
def test_an_organization_without_access_keys(account: Bench, tmp_path: Path, check: bool) -> None:  # noqa: FBT001
    account.iam.create_user(UserName="ada")
    account.settings(organization=[NO_USERS])
    account.forget()
    outcome = keys(account, tmp_path, "ada", check=check)
    assert outcome.failed
    assert "a policy of the organization denies iam:CreateAccessKey (for example on" in outcome["msg"]
    assert "general_role" in outcome["msg"]
    assert writes(account) == []
    assert list(tmp_path.iterdir()) == []


def test_a_preview_tries_the_keys_of_users_that_do_not_exist_yet(account: Bench, tmp_path: Path) -> None:
    account.settings(organization=[NO_USERS])
    outcome = keys(account, tmp_path, "eve", check=True, planned_users=["eve"])
    assert "a policy of the organization denies iam:CreateAccessKey" in outcome["msg"]


def test_keys_that_stay_cost_no_simulation(account: Bench, tmp_path: Path) -> None:
    account.iam.create_user(UserName="ada")
    made = keys(account, tmp_path, "ada")
    assert made["api_calls"]["iam:SimulatePrincipalPolicy"] == 1
    for state in ("present", "absent"):
        assert "iam:SimulatePrincipalPolicy" not in keys(account, tmp_path, "ada", state=state)["api_calls"]


def test_what_was_found_is_in_the_result_of_a_real_run_of_access_keys(account: Bench, tmp_path: Path) -> None:
    account.iam.create_user(UserName="ada")
    account.fault("denied", operations=["SimulatePrincipalPolicy"])
    outcome = keys(account, tmp_path, "ada")
    assert len(told(outcome)) == 1
    assert sum("[rights-not-tried]" in line for line in outcome["summary"]) == 1
