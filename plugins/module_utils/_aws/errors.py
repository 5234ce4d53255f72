# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors of AWS as typed errors, whose messages name the action, the resource, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from .._errors import App2ContainerError
from .clock import clock_hint

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
    "PERMISSIONS",
    "S3_CONTROL",
    "SERVICE",
    "AccessDeniedError",
    "AwsError",
    "BotoCoreError",
    "ClientError",
    "ForeignAnswerError",
    "ResponseParserError",
    "error_code",
    "service_of",
    "translated",
    "unless",
    "unless_missing",
    "with_service",
]

S3_CONTROL = "s3control"
SERVICE = "Service"  # the key in the metadata of an answer under which ``Connection`` records the service
DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation"})
_DENIED_ACTION = re.compile(r"not authorized to perform: ([a-z0-9-]+:\w+)")

# Permissions that are not named like the action of the API, where the text of the error does not name them.
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
PERMISSIONS: Mapping[str, str] = {
    "s3:DeleteBucketLifecycle": "s3:PutLifecycleConfiguration",
    "s3:GetBucketEncryption": "s3:GetEncryptionConfiguration",
    "s3:GetBucketLifecycleConfiguration": "s3:GetLifecycleConfiguration",
    "s3:GetPublicAccessBlock": "s3:GetBucketPublicAccessBlock",
    "s3:ListObjectVersions": "s3:ListBucketVersions",
    "s3:PutBucketEncryption": "s3:PutEncryptionConfiguration",
    "s3:PutBucketLifecycleConfiguration": "s3:PutLifecycleConfiguration",
    "s3:PutPublicAccessBlock": "s3:PutBucketPublicAccessBlock",
    "s3control:GetPublicAccessBlock": "s3:GetAccountPublicAccessBlock",
}

# By the error code; where services mean different things by one code, also by the service.
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
    "ReportInProgress": "AWS is still making the credential report: run again in a few minutes",
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
    "InternalServerException": "AWS reports a failure of its own: run again later",
    "ConflictException": "another change of it is still in progress: run again in a few minutes",
    "BucketAlreadyExists": "a bucket of this name exists, maybe in another account: choose another name",
    "BucketAlreadyOwnedByYou": "it was created after it was read: run again",
    "BucketNotEmpty": "something was put into it after it was read: run again",
    "InvalidBucketAclWithObjectOwnership": "its access control list lets others in: review it, set it to private with"
    " aws s3api put-bucket-acl --acl private, and run again",
    "NoSuchBucket": "it was deleted after it was read: run again",
    "OperationAborted": "another change of the bucket, or its deletion, is still in progress: run again later",
    "ServiceQuotaExceededException": "a quota of IAM Identity Center is reached: raise it in Service Quotas",
    "sso:ResourceNotFoundException": "it, or something that it refers to, does not exist (any more): run again",
    "AWSOrganizationsNotInUseException": "the account belongs to no organization: use the credentials of another one",
    "TooManyRequestsException": "AWS still throttled the request after all retries: run again later",
    "ServiceException": "AWS reports a failure of its own: run again later",
    "identitystore:ResourceNotFoundException": "it was deleted after it was read: run again",
}

