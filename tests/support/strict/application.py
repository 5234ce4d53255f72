# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for the endpoint of AWS: a WSGI application before moto with faults, rules, answers and a journal.

Beside the AWS API it answers, in JSON, under ``/_faults``, ``/_journal`` and ``/_settings``, each for all accounts or
with ``/ACCOUNT`` for one:

* ``POST /_faults`` sets a fault or a list of them (see ``Fault``), ``GET`` tells them with their hits, ``DELETE`` takes
  them away.
* ``GET /_journal`` tells the calls, without values of secrets, ``DELETE`` forgets them.
* ``GET /_issued`` tells the secrets of all access keys that were ever made, by their ids.
* ``PUT /_settings/ACCOUNT`` sets ``quotas``, the length of a ``page``, and what else ``Settings`` has.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from http import HTTPStatus
from threading import RLock
from typing import Any

from moto.core.exceptions import ServiceException

from tests.support.strict import denials, identity_center, s3
from tests.support.strict.answers import Answer, RefusedError, error
from tests.support.strict.call import Call, call_of
from tests.support.strict.control import controlled
from tests.support.strict.corrections import CORRECTIONS, content_of
from tests.support.strict.ec2 import EC2_RULES, completed
from tests.support.strict.faults import AFTER, BEFORE, ERRORS, ConnectionLost, Died, Fault, Faults
from tests.support.strict.lag import History
from tests.support.strict.model import operation_names
from tests.support.strict.moto_iam import knows, shown, written
from tests.support.strict.pages import paged
from tests.support.strict.rules import RULES
from tests.support.strict.rules_conflicts import CONFLICT_RULES
from tests.support.strict.rules_entities import BOUNDARY, EXISTS, FORM
from tests.support.strict.world import Settings, World, backend, copied

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
# Who calls without a name means the user that the credentials belong to: moto finds it.
OF_THE_CALLER = frozenset({"GetUser", "ListAccessKeys", "CreateAccessKey", "UpdateAccessKey", "DeleteAccessKey"})
# Rules that see the past too: what was just made is not there yet, what was just removed still is.
LAGGING = frozenset(
    {EXISTS.id, BOUNDARY.id, "trust-known-principal", *(rule.id for rules in CONFLICT_RULES.values() for rule in rules)}
)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the journal: what was called, and what came of it (``ok``, a code, or how the call was lost)."""

    call: Call
    outcome: str
    rule: str = ""


class StrictApplication:
    """IAM as strict as AWS's, in front of moto."""

    def __init__(self, moto: Application) -> None:
        self._moto = moto
        self._lock = RLock()
        self._histories: defaultdict[str, History] = defaultdict(History)
        self.settings: defaultdict[str, Settings] = defaultdict(Settings)
        self.faults = Faults()
        self.journal: list[Entry] = []
        self.issued: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self.figures: Counter[str] = Counter()  # calls, faults, and the runs of the bench

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        told = controlled(self, environ)
        if told is None:
            try:
                told = self.handled(environ)
            except (ConnectionLost, Died):
                return hung_up(environ)
        if told is None:
            return self._moto(environ, start_response)
        headers = [("Content-Type", told.content_type), length(told.body), *told.headers]
        start_response(status_line(told.status), headers)
        return [told.body]

    def handled(self, environ: Environ) -> Answer | None:
        """Return the answer to a call of the API, None for any other request."""
        call = call_of(environ)
        if call is None:
            return None
        faults = self.faults.striking(call)
        self.figures.update(calls=1, faults=len(faults))
        for fault in faults:
            if fault.kind == "delay":
                time.sleep(fault.seconds)
        with self._lock:
            return self._with_faults(call, faults, environ)

    def _with_faults(self, call: Call, faults: list[Fault], environ: Environ) -> Answer:
        """Answer a call, or fail as the first fault that hits it says."""
        kinds = {fault.kind: fault for fault in faults}
        for kind in BEFORE & kinds.keys():
            self._lose(call, kind)
        for kind in [kind for kind in ERRORS if kind in kinds]:
            self.journal.append(Entry(call=call, outcome=ERRORS[kind][0], rule=f"fault: {kind}"))
            return kinds[kind].answer(call)
        answer = self._answer(call, kinds.get("lag"), environ)
        for kind in AFTER & kinds.keys():
            self._lose(call, kind)
        return answer

    def _lose(self, call: Call, kind: str) -> None:
        """Lose the connection, or the caller."""
        self.journal.append(Entry(call=call, outcome=kind))
        if kind.startswith("die"):
            self.faults.die(call.account_id)
            raise Died(kind)
        raise ConnectionLost(kind)

    def _answer(self, call: Call, lag: Fault | None, environ: Environ) -> Answer:
        """Answer a call, and note it."""
        rule = ""
        try:
            answer = self._carried_out(call, lag, environ)
            outcome = "ok" if answer.succeeded else str(answer.status)
        except RefusedError as refusal:
            answer = error(refusal.code, refusal.message, service=call.service)
            outcome, rule = refusal.code, refusal.rule
        except ServiceException as refusal:
            answer, outcome, rule = error(refusal.code, refusal.message), str(refusal.code), "moto"
        self.journal.append(Entry(call=call, outcome=outcome, rule=rule))
        return answer

    def world(self, account_id: str, partition: str, state: Any = None) -> World:
        """Return an account as it is, or with an earlier state."""
        here = World(state, account_id, partition, self.settings[account_id])
        return here if state is not None else World(backend(here), account_id, partition, self.settings[account_id])

    def _carried_out(self, call: Call, lag: Fault | None, environ: Environ) -> Answer:
        """Apply the rules, and do what is asked for."""
        if call.service != "iam":
            return self._of_other_services(call, environ)
        if call.operation not in operation_names():
            raise RefusedError("InvalidAction", f"Could not find operation {call.operation}", "operation")
        present = self.world(call.account_id, call.partition)
        past = self._histories[call.account_id].oldest()
        seen = self.world(call.account_id, call.partition, past) if past is not None and lag else present
        if call.operation in OF_THE_CALLER and "UserName" not in call:
            return self._forwarded(environ)
        if call.operation.startswith(("Get", "List")):
            FORM.apply(present, call)
            EXISTS.apply(seen, call)
            return self._told(seen, call, environ)
        for rule in RULES.get(call.operation, ()):
            if rule.id in LAGGING and seen is not present:
                rule.apply(seen, call)
            rule.apply(present, call)
        before = copied(present.state) if lag and not call.reads else None
        answer = self._told(present, call, environ)
        if before is not None and lag is not None:
            self._histories[call.account_id].keep(before, lag.reads)
        return answer

    def _of_other_services(self, call: Call, environ: Environ) -> Answer:
        """Answer a call to another service than IAM."""
        if call.service == "sso":
            return identity_center.answered(call, self.settings[call.account_id].page)
        if call.action in denials.OPERATIONS:
            return denials.answered(call)
        if call.service == "s3":
            return self._of_s3(call, environ)
        if call.service != "ec2":
            return self._forwarded(environ)
        for rule in EC2_RULES.get(call.operation, ()):
            rule.apply(self.world(call.account_id, call.partition), call)
        return completed(call, self._forwarded(environ))

    def _of_s3(self, call: Call, environ: Environ) -> Answer:
        """Answer a call to S3."""
        s3.check_owner(call.params)
        tags = s3.tags_of(environ) if call.operation == "CreateBucket" else {}
        answer = self._forwarded(environ)
        if tags and answer.succeeded:
            s3.tag_new(call.account_id, call["Bucket"], tags)
        return answer

    def _told(self, world: World, call: Call, environ: Environ) -> Answer:
        """Return the answer of moto, corrected and in pages; what moto does not know, it says itself."""
        if call.operation not in CORRECTIONS and not knows(call.operation):
            return self._forwarded(environ)
        with shown(world):
            content = paged(world, call, content_of(world, call))
            if call.operation == "CreateAccessKey":
                made = content["AccessKey"]
                self.issued[call.account_id][made.access_key_id] = made.secret_access_key
            return written(call.operation, content)

    def _forwarded(self, environ: Environ) -> Answer:
        """Return moto's answer."""
        started: list[tuple[str, list[tuple[str, str]]]] = []
        body = b"".join(self._moto(environ, lambda status, headers, *_info: started.append((status, headers))))
        status, headers = started[0]
        further = tuple(
            (name, value) for name, value in headers if name.lower() not in ("content-type", "content-length")
        )
        return Answer(int(status.split(" ")[0]), body, dict(headers).get("Content-Type", "text/xml"), further)

    def settle(self, account_id: str) -> None:
        """Let the past of an account be forgotten: all calls see the present."""
        self._histories[account_id].forget()


def hung_up(environ: Environ) -> Iterable[bytes]:
    """Cut the connection of a request, as a network does."""
    connection = environ.get("werkzeug.socket")
    if connection is not None:
        connection.shutdown(2)
    raise ConnectionAbortedError


def status_line(status: int) -> str:
    """Return the status as WSGI wants it."""
    return f"{status} {HTTPStatus(status).phrase}"


def length(body: bytes) -> tuple[str, str]:
    """Return the header that tells the length of an answer."""
    return "Content-Length", str(len(body))
