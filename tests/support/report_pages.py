# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands in for audits: the pages of sample reports, and of a fleet in which some accounts could not be audited."""

from __future__ import annotations

from ansible_collections.fleetops.app2container.plugins.filter.audit_html import audit_html
from ansible_collections.fleetops.app2container.plugins.filter.audit_index import audit_index

from . import reports

__all__ = ["FAILED", "page", "pages"]

FAILED = (
    {
        "host": "staging",
        "reason": f"Not allowed: {reports.HOSTILE}",
        "account_id": "333333333333",
        "task": "Find out which account it is",
    },
    {"host": "lab", "reason": "It could not be reached, or its run ended before the audit: see the output of the run."},
)


def page(name: str) -> str:
    """The page of a sample account, or ``index``."""
    if name == "index":
        return audit_index([account() for account in reports.ACCOUNTS.values()], failed=FAILED)
    return audit_html(reports.ACCOUNTS[name]())


def pages() -> dict[str, str]:
    """All pages by name."""
    return {name: page(name) for name in (*reports.ACCOUNTS, "index")}
