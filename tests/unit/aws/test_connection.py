# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients: what is tried again and when, what is counted, whose account it is."""

from __future__ import annotations

from collections import Counter
from types import SimpleNamespace
from typing import Any, ClassVar

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import (
    BotoCoreError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    ReadTimeoutError,
)

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.connection import Connection
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AwsError, translated
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.retries import MAX_ATTEMPTS, MAX_CONNECTS
from ansible_collections.fleetops.app2container.plugins.module_utils._errors import App2ContainerError
from ansible_collections.fleetops.app2container.plugins.module_utils._iam.entities import Identity
from tests.support.answers import FakeClients, FakeIam, connection

IDENTITY = Identity(account_id="111122223333", partition="aws")

RETRIED = [
    ("ConcurrentModification", "CreateUser", 1, True),
    ("ConcurrentModification", "TagRole", MAX_ATTEMPTS - 1, True),
    ("ConcurrentModification", "TagRole", MAX_ATTEMPTS, False),
    ("EntityTemporarilyUnmodifiable", "UpdateUser", 1, True),
    ("DeleteConflict", "DeleteUser", 1, True),
    ("DeleteConflict", "DeleteUser", 4, True),
    ("DeleteConflict", "DeleteUser", 5, False),
    ("DeleteConflict", "CreateUser", 1, False),
    ("NoSuchEntity", "AddUserToGroup", 1, True),
    ("NoSuchEntity", "AddUserToGroup", MAX_ATTEMPTS - 1, True),
    ("NoSuchEntity", "AddUserToGroup", MAX_ATTEMPTS, False),
    ("NoSuchEntity", "CreateUser", 1, False),
    ("LimitExceeded", "CreateUser", 1, False),
    ("AccessDenied", "CreateUser", 1, False),
    ("EntityAlreadyExists", "CreateUser", 1, False),
    ("MalformedPolicyDocument", "CreatePolicy", 1, False),
    ("InvalidParameterValue", "AssociateIamInstanceProfile", MAX_ATTEMPTS - 1, True),
    ("InvalidParameterValue", "ReplaceIamInstanceProfileAssociation", 1, True),
    ("InvalidParameterValue", "DescribeInstances", 1, False),
    ("IncorrectInstanceState", "AssociateIamInstanceProfile", MAX_ATTEMPTS - 1, True),
    ("IncorrectInstanceState", "StopInstances", 1, False),
    ("IncorrectState", "AssociateIamInstanceProfile", MAX_ATTEMPTS - 1, True),
    ("IncorrectState", "ReplaceIamInstanceProfileAssociation", 1, True),
    ("IncorrectState", "DisassociateIamInstanceProfile", 1, True),
    ("IncorrectState", "DescribeInstances", 1, False),
]


def needs_retry(code: str, operation: str, attempts: int, names: dict[str, str]) -> Any:
    opened = connection(FakeIam())
    opened.fresh |= {"ada", "arn:aws:iam::111122223333:user/ada"}
    return opened._needs_retry(
        response=(None, {"Error": {"Code": code}}),
        attempts=attempts,
        operation=SimpleNamespace(name=operation),
        request_dict={"body": {"Action": operation, **names}},
    )


@pytest.mark.parametrize(("code", "operation", "attempts", "again"), RETRIED)
def test_what_is_tried_again(code: str, operation: str, attempts: int, *, again: bool) -> None:
    pause = needs_retry(code, operation, attempts, {"UserName": "ada"})
    assert (pause is not None) == again
    assert pause is None or 0 <= pause <= min(20.0, 0.2 * 2**attempts)


@pytest.mark.parametrize("parameter", ["AssumeRolePolicyDocument", "PolicyDocument"])
@pytest.mark.parametrize(("name", "again"), [("ada", True), ("adam", False), ("eve", False)])
def test_a_principal_that_this_run_has_made_is_waited_for(parameter: str, name: str, *, again: bool) -> None:
    trust = f'{{"Principal":{{"AWS":"arn:aws:iam::111122223333:user/{name}"}}}}'
    assert (needs_retry("MalformedPolicyDocument", "CreateRole", 1, {parameter: trust}) is not None) == again


def test_what_this_run_has_not_made_is_really_missing() -> None:
    assert needs_retry("NoSuchEntity", "AddUserToGroup", 1, {"UserName": "eve"}) is None


