# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What AWS answers as facts: reports that have to be made first, and rows of the credential report.

The rows are in reports/credentials.yml: a new one needs no Python.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest import mock

import botocore.waiter
import pytest
import yaml

from ansible_collections.fleetops.app2container.plugins.module_utils._account.spec import Desired
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.facts import AccessKey, Credential, Fact
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.attempt import (
    NotThereError,
    attempt,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.credentials import (
    read_credentials,
    rows_of,
)
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.instances import instance_from
from ansible_collections.fleetops.app2container.plugins.module_utils._audit.sources.usage import read_usage
from ansible_collections.fleetops.app2container.plugins.module_utils._policy.language.document import DocumentError
from tests.support.answers import FakeIam, client_error, connection
from tests.support.builders import IDENTITY, account, desired, policy, policy_arn, policy_part

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "reports/credentials.yml").read_text("utf-8"))
MADE = datetime(2026, 1, 1, tzinfo=UTC)
NOTHING: dict[str, str] = {
    "user": "ada",
    "arn": "arn:aws:iam::111122223333:user/ada",
    "user_creation_time": "2026-01-01T00:00:00+00:00",
    "password_enabled": "false",
    **dict.fromkeys(("password_last_used", "password_last_changed", "password_next_rotation"), "N/A"),
    "mfa_active": "false",
    **{
        f"access_key_{slot}_{what}": "false" if what == "active" else "N/A"
        for slot in (1, 2)
        for what in ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
    },
    "cert_1_active": "false",
    "cert_2_active": "false",
}


def report(**columns: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(NOTHING))
    writer.writeheader()
    writer.writerow({**NOTHING, **columns})
    return text.getvalue()


def timed(attributes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else value
        for name, value in attributes.items()
    }


ANSWER = {"Content": report().encode(), "ReportFormat": "text/csv", "GeneratedTime": MADE}
(ROW,) = rows_of(report())


@pytest.fixture(autouse=True)
def pauses() -> Iterator[list[float]]:
    made: list[float] = []
    with mock.patch.object(botocore.waiter, "time", mock.Mock(sleep=made.append)):
        yield made


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_rows_of_the_credential_report(case: dict[str, Any]) -> None:
    keys = tuple(AccessKey(**timed(key)) for key in case["read"].get("keys", ()))
    expected = {"user": "ada", "arn": NOTHING["arn"], "created": MADE, "password": False, **timed(case["read"])}
    assert rows_of(report(**case["columns"])) == (Credential(**{**expected, "keys": keys}),)


@pytest.mark.parametrize("text", ["", "user,arn\nada,x\n", report(user_creation_time="yesterday"), "<html>"])
def test_what_is_no_credential_report(text: str) -> None:
    with pytest.raises(NotThereError, match="credential report"):
        rows_of(text)


def in_turn(*answers: Any) -> Any:
    """Answers one after the other, the last for ever."""
    left = list(answers)

    def answer(**_params: Any) -> Any:
        found = left.pop(0) if len(left) > 1 else left[0]
        if isinstance(found, Exception):
            raise found
        return found

    return answer


def get(code: str) -> Exception:
    return client_error(code, "GetCredentialReport")


@pytest.mark.parametrize(
    ("answers", "generated", "expected"),
    [
        ([ANSWER], 0, ""),
        ([get("ReportNotPresent"), get("ReportInProgress"), get("ReportNotPresent"), ANSWER], 1, ""),
        ([get("ReportExpired"), get("ReportExpired"), ANSWER], 1, ""),
        ([get("ReportInProgress"), ANSWER], 1, ""),
        ([get("AccessDenied")], 0, "the caller may not call iam:GetCredentialReport"),
        ([get("ReportNotPresent"), get("AccessDenied")], 1, "the caller may not call iam:GetCredentialReport"),
        ([get("ReportNotPresent"), get("ReportInProgress")], 1, "iam:GetCredentialReport failed (ReportInProgress)"),
        ([get("ServiceFailure")], 0, "iam:GetCredentialReport failed (ServiceFailure)"),
        ([{**ANSWER, "Content": b"?"}], 0, "the credential report has no rows"),
    ],
)
def test_the_credential_report_is_made_where_there_is_none(answers: Any, generated: int, expected: str) -> None:
    iam = FakeIam(get_credential_report=in_turn(*answers), generate_credential_report={"State": "STARTED"})
    # What the waiter takes for success is the status of an answer.
    for answer in answers:
        if isinstance(answer, dict):
            answer["ResponseMetadata"] = {"HTTPStatusCode": 200}
    fact = read_credentials(connection(iam))
    assert [name for name, _params in iam.calls].count("generate_credential_report") == generated
    assert (fact.reason, fact.value) == (expected, None if expected else (ROW,))
    assert fact.read_at == (None if expected else MADE)


