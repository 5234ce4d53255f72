# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""AWS error -> typed error whose message names the call, the resource, and what to do."""

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

SERVICE = "Service"  # in the metadata of an answer, where ``Connection`` notes which service it came from
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
_DENIED_ACTION = re.compile(r"not authorized to perform: ([a-z0-9-]+:\w+)")

_HINTS: Mapping[str, str] = {
    "InvalidClientTokenId": "AWS does not know these credentials: check access key, profile or role of the connection",
    "SignatureDoesNotMatch": "the secret key does not belong to the access key: check the connection's credentials",
    "ExpiredToken": "the credentials have expired: get new ones and run again",
    "LimitExceeded": "a quota of the account is reached: remove what is not needed, or raise it in Service Quotas",
    "EntityAlreadyExists": "something has made it since it was read, or it lies under another path: run again",
    "DeleteConflict": "something still depends on it: run again, and look for what was added to it meanwhile",
    "MalformedPolicyDocument": "IAM refuses the document: a principal that it names may not exist",
    "UnmodifiableEntity": "AWS owns it: choose another name",
    "NoSuchEntity": "it, or what it needs, has gone since it was read: run again",
    "ConcurrentModification": "somebody else changes it at the same time: run again",
    "EntityTemporarilyUnmodifiable": "AWS is still at work on an earlier change of it: run again in some minutes",
    "IncorrectInstanceState": "the instance is about to start or stop: run again when it runs or has stopped",
    "IncorrectState": "the instance profile of the instance is about to change: run again in some minutes",
    "InvalidAssociationID.NotFound": "somebody else has changed the instance's profile since it was read: run again",
    "InvalidInstanceID.NotFound": "the instance has gone since it was read: run again",
    "InvalidParameterValue": "EC2 learns of a new instance profile minutes after IAM has made it: run again",
    "RequestLimitExceeded": "AWS asks to slow down and went on doing so: run again later",
    "DecryptionFailure": "the KMS key of the secret cannot be used: look whether it is enabled",
    "EncryptionFailure": "the KMS key cannot be used: look whether it is enabled, and lies in the Region of the secret",
    "InvalidRequestException": "the secret has changed since it was read: run again",
    "LimitExceededException": "a quota of Secrets Manager is reached: raise it in Service Quotas",
    "ResourceExistsException": "something has made it since it was read: run again",
    "ResourceNotFoundException": "it, or the KMS key that it needs, is not there: run again, and check kms_key_id",
    "ThrottlingException": "AWS asks to slow down and went on doing so: run again later",
    "InternalServiceError": "AWS has a failure of its own: run again later",
    "Throttling": "AWS asks to slow down and went on doing so: run again later",
    "ServiceFailure": "AWS has a failure of its own: run again later",
    "ServiceUnavailable": "AWS has a failure of its own: run again later",
}

_CONNECTION_HINTS: Mapping[str, str] = {
    "NoCredentialsError": "give access_key and secret_key, a profile, or the usual AWS environment variables",
    "PartialCredentialsError": "give both parts of the access key, or a profile",
    "ProfileNotFound": "name a profile that the AWS configuration files hold",
    "NoRegionError": "give region, AWS_REGION, or a profile that names one",
    "EndpointConnectionError": "AWS cannot be reached from here: check network, proxy, region and endpoint_url",
    "ConnectTimeoutError": "AWS cannot be reached from here: check network, proxy, region and endpoint_url",
    "ReadTimeoutError": "AWS did not answer in time: run again",
    "ResponseParserError": "what answered does not speak AWS's protocol: check endpoint_url and proxy",
    "ConnectionClosedError": "the connection was lost on the way: run again",
}


class AwsError(App2ContainerError):
    """A call that AWS refused, or that did not reach it. ``code`` is AWS's code, or the name of botocore's error."""

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class AccessDeniedError(AwsError):
    """The caller lacks a permission. It never means that something does not exist."""


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
    """Turns what botocore raises inside into an AwsError; ``what`` completes "Cannot …"."""
    try:
        yield
    except (ClientError, BotoCoreError, ResponseParserError) as error:
        raise _explain(error, what) from error


_MISSING = ("NoSuchEntity", "ResourceNotFoundException")  # of IAM, and of Secrets Manager


def unless_missing(call: Callable[..., Any], **params: Any) -> Any:
    """What the call answers, or None where AWS says that there is no such resource."""
    try:
        return call(**params)
    except ClientError as error:
        if error_code(error) in _MISSING:
            return None
        raise
