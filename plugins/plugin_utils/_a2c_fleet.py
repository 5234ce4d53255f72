# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What became of the accounts of a run: a status for each, and what people and the next run need of it. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from ansible.errors import AnsibleError
from jinja2 import Undefined

from ansible_collections.fleetops.app2container.plugins.module_utils._errors import printable
from ansible_collections.fleetops.app2container.plugins.module_utils._plan.summary import listed

__all__ = ["REST", "STATUSES", "Account", "Ended", "account_of", "lines", "merged", "shown", "to_json"]

CHANGED, UNCHANGED, FAILED, NOT_REACHED = STATUSES = ("changed", "unchanged", "failed", "not_reached")
REST = (FAILED, NOT_REACHED)  # what the next run has to do
WORDS = {CHANGED: "changed", UNCHANGED: "unchanged", FAILED: "failed", NOT_REACHED: "not reached"}
PLANNED = {**WORDS, CHANGED: "would change"}  # in check mode
RESULTS = "__a2c_"  # begins the name of each result that the tasks of the collection register
REFUSAL = "__a2c_refusal"  # the result of a check of all hosts at once
ACCOUNT_ID = "a2c_iam_account_id"
UNKNOWN_REASON = "See the output of the run."
SENTENCE = re.compile(r".+?[.!?](?=\s|$)")
MOST_CHARACTERS = 300  # of a reason
MOST_LINES = 50  # about accounts that failed; the file has them all


def shown(host: str, account_id: object) -> str:
    """A host, with its account where that is known and has another name."""
    return printable(f"{host} ({account_id})" if account_id and str(account_id) != host else host)


class Account(NamedTuple):
    """What became of the account of one host. ``changes`` is how many were made, or would be made in check mode."""

    host: str
    account_id: str
    status: str
    changes: int = 0
    reason: str = ""

    @property
    def shown(self) -> str:
        """The host, with the account where it has another name."""
        return shown(self.host, self.account_id)


class Ended(NamedTuple):
    """How far the hosts of a play have come."""

    running: Collection[str]  # the hosts that have neither failed nor ended
    left: Collection[str]  # the hosts whose accounts are left unchanged on purpose
    fact: str  # what a host has when it is done; its own variable a2c_iam_fact names another one


def account_of(host: str, variables: Mapping[str, Any], ended: Ended) -> Account:
    """What became of the account of a host.

    Args:
        host: the name of the host.
        variables: its variables, among them what its tasks registered.
        ended: how far the hosts have come.
    """
    done = _read(variables, str(_read(variables, "a2c_iam_fact") or ended.fact)) or {}
    failure = {} if host in ended.running else _failure(variables)
    known = str(done.get("account_id") or _found_id(variables) or _read(variables, ACCOUNT_ID) or "")
    if host in ended.left:
        return Account(host, known, UNCHANGED)
    if failure:
        status = NOT_REACHED if failure.get("unreachable") else FAILED
        return Account(host, known, status, len(failure.get("applied") or ()), _reason(failure))
    if refusal := _failed(variables.get(REFUSAL)):
        return Account(host, known, NOT_REACHED, 0, _reason(refusal))
    if host not in ended.running:
        return Account(host, known, FAILED, 0, UNKNOWN_REASON)
    if not done:
        return Account(host, known, NOT_REACHED)
    changes = len(done.get("changes") or ())
    return Account(host, known, CHANGED if changes else UNCHANGED, changes)


def _read(variables: Mapping[str, Any], name: str) -> Any:
    """A variable; None where its template is wrong, which has failed its host and is no reason to tell of no other."""
    try:
        value = variables.get(name)
    except AnsibleError:
        return None
    return None if isinstance(value, Undefined) else value


def _failed(result: Any) -> Mapping[str, Any]:
    """The result of a task if it failed, or that of its pass that failed; else nothing."""
    if not isinstance(result, Mapping) or not (result.get("failed") or result.get("unreachable")):
        return {}
    passes = [found for item in result.get("results") or () if (found := _failed(item))]
    return passes[0] if passes else result


def _failure(variables: Mapping[str, Any]) -> Mapping[str, Any]:
    """The result of the task that failed; nothing where no result tells."""
    names = sorted(name for name in variables if name.startswith(RESULTS) and name != REFUSAL)
    return next(filter(None, (_failed(variables[name]) for name in names)), {})


def _found_id(variables: Mapping[str, Any]) -> Any:
    """The account that the credentials of the host lead to, where it was looked up."""
    found = variables.get("__a2c_account")
    return found.get("account_id") if isinstance(found, Mapping) else None


def _reason(result: Mapping[str, Any]) -> str:
    """The first sentence of the message of a task, in one line."""
    text = str(result.get("msg") or "").strip().partition("\n")[0]
    sentence = SENTENCE.match(text)
    short = printable(sentence[0] if sentence else text)
    return f"{short[:MOST_CHARACTERS]}..." if len(short) > MOST_CHARACTERS else short or UNKNOWN_REASON


def merged(hosts: Iterable[str], summaries: Iterable[Mapping[str, Any]]) -> list[Account]:
    """The accounts of several runs. A host that none of them names was not reached; of two runs, the later one counts.

    Args:
        hosts: the hosts that should be there.
        summaries: what ``to_json`` gave for each run, the earliest first.
    """
    rows = {row["host"]: Account(**row) for summary in summaries for row in summary["accounts"]}
    return [*rows.values(), *(Account(host, "", NOT_REACHED) for host in hosts if host not in rows)]


def to_json(accounts: Sequence[Account], *, check: bool) -> dict[str, Any]:
    """The accounts as a document for programs."""
    counts = {status: sum(account.status == status for account in accounts) for status in STATUSES}
    return {"check_mode": check, "counts": counts, "accounts": [account._asdict() for account in accounts]}


def lines(accounts: Sequence[Account], *, check: bool) -> list[str]:
    """The accounts as lines for people: how many of each status, and why accounts failed."""
    words = PLANNED if check else WORDS
    of = {status: [account for account in accounts if account.status == status] for status in STATUSES}
    counts = ", ".join(f"{len(of[status])} {words[status]}" for status in STATUSES)
    told = [line for status in REST for line in _because(words[status].capitalize(), of[status])]
    more = [f"And {len(told) - MOST_LINES} more lines."] if len(told) > MOST_LINES else []
    changed = [f"{words[CHANGED].capitalize()}: {listed([item.shown for item in of[CHANGED]])}."] if of[CHANGED] else []
    return [
        f"{len(accounts)} account{'' if len(accounts) == 1 else 's'}: {counts}.",
        *changed,
        *told[:MOST_LINES],
        *more,
    ]


def _because(word: str, accounts: Iterable[Account]) -> Iterator[str]:
    """A line for each reason, with the accounts that it is the reason of."""
    by_reason: dict[str, list[str]] = {}
    for account in accounts:
        by_reason.setdefault(account.reason, []).append(account.shown)
    for reason, shown in by_reason.items():
        yield f"{word}: {listed(shown)}{f': {reason}' if reason else '.'}"