@pytest.mark.parametrize("response", [None, (None, {})])
def test_no_answer_and_a_good_answer_are_left_to_botocore(response: Any) -> None:
    opened = connection(FakeIam())
    operation = SimpleNamespace(name="CreateUser")
    assert opened._needs_retry(response=response, attempts=1, operation=operation, request_dict={"body": b""}) is None


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (EndpointConnectionError(endpoint_url="http://nowhere"), MAX_CONNECTS),
        (ConnectTimeoutError(endpoint_url="http://nowhere"), MAX_CONNECTS),
        (ConnectionClosedError(endpoint_url="http://nowhere"), MAX_ATTEMPTS),
        (ReadTimeoutError(endpoint_url="http://nowhere"), MAX_ATTEMPTS),
    ],
)
def test_what_cannot_be_reached_is_given_up_early(
    error: BotoCoreError, tries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, _calls = iam_over([], monkeypatch)
    sent: list[str] = []

    def fail(request: Any, **_kwargs: Any) -> None:
        sent.append(request.url)
        raise error

    opened.iam.meta.events.register_first("before-send", fail)
    with pytest.raises(type(error)):
        opened.call("CreateUser", {"UserName": "ada"})
    assert len(sent) == tries


def iam_over(answers: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch) -> tuple[Connection, Counter[str]]:
    """A connection over a real botocore client whose wire gives these answers."""
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _seconds: None)
    left = list(answers)

    def send(request: Any, **_kwargs: Any) -> AWSResponse:
        status, code = left.pop(0)
        body = f"<ErrorResponse><Error><Code>{code}</Code><Message>x</Message></Error></ErrorResponse>"
        raw: Any = SimpleNamespace(
            stream=lambda: iter(
                [body.encode() if code else b"<CreateUserResponse><CreateUserResult/></CreateUserResponse>"]
            )
        )
        headers: Any = {}
        return AWSResponse(request.url, status, headers, raw)

    class Module:
        region = "eu-west-1"
        params: ClassVar[dict[str, Any]] = {}

        def client(self, service: Any, **settings: Any) -> Any:
            made: Any = boto3.client
            client = made(
                service, region_name=self.region, aws_access_key_id="a", aws_secret_access_key="b", **settings
            )
            client.meta.events.register("before-send", send)
            return client

    module: Any = Module()
    calls: Counter[str] = Counter()
    return Connection(module, calls), calls


