# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_info``: reads one account, says what this collection has in it, and audits it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .._account.model import Snapshot
from .._account.picture import picture
from .._account.result import access_result
from .._aws.connection import Connection
from .._aws.run import Answered, run_answering
from .drift import planned_drift, wanted_by, wanted_of
from .facts import Facts, Wanted
from .graph import graph
from .judge import in_order, judge
from .key_list import key_list
from .options import AuditOptions, accepted, read_audit_options
from .request import buckets_found, request_of
from .result import COLLECTION, drift_of, moment, policies_of, settings_of, sources_of
from .since import LastReport, compared, read_last_report
from .source import NOT_AUDITED, Source, source_of
from .summary import count, lines
from .suppressions import apply_suppressions
from .table import CHECKS, IDS, KEPT

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_info"]

Json = dict[str, Any]


def _audited(facts: Facts, options: AuditOptions, last: LastReport | None, region: str | None) -> tuple[Json, str]:
    """The findings with everything that reports have besides, and why they fail the run, empty if they do not."""
    judged = judge(CHECKS if options.audit else KEPT, facts)
    unmade = {check.id for check in CHECKS} - set(judged.passed) - {row.id for row in judged.rows}
    rows, fixed = compared(apply_suppressions(judged.rows, options.suppressions, facts.now), last, unmade)
    ordered = in_order(rows)
    counts = count(ordered, passed=len(judged.passed), fixed=len(fixed))
    since = last.audited_at if last else ""
    access = access_result(facts.desired, facts.account.value or Snapshot(identity=facts.identity))
    result = {
        "account_id": facts.identity.account_id,
        "partition": facts.identity.partition,
        "region": region,
        "audited_at": moment(facts.now),
        "collection": COLLECTION,
        "settings": settings_of(facts),
        "findings": [row.to_json() for row in ordered],
        "fixed": fixed,
        "since": since or None,
        "counts": counts,
        "access": access,
        "drift": drift_of(facts),
        "sources": sources_of(facts),
        "graph": graph(facts),
        "access_keys": key_list(facts),
        "policy": policies_of(facts, access),
        "summary": [*picture(access), *lines(ordered, counts, since, audit=options.audit)],
    }
    return result, accepted(ordered, options)


def _facts(source: Source, params: Json, options: AuditOptions) -> Facts:
    """Everything that the checks look at."""
    now, read = datetime.now(UTC), source.account()
    desired = source.desired(read)
    wanted, target = wanted_of(wanted_by(params), read.identity, source.region) if options.audit else (Wanted(), None)
    known = source.facts(request_of(params, desired, read.account.value, wanted, now), read)
    return Facts(
        **vars(known),
        now=datetime.now(UTC),
        settings=options.settings,
        desired=desired,
        wanted=wanted,
        planned=planned_drift(target, known.account, source.observer),
        buckets_found=buckets_found(known.account, desired, len(known.buckets)) if options.audit else NOT_AUDITED,
    )


def _answer(connect: Callable[[], Connection], params: Json) -> Answered:
    options = read_audit_options(params, IDS)
    source = source_of(connect, params, audit=options.audit)
    facts = _facts(source, params, options)
    last = read_last_report(params["last_report"], facts.identity.account_id) if params["last_report"] else None
    result, failure = _audited(facts, options, last, source.region)
    return Answered(result=result, failure=failure, write=source.writer(facts.identity.account_id))


def run_access_info(module: AnsibleAWSModule) -> None:
    """Reads and audits one account by the parameters of the module ``access_info``, and ends the module."""
    run_answering(module, _answer)
