# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the faults of AWS: which calls they hit follows from the calls and a seed alone."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from threading import Lock
from typing import Any

from tests.support.strict.answers import Answer, error
from tests.support.strict.call import Call

# Kind of fault -> the error that is answered in place of the call.
ERRORS: dict[str, tuple[str, str]] = {
    "throttle": ("Throttling", "Rate exceeded"),
    "failure": ("ServiceFailure", "The request processing has failed because of an unknown error."),
    "unavailable": ("ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
    "concurrent": ("ConcurrentModification", "The request was rejected because of a concurrent change. Try again."),
    "unmodifiable": ("EntityTemporarilyUnmodifiable", "The entity cannot be changed now. Try again."),
    "conflict": ("DeleteConflict", "Cannot delete entity, something depends on it."),
    "unknown-key": ("InvalidClientTokenId", "The security token included in the request is invalid."),
    "no-profile": ("InvalidParameterValue", "Value ({resource}) for parameter iamInstanceProfile is invalid."),
    "not-running": ("IncorrectInstanceState", "The instance '{resource}' is not in the 'running' or 'stopped' states."),
    "going": ("IncorrectState", "There is an existing association for instance {resource}"),
    "in-process": ("ConflictException", "There is a conflicting operation in process."),
    "not-yet": ("ResourceNotFoundException", "PermissionSet cannot be found."),
    "bucket-acl": ("InvalidBucketAclWithObjectOwnership", "Bucket cannot have ACLs set."),
    "bucket-busy": ("OperationAborted", "A conflicting conditional operation is currently in progress."),
    "bucket-not-yet": ("NoSuchBucket", "The specified bucket does not exist."),
    "bucket-taken": ("BucketAlreadyExists", "The requested bucket name is not available."),
    "denied": ("AccessDenied", "User: {caller} is not authorized to perform: {action} on resource: {resource}"),
}
# The other kinds: the connection is lost or the caller dies before or after the call took effect, answers are late,
# answers are out of date.
BEFORE = frozenset({"reset-before", "die-before"})
AFTER = frozenset({"reset-after", "die-after"})
KINDS = frozenset({*ERRORS, *BEFORE, *AFTER, "delay", "lag"})
NAMES = (
    "PolicyArn",
    "UserName",
    "GroupName",
    "RoleName",
    "InstanceProfileName",
    "PolicyName",
    "SerialNumber",
    "SecretId",
    "Name",
    "InstanceId",
    "IamInstanceProfile.Name",
)
DENIED_CODES = {  # IAM's is AccessDenied
    "ec2": "UnauthorizedOperation",
    "identitystore": "AccessDeniedException",
    "secretsmanager": "AccessDeniedException",
    "sso": "AccessDeniedException",
}
RESOLUTION = 2**32


class ConnectionLost(Exception):  # noqa: N818 - it is what happened
    """The connection is gone; the caller does not know whether the call took effect."""


class Died(BaseException):
    """The process under test is dead. Nothing that it could catch: it stops where it is."""


@dataclass(kw_only=True)
class Fault:
    """What goes wrong, and with which calls.

    ``operations`` are patterns of names; ``share`` of the calls are hit, chosen by ``seed``; ``tries``: only the first
    so many tries of each request; ``times``: so often in all; ``call``: only the call of this number, from 1;
    ``value``: only calls of which a parameter has this value.
    """

    kind: str
    operations: tuple[str, ...] = ("*",)
    account: str | None = None
    share: float = 1.0
    seed: int = 0
    tries: int | None = None
    times: int | None = None
    call: int | None = None
    value: str | None = None
    seconds: float = 0.0  # for delay
    reads: int = 1  # for lag: so many calls after a write see what was before it
    hits: int = 0
    seen: int = field(default=0, repr=False)
    requests: Counter[str] = field(default_factory=Counter, repr=False)

    def __post_init__(self) -> None:
        self.operations = tuple(self.operations)
        if self.kind not in KINDS:
            message = f"{self.kind} is none of {', '.join(sorted(KINDS))}"
            raise ValueError(message)

    def strikes(self, call: Call) -> bool:
        """Tell whether this call is hit; each call is asked about once."""
        if self.account not in (None, call.account_id):
            return False
        if not any(fnmatchcase(call.operation, pattern) for pattern in self.operations):
            return False
        if self.value is not None and self.value not in call.params.values():
            return False
        self.seen += 1
        request = f"{call.account_id} {call.key}"
        self.requests[request] += 1
        hit = (
            self.call in (None, self.seen)
            and (self.times is None or self.hits < self.times)
            and (self.tries is None or self.requests[request] <= self.tries)
            and self._drawn(call.key, self.requests[request])
        )
        self.hits += hit
        return hit

    def _drawn(self, key: str, number: int) -> bool:
        """Draw for the try of this number of a request: always the same for the same seed."""
        if self.share >= 1:
            return True
        drawn = hashlib.sha256(f"{self.seed} {self.kind} {number} {key}".encode()).digest()
        return int.from_bytes(drawn[:4]) < self.share * RESOLUTION

    def answer(self, call: Call) -> Answer:
        """Return the error that a call gets."""
        code, message = ERRORS[self.kind]
        code = DENIED_CODES.get(call.service, code) if self.kind == "denied" else code
        resource = next((call[name] for name in NAMES if name in call), "*")
        caller = f"arn:{call.partition}:iam::{call.account_id}:user/caller"
        text = message.format(caller=caller, action=call.action, resource=resource)
        return error(code, text, service=call.service)

    def to_json(self) -> dict[str, Any]:
        """Return the fault with the number of calls that it hit."""
        return {key: value for key, value in asdict(self).items() if key not in ("seen", "requests")}


class Faults:
    """The faults that are set, and who is dead."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.active: list[Fault] = []
        self.dead: set[str] = set()

    def add(self, *faults: Fault) -> None:
        """Set faults, beside those that are set."""
        with self._lock:
            self.active += faults

    def clear(self, account_id: str | None = None) -> None:
        """Take away all faults, or those of one account, and let the dead be forgotten."""
        with self._lock:
            self.active = [fault for fault in self.active if account_id not in (None, fault.account)]
            self.dead = {account for account in self.dead if account_id not in (None, account)}

    def revive(self, account_id: str) -> None:
        """Let the next process work in an account after one has died there."""
        with self._lock:
            self.dead.discard(account_id)

    def die(self, account_id: str) -> None:
        """Note that the process that works in an account is dead: no call of its reaches anybody any more."""
        with self._lock:
            self.dead.add(account_id)

    def striking(self, call: Call) -> list[Fault]:
        """Return the faults that hit a call."""
        with self._lock:
            if call.account_id in self.dead:
                return [Fault(kind="die-before")]
            return [fault for fault in self.active if fault.strikes(call)]

    def to_json(self, account_id: str | None = None) -> dict[str, Any]:
        """Return what is set, of all accounts or for one, with the numbers of hits."""
        with self._lock:
            shown = [fault.to_json() for fault in self.active if account_id in (None, fault.account)]
            return {"faults": shown, "dead": sorted(self.dead)}


def faults_from(given: Any) -> Iterator[Fault]:
    """Give the faults that JSON states: one, or a list."""
    for item in given if isinstance(given, list) else [given]:
        yield Fault(**item)
