# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kind of error in words: what was tried, what AWS said, what to do."""

from __future__ import annotations

import pytest
from botocore import exceptions
from botocore.parsers import ResponseParserError

from ansible_collections.fleetops.app2container.plugins.module_utils._aws.errors import (
    AccessDeniedError,
    AwsError,
    error_code,
    translated,
)
from tests.support.answers import client_error

REACH = "AWS cannot be reached: check the network, proxy, region and endpoint_url."


def told(error: Exception) -> AwsError:
    with pytest.raises(AwsError) as caught, translated("create user ada"):
        raise error
    assert caught.value.__cause__ is error
    return caught.value


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        (
            "LimitExceeded",
            ": a quota of the account is reached: remove what is not needed, or raise it in Service Quotas.",
        ),
        (
            "EntityAlreadyExists",
            ": it was created after it was read, or has another path: run again.",
        ),
        (
            "DeleteConflict",
            ": something still depends on it: run again, and check what was added to it meanwhile.",
        ),
        ("MalformedPolicyDocument", ": IAM rejects the document: a principal that it names may not exist."),
        ("UnmodifiableEntity", ": AWS manages it: choose another name."),
        ("Throttling", ": AWS still throttled the request after all retries: run again later."),
        (
            "InvalidClientTokenId",
            ": AWS does not know these credentials: check the connection's access key, profile or role.",
        ),
        (
            "SignatureDoesNotMatch",
            ": the secret key does not belong to the access key: check the connection's credentials.",
        ),
        ("ExpiredToken", ": the credentials have expired: renew them and run again."),
        ("SomethingNew", "."),
    ],
)
def test_what_aws_refuses(code: str, hint: str) -> None:
    error = told(client_error(code, "CreateUser", message="It is so."))
    assert str(error) == f"Cannot create user ada: iam:CreateUser failed with {code} (It is so){hint}"
    assert error.code == code
    assert not isinstance(error, AccessDeniedError)


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"])
@pytest.mark.parametrize(("operation", "service"), [("CreateUser", "iam"), ("AssumeRole", "sts")])
def test_what_the_caller_may_not(code: str, operation: str, service: str) -> None:
    error = told(client_error(code, operation, message="Not authorized", service=service))
    assert isinstance(error, AccessDeniedError)
    assert str(error) == (
        f"Cannot create user ada: access denied to {service}:{operation} (Not authorized):"
        f" allow the caller {service}:{operation}, see docs/permissions.md of the collection."
    )


def test_a_call_that_needs_another_permission_too() -> None:
    message = "User: arn:x is not authorized to perform: iam:PassRole on resource: arn:y."
    error = told(client_error("AccessDenied", "AddRoleToInstanceProfile", message=message))
    assert str(error) == (
        f"Cannot create user ada: access denied to iam:PassRole ({message[:-1]}):"
        " allow the caller iam:PassRole, see docs/permissions.md of the collection."
    )


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            exceptions.NoCredentialsError(),
            (
                "Unable to locate credentials: set access_key and secret_key, a profile, or the AWS environment"
                " variables."
            ),
        ),
        (
            exceptions.PartialCredentialsError(provider="env", cred_var="secret"),
            "Partial credentials found in env, missing: secret: set both parts of the access key, or a profile.",
        ),
        (
            exceptions.ProfileNotFound(profile="x"),
            "The config profile (x) could not be found: use a profile of the AWS configuration files.",
        ),
        (
            exceptions.NoRegionError(),
            "You must specify a region: set region, AWS_REGION, or a profile with a Region.",
        ),
        (
            exceptions.EndpointConnectionError(endpoint_url="http://x/"),
            f'Could not connect to the endpoint URL: "http://x/": {REACH}',
        ),
        (
            exceptions.ConnectTimeoutError(endpoint_url="http://x/"),
            f'Connect timeout on endpoint URL: "http://x/": {REACH}',
        ),
        (
            exceptions.ReadTimeoutError(endpoint_url="http://x/"),
            'Read timeout on endpoint URL: "http://x/": AWS did not answer in time: run again.',
        ),
        (
            exceptions.ConnectionClosedError(endpoint_url="http://x/"),
            (
                'Connection was closed before we received a valid response from endpoint URL: "http://x/":'
                " the connection was lost: run again."
            ),
        ),
        (
            ResponseParserError("Unable to parse response"),
            "Unable to parse response: the answer is not from AWS: check endpoint_url and the proxy.",
        ),
        (
            exceptions.ParamValidationError(report="bad"),
            r"Parameter validation failed:\nbad: check the connection settings and run again.",
        ),
    ],
)
def test_what_does_not_reach_aws(error: Exception, expected: str) -> None:
    found = told(error)
    assert str(found) == f"Cannot create user ada: {expected}"
    assert found.code == type(error).__name__


def test_other_errors_pass_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), translated("create user ada"):
        raise ZeroDivisionError


def test_codes() -> None:
    assert error_code(client_error("NoSuchEntity")) == "NoSuchEntity"
    assert error_code(exceptions.ClientError({}, "GetUser")) == ""
