# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calls of Secrets Manager: their parameters, what answers become, and what is no error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import AccessDeniedError, AwsError
from ansible_collections.fleetops.app2container.plugins.module_utils._aws.secrets_manager import (
    Secret,
    SecretsManager,
    SecretValue,
    SecretVersion,
    new_version_id,
)
from tests.support.answers import FakeIam, client_error, connection

ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:a2c/web-AbCdEf"
TOKEN = "11111111-2222-3333-4444-555555555555"
DESCRIBED: dict[str, Any] = {"Name": "a2c/web", "ARN": ARN, "VersionIdsToStages": {TOKEN: ["AWSCURRENT"]}}
DELETED = {**DESCRIBED, "DeletedDate": datetime(2026, 1, 1, tzinfo=UTC)}
MISSING = client_error("ResourceNotFoundException")
UNFIT = client_error("InvalidRequestException", "DeleteSecret", service="secretsmanager")


def secrets(**answers: Any) -> tuple[SecretsManager, FakeIam]:
    """A client that answers from a script, and the script."""
    script = FakeIam(**answers)
    return SecretsManager(connection(script)), script


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (DESCRIBED, {}),
        (DELETED, {"deleted": True}),
        ({**DESCRIBED, "KmsKeyId": "alias/a"}, {"kms_key_id": "alias/a"}),
        ({**DESCRIBED, "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b"}]}, {"tags": {"a": "1", "b": ""}}),
        ({**DESCRIBED, "OwningService": "rds", "RotationEnabled": True}, {"owner": "rds", "rotates": True}),
        ({**DESCRIBED, "PrimaryRegion": "eu-west-1"}, {}),
        ({**DESCRIBED, "PrimaryRegion": "eu-west-2"}, {"replica_of": "eu-west-2"}),
        ({**DESCRIBED, "ReplicationStatus": [{"Region": "b"}, {"Region": "a"}]}, {"replicas": ("a", "b")}),
    ],
)
def test_describe(answer: dict[str, Any], expected: dict[str, Any]) -> None:
    client, _script = secrets(describe_secret=answer)
    found = client.describe("a2c/web")
    assert found == Secret(name="a2c/web", arn=ARN, versions={TOKEN: ("AWSCURRENT",)}, **expected)
    assert (found.version(), found.version("AWSPENDING")) == (TOKEN, "")


def test_what_is_not_there() -> None:
    client, _script = secrets(
        describe_secret=MISSING, get_secret_value=MISSING, get_resource_policy=MISSING, delete_resource_policy=MISSING
    )
    assert [client.describe("web"), client.value("web"), client.resource_policy("web")] == [None, None, None]
    client.delete_resource_policy("web")


def test_values() -> None:
    client, script = secrets(get_secret_value={"VersionId": TOKEN, "SecretString": "value", "VersionStages": ["S"]})
    expected = SecretValue(version_id=TOKEN, text="value", stages=("S",))
    assert client.value("web") == client.value("web", version_id=TOKEN) == client.value("web", stage="S") == expected
    assert [params for _name, params in script.calls] == [
        {"SecretId": "web"},
        {"SecretId": "web", "VersionId": TOKEN},
        {"SecretId": "web", "VersionStage": "S"},
    ]
    assert "value" not in repr(expected).replace("SecretValue", "")


def test_binary_values_have_no_text() -> None:
    client, _script = secrets(get_secret_value={"VersionId": TOKEN, "SecretBinary": b"value"})
    assert client.value("web") == SecretValue(version_id=TOKEN, text=None)


