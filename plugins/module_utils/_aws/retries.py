# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is tried again besides what botocore itself tries again, how often, and what is never simply repeated."""

from __future__ import annotations

import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from .errors import ClientError, with_service

with suppress(ImportError):  # AnsibleAWSModule says so, and what to install
    from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError

__all__ = ["MAX_ATTEMPTS", "MAX_CONNECTS", "NON_IDEMPOTENT", "SERVER_ERROR", "gives_up", "passes", "pause"]

MAX_ATTEMPTS = 8
MAX_CONNECTS = 3  # tries at a connection that cannot be made: a wrong endpoint or no network does not pass
MAX_DELAY = 20.0  # seconds

# Codes that IAM documents as passing, beside those that botocore retries by itself.
# https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html and the errors of each operation
TRANSIENT = frozenset({"ConcurrentModification", "EntityTemporarilyUnmodifiable"})
# What is not simply repeated when the answer is lost: a second call would take effect again, or fail where the first
# did not. Who calls looks what became of the first.
NON_IDEMPOTENT = frozenset(
    {
        "AddRoleToInstanceProfile",
        "AssociateIamInstanceProfile",
        "AttachCustomerManagedPolicyReferenceToPermissionSet",
        "CreateAccessKey",
        "CreatePermissionSet",
        "CreatePolicyVersion",
        "ReplaceIamInstanceProfileAssociation",
    }
)
SERVER_ERROR = 500


class _Settling(NamedTuple):
    """What a service answers for some seconds after a change elsewhere: to which operations, and how often to ask."""

    operations: tuple[str, ...]
    attempts: int


_ASSOCIATING = ("AssociateIamInstanceProfile", "ReplaceIamInstanceProfileAssociation")
# All changes but the creation of a permission set, whose conflict is its name.
_ON_PERMISSION_SETS = ("Attach", "CreateAccount", "Delete", "Detach", "Provision", "Put", "Tag", "Untag", "Update")
_SETTLING: Mapping[str, _Settling] = {
    # A parent may be refused to go for some seconds after its last child is gone.
    "DeleteConflict": _Settling(operations=("Delete",), attempts=MAX_ATTEMPTS // 2),
    # EC2 learns of a new instance profile seconds to minutes after IAM has made it.
    "InvalidParameterValue": _Settling(operations=_ASSOCIATING, attempts=MAX_ATTEMPTS),
    # An instance is about to start or stop, or its association to come or go.
    "IncorrectInstanceState": _Settling(operations=_ASSOCIATING, attempts=MAX_ATTEMPTS),
    "IncorrectState": _Settling(operations=(*_ASSOCIATING, "DisassociateIamInstanceProfile"), attempts=MAX_ATTEMPTS),
    # IAM Identity Center does not know an earlier change everywhere yet, or is still at it.
    # https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html
    "ConflictException": _Settling(operations=_ON_PERMISSION_SETS, attempts=MAX_ATTEMPTS),
    # S3 knows a new bucket late in some places, and refuses a change while another one is in progress.
    # https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
    "NoSuchBucket": _Settling(operations=("PutBucket", "PutPublic"), attempts=MAX_ATTEMPTS // 2),
    "OperationAborted": _Settling(operations=("CreateBucket", "DeleteBucket", "Put"), attempts=MAX_ATTEMPTS // 2),
}


def gives_up(response: Any, operation: Any, attempts: int, caught_exception: Exception | None, **_kwargs: Any) -> None:
    """Ends the retries of botocore by raising, as every version of it understands; its own rules are asked after."""
    unreachable = isinstance(caught_exception, (ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError))
    once = operation.name in NON_IDEMPOTENT
    if caught_exception is not None and (once or (unreachable and attempts >= MAX_CONNECTS)):
        raise caught_exception
    if once and response is not None and response[0].status_code >= SERVER_ERROR:
        raise ClientError(with_service(response[1], operation), operation.name)


def passes(code: str, operation: str, attempts: int) -> bool:
    """Tells whether an error passes by itself.

    Args:
        code: the code of the error.
        operation: the name of the API action.
        attempts: how often it was tried.
    """
    settling = _SETTLING.get(code)
    settles = settling is not None and operation.startswith(settling.operations) and attempts <= settling.attempts
    return code in TRANSIENT or settles


def pause(attempts: int) -> float:
    """Seconds to wait before the next attempt."""
    return random.uniform(0.0, min(MAX_DELAY, 0.2 * 2**attempts))  # noqa: S311 - jitter is no secret
