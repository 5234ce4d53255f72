# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports as pages: each is one file that loads nothing, and complete without scripts.

Everything that comes from an account goes through the escaping of Jinja. Only the texts of this folder, the style sheet
and the script, go into a page as they are; the policy of the page names their hashes, so a browser runs nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import printable

from . import wording
from .groups import grouped, unchecked
from .layout_narrow import narrow
from .layout_wide import wide
from .model import SEVERITIES
from .policies import beside

__all__ = ["index_page", "report_page"]

_TEMPLATES = Path(__file__).parent / "templates"
_SHOWN_KEYS = 25  # the oldest; the others are folded
_AGES = ((30, "30 days or less"), (90, "31 to 90 days"), (180, "91 to 180 days"), (None, "more than 180 days"))


@lru_cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(age=wording.age, moment=wording.moment)
    made.globals.update(marks=wording.MARKS, counted=wording.counted, verdict=wording.verdict, severities=SEVERITIES)
    return made


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _rendered(name: str, values: Mapping[str, Any]) -> str:
    """A page with its style sheet and script, and their hashes."""
    style, script = ((_TEMPLATES / file).read_text(encoding="utf-8") for file in ("style.css.j2", "script.js.j2"))
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    parts = {"style_file": "style.css.j2", "script_file": "script.js.j2", "content_policy": policy}
    return _environment().get_template(name).render({**values, **parts})


def _ages(keys: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How many active keys there are of each range of ages."""
    ages = [key["age_days"] for key in keys if key["active"] and key["age_days"] is not None]
    found, lower = [], -1
    for upper, title in _AGES:
        count = sum(lower < value and (upper is None or value <= upper) for value in ages)
        found.append({"title": title, "count": count, "share": round(100 * count / len(ages)) if ages else 0})
        lower = upper or lower
    return found


def _keys(report: Mapping[str, Any]) -> dict[str, Any]:
    """The access keys, the oldest first, with the age that is allowed."""
    keys = sorted(
        report["access_keys"], key=lambda key: (not key["active"], -(key["age_days"] or 0), key["user"], key["slot"])
    )
    limit = report["settings"].get("key_max_age_days")
    return {
        "limit": limit if isinstance(limit, int) else None,
        "longest": max((key["age_days"] or 0 for key in keys), default=0) or 1,
        "ages": _ages(keys),
        "first": keys[:_SHOWN_KEYS],
        "further": keys[_SHOWN_KEYS:],
    }


def _changes(report: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What a run would change: a title, the API call, and JSON of what is there before and after."""
    found = []
    for change in (report["drift"] or {"changes": []})["changes"]:
        known = change if isinstance(change, Mapping) else {"action": change}
        words = [str(known[name]).replace("_", " ") for name in ("action", "type") if known.get(name)]
        title = printable(" ".join([*words, str(known.get("name") or "")]).strip())
        states = {name: json.dumps(known[name], indent=2) if known.get(name) else "" for name in ("before", "after")}
        found.append(
            {"title": f"{title[:1].upper()}{title[1:]}", "api": printable(str(known.get("api") or "")), **states}
        )
    return found


def report_page(report: Mapping[str, Any]) -> str:
    """The page of one account.

    Args:
        report: as ``report_of`` returns it.
    """
    rows = report["findings"]
    failed = grouped(row for row in rows if row["status"] == "fail")
    names = {node["id"]: node["label"] for node in report["graph"]["nodes"]}
    values = {
        "report": report,
        "counts": report["counts"],
        "by_severity": [(name, [item for item in failed if item["first"]["severity"] == name]) for name in SEVERITIES],
        "suppressed": [row for row in rows if row["status"] == "suppressed"],
        "fixed": grouped(report["fixed"]),
        "unchecked": unchecked(rows),
        "keys": _keys(report),
        "policy": beside(report["policy"]),
        "names": names,
        "pictures": {"wide": wide(report["graph"]), "narrow": narrow(report["graph"])},
        "changes": _changes(report),
        "escalations": [edge for edge in report["graph"]["edges"] if edge["kind"] == "escalates"],
    }
    return _rendered("report.html.j2", values)


def index_page(
    reports: Sequence[Mapping[str, Any]], links: Mapping[str, str], failed: Sequence[Mapping[str, Any]]
) -> str:
    """The page over several accounts: those that could not be audited, and those with the gravest findings first.

    Args:
        reports: as ``report_of`` returns them.
        links: the address of the page of each account, by the ID of the account.
        failed: as ``failure_of`` returns them.
    """
    gravest = sorted(
        reports, key=lambda report: (*(-report["counts"][name] for name in SEVERITIES), report["account_id"])
    )
    names = (*SEVERITIES, "not_checked", "suppressed", "passed", "new", "fixed")
    values = {
        "reports": gravest,
        "links": links,
        "failed": sorted(failed, key=lambda item: item["host"]),
        "totals": {name: sum(report["counts"][name] for report in reports) for name in names},
        "latest": max((report["audited_at"] for report in reports), default=""),
    }
    return _rendered("index.html.j2", values)