CALLS: list[tuple[Callable[[SecretsManager], Any], str, dict[str, Any]]] = [
    (
        lambda client: client.create("web", "v", tags={"b": "2", "a": "1"}, version_id=TOKEN),
        "create_secret",
        {
            "Name": "web",
            "SecretString": "v",
            "ClientRequestToken": TOKEN,
            "Tags": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}],
        },
    ),
    (
        lambda client: client.create("web", "v", tags={}, kms_key_id="alias/a", version_id=TOKEN),
        "create_secret",
        {"Name": "web", "SecretString": "v", "ClientRequestToken": TOKEN, "Tags": [], "KmsKeyId": "alias/a"},
    ),
    (
        lambda client: client.put("web", "v", version_id=TOKEN),
        "put_secret_value",
        {"SecretId": "web", "SecretString": "v", "ClientRequestToken": TOKEN, "VersionStages": ["AWSCURRENT"]},
    ),
    (
        lambda client: client.put("web", "v", version_id=TOKEN, stages=["AWSPENDING"]),
        "put_secret_value",
        {"SecretId": "web", "SecretString": "v", "ClientRequestToken": TOKEN, "VersionStages": ["AWSPENDING"]},
    ),
    (lambda client: client.set_key("web", "k"), "update_secret", {"SecretId": "web", "KmsKeyId": "k"}),
    (
        lambda client: client.tag("web", {"a": "1"}),
        "tag_resource",
        {"SecretId": "web", "Tags": [{"Key": "a", "Value": "1"}]},
    ),
    (lambda client: client.untag("web", {"b", "a"}), "untag_resource", {"SecretId": "web", "TagKeys": ["a", "b"]}),
    (
        lambda client: client.put_resource_policy("web", "{}"),
        "put_resource_policy",
        {"SecretId": "web", "ResourcePolicy": "{}", "BlockPublicPolicy": True},
    ),
    (lambda client: client.delete("web", 7), "delete_secret", {"SecretId": "web", "RecoveryWindowInDays": 7}),
    (lambda client: client.restore("web"), "restore_secret", {"SecretId": "web"}),
]


@pytest.mark.parametrize(("call", "operation", "params"), CALLS)
def test_calls(call: Callable[[SecretsManager], Any], operation: str, params: dict[str, Any]) -> None:
    client, script = secrets(create_secret={"ARN": ARN}, put_secret_value={"ARN": ARN})
    told = call(client)
    assert script.calls == [(operation, params)]
    assert told == (SecretVersion(arn=ARN, version_id=TOKEN) if "SecretString" in params else None)


def test_each_version_has_an_id_of_its_own() -> None:
    client, _script = secrets(put_secret_value={"ARN": ARN})
    made = {client.put("web", "v").version_id for _unused in range(3)}
    assert len(made | {new_version_id()}) == 4
    assert all(32 <= len(version) <= 64 for version in made)


def test_what_the_lost_first_try_has_made_is_no_error() -> None:
    client, _script = secrets(create_secret=client_error("ResourceExistsException"), describe_secret=DESCRIBED)
    assert client.create("a2c/web", "v", tags={}, version_id=TOKEN) == SecretVersion(arn=ARN, version_id=TOKEN)
    with pytest.raises(AwsError, match="it was created after it was read: run again"):
        client.create("a2c/web", "v", tags={})


@pytest.mark.parametrize(
    ("error", "described", "fails"),
    [(MISSING, MISSING, False), (UNFIT, DELETED, False), (UNFIT, MISSING, False), (UNFIT, DESCRIBED, True)],
)
def test_what_is_gone_need_not_be_deleted(error: Exception, described: Any, *, fails: bool) -> None:
    client, _script = secrets(delete_secret=error, describe_secret=described)
    if fails:
        with pytest.raises(AwsError, match="Cannot delete secret web: secretsmanager:DeleteSecret failed"):
            client.delete("web", 30)
    else:
        client.delete("web", 30)


@pytest.mark.parametrize(
    ("error", "described", "fails"),
    [(UNFIT, DESCRIBED, False), (UNFIT, DELETED, True), (UNFIT, MISSING, True), (MISSING, MISSING, True)],
)
def test_what_is_there_need_not_be_restored(error: Exception, described: Any, *, fails: bool) -> None:
    client, _script = secrets(restore_secret=error, describe_secret=described)
    if fails:
        with pytest.raises(AwsError, match="Cannot restore secret web"):
            client.restore("web")
    else:
        client.restore("web")


@pytest.mark.parametrize(
    ("message", "hint"),
    [
        ("Access to KMS is not allowed", "allow the caller secretsmanager:GetSecretValue and the use of the KMS key"),
        ("User: x is not authorized to perform: kms:Decrypt on y", "allow the caller kms:Decrypt, see"),
        ("no.", "allow the caller secretsmanager:GetSecretValue, see"),
    ],
)
def test_denials_name_the_action(message: str, hint: str) -> None:
    denied = client_error("AccessDeniedException", "GetSecretValue", message=message, service="secretsmanager")
    client, _script = secrets(get_secret_value=denied)
    with pytest.raises(AccessDeniedError, match="Cannot read the value of secret web") as failure:
        client.value("web")
    assert hint in str(failure.value)
