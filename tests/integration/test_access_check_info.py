# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module access_check_info: what it says of accounts whose policies, boundaries and organization deny requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.emulator.accounts import open_account
from tests.support.emulator.servers import Kind, emulator
from tests.support.runs.access import WHOLE
from tests.support.runs.modules import ModuleResult, run_module
from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.check_scenes import SCENES, params_of

PATH = "/app2container/"
PUT = {"actions": ["s3:PutObject"], "resources": ["arn:aws:s3:::example/shop.tar"]}
CREATE: dict[str, Any] = {"actions": ["ecr:CreateRepository"]}
MESSAGE = (
    "User: arn:aws:iam::{account}:user/app2container/ada is not authorized to perform: ecr:CreateRepository on"
    " resource: arn:aws:ecr:eu-west-1:{account}:repository/java-shop"
)


def policy(effect: str, *actions: str, **condition: Any) -> dict[str, Any]:
    """A policy of one statement."""
    row = {"Sid": f"{effect}It", "Effect": effect, "Action": list(actions), "Resource": "*"}
    return {"Version": "2012-10-17", "Statement": [{**row, **({"Condition": condition} if condition else {})}]}


@pytest.fixture(name="account")
def whole_account() -> Iterator[Bench]:
    """Give an account with all parts."""
    with bench() as here:
        assert not here.run(**WHOLE).failed
        here.forget()
        yield here


def explained(account: Bench, **params: Any) -> ModuleResult:
    """Ask, in check mode and not: both say the same, and nothing changes."""
    before = account.snapshot()
    asked = {"module_name": "access_check_info", "regions": ["eu-west-1"], **params}
    outcomes = [account.run(check=check, **asked) for check in (True, False)]
    assert outcomes[0].result == outcomes[1].result
    assert not outcomes[1].failed, outcomes[1]["msg"]
    assert not outcomes[1].changed
    assert account.snapshot() == before
    assert all(entry.call.reads for entry in account.calls())
    return outcomes[1]


def the_one(outcome: ModuleResult) -> dict[str, Any]:
    """The only request."""
    (row,) = outcome["requests"]
    return dict(row)


def bound(account: Bench, document: dict[str, Any]) -> str:
    """Give ada a permissions boundary; return its ARN."""
    made = account.iam.create_policy(PolicyName="Limit", PolicyDocument=json.dumps(document))
    arn = str(made["Policy"]["Arn"])
    account.iam.put_user_permissions_boundary(UserName="ada", PermissionsBoundary=arn)
    account.forget()
    return arn


def test_what_the_policy_allows(account: Bench) -> None:
    commands = ["analyze", "containerize", "generate app-deployment"]
    outcome = explained(account, principal="ada", deploy_targets=["ecs"], commands=commands)
    assert all(row["allowed"] and row["remedy"] is None for row in outcome["requests"])
    number = len(outcome["requests"])
    who = f"arn:aws:iam::{account.account_id}:user/app2container/ada"
    assert outcome["summary"] == [f"{who} is allowed all {number} requests."]
    assert {row["decided_by"] for row in outcome["requests"]} == {"identity_policy"}
    (create,) = (row for row in outcome["requests"] if row["action"] == "ecr:CreateRepository")
    assert create["commands"] == ["generate app-deployment"]
    assert (create["section"], create["option"]) == ("SectionForECRAccess", "deploy_targets")
    assert [item["source"] for item in create["evidence"]] == ["simulation", "evaluation"]


def test_the_variable_that_mends_it_is_named_and_was_tried(account: Bench) -> None:
    wanted = {"deploy_targets": ["ecs"], "commands": ["remote inventory"]}
    outcome = explained(account, principal="ada", **wanted)
    (line,) = (line for line in outcome["summary"] if "is denied" in line)
    assert "Set a2c_iam_policy_remote_workflows to true." in line
    assert "needed by remote inventory" in line
    denied = [row for row in outcome["requests"] if not row["allowed"]]
    assert {row["option"] for row in denied} == {"remote_workflows"}
    assert {row["would_be_allowed"] for row in denied} == {False}
    mended = explained(account, principal="ada", remote_workflows=True, **wanted)
    denied = [row for row in mended["requests"] if not row["allowed"]]
    assert {row["would_be_allowed"] for row in denied} == {True}
    said = "The general policy allows it with a2c_iam_policy_remote_workflows: run the role a2c_iam"
    assert all(row["remedy"].startswith(said) for row in denied)
    role = account.run(**{**WHOLE, "policy": {**WHOLE["policy"], "remote_workflows": True}})
    assert not role.failed
    account.forget()
    assert all(row["allowed"] for row in explained(account, principal="ada", **wanted)["requests"])


