# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests with their answers -> the result of the module and the lines of its summary. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .._errors import printable
from .._plan.summary import listed
from .._policy.remedies import Remedies
from .deniers import IDENTITY
from .judge import ruling
from .model import Answer, Asked, Source
from .remedy import option_of, reason_of, remedy_of

__all__ = ["request_result", "summary_of"]

Row = dict[str, Any]


def request_result(
    asked: Asked, answers: Sequence[Answer], what_if: Answer | None, remedies: Remedies, principal: str = ""
) -> Row:
    """One request as the result has it.

    Args:
        asked: the request.
        answers: those of the sources, in the order of truth.
        what_if: whether it would be allowed with the wanted policy besides.
        remedies: finds changes of the options.
        principal: who makes the request, where no message tells it.
    """
    answer = ruling(answers)
    evidence = [item.to_json() for item in (*answers, *([what_if] if what_if else []))]
    row: Row = {
        "principal": (asked.denial.principal if asked.denial else "") or principal or None,
        "action": asked.action or None,
        "resource": asked.resource,
        "commands": list(asked.commands),
        "section": asked.section.sid if asked.section else None,
        "option": option_of(asked) or None,
        "allowed": answer.allowed if answer else None,
        "decided_by": (answer.denier or None) if answer else None,
        "reason": _reason(answer),
        "remedy": None,
        "would_be_allowed": what_if.allowed if what_if else None,
        "evidence": evidence,
    }
    if answer is None or answer.allowed is True:
        return row
    remedy = remedy_of(asked, answer, remedies)
    text = _with_change(remedy.text, answers)
    if what_if and what_if.allowed is False and what_if.denier not in (IDENTITY, answer.denier):
        further = remedy_of(asked, what_if, remedies).text
        text = f"{text} That is not enough: with the wanted policy, {reason_of(what_if)}. {further}"
    return {**row, "remedy": text, "option": remedy.option or row["option"]}


def _reason(answer: Answer | None) -> str:
    if answer is None:
        return "No source gave an answer."
    if answer.allowed is True:
        return "Its policies allow it."
    text = reason_of(answer)
    return f"{text[0].upper()}{text[1:]}."


def _with_change(remedy: str, answers: Sequence[Answer]) -> str:
    """The remedy; where the policies allow now what a message says was denied, that first."""
    told = [item for item in answers if item.source in ("authorization_details", "decoded_message", "message")]
    now = [item for item in answers if item not in told and item.allowed is not None]
    if told and now and all(item.allowed for item in now):
        return (
            "Its policies allow it now: they were changed since, or what is not looked at denies it, such as a session"
            f" policy, the policy of the resource or of a VPC endpoint, or a condition. {remedy}"
        )
    return remedy


def _line(row: Row) -> tuple[object, ...]:
    """What the requests of one line have in common."""
    return row["principal"], row["allowed"], row["reason"], row["remedy"]


def summary_of(rows: Sequence[Row], sources: Iterable[Source]) -> list[str]:
    """The lines for people: what is allowed, what denies the rest and what to do, and which sources gave no answer."""
    return [printable(line) for line in (*_allowed(rows), *_denied(rows), *_silent(sources))]


def _who(row: Row) -> str:
    return row["principal"] or "The principal"


def _allowed(rows: Sequence[Row]) -> Iterator[str]:
    """A line for each principal with what it may do."""
    for who in dict.fromkeys(map(_who, rows)):
        own = [row for row in rows if _who(row) == who]
        allowed = [row for row in own if row["allowed"] is True]
        if len(own) == len(allowed) == 1:
            yield f"{who} is allowed {_named(allowed)}."
        elif allowed:
            every = f"all {len(own)}" if len(allowed) == len(own) else f"{len(allowed)} of {len(own)}"
            yield f"{who} is allowed {every} requests."


def _denied(rows: Sequence[Row]) -> Iterator[str]:
    """A line for all that is denied for the same reason and has the same remedy."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        if row["allowed"] is not True:
            groups.setdefault(_line(row), []).append(row)
    for together in groups.values():
        first = together[0]
        is_denied = "is denied" if first["allowed"] is False else "may be denied"
        commands = list(dict.fromkeys(command for row in together for command in row["commands"]))
        used = f" (needed by {listed(commands)})" if commands else ""
        remedy = f" {first['remedy']}" if first["remedy"] else ""
        yield f"{_who(first)} {is_denied} {_named(together)}{used}: {first['reason']}{remedy}"


def _named(rows: Sequence[Row]) -> str:
    """The actions of requests, with the resource of one alone, or an example."""
    actions = listed(sorted({row["action"] or "an action that the message does not name" for row in rows}))
    resources = list(dict.fromkeys(row["resource"] for row in rows if row["resource"] != "*"))
    if not resources:
        return actions
    return f"{actions} on {resources[0]}{'' if len(resources) == 1 else f' and {len(resources) - 1} more'}"


def _silent(sources: Iterable[Source]) -> Iterator[str]:
    """A line for each reason why sources could not be asked."""
    reasons: dict[str, list[str]] = {}
    for source in sources:
        if source.reason and not source.needless:
            reasons.setdefault(source.reason, []).append(source.name.replace("_", " "))
    yield from (f"Not asked: {', '.join(names)}, since {reason}." for reason, names in reasons.items())
