# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Faults on demand: what they do, whom they hit, that they are the same each time, and that they are told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ConnectionClosedError

from tests.support.scenarios.bench import Bench, bench
from tests.support.scenarios.sample import GROUP, MEMBER, POLICY, USER, document, filled, take, take_all, trust
from tests.support.strict.faults import ERRORS, Died, Fault
from tests.support.strict.model import statuses
from tests.support.strict.transport import application


@pytest.fixture
def account() -> Iterator[Bench]:
    with bench() as made:
        yield made


@pytest.fixture
def once(account: Bench) -> Any:
    """A client that tries once."""
    environment = account.account.environment
    return boto3.client(
        "iam",
        config=Config(retries={"total_max_attempts": 1}),
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
        region_name=environment["AWS_REGION"],
        endpoint_url=environment["AWS_ENDPOINT_URL"],
    )


@pytest.mark.parametrize("kind", sorted(ERRORS))
def test_errors_in_place_of_a_call(account: Bench, once: Any, kind: str) -> None:
    fault = account.fault(kind, operations=["Create*"])
    with pytest.raises(ClientError) as refusal:
        once.create_user(UserName="ada")
    response = refusal.value.response
    code = ERRORS[kind][0]
    assert response["Error"]["Code"] == code
    assert response["ResponseMetadata"]["HTTPStatusCode"] == statuses()[code]
    assert once.list_users()["Users"] == []
    assert fault.hits == 1
    assert [(entry.call.operation, entry.outcome) for entry in account.calls()] == [
        ("CreateUser", code),
        ("ListUsers", "ok"),
    ]


def test_denial_names_action_and_resource(account: Bench, once: Any) -> None:
    account.fault("denied", operations=["CreateUser"])
    with pytest.raises(ClientError, match=r"not authorized to perform: iam:CreateUser on resource: ada"):
        once.create_user(UserName="ada")


@pytest.mark.parametrize(("kind", "users"), [("reset-before", 0), ("reset-after", 1)])
def test_a_connection_is_lost_before_or_after_the_effect(account: Bench, once: Any, kind: str, users: int) -> None:
    account.fault(kind, times=1)
    with pytest.raises(ConnectionClosedError):
        once.create_user(UserName="ada")
    assert len(once.list_users()["Users"]) == users


@pytest.mark.parametrize(("kind", "users"), [("die-before", 0), ("die-after", 1)])
def test_who_dies_reaches_nobody_any_more(account: Bench, once: Any, kind: str, users: int) -> None:
    account.fault(kind, call=2)
    once.list_users()
    with pytest.raises(Died):
        once.create_user(UserName="ada")
    with pytest.raises(Died):
        once.create_user(UserName="grace")
    application().faults.revive(account.account_id)
    assert len(once.list_users()["Users"]) == users


def test_what_botocore_retries_takes_no_time_here(account: Bench) -> None:
    fault = account.fault("throttle", tries=2)
    account.iam.create_user(UserName="ada")
    assert fault.hits == 2
    assert len(account.pauses) == 2
    assert sum(account.pauses) > 0


def test_a_share_of_calls_is_hit_the_same_each_time(account: Bench, once: Any) -> None:
    def hits(seed: int) -> list[bool]:
        account.calm()
        account.fault("throttle", share=0.3, seed=seed)
        found = []
        for number in range(100):
            try:
                once.list_users(PathPrefix=f"/{number}")
                found.append(False)
            except ClientError:
                found.append(True)
        return found

    first = hits(1)
    assert 20 <= sum(first) <= 40
    assert hits(1) == first
    assert hits(2) != first


def test_faults_of_one_account_hit_no_other(account: Bench) -> None:
    account.fault("denied")
    with bench() as other:
        other.iam.create_user(UserName="ada")
        assert [entry.outcome for entry in other.calls()] == ["ok"]
        with pytest.raises(ClientError):
            account.iam.create_user(UserName="ada")
        account.calm()
        account.iam.create_user(UserName="ada")


