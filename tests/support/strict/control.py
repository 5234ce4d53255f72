# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""No stand-in: the interface of the strict layer for tests: faults, journal and settings, as JSON."""

from __future__ import annotations

import json
from typing import Any, Protocol

from tests.support.strict.answers import Answer
from tests.support.strict.faults import Faults, faults_from
from tests.support.strict.world import Settings

JSON = "application/json"
FAULTS, ISSUED, JOURNAL, SETTINGS = "/_faults", "/_issued", "/_journal", "/_settings"
HIDDEN = frozenset({"SecretString"})  # parameters that the journal does not tell


class Controlled(Protocol):
    """What there is to control."""

    faults: Faults
    issued: Any
    journal: list[Any]

    @property
    def settings(self) -> Any:
        """The settings of each account."""


def controlled(application: Controlled, environ: dict[str, Any]) -> Answer | None:
    """Return the answer to a request of a test, None for a request of anybody else."""
    place, _unused, account = str(environ["PATH_INFO"]).removeprefix("/").partition("/")
    handlers = {FAULTS: on_faults, ISSUED: on_issued, JOURNAL: on_journal, SETTINGS: on_settings}
    handler = handlers.get(f"/{place}")
    if handler is None:
        return None
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    try:
        shown = handler(application, environ["REQUEST_METHOD"], account or None, json.loads(body or b"null"))
    except (TypeError, ValueError) as wrong:
        return Answer(400, json.dumps({"error": str(wrong)}).encode(), JSON)
    return Answer(200, json.dumps(shown).encode(), JSON)


def on_faults(application: Controlled, method: str, account: str | None, given: Any) -> Any:
    """Set, tell or take away faults; those set for an account hit nobody else."""
    if method == "POST":
        faults = list(faults_from(given))
        for fault in faults:
            fault.account = fault.account or account
        application.faults.add(*faults)
    elif method == "DELETE":
        application.faults.clear(account)
    return application.faults.to_json(account)


def on_journal(application: Controlled, method: str, account: str | None, _given: Any) -> Any:
    """Tell or forget the calls."""
    mine = [entry for entry in application.journal if account in (None, entry.call.account_id)]
    if method == "DELETE":
        application.journal[:] = [entry for entry in application.journal if entry not in mine]
    return [
        {
            "account": entry.call.account_id,
            "action": entry.call.action,
            "params": {name: "(hidden)" if name in HIDDEN else value for name, value in entry.call.params.items()},
            "outcome": entry.outcome,
            "rule": entry.rule,
        }
        for entry in mine
    ]


def on_issued(application: Controlled, _method: str, account: str | None, _given: Any) -> Any:
    """Tell the secrets of the access keys that were made, of those that are gone too."""
    return {
        key_id: secret
        for holder, keys in application.issued.items()
        if account in (None, holder)
        for key_id, secret in keys.items()
    }


def on_settings(application: Controlled, method: str, account: str | None, given: Any) -> Any:
    """Set or tell the quotas, the page length and the policies of the organization of an account."""
    if account is None:
        raise ValueError("name an account: /_settings/ACCOUNT")
    if method == "PUT":
        application.settings[account] = Settings(**given)
    return vars(application.settings[account])