@pytest.mark.parametrize(
    "answers",
    [
        [(200, "")],
        [(409, "ConcurrentModification"), (409, "ConcurrentModification"), (200, "")],
        [(400, "Throttling"), (503, "ServiceUnavailable"), (500, "ServiceFailure"), (200, "")],
        [(409, "EntityTemporarilyUnmodifiable"), (400, "Throttling"), (200, "")],
    ],
)
def test_what_passes_is_waited_for(answers: list[tuple[int, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The real client, wired as it is for a run: botocore's rules and ours together."""
    opened, calls = iam_over(answers, monkeypatch)
    opened.call("CreateUser", {"UserName": "ada"})
    assert calls == {"iam:CreateUser": 1}


@pytest.mark.parametrize(
    ("answer", "tries"),
    [
        ((409, "LimitExceeded"), 1),
        ((403, "AccessDenied"), 1),
        ((409, "EntityAlreadyExists"), 1),
        ((404, "NoSuchEntity"), 1),
        ((409, "ConcurrentModification"), MAX_ATTEMPTS),
        ((400, "Throttling"), MAX_ATTEMPTS),
    ],
)
def test_what_does_not_pass_fails(answer: tuple[int, str], tries: int, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _calls = iam_over([answer] * tries, monkeypatch)
    with pytest.raises(opened.iam.exceptions.ClientError, match=answer[1]) as caught:
        opened.call("CreateUser", {"UserName": "ada"})
    assert caught.value.response["ResponseMetadata"]["RetryAttempts"] == tries - 1


@pytest.mark.parametrize(
    ("operation", "method"),
    [
        ("CreateUser", "create_user"),
        ("DeleteSSHPublicKey", "delete_ssh_public_key"),
        ("DeactivateMFADevice", "deactivate_mfa_device"),
        ("DeleteVirtualMFADevice", "delete_virtual_mfa_device"),
        ("AddRoleToInstanceProfile", "add_role_to_instance_profile"),
    ],
)
def test_calls_go_by_the_names_of_the_api(operation: str, method: str) -> None:
    iam = FakeIam()
    connection(iam).call(operation, {"UserName": "ada"})
    assert iam.calls == [(method, {"UserName": "ada"})]


@pytest.mark.parametrize(
    ("arn", "expected"),
    [
        ("arn:aws:iam::111122223333:user/eve", Identity(account_id="111122223333", partition="aws")),
        (
            "arn:aws-us-gov:sts::111122223333:assumed-role/R/s",
            Identity(account_id="111122223333", partition="aws-us-gov"),
        ),
        ("arn:aws-cn:iam::444455556666:root", Identity(account_id="444455556666", partition="aws-cn")),
    ],
)
def test_identity_is_asked_once(arn: str, expected: Identity) -> None:
    client = FakeIam(get_caller_identity={"Arn": arn})
    opened = connection(client)
    assert [opened.identity(), opened.identity()] == [expected, expected]
    assert client.calls == [("get_caller_identity", {})]


def test_an_assumed_role_says_whose_account_it_is() -> None:
    issued = {"AccessKeyId": "ASIA1", "SecretAccessKey": "s", "SessionToken": "t"}
    user = {"Arn": "arn:aws-us-gov:sts::444455556666:assumed-role/R/fleetops-app2container"}
    client = FakeIam(assume_role={"Credentials": issued, "AssumedRoleUser": user})
    module: Any = FakeClients(client)
    opened = Connection(module, Counter(), "arn:aws-us-gov:iam::444455556666:role/R")
    assert opened.identity() == Identity(account_id="444455556666", partition="aws-us-gov")
    assert client.calls == [
        (
            "assume_role",
            {"RoleArn": "arn:aws-us-gov:iam::444455556666:role/R", "RoleSessionName": "fleetops-app2container"},
        )
    ]
    settings = {key: value for key, value in module.asked[-1][1].items() if key != "config"}
    assert settings == {
        "aws_access_key_id": "ASIA1",
        "aws_secret_access_key": "s",
        "aws_session_token": "t",
        "profile_name": None,
    }


def test_the_summary_is_read_once() -> None:
    client = FakeIam(get_account_summary={"SummaryMap": {"Users": 1}})
    opened = connection(client)
    assert [opened.summary(), opened.summary()] == [{"Users": 1}, {"Users": 1}]
    assert client.calls == [("get_account_summary", {})]


@pytest.mark.parametrize("expected", [None, "", "111122223333"])
def test_the_right_account(expected: str | None) -> None:
    clients: Any = FakeClients(FakeIam())
    opened = Connection(clients, Counter(), None, expected)
    assert opened.guarded(IDENTITY) is IDENTITY


def test_the_wrong_account() -> None:
    clients: Any = FakeClients(FakeIam())
    opened = Connection(clients, Counter(), None, "444455556666")
    with pytest.raises(App2ContainerError) as caught:
        opened.guarded(IDENTITY)
    assert str(caught.value) == (
        "account_id: the credentials belong to account 111122223333, not to 444455556666."
        " Nothing has been changed: use the credentials of the right account, or correct account_id."
    )


@pytest.mark.parametrize(
    ("operation", "params", "action"),
    [
        ("CreateUser", {"UserName": "ada"}, "iam:CreateUser"),
        ("AddRoleToInstanceProfile", {"InstanceProfileName": "p", "RoleName": "r"}, "iam:AddRoleToInstanceProfile"),
        ("ListUsers", {}, "iam:ListUsers"),
    ],
)
def test_errors_name_the_service_of_the_client(
    operation: str, params: dict[str, str], action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for calls that no table lists, and for those that are given up instead of repeated."""
    opened, _calls = iam_over([(500, "ServiceFailure")] * MAX_ATTEMPTS, monkeypatch)
    with pytest.raises(AwsError, match=f"Cannot do it: {action} failed with ServiceFailure"), translated("do it"):
        opened.call(operation, params)


def test_errors_name_other_services(monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _calls = iam_over([(403, "AccessDenied")], monkeypatch)
    with pytest.raises(AwsError, match="access denied to sts:GetSessionToken"), translated("do it"):
        opened.client("sts").get_session_token()