def test_what_was_just_made_is_not_there_yet(account: Bench, once: Any) -> None:
    account.fault("lag", reads=2)
    once.create_user(UserName="ada")
    with pytest.raises(once.exceptions.NoSuchEntityException):
        once.get_user(UserName="ada")
    with pytest.raises(once.exceptions.NoSuchEntityException):
        once.tag_user(UserName="ada", Tags=[])
    once.tag_user(UserName="ada", Tags=[{"Key": "a", "Value": "b"}])
    assert once.list_user_tags(UserName="ada")["Tags"] == []
    assert once.list_user_tags(UserName="ada")["Tags"] == []
    assert len(once.list_user_tags(UserName="ada")["Tags"]) == 1


def test_documents_members_and_dependents_of_the_past(account: Bench, once: Any) -> None:
    take_all(account.iam, account.account_id, (USER, GROUP, POLICY, MEMBER))
    arn = filled("arn:aws:iam::ACCOUNT:policy/general", account.account_id)
    account.fault("lag", reads=1)
    once.create_policy_version(PolicyArn=arn, PolicyDocument=document(Action="s3:*"), SetAsDefault=True)
    assert once.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v1"
    assert once.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"] == "v2"
    once.remove_user_from_group(UserName="ada", GroupName="staff")
    with pytest.raises(once.exceptions.DeleteConflictException, match="must remove users from group first"):
        once.delete_group(GroupName="staff")
    once.delete_group(GroupName="staff")
    assert len(once.list_groups()["Groups"]) == 1
    assert once.list_groups()["Groups"] == []


def test_a_principal_that_was_just_made_is_unknown(account: Bench, once: Any) -> None:
    account.fault("lag", reads=1)
    trusting = trust(Principal={"AWS": once.create_user(UserName="ada")["User"]["Arn"]})
    with pytest.raises(once.exceptions.MalformedPolicyDocumentException, match="Invalid principal"):
        once.create_role(RoleName="r", AssumeRolePolicyDocument=trusting)
    once.create_role(RoleName="r", AssumeRolePolicyDocument=trusting)


def control(method: str, path: str, given: Any = None) -> Any:
    """Speak to the control side of the application, as over HTTP."""
    body = json.dumps(given).encode()
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    started: list[str] = []
    answer = b"".join(application()(environ, lambda status, _headers: started.append(status)))
    return started[0], json.loads(answer)


def test_faults_are_set_told_and_taken_away_over_http(account: Bench, once: Any) -> None:
    path = f"/_faults/{account.account_id}"
    status, told = control("POST", path, [{"kind": "throttle", "operations": ["ListUsers"], "times": 1}])
    assert status == "200 OK"
    assert (told["faults"][0]["kind"], told["faults"][0]["hits"]) == ("throttle", 0)
    with pytest.raises(ClientError):
        once.list_users()
    once.list_users()
    assert control("GET", path)[1]["faults"][0]["hits"] == 1
    assert control("DELETE", path)[1]["faults"] == []


@pytest.mark.parametrize("given", [{"kind": "surprise"}, {"kind": "throttle", "surprise": 1}, {}])
def test_what_is_no_fault_is_refused(given: Any) -> None:
    assert control("POST", "/_faults", given)[0] == "400 Bad Request"


def test_the_journal_over_http(account: Bench, once: Any) -> None:
    take(once, account.account_id, USER)
    path = f"/_journal/{account.account_id}"
    entry = {
        "account": account.account_id,
        "action": "iam:CreateUser",
        "params": {"UserName": "ada"},
        "outcome": "ok",
        "rule": "",
    }
    assert control("GET", path) == ("200 OK", [entry])
    control("DELETE", path)
    assert control("GET", path)[1] == []


def test_settings_over_http(account: Bench, once: Any) -> None:
    path = f"/_settings/{account.account_id}"
    settings = {"quotas": {"UsersQuota": 7}, "page": 3, "organization": None}
    assert settings.items() <= control("PUT", path, settings)[1].items()
    assert once.get_account_summary()["SummaryMap"]["UsersQuota"] == 7
    assert control("GET", "/_settings")[0] == "400 Bad Request"


def test_a_fault_of_another_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="surprise is none of"):
        Fault(kind="surprise")