def test_a_resource_that_the_policy_does_not_name(account: Bench) -> None:
    row = the_one(explained(account, principal="App2ContainerWorker", **PUT))
    assert (row["allowed"], row["decided_by"], row["option"]) == (False, "identity_policy", "artifact_buckets")
    assert row["remedy"] == (
        "The statement SectionForS3AccessObjects allows s3:PutObject only on other resources. Make sure that"
        " a2c_iam_policy_artifact_buckets covers arn:aws:s3:::example/shop.tar, and that the principal has the general"
        " policy."
    )
    assert row["commands"]


def test_another_region_than_those_of_the_policy(account: Bench) -> None:
    repository = f"arn:aws:ecr:us-west-2:{account.account_id}:repository/java-shop"
    row = the_one(explained(account, principal="ada", resources=[repository], **CREATE))
    assert (row["allowed"], row["option"]) == (False, "regions")
    assert (
        "allows ecr:CreateRepository only on other resources. Make sure that a2c_iam_policy_regions covers"
        in (row["remedy"])
    )


def test_an_action_that_app2container_does_not_need(account: Bench) -> None:
    row = the_one(explained(account, principal="ada", actions=["dynamodb:Scan"]))
    assert (row["section"], row["option"], row["commands"]) == (None, "extra_statements", [])
    assert "App2Container does not need dynamodb:Scan" in row["remedy"]


def test_a_boundary(account: Bench) -> None:
    arn = bound(account, policy("Allow", "s3:*"))
    row = the_one(explained(account, principal="ada", **CREATE))
    assert (row["allowed"], row["decided_by"]) == (False, "permissions_boundary")
    assert row["remedy"].startswith("The owner of the permissions boundary has to allow ecr:CreateRepository in it.")
    assert [(item["source"], item["allowed"], item["decided_by"]) for item in row["evidence"]] == [
        ("simulation", False, "permissions_boundary"),
        ("evaluation", False, "permissions_boundary"),
    ]
    assert row["evidence"][1]["where"] == arn


def test_a_boundary_without_the_simulator(account: Bench) -> None:
    bound(account, policy("Allow", "s3:*"))
    account.fault("denied", operations=["SimulatePrincipalPolicy"])
    outcome = explained(account, principal="ada", **CREATE)
    assert the_one(outcome)["decided_by"] == "permissions_boundary"
    said = "Not asked: simulation, since the caller may not call iam:SimulatePrincipalPolicy."
    assert outcome["summary"][-1] == said


def test_a_boundary_that_the_wanted_policy_does_not_get_past(account: Bench) -> None:
    bound(account, policy("Allow", "ecr:*", "secretsmanager:Describe*"))
    wanted = {"deploy_targets": ["ecs"], "commands": ["remote inventory"], "remote_workflows": True}
    rows = explained(account, principal="ada", **wanted)["requests"]
    (row,) = (row for row in rows if row["action"] == "secretsmanager:GetSecretValue")
    assert row["would_be_allowed"] is False
    assert "The owner of the permissions boundary has to allow secretsmanager:GetSecretValue" in row["remedy"]


def test_a_deny_of_others(account: Bench) -> None:
    document = json.dumps(policy("Deny", "ecr:*"))
    account.iam.put_group_policy(GroupName="App2ContainerUsers", PolicyName="No", PolicyDocument=document)
    account.forget()
    row = the_one(explained(account, principal="ada", **CREATE))
    assert (row["allowed"], row["decided_by"]) == (False, "identity_policy")
    assert "has to remove the Deny on ecr:CreateRepository" in row["remedy"]
    assert row["evidence"][-1]["where"] == "No of App2ContainerUsers (statement DenyIt)"


def test_a_deny_of_the_options(account: Bench) -> None:
    statements = [{"Sid": "NoRepositories", "Effect": "Deny", "Action": "ecr:CreateRepository", "Resource": "*"}]
    assert not account.run(**{**WHOLE, "policy": {**WHOLE["policy"], "extra_statements": statements}}).failed
    account.forget()
    row = the_one(explained(account, principal="ada", extra_statements=statements, deploy_targets=["ecs"], **CREATE))
    assert row["option"] == "extra_statements"
    assert "Remove the statement NoRepositories from a2c_iam_policy_extra_statements" in row["remedy"]
    assert row["would_be_allowed"] is False


