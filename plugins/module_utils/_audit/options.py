# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of the module ``access_info`` that say how to audit, checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._errors import OptionError
from .facts import Settings
from .model import SEVERITIES, Row, Severity
from .suppressions import Suppression, read_suppressions

__all__ = ["AUDIT_SPEC", "FAIL_ON", "AuditOptions", "accepted", "read_audit_options"]

FAIL_ON = ("never", "new", "any")
DAYS = ("inactive_days", "key_max_age_days", "key_grace_days", "unused_permission_days", "secret_max_age_days")
_DEFAULTS = Settings()
AUDIT_SPEC: Mapping[str, Any] = {
    "audit": {"type": "bool", "default": True},
    # no_log: false, as their names alone look like those of secrets
    **{name: {"type": "int", "default": getattr(_DEFAULTS, name), "no_log": False} for name in DAYS},
    "regions": {"type": "list", "elements": "str"},
    "secret_contents": {"type": "bool", "default": False},
    "secret_kinds": {"type": "dict", "default": {}, "no_log": False},  # its name alone looks like that of a secret
    "saved_reads": {
        "type": "dict",
        "options": {
            "account_details": {"type": "path", "required": True},
            "account_summary": {"type": "path"},
            "credential_report": {"type": "path"},
        },
    },
    "save_directory": {"type": "path"},
    "suppressions": {
        "type": "list",
        "elements": "dict",
        "default": [],
        "options": {
            "id": {"type": "str", "required": True},
            "resource": {"type": "str", "required": True},
            "reason": {"type": "str", "required": True},
            "expires": {"type": "str", "required": True},
            "approved_by": {"type": "str"},
        },
    },
    "last_report": {"type": "dict"},
    "fail_on": {"type": "str", "choices": list(FAIL_ON), "default": "never"},
    "fail_severity": {"type": "str", "choices": list(SEVERITIES), "default": "high"},
}


@dataclass(frozen=True, kw_only=True)
class AuditOptions:
    """How to audit, if at all: what is accepted, what is suppressed, and which rows fail the run."""

    audit: bool
    settings: Settings
    suppressions: tuple[Suppression, ...]
    fail_on: str
    fail_severity: Severity


def _days(params: Mapping[str, Any]) -> Settings:
    for name in DAYS:
        if params[name] < 1:
            raise OptionError(name, params[name], "must be at least one day")
    return Settings(**{name: params[name] for name in DAYS})


def read_audit_options(params: Mapping[str, Any], known: Collection[str]) -> AuditOptions:
    """The options.

    Args:
        params: the parameters of the module ``access_info``.
        known: the ids of all checks.

    Raises:
        OptionError: a value that cannot work.
    """
    return AuditOptions(
        audit=params["audit"] and params["discovery"] == "account",
        settings=_days(params),
        suppressions=read_suppressions(params["suppressions"], known),
        fail_on=params["fail_on"],
        fail_severity=params["fail_severity"],
    )


def accepted(rows: Sequence[Row], options: AuditOptions) -> str:
    """Why the rows fail the run; empty if they do not.

    What was not checked counts, as nobody knows whether it is right. It can be suppressed like any other row.

    Args:
        rows: those of the audit.
        options: how to audit.
    """
    severe = SEVERITIES[: SEVERITIES.index(options.fail_severity) + 1]
    found = [
        row
        for row in rows
        if options.fail_on != "never"
        and row.status != "suppressed"
        and row.severity in severe
        and (options.fail_on == "any" or row.since != "unchanged")
    ]
    if not found:
        return ""
    ids = ", ".join(dict.fromkeys(row.id for row in found))
    what = f"fail_on is {options.fail_on} and fail_severity is {options.fail_severity}"
    how = "Correct what they are about, or accept them with suppressions."
    unseen = sum(row.status == "not_checked" for row in found)
    checks = f", {unseen} of them on what could not be checked" if unseen else ""
    return f"{what}, and the audit has {len(found)} such findings{checks}: {ids}. {how}"
