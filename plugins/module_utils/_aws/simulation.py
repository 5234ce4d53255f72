# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks IAM's policy simulator about a user or role. What to ask, and what the answers mean, is in ``_plan/rights``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._plan.rights import Question, Verdicts, verdicts
from .connection import Connection
from .errors import translated

__all__ = ["simulated"]

PAGE_SIZE = 1000  # results in one answer, the most that IAM allows
MOST_RESULTS = 2000
_TYPES: Mapping[str, str] = {"aws:TagKeys": "stringList", "aws:SecureTransport": "boolean"}


def simulated(connection: Connection, arn: str, asked: Question, policies: Sequence[str] = ()) -> Verdicts:
    """What IAM's simulator says about each action on each resource.

    Args:
        connection: the connection to the account of the principal.
        arn: the ARN of the user or role.
        asked: the actions, the resources, and the condition keys of the requests.
        policies: documents that the principal is to have besides its own, as JSON.

    Raises:
        AwsError: the simulator gives no answer.
    """
    entries = [
        {"ContextKeyName": key, "ContextKeyValues": list(values), "ContextKeyType": _TYPES.get(key, "string")}
        for key, values in asked.context.items()
    ]
    pages = connection.iam.get_paginator("simulate_principal_policy").paginate(
        PolicySourceArn=arn,
        ActionNames=list(asked.actions),
        ResourceArns=list(asked.resources),
        ContextEntries=entries,
        **({"PolicyInputList": list(policies)} if policies else {}),
        PaginationConfig={"PageSize": PAGE_SIZE, "MaxItems": MOST_RESULTS},
    )
    with translated(f"simulate the rights of {arn}"):
        return verdicts(pages.build_full_result().get("EvaluationResults", ()))
