# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the reports of IAM on a whole account: summary, credential report, and last use of services.

Moto's summary lacks whether the root user has a password; its credential report lacks the root user, and is always of
2015; it lacks the last use of services. What a test wants reported otherwise is in the settings of the account.
Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetServiceLastAccessedDetails.html
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import Any

from tests.support.strict.answers import no_such
from tests.support.strict.call import Call
from tests.support.strict.moto_iam import Content, by_moto
from tests.support.strict.simulation import in_force, policies_of
from tests.support.strict.world import World, backend

ROOT = "<root_account>"
NO_KEY = {
    f"access_key_{slot}_{what}": "false" if what == "active" else "N/A"
    for slot in (1, 2)
    for what in ("active", "last_rotated", "last_used_date", "last_used_region", "last_used_service")
}
ROOT_ROW = {
    "user": ROOT,
    "user_creation_time": "2020-01-01T00:00:00+00:00",
    "password_enabled": "not_supported",
    "password_last_used": "no_information",
    "password_last_changed": "not_supported",
    "password_next_rotation": "not_supported",
    **NO_KEY,
    "cert_1_active": "false",
    "cert_1_last_rotated": "N/A",
    "cert_2_active": "false",
    "cert_2_last_rotated": "N/A",
}


ROW = (
    *("user", "arn", "user_creation_time", "password_enabled", "password_last_used", "password_last_changed"),
    *("password_next_rotation", "mfa_active", *NO_KEY),
    *("cert_1_active", "cert_1_last_rotated", "cert_2_active", "cert_2_last_rotated"),
)


def account_summary(world: World, call: Call) -> Content:
    """Moto has no quotas but the ones of a new account, and does not know of the password of the root user."""
    content: Any = by_moto(world, call)
    return {"SummaryMap": {"AccountPasswordPresent": 1, **content["SummaryMap"], **world.settings.quotas}}


def credential_report(world: World, call: Call) -> Content:
    """Moto tells no root user, when passwords were changed that do not exist, and a time of 2015."""
    content: Any = by_moto(world, call)
    rows = list(csv.DictReader(io.StringIO(content["Content"])))
    for row in rows:
        if row["password_enabled"] == "false":
            row.update(password_last_used="N/A", password_last_changed="N/A", password_next_rotation="N/A")
    mfa = bool(world.settings.quotas.get("AccountMFAEnabled", 0))
    root = {**ROOT_ROW, "arn": f"arn:{world.partition}:iam::{world.account_id}:root", "mfa_active": str(mfa).lower()}
    written = io.StringIO()
    table = csv.DictWriter(written, fieldnames=list(ROW), lineterminator="\n")
    table.writeheader()
    table.writerows({**row, **world.settings.report.get(row["user"], {})} for row in [root, *rows])
    return {"Content": written.getvalue(), "ReportFormat": "text/csv", "GeneratedTime": datetime.now(UTC)}


def jobs(world: World) -> dict[str, str]:
    """Return what was asked about, by the ids of the jobs."""
    held: dict[str, str] = backend(world).__dict__.setdefault("last_accessed_jobs", {})
    return held


def services(world: World, arn: str) -> list[str]:
    """Return the services that a policy, or the policies of an entity, grant."""
    if ":policy/" in arn:
        documents = [in_force(world, arn)]
    else:
        entity = next((item for item in world.principals() if item.arn == arn), None)
        if entity is None:
            raise no_such(f"ARN {arn} was not found.")
        documents = list(policies_of(world, entity).values())
    granted = {
        action.partition(":")[0].lower()
        for document in documents
        for statement in document.statements
        if statement.effect == "Allow"
        for action in statement.actions
    }
    return sorted(granted - {"*"})


def generate_last_accessed(world: World, call: Call) -> Content:
    """Moto lacks the last use of services. Here AWS is done at once."""
    services(world, call["Arn"])
    made = f"{len(jobs(world)):08d}-0000-4000-8000-000000000000"
    jobs(world)[made] = call["Arn"]
    return {"JobId": made}


def last_accessed(world: World, call: Call) -> Content:
    """Every service was used today, where the settings of the account do not say when, or that it was not (None)."""
    arn = jobs(world).get(call["JobId"])
    if arn is None:
        raise no_such(f"Job {call['JobId']} was not found.")
    now = datetime.now(UTC)
    found = []
    for service in services(world, arn):
        used: Any = world.settings.uses.get(service, now)
        moment = datetime.fromisoformat(used) if isinstance(used, str) else used
        told = {"LastAuthenticated": moment, "TotalAuthenticatedEntities": 1} if moment else {}
        found.append({"ServiceName": service, "ServiceNamespace": service, "TotalAuthenticatedEntities": 0, **told})
    return {
        "JobStatus": "COMPLETED",
        "JobType": "SERVICE_LEVEL",
        "JobCreationDate": now,
        "JobCompletionDate": now,
        "ServicesLastAccessed": found,
        "IsTruncated": False,
    }
