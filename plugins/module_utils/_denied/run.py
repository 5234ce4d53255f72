# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The module ``access_check_info``: why a request is denied. It only reads."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .._aws.connection import Connection
from .._aws.errors import AwsError
from .._aws.run import Answered, run_answering
from .._errors import OptionError
from .._iam.arn import Arn
from .._iam.entities import Ref
from .._plan.principal import Principal, caller_ref
from .._policy.build import build
from .._policy.language.evaluate import EvaluationError
from .._policy.options import PolicyOptions
from .._policy.remedies import Remedies
from .asked import of_actions, of_commands, of_denial, with_principal
from .judge import decoded, evaluated, from_decoded, from_details, from_message, from_verdict
from .model import Answer, Asked, Denial, Source
from .options import Question, policy_options, read_options
from .result import request_result, summary_of
from .sources import (
    Held,
    asked_about,
    decoded_message,
    find_principal,
    held_policies,
    request_details,
    verdicts_on,
)

if TYPE_CHECKING:
    from ansible_collections.amazon.aws.plugins.module_utils.modules import AnsibleAWSModule

__all__ = ["run_access_check_info"]

NO_PRINCIPAL = "no principal is known: set principal"
OFFLINE = "offline is true"
# In the order of truth; the message itself stands after the decoded one.
SOURCES = ("authorization_details", "decoded_message", "principal", "simulation", "evaluation", "what_if")
Connect = Callable[[], Connection]


@dataclass
class _Inquiry:
    """One run of the module: what is known so far, and which sources were asked."""

    question: Question
    connection: Connection | None
    silent: str  # why there is no connection
    sources: dict[str, Source] = field(default_factory=dict)
    told: dict[Denial, list[Answer]] = field(default_factory=dict)

    def ask(self, name: str, ask: Callable[[Connection], Any], otherwise: str = "", *, needless: bool = False) -> Any:
        """What a source answers, None if it gives no answer; ``otherwise`` says why it is not asked."""
        reason = otherwise or self.silent
        if reason or self.connection is None:
            self.sources[name] = Source(name=name, reason=reason, needless=needless)
            return None
        connection = self.connection
        source, answer = asked_about(name, lambda: ask(connection))
        if name not in self.sources or not self.sources[name].reason:  # of several questions, the first failure is told
            self.sources[name] = source
        return answer

    def read_messages(self) -> tuple[Denial, ...]:
        """The denials, with what AWS says of them: what the messages leave out is filled in."""
        denials = self.question.denials
        known = {"authorization_details": "authorization_id", "decoded_message": "encoded_message"}
        for name, attribute in known.items():
            if not any(getattr(denial, attribute) for denial in denials):
                self.sources[name] = Source(name=name, reason=_absent(attribute), needless=True)
        return tuple(self._read(denial) for denial in denials)

    def _read(self, denial: Denial) -> Denial:
        answers: list[Answer | None] = []
        if denial.authorization_id:
            details = self.ask("authorization_details", lambda aws: request_details(aws, denial.authorization_id))
            answers.append(from_details(details) if details else None)
            denial = _filled(denial, next(iter((details or {}).get("evaluations") or ()), {}))
        if denial.encoded_message:
            text = self.ask("decoded_message", lambda aws: decoded_message(aws, denial.encoded_message))
            content = decoded(text) if text else {}
            answers.append(from_decoded(content))
            denial = _filled(denial, content.get("context") or {})
        self.told[denial] = [answer for answer in (*answers, from_message(denial)) if answer is not None]
        return denial


def _absent(attribute: str) -> str:
    return f"no message has an {attribute.replace('_', ' ')}"


def _filled(denial: Denial, context: Mapping[str, Any]) -> Denial:
    """A denial with what AWS says of the request, where the message does not."""
    principal = context.get("principal")
    arn = principal.get("arn") if isinstance(principal, Mapping) else ""
    found = {"action": context.get("action"), "resource": context.get("resource"), "principal": arn}
    return replace(denial, **{name: str(value) for name, value in found.items() if value and not getattr(denial, name)})


def _connected(connect: Connect, question: Question) -> tuple[Connection | None, str]:
    """The connection, or why there is none: a message can be read without one."""
    if question.offline:
        return None, OFFLINE
    try:
        connection = connect()
        connection.identity()
    except AwsError as error:
        if not question.denials:
            raise
        return None, f"there is no connection to AWS ({error.code})"
    return connection, ""


def _requests(question: Question, denials: Sequence[Denial], options: PolicyOptions, user: str) -> tuple[Asked, ...]:
    """All requests that are asked about; of those that a message names, only these."""
    if question.commands:
        return of_commands(options, user)
    named = of_actions(question.actions, question.resources, options, user)
    return (*(of_denial(denial, options, user) for denial in denials), *named)


