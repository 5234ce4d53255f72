# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report of an audit -> the mutelist of prowler and the exclusions of cloudsplaining, as YAML. Pure.

Only what the audit has checked and found right is muted: a mute that one of its findings contradicts, or a check that
could not be made, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from .._a2c_report.model import ReportError
from .table import CLOUDSPLAINING, CLOUDSPLAINING_DEFAULTS, NEVER, PROWLER, Mute

__all__ = ["cloudsplaining_exclusions", "muted", "prowler_mutelist"]

Report = Mapping[str, Any]


def _require_audit(report: Report) -> None:
    """Refuses reports without the findings on which mutes depend.

    Raises:
        ReportError: nothing was audited.
    """
    asked = {item["source"] for item in report["sources"] if item["status"] != "not_asked"}
    if not {"account", "credentials"} <= asked:
        raise ReportError(
            "The report tells what there is, but nothing was audited, so that nobody knows what is by design;"
            " run access_info with audit: true and discovery: account."
        )


def _contradicted(report: Report, mute: Mute) -> set[str] | None:
    """The resources of which findings say that something is not by design; None where that is not known of any.

    What somebody has accepted counts as well: it is no design, and the other auditor should show it.
    """
    against = {*mute.unless, *NEVER}
    rows = [row for row in report["findings"] if row["id"] in against]
    unknown = any(row["status"] == "not_checked" for row in rows)
    if unknown or any(row["id"] in mute.unless_anywhere for row in report["findings"]):
        return None
    return {row["resource"] for row in rows}


def muted(report: Report, mute: Mute) -> list[str]:
    """The resources of a check that are by design, in a stable order.

    Args:
        report: as ``report_of`` returns it.
        mute: the row of the check.
    """
    contradicted = _contradicted(report, mute)
    if contradicted is None:
        return []
    subjects = (subject for of in mute.of for subject in of(report) if mute.only(subject))
    return sorted({mute.resource.format(name=item.name) for item in subjects if item.arn not in contradicted})


def _exactly(text: str) -> str:
    """The regular expression for exactly this text.

    prowler searches for it anywhere in a name, and makes ``.*`` of each asterisk before.
    """
    return rf"^{re.escape(text)}\Z".replace(r"\*", r"\x2a")


def _document(report: Report, data: Mapping[str, Any], *comments: str) -> str:
    """YAML, with comments that say what it is."""
    made = f"fleetops.app2container {report['collection']['version']}"
    lines = (
        f"By design in account {report['account_id']}, as {made} found it on {report['audited_at']}.",
        "Made anew with each audit. What is not as the collection has written it is not in this file.",
        *comments,
    )
    heading = "".join(f"# {line}\n" for line in lines)
    return f"---\n{heading}{yaml.safe_dump(data, sort_keys=False, width=120)}"


def prowler_mutelist(report: Report) -> str:
    """The mutelist, which prowler takes with --mutelist-file.

    Args:
        report: as ``report_of`` returns it.

    Raises:
        ReportError: it is not that of an audit.
    """
    _require_audit(report)
    checks = {
        _exactly(mute.check): {
            "Regions": ["*"],
            "Resources": [_exactly(resource) for resource in resources],
            "Description": f"{mute.reason} {mute.source}",
        }
        for mute in PROWLER
        if (resources := muted(report, mute))
    }
    data = {"Mutelist": {"Accounts": {report["account_id"]: {"Checks": checks}}}}
    return _document(report, data, "prowler reads it in place of its own mutelist.")


def cloudsplaining_exclusions(report: Report) -> str:
    """The exclusions, which cloudsplaining takes with --exclusions-file: its own and those by design.

    Args:
        report: as ``report_of`` returns it.

    Raises:
        ReportError: it is not that of an audit.
    """
    _require_audit(report)
    found = {mute: resources for mute in CLOUDSPLAINING if (resources := muted(report, mute))}
    data = {name: list(values) for name, values in CLOUDSPLAINING_DEFAULTS.items()}
    data["policies"] += [resource for resources in found.values() for resource in resources]
    return _document(
        report,
        data,
        "cloudsplaining leaves out whole policies, and reads this in place of its defaults.",
        *(f"{', '.join(resources)}: {mute.check}: {mute.reason} {mute.source}" for mute, resources in found.items()),
    )