def test_an_organization(account: Bench) -> None:
    account.settings(organization=[policy("Deny", "ecr:CreateRepository")])
    outcome = explained(account, principal="ada", **CREATE)
    row = the_one(outcome)
    assert (row["allowed"], row["decided_by"]) == (False, "organization_policy")
    assert [item["allowed"] for item in row["evidence"]] == [False, True]
    assert "The administrator of the organization has to allow ecr:CreateRepository" in outcome["summary"][0]


def test_a_condition_that_only_the_request_shows(account: Bench) -> None:
    mfa: dict[str, Any] = {"Bool": {"aws:MultiFactorAuthPresent": "true"}}
    account.iam.create_user(UserName="linus")
    document = json.dumps(policy("Allow", "ecr:*", **mfa))
    account.iam.put_user_policy(UserName="linus", PolicyName="WithMfa", PolicyDocument=document)
    account.forget()
    outcome = explained(account, principal="linus", **CREATE)
    row = the_one(outcome)
    assert row["allowed"] is None
    assert "aws:MultiFactorAuthPresent" in row["reason"]
    assert "may be denied ecr:CreateRepository" in outcome["summary"][0]


def test_authorization_details_come_first(account: Bench) -> None:
    outcome = explained(account, **params_of(account, SCENES["authorization-details"]))
    row = the_one(outcome)
    assert (row["allowed"], row["decided_by"]) == (False, "service_control_policy")
    assert "p-example (statement NoRepositories)" in row["reason"]
    sources = [item["source"] for item in row["evidence"]]
    assert sources == ["authorization_details", "message", "simulation", "evaluation"]
    assert outcome["sources"][0] == {
        "source": "authorization_details",
        "status": "tried",
        "reason": None,
        "action": None,
    }


def test_a_decoded_message_tells_the_request(account: Bench) -> None:
    outcome = explained(account, **params_of(account, SCENES["decoded-message"]))
    row = the_one(outcome)
    assert row["action"] == "ec2:RunInstances"
    assert outcome["principal"] == f"arn:aws:iam::{account.account_id}:user/app2container/ada"
    assert row["decided_by"] == "identity_policy"
    assert len(outcome["parsed"][0]["encoded_message"]) < 64


def test_a_message_about_what_is_allowed_by_now(account: Bench) -> None:
    message = MESSAGE.format(account=account.account_id)
    row = the_one(explained(account, error_message=f"{message} because no identity-based policy allows it"))
    assert row["allowed"] is False
    assert row["remedy"].startswith("Its policies allow it now: ")


def test_a_message_about_another_account(account: Bench) -> None:
    outcome = explained(account, error_message=MESSAGE.format(account="111122223333"))
    reasons = {
        row["reason"] for row in outcome["sources"] if row["source"] in ("principal", "simulation", "evaluation")
    }
    assert reasons == {
        f"the principal belongs to account 111122223333, and the credentials to {account.account_id}",
    }
    assert the_one(outcome)["decided_by"] == "unknown"


def test_a_message_about_another_principal(account: Bench) -> None:
    message = MESSAGE.format(account=account.account_id)
    outcome = explained(account, principal="grace", error_message=message)
    reasons = {row["source"]: row["reason"] for row in outcome["sources"]}
    assert reasons["simulation"] == reasons["evaluation"] == "the message is about another principal"
    row = the_one(outcome)
    assert row["principal"].endswith("user/app2container/ada")
    assert [item["source"] for item in row["evidence"]] == ["message"]


def test_denials_of_two_principals(account: Bench) -> None:
    mine = MESSAGE.format(account=account.account_id)
    outcome = explained(account, error_message=f"{mine}\n{mine.replace('/ada', '/outsider')}")
    sources = [[item["source"] for item in row["evidence"]] for row in outcome["requests"]]
    assert sources == [["message", "simulation", "evaluation"], ["message"]]