def test_a_report_that_may_not_be_made() -> None:
    denied = client_error("AccessDenied", "GenerateCredentialReport")
    iam = FakeIam(get_credential_report=get("ReportNotPresent"), generate_credential_report=denied)
    fact = read_credentials(connection(iam))
    assert (fact.value, fact.action) == (None, "iam:GenerateCredentialReport")


@pytest.mark.parametrize("error", [DocumentError("It is no policy."), NotThereError("It is no policy.")])
def test_what_cannot_be_understood_was_not_read(error: Exception) -> None:
    fact: Fact[Any] = attempt(mock.Mock(side_effect=error), "s3:GetBucketPolicy")
    assert (fact.value, fact.reason, fact.calls) == (None, "It is no policy", ("s3:GetBucketPolicy",))


WANTED = desired(policy=policy_part())
KNOWN: Fact[Any] = Fact(value=account(policy()))
SERVICES = [{"ServiceNamespace": "s3", "LastAuthenticated": MADE}, {"ServiceNamespace": "ecr"}]


def usage(
    answer: Any, known: Fact[Any] = KNOWN, started: Any = None, wanted: Desired = WANTED
) -> tuple[Fact[Any], FakeIam]:
    iam = FakeIam(
        generate_service_last_accessed_details=started or {"JobId": "1"}, get_service_last_accessed_details=answer
    )
    return read_usage(connection(iam), wanted, known), iam


def test_last_use_over_all_pages_once_it_is_known(pauses: list[float]) -> None:
    first = {"JobStatus": "COMPLETED", "ServicesLastAccessed": SERVICES[:1], "IsTruncated": True, "Marker": "next"}
    last = {"JobStatus": "COMPLETED", "ServicesLastAccessed": SERVICES[1:]}
    fact, iam = usage(in_turn({"JobStatus": "IN_PROGRESS"}, first, last))
    (services,) = fact.known.values()
    assert [(item.service, item.used) for item in services] == [("s3", MADE), ("ecr", None)]
    assert list(fact.known) == [policy_arn()]
    assert iam.calls[-1][1]["Marker"] == "next"
    assert len(pauses) == 1


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"JobStatus": "IN_PROGRESS"}, "iam:GetServiceLastAccessedDetails failed (JobInProgress)"),
        (
            {"JobStatus": "FAILED", "Error": {"Code": "InternalFailure", "Message": "no."}, "ResponseMetadata": {}},
            "GetServiceLastAccessedDetails failed (InternalFailure)",
        ),
    ],
)
def test_last_use_that_aws_does_not_tell(answer: Any, reason: str) -> None:
    fact, _iam = usage(answer)
    assert (fact.value, fact.reason) == (None, reason)


@pytest.mark.parametrize("wanted", [WANTED, desired(policy=replace(policy_part(), documents=()))], ids=["", "by-name"])
def test_last_use_of_a_policy_that_is_not_there(wanted: Desired) -> None:
    missing = client_error("NoSuchEntity", "GenerateServiceLastAccessedDetails")
    fact, iam = usage({}, Fact(reason="denied"), missing, wanted)
    assert fact.value == {}
    assert iam.calls == [("generate_service_last_accessed_details", {"Arn": policy_arn()})]


@pytest.mark.parametrize(
    ("further", "public_address", "imds_v2"),
    [
        ({}, False, False),
        ({"MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "enabled"}}, False, False),
        ({"MetadataOptions": {"HttpTokens": "required", "HttpEndpoint": "enabled"}}, False, True),
        ({"MetadataOptions": {"HttpTokens": "optional", "HttpEndpoint": "disabled"}}, False, True),
        ({"PublicIpAddress": "203.0.113.7"}, True, False),
        ({"NetworkInterfaces": [{}, {"Association": {"PublicIp": "203.0.113.7"}}]}, True, False),
    ],
)
def test_instances(further: dict[str, Any], public_address: bool, imds_v2: bool) -> None:  # noqa: FBT001
    answer = {"InstanceId": "i-1", "IamInstanceProfile": {"Arn": "arn:p"}, "State": {"Name": "stopped"}, **further}
    found = instance_from(answer, IDENTITY, "eu-west-1")
    assert (found.arn, found.state) == ("arn:aws:ec2:eu-west-1:111122223333:instance/i-1", "stopped")
    assert (found.public_address, found.imds_v2) == (public_address, imds_v2)
