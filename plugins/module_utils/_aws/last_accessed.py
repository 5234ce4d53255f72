# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""When the services that a policy grants were last used with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .connection import Connection
from .errors import AwsError, translated, unless_missing
from .waiter import answer_at_last

__all__ = ["last_accessed"]

PAGE_SIZE = 1000
SECONDS = 60  # to wait for AWS to look it up
OPERATION = "GetServiceLastAccessedDetails"
ACCEPTORS = [
    {"matcher": "path", "argument": "JobStatus", "expected": status, "state": state}
    for status, state in {"COMPLETED": "success", "FAILED": "failure"}.items()
]


def last_accessed(connection: Connection, arn: str) -> tuple[Mapping[str, Any], ...] | None:
    """The services that an entity or policy grants, as ``ServicesLastAccessed`` has them; None if it does not exist.

    Raises:
        AwsError: it may not be read, or AWS is not done in time.
    """
    with translated(f"read when the services of {arn} were last used"):
        started = unless_missing(connection.iam.generate_service_last_accessed_details, Arn=arn)
        return None if started is None else tuple(_services(connection.iam, arn, started["JobId"]))


def _services(iam: Any, arn: str, job: str) -> Iterator[Mapping[str, Any]]:
    """The services over all pages, for which botocore has no paginator."""
    asked: dict[str, Any] = {"JobId": job, "MaxItems": PAGE_SIZE}
    answer = answer_at_last(iam, OPERATION, asked, ACCEPTORS, SECONDS)
    if answer["JobStatus"] != "COMPLETED":
        problem = f"Cannot read when the services of {arn} were last used: AWS is not done after {SECONDS} seconds"
        raise AwsError(f"{problem}: run again in a few minutes.", "JobInProgress", f"iam:{OPERATION}")
    yield from answer["ServicesLastAccessed"]
    while answer.get("IsTruncated"):
        answer = iam.get_service_last_accessed_details(**asked, Marker=answer["Marker"])
        yield from answer["ServicesLastAccessed"]
