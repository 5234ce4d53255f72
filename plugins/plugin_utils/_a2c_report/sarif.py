# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A report as SARIF 2.1.0, which code scanning services show.

Services show only results with a place in a file, so each result points to the file with the options: that is where
most of them are mended. The resource in the account is its logical location.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote

from .model import ReportError

__all__ = ["to_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/fleetops/app2container"
_BASE = "SRCROOT"
# Severity -> level, and the number by which services rank rules of security.
_LEVELS = {
    "critical": ("error", "9.0"),
    "high": ("error", "7.0"),
    "medium": ("warning", "4.0"),
    "low": ("note", "2.0"),
    "info": ("note", "0.0"),
}
_FRAMEWORKS = {
    "cis_v7": "CIS AWS Foundations 7",
    "cis_v5": "CIS AWS Foundations 5",
    "fsbp": "AWS Foundational Security Best Practices",
    "prowler": "prowler",
}

Row = Mapping[str, Any]


def _anchor(file: str) -> dict[str, Any]:
    """The place in the file with the options; its path is relative to the root of the project.

    Raises:
        ReportError: the path is absolute, leads out of the project, or is empty.
    """
    path = PurePosixPath(file.replace("\\", "/"))
    if not path.parts or path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise ReportError(
            f"The anchor of a SARIF report must be a path relative to the root of the project, got {file!r};"
            " name the file with the variables or the play, such as group_vars/all.yml."
        )
    location = {"uri": quote(str(path)), "uriBaseId": _BASE}
    return {"artifactLocation": location, "region": {"startLine": 1}}


def _references(row: Row) -> Iterator[str]:
    for name, title in _FRAMEWORKS.items():
        if row["references"][name]:
            yield f"{title}: {', '.join(row['references'][name])}"


def _rule(rows: list[Row]) -> dict[str, Any]:
    """The rule of the rows of one id. Rows that were checked say more of it than others."""
    row = next((item for item in rows if item["status"] != "not_checked"), rows[0])
    level, rank = _LEVELS[row["severity"]]
    references = list(_references(row))
    lines = [row["remedy"] or row["message"], *references]
    rule: dict[str, Any] = {
        "id": row["id"],
        "name": "".join(word[:1].upper() + word[1:] for word in row["id"].split("-")),
        "shortDescription": {"text": row["id"].replace("-", " ")},
        "help": {"text": "\n".join(lines)},
        "defaultConfiguration": {"level": level},
        "properties": {"security-severity": rank, "precision": "high", "tags": ["security", "iam", *references]},
    }
    if str(row["source"] or "").startswith("https://"):
        rule["helpUri"] = row["source"]
    return rule


def _fingerprint(row: Row) -> str:
    """What makes it the same result as one of an earlier report: its id and its resource, not its words."""
    return hashlib.sha256(f"{row['id']}\0{row['resource']}".encode()).hexdigest()


def _suppressions(row: Row) -> list[dict[str, Any]]:
    """What suppresses a result: somebody else than the code itself, and approved."""
    given = row["suppression"]
    if row["status"] != "suppressed" or not given:
        return []
    further = {name: given[name] for name in ("expires", "approved_by") if given[name]}
    made: dict[str, Any] = {"kind": "external", "status": "accepted", "justification": given["reason"] or ""}
    return [{**made, "properties": further} if further else made]


def _result(row: Row, index: int, anchor: Mapping[str, Any], state: str | None) -> dict[str, Any]:
    """One result.

    What was not checked is ``open``: "the rule was evaluated, and the tool concluded that there was insufficient
    information to decide whether a problem exists". It is not ``notApplicable``, since the rule does apply, and a
    service must not take it for a pass. A result that does not fail has no level.
    """
    unread = row["status"] == "not_checked"
    made: dict[str, Any] = {
        "ruleId": row["id"],
        "ruleIndex": index,
        "kind": "open" if unread else "fail",
        "level": "none" if unread else _LEVELS[row["severity"]][0],
        "message": {"text": " ".join(text for text in (row["message"], row["remedy"]) if text) or row["id"]},
        "locations": [
            {
                "physicalLocation": anchor,
                "logicalLocations": [{"fullyQualifiedName": row["resource"], "kind": "resource"}],
            }
        ],
        "partialFingerprints": {"app2container/v1": _fingerprint(row)},
        "properties": {"severity": row["severity"], "status": row["status"]},
        "suppressions": _suppressions(row),
    }
    return {**made, "baselineState": state} if state else made


def _by_id(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["id"], []).append(row)
    return found


def _results(report: Mapping[str, Any], rules: Iterable[str], anchor: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    index = {name: at for at, name in enumerate(rules)}
    compared = report["since"] is not None  # SARIF wants a baseline state of every result or of none
    for row in report["findings"]:
        yield _result(row, index[row["id"]], anchor, (row["since_last"] or "unchanged") if compared else None)
    for row in report["fixed"] if compared else ():
        yield _result(row, index[row["id"]], anchor, "absent")


def to_sarif(report: Mapping[str, Any], anchor: str) -> dict[str, Any]:
    """The report as a SARIF log with one run, ready for JSON.

    Args:
        report: as ``report_of`` returns it.
        anchor: the path of the file that results point to, relative to the root of the project.

    Raises:
        ReportError: the anchor is not such a path.
    """
    place, rules = _anchor(anchor), _by_id([*report["findings"], *report["fixed"]])
    driver = {
        "name": "fleetops.app2container",
        "semanticVersion": report["collection"]["version"],
        "informationUri": _HOME,
        "rules": [_rule(rows) for rows in rules.values()],
        "properties": {"catalogue": report["collection"]["catalogue"]},
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"app2container/{report['account_id']}/"},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the project"}}},
        "columnKind": "unicodeCodePoints",
        "properties": {"account_id": report["account_id"], "partition": report["partition"]},
        "results": list(_results(report, rules, place)),
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
