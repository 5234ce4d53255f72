# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors of AWS as typed errors, whose messages name the action, the resource, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from .._errors import App2ContainerError

try:
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError
except ImportError:  # AnsibleAWSModule says so, and what to install

    class BotoCoreError(Exception):  # type: ignore[no-redef]
        """Never raised: stands in where botocore is not installed."""

    class ResponseParserError(Exception):  # type: ignore[no-redef]
        """Never raised: stands in where botocore is not installed."""

    class ClientError(Exception):  # type: ignore[no-redef]
        """Never raised: stands in where botocore is not installed."""


__all__ = [
    "DENIED",
    "SERVICE",
    "AccessDeniedError",
    "AwsError",
    "BotoCoreError",
    "ClientError",
    "ResponseParserError",
    "error_code",
    "translated",
    "unless_missing",
]

SERVICE = "Service"  # the key in the metadata of an answer under which ``Connection`` records the service
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
_DENIED_ACTION = re.compile(r"not authorized to perform: ([a-z0-9-]+:\w+)")

_HINTS: Mapping[str, str] = {
    "InvalidClientTokenId": "AWS does not know these credentials: check the connection's access key, profile or role",
    "SignatureDoesNotMatch": "the secret key does not belong to the access key: check the connection's credentials",
    "ExpiredToken": "the credentials have expired: renew them and run again",
    "LimitExceeded": "a quota of the account is reached: remove what is not needed, or raise it in Service Quotas",
    "EntityAlreadyExists": "it was created after it was read, or has another path: run again",
    "DeleteConflict": "something still depends on it: run again, and check what was added to it meanwhile",
    "MalformedPolicyDocument": "IAM rejects the document: a principal that it names may not exist",
    "UnmodifiableEntity": "AWS manages it: choose another name",
    "NoSuchEntity": "it, or something that it refers to, was deleted after the account was read: run again",
    "ConcurrentModification": "it is being changed by another request: run again",
    "EntityTemporarilyUnmodifiable": "an earlier change of it is still in progress: run again in a few minutes",
    "IncorrectInstanceState": "the instance is starting or stopping: run again when it is running or stopped",
    "IncorrectState": "the instance profile of the instance is being changed: run again in a few minutes",
    "InvalidAssociationID.NotFound": "the instance profile of the instance was changed after it was read: run again",
    "InvalidInstanceID.NotFound": "the instance was terminated after it was read: run again",
    "InvalidParameterValue": "EC2 may not see a new instance profile for some minutes: run again",
    "RequestLimitExceeded": "AWS still throttled the request after all retries: run again later",
    "DecryptionFailure": "the KMS key of the secret cannot be used: check that it is enabled",
    "EncryptionFailure": "the KMS key cannot be used: check that it is enabled and in the Region of the secret",
    "InvalidRequestException": "the secret was changed after it was read: run again",
    "LimitExceededException": "a quota of Secrets Manager is reached: raise the quota in Service Quotas",
    "ResourceExistsException": "it was created after it was read: run again",
    "ResourceNotFoundException": "it or its KMS key does not exist: check kms_key_id and run again",
    "ThrottlingException": "AWS still throttled the request after all retries: run again later",
    "InternalServiceError": "AWS reports a failure of its own: run again later",
    "Throttling": "AWS still throttled the request after all retries: run again later",
    "ServiceFailure": "AWS reports a failure of its own: run again later",
    "ServiceUnavailable": "AWS reports a failure of its own: run again later",
}

_CONNECTION_HINTS: Mapping[str, str] = {
    "NoCredentialsError": "set access_key and secret_key, a profile, or the AWS environment variables",
    "PartialCredentialsError": "set both parts of the access key, or a profile",
    "ProfileNotFound": "use a profile of the AWS configuration files",
    "NoRegionError": "set region, AWS_REGION, or a profile with a Region",
    "EndpointConnectionError": "AWS cannot be reached: check the network, proxy, region and endpoint_url",
    "ConnectTimeoutError": "AWS cannot be reached: check the network, proxy, region and endpoint_url",
    "ReadTimeoutError": "AWS did not answer in time: run again",
    "ResponseParserError": "the answer is not from AWS: check endpoint_url and the proxy",
    "ConnectionClosedError": "the connection was lost: run again",
}


class AwsError(App2ContainerError):
    """A call that AWS refused or did not receive. ``code`` is AWS's error code, or the name of botocore's error."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class AccessDeniedError(AwsError):
    """The caller lacks a permission, which never means that something does not exist."""


def error_code(error: ClientError) -> str:
    """AWS's code for an error, such as ``NoSuchEntity``."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _explain(error: Exception, what: str) -> AwsError:
    if not isinstance(error, ClientError):
        name = type(error).__name__
        hint = _CONNECTION_HINTS.get(name, "check the connection settings and run again")
        return AwsError(f"Cannot {what}: {str(error).rstrip('.')}: {hint}.", name)
    code = error_code(error)
    service = error.response.get("ResponseMetadata", {}).get(SERVICE)
    action = f"{service}:{error.operation_name}" if service else error.operation_name
    text = str(error.response.get("Error", {}).get("Message", "")).rstrip(".")
    if code in DENIED:
        denied = _DENIED_ACTION.search(text)  # one call may need several permissions, such as iam:PassRole
        action = denied[1] if denied else action
        further = " and the use of the KMS key" if "KMS" in text and not denied else ""
        hint = f"allow the caller {action}{further}, see docs/permissions.md of the collection"
        return AccessDeniedError(f"Cannot {what}: access denied to {action} ({text}): {hint}.", code)
    hint = _HINTS.get(code, "")
    return AwsError(f"Cannot {what}: {action} failed with {code} ({text}){': ' if hint else ''}{hint}.", code)


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turns exceptions of botocore into AwsError. ``what`` completes a message that begins with "Cannot"."""
    try:
        yield
    except (ClientError, BotoCoreError, ResponseParserError) as error:
        raise _explain(error, what) from error


_MISSING = ("NoSuchEntity", "ResourceNotFoundException")  # of IAM, and of Secrets Manager


def unless_missing(call: Callable[..., Any], **params: Any) -> Any:
    """The answer to the call, None if AWS says that the resource does not exist."""
    try:
        return call(**params)
    except ClientError as error:
        if error_code(error) in _MISSING:
            return None
        raise