_SIGN_IN = "sign in again with aws sso login, for the same profile and on the machine where the module runs"
_NO_CODE = (
    "the profile has mfa_serial, and nobody can type the code here: get a session first (aws sts get-session-token"
    " --serial-number ARN --token-code CODE), and pass it in access_key, secret_key and session_token, in the AWS"
    " environment variables, or in a profile without mfa_serial"
)
_PROFILE = "correct the profile in the AWS configuration files"
# By the name of the exception or of a class that it is derived from, the nearest first.
_CONNECTION_HINTS: Mapping[str, str] = {
    "EOFError": _NO_CODE,
    "RefreshWithMFAUnsupportedError": _NO_CODE,
    "FileNotFoundError": "check credential_process of the profile, AWS_CONFIG_FILE and aws_ca_bundle",
    "PermissionError": "check credential_process of the profile, AWS_CONFIG_FILE and aws_ca_bundle",
    "OSError": "check the profile, aws_ca_bundle and the network, and run again",
    "CredentialRetrievalError": "check credential_process of the profile: what it runs must print credentials",
    "MetadataRetrievalError": "check credential_source of the profile, and whether this machine has such a source",
    "TokenRetrievalError": _SIGN_IN,
    "SSOError": _SIGN_IN,
    "ConfigParseError": "correct this AWS configuration file",
    "ConfigNotFound": "check AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE",
    "InvalidConfigError": _PROFILE,
    "UnknownCredentialError": _PROFILE,
    "ProxyConnectionError": "the proxy cannot be reached: check HTTPS_PROXY, NO_PROXY and aws_config.proxies",
    "SSLError": "the certificate is not that of AWS: check aws_ca_bundle, the proxy and endpoint_url",
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
    """A call that AWS refused or did not receive.

    ``code`` is AWS's error code, or the name of botocore's error; ``action`` the action, empty where it is not known.
    """

    def __init__(self, message: str, code: str, action: str = "") -> None:
        super().__init__(message)
        self.code, self.action = code, action


class ForeignAnswerError(Exception):
    """Something else than AWS has answered. The text says what, without a full stop."""


class AccessDeniedError(AwsError):
    """The caller lacks a permission, which never means that something does not exist."""


def error_code(error: ClientError) -> str:
    """AWS's code for an error, such as ``NoSuchEntity``."""
    return str(error.response.get("Error", {}).get("Code", ""))


def _explain(error: Exception, what: str) -> AwsError:
    if not isinstance(error, ClientError):
        names = [kind.__name__ for kind in type(error).__mro__]
        known = (_CONNECTION_HINTS[name] for name in names if name in _CONNECTION_HINTS)
        hint = next(known, "check the connection settings and run again")
        return AwsError(f"Cannot {what}: {str(error).strip().rstrip('.') or names[0]}: {hint}.", names[0])
    code = error_code(error)
    service = error.response.get("ResponseMetadata", {}).get(SERVICE)
    action = f"{service}:{error.operation_name}" if service else error.operation_name
    text = str(error.response.get("Error", {}).get("Message", "")).rstrip(".")
    if code in DENIED:
        denied = _DENIED_ACTION.search(text)  # one call may need several permissions, such as iam:PassRole
        action = denied[1] if denied else PERMISSIONS.get(action, action)
        further = " and the use of the KMS key" if "KMS" in text and not denied else ""
        hint = f"allow the caller {action}{further}, see docs/permissions.md of the collection"
        return AccessDeniedError(f"Cannot {what}: access denied to {action} ({text}): {hint}.", code, action)
    headers = error.response.get("ResponseMetadata", {}).get("HTTPHeaders", {})
    hint = clock_hint(code, text, headers, datetime.now(UTC)) or _HINTS.get(f"{service}:{code}", _HINTS.get(code, ""))
    return AwsError(f"Cannot {what}: {action} failed with {code} ({text}){': ' if hint else ''}{hint}.", code, action)


def with_service(answer: Any, operation: Any) -> Any:
    """Notes in the metadata of an answer which service gave it: an error of botocore does not say."""
    answer.setdefault("ResponseMetadata", {})[SERVICE] = service_of(operation)
    return answer


def service_of(operation: Any) -> str:
    """The service of an operation as actions name it, but S3 Control, whose operations have names of S3's."""
    service = operation.service_model
    return S3_CONTROL if service.service_name == S3_CONTROL else str(service.signing_name)


@contextmanager
def translated(what: str) -> Iterator[None]:
    """Turns exceptions of botocore and of the system into AwsError. ``what`` completes what begins with "Cannot"."""
    try:
        yield
    except ForeignAnswerError as error:
        raise AwsError(f"Cannot {what}: {error}.", type(error).__name__) from error
    except KeyError as error:  # botocore and this collection take the parts of an answer by name
        hint = "what answered is not AWS: check endpoint_url and the proxy settings"
        raise AwsError(f"Cannot {what}: the answer has no {error}; {hint}.", type(error).__name__) from error
    except (ClientError, BotoCoreError, ResponseParserError, EOFError, OSError) as error:
        raise _explain(error, what) from error


_MISSING = ("NoSuchEntity", "ResourceNotFoundException")  # of IAM, and of Secrets Manager


def unless(codes: Iterable[str], call: Callable[..., Any], **params: Any) -> Any:
    """The answer to the call, None if AWS answers with one of these error codes."""
    try:
        return call(**params)
    except ClientError as error:
        if error_code(error) in codes:
            return None
        raise


def unless_missing(call: Callable[..., Any], **params: Any) -> Any:
    """The answer to the call, None if AWS says that the resource does not exist."""
    return unless(_MISSING, call, **params)