def test_one_of_two_sources_that_fails_is_told(account: Bench) -> None:
    scene = params_of(account, SCENES["authorization-details"])
    wrong = MESSAGE.format(account=account.account_id).replace("java-shop", "java-2")
    wrong = f"{wrong}. Call the API with the following authorization id: 00112233445566"
    for texts in ([wrong, scene["error_message"]], [scene["error_message"], wrong]):
        outcome = explained(account, error_message="\n".join(texts))
        assert outcome["sources"][0]["status"] == "not_possible"
        assert (
            "iam:GetRequestAuthorizationDetails failed (ResourceNotFoundException)" in outcome["sources"][0]["reason"]
        )
        assert {row["decided_by"] for row in outcome["requests"]} == {"service_control_policy", "unknown"}


def test_an_assumed_role(account: Bench) -> None:
    session = f"arn:aws:sts::{account.account_id}:assumed-role/App2ContainerWorker/i-0a"
    outcome = explained(account, principal=session, **CREATE)
    assert outcome["principal"] == f"arn:aws:iam::{account.account_id}:role/app2container/App2ContainerWorker"
    assert the_one(outcome)["allowed"] is True


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "error_message: neither error_message nor principal is set"),
        ({"principal": "ada"}, "deploy_targets: is not set"),
        ({"principal": "arn:aws:iam::111122223333:group/x", **CREATE}, "principal: is not a user or role of IAM"),
        ({"principal": "no such/name", **CREATE}, "principal: is not a user or role of IAM"),
        ({"principal": "nobody", **CREATE}, "principal: there is no such user or role, got 'nobody'"),
        ({"principal": "ada", "actions": ["PutObject"]}, "actions[0]: is not an action, got 'PutObject'"),
        ({"principal": "ada", **CREATE, "resources": ["bucket"]}, "resources[0]: is not an ARN, got 'bucket'"),
        ({"principal": "ada", "resources": ["*"]}, "resources: needs actions"),
        ({"principal": "ada", "offline": True, **CREATE}, "offline: only a message can be read without AWS"),
        (
            {"error_message": "exit status 1"},
            "error_message: has no denial in a form that is known, got 'exit status 1'",
        ),
        ({"principal": "ada", "account_id": "111122223333", **CREATE}, "account_id: the credentials belong to"),
        (
            {"error_message": MESSAGE.format(account="1" * 12), "artifact_buckets": [{"name": "A_B"}]},
            "artifact_buckets[0]",
        ),
    ],
)
def test_wrong_input(account: Bench, params: dict[str, Any], message: str) -> None:
    outcome = account.run(module_name="access_check_info", **params)
    assert outcome.failed
    assert outcome["msg"].startswith(message), outcome["msg"]
    assert "exception" not in outcome.result


@pytest.mark.parametrize("offline", [True, False])
def test_a_message_needs_no_credentials(*, offline: bool) -> None:
    params = {"error_message": MESSAGE.format(account="111122223333"), "offline": offline}
    nowhere = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/none", "AWS_SHARED_CREDENTIALS_FILE": "/none"}
    outcome = run_module("access_check_info", params, check=False, environment=nowhere)
    assert not outcome.failed, outcome["msg"]
    row = the_one(outcome)
    assert (row["section"], row["commands"]) == ("SectionForECRAccess", ["generate app-deployment"])
    assert {item["status"] for item in outcome["sources"]} == {"not_possible"}
    assert outcome["api_calls"] == ({} if offline else {"sts:GetCallerIdentity": 1})  # which botocore cannot sign
    said = "offline is true" if offline else "there is no connection to AWS (NoCredentialsError)"
    assert said in outcome["summary"][-1]


@pytest.mark.thorough
def test_plain_moto_has_no_simulator() -> None:
    with emulator(Kind.PLAIN_MOTO) as endpoint:
        account = open_account(Kind.PLAIN_MOTO, endpoint, "100000000002")
        made = run_module("access", WHOLE, check=False, environment=account.environment)
        assert not made.failed, made["msg"]
        params = {"principal": "ada", "deploy_targets": ["ecs"], "commands": ["remote inventory"]}
        outcome = run_module("access_check_info", params, check=False, environment=account.environment)
    assert not outcome.failed, outcome["msg"]
    status = {row["source"]: row["status"] for row in outcome["sources"]}
    assert (status["simulation"], status["what_if"], status["evaluation"]) == ("not_possible", "not_possible", "tried")
    assert {row["remedy"] for row in outcome["requests"] if not row["allowed"]} == {
        "Set a2c_iam_policy_remote_workflows to true."
    }
    assert any(line.startswith("Not asked: simulation, what if, since ") for line in outcome["summary"])