def _principal(inquiry: _Inquiry, name: str) -> Principal | None:
    """The user or role whose policies are looked at. Of one that may not be read, the ARN is enough.

    Raises:
        OptionError: the option ``principal`` names one that does not exist.
    """
    account = inquiry.connection.identity().account_id if inquiry.connection else ""
    arn = Arn.parse(name)
    why = "" if name else NO_PRINCIPAL
    if arn and account and arn.account_id != account:
        why = f"the principal belongs to account {arn.account_id}, and the credentials to {account}"
    elif name and caller_ref(name) is None and arn:
        why = f"{name} is neither an IAM user nor a role"
    found: Principal | None = inquiry.ask("principal", lambda aws: find_principal(aws, name), why)
    source = inquiry.sources["principal"]
    if found is None and not source.reason:
        if name == inquiry.question.principal:
            hint = f"name a user or role of account {account}"
            raise OptionError("principal", name, "there is no such user or role", hint)
        inquiry.sources["principal"] = replace(source, reason=f"there is no such user or role in account {account}")
    if source.action and arn and arn.service == "iam":
        return Principal(arn=name)
    return found


def _is_of(asked: Asked, name: str) -> bool:
    """Tells whether a request can be tried for a principal: its action is known, and it is not that of another one."""
    other = asked.denial.principal if asked.denial else ""
    return bool(asked.action) and (
        not other or other == name or caller_ref(other) == (caller_ref(name) or _ref(name, other))
    )


def _ref(name: str, like: str) -> Ref | None:
    """The user or role of a name, of the kind that another one has."""
    kind = caller_ref(like)
    return replace(kind, name=name) if kind else None


def _answers(inquiry: _Inquiry, asked: Sequence[Asked], principal: Principal | None) -> tuple[list[list[Answer]], Held]:
    """The answers on each request in the order of truth, and the policies of the principal."""
    why = "" if principal else inquiry.sources["principal"].reason
    own = [item for item in asked if principal and _is_of(item, principal.arn)]
    if not why and not own:
        told = any(item.action for item in asked)
        why = "the message is about another principal" if told else "the message does not tell the action"
    verdicts = inquiry.ask("simulation", lambda aws: verdicts_on(aws, _some(principal), own), why) or {}
    held: Held | None = inquiry.ask("evaluation", lambda aws: held_policies(aws, _some(principal)), why)
    found: list[list[Answer]] = []
    for item in asked:
        answers = list(inquiry.told.get(item.denial, ())) if item.denial else []
        if item in own and item.key in verdicts:
            answers.append(from_verdict(verdicts[item.key]))
        if held and item in own:
            try:
                answers.append(evaluated(held.policies, held.boundary, item))
            except EvaluationError as error:
                inquiry.sources["evaluation"] = Source(name="evaluation", reason=str(error).rstrip("."))
        found.append(answers)
    return found, held or Held(policies={}, boundary=None)


def _some(principal: Principal | None) -> Principal:
    """A principal that is there: sources that need one are not asked without it."""
    if principal is None:
        raise ValueError(NO_PRINCIPAL)
    return principal


def _what_if(
    inquiry: _Inquiry, denied: Sequence[Asked], options: PolicyOptions, principal: Principal | None
) -> Mapping[Any, Answer]:
    """Whether denied requests would be allowed with the policy that the options make."""
    why = "" if principal else inquiry.sources["principal"].reason
    if not why and not inquiry.question.compares:
        why = "deploy_targets is not set, so the wanted policy is not known"
    elif not why and not denied:
        why = "no request is denied"
    texts = [document.text for document in build(options)] if not why else []
    verdicts = (
        inquiry.ask("what_if", lambda aws: verdicts_on(aws, _some(principal), denied, texts), why, needless=True) or {}
    )
    return {key: from_verdict(verdict, "what_if") for key, verdict in verdicts.items()}


def _result(connect: Connect, params: dict[str, Any]) -> dict[str, Any]:
    question = read_options(params)
    connection, silent = _connected(connect, question)
    inquiry = _Inquiry(question=question, connection=connection, silent=silent)
    denials = inquiry.read_messages()
    name = question.principal or next(iter(denial.principal for denial in denials if denial.principal), "")
    principal = _principal(inquiry, name)
    identity = connection.identity() if connection else None
    region = connection.region if connection else None
    options = policy_options(params, replace(question, denials=denials), identity, region)
    user = principal.arn.rpartition("/")[2] if principal else "a2c-example"
    asked = _requests(question, denials, options, user)
    if principal:
        asked = tuple(with_principal(item, principal) for item in asked)
    answers, held = _answers(inquiry, asked, principal)
    denied = [item for item, told in zip(asked, answers, strict=True) if _is_of(item, name) and not _allowed(told)]
    what_if = _what_if(inquiry, denied, options, principal)
    who = principal.arn if principal else name
    remedies = Remedies(options, tuple(held.policies.values()))
    rows = [
        request_result(item, told, what_if.get(item.key) if item in denied else None, remedies, who)
        for item, told in zip(asked, answers, strict=True)
    ]
    sources = [inquiry.sources[source] for source in SOURCES]
    return {
        "principal": who or None,
        "parsed": [denial.to_json() for denial in denials],
        "requests": rows,
        "sources": [source.to_json() for source in sources],
        "summary": summary_of(rows, sources),
    }


def _allowed(answers: Sequence[Answer]) -> bool:
    return bool(answers) and all(answer.allowed is True for answer in answers)


def run_access_check_info(module: AnsibleAWSModule) -> None:
    """Answers by the parameters of the module ``access_check_info``, and ends the module."""
    run_answering(module, lambda connect, params: Answered(result=_result(connect, params)))
