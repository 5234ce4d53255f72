# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks on who can assume the roles of people, machines and deployers. What the options ask for is by design."""

from __future__ import annotations

from collections.abc import Iterator

from ..._account.model import Role
from ..._account.spec import SESSION_SECONDS
from ..._account.trust import EC2_SERVICES, ROLES_ANYWHERE, is_only_chained
from ..._policy.language.document import Document, Statement
from ..facts import Fact, Facts, unread
from ..model import Check, Hit, Unseen
from ..openness import CALLERS, accounts_let_in, is_limited_to, lets_everyone_in, names_of
from ..ours import own_roles
from .kept import kept

__all__ = ["CHECKS"]

_ANYONE, _ACCOUNT, _WHOLE = "trust-anyone", "trust-other-account", "trust-whole-account"
_TOKENS, _SERVICE = "trust-any-token", "trust-other-service"
# What tells the principals of another account apart, or makes sure that a person is there.
_OF_OTHERS = CALLERS | {"sts:externalid", "aws:multifactorauthpresent"}
_SAML = "saml:"
_NO_LENGTH: Fact[int] = unread("the length of its sessions was not read", "iam:ListRoles")


def _statements(facts: Facts, part: str, role: Role) -> tuple[Statement, ...]:
    """The statements of a trust policy, without those that the options ask for."""
    spec = facts.desired.roles[part] if part in facts.wanted.parts else None
    meant = {statement.canonical[1:] for statement in spec.trust.statements} if spec else set()
    return tuple(one for one in role.trust.statements if one.canonical[1:] not in meant)


def _is_open_to_tokens(statement: Statement, provider: str) -> bool:
    """Tells whether a statement takes every token of an identity provider: nothing says for whom it was issued."""
    issuer = provider.partition(":oidc-provider/")[2]
    prefix = f"{issuer}:" if issuer else _SAML
    keys = {key for _operator, lines in statement.conditions for key, _values in lines}
    return not is_limited_to(statement, {key.lower() for key in keys if key.lower().startswith(prefix.lower())})


def _of_statement(facts: Facts, part: str, statement: Statement) -> Iterator[tuple[str, str]]:
    """What a statement lets in that it should not: the id of the check, and whom."""
    if statement.effect != "Allow":
        return
    own = facts.identity.account_id
    if lets_everyone_in(statement):
        yield _ANYONE, "everyone"
    for _statement, account in accounts_let_in(Document(statements=(statement,)), own):
        if not is_limited_to(statement, _OF_OTHERS):
            yield _ACCOUNT, account
    root = f"arn:{facts.identity.partition}:iam::{own}:root"
    if {own, root}.intersection(names_of(statement)) and not is_limited_to(statement, _OF_OTHERS):
        yield _WHOLE, own
    for provider in names_of(statement, "Federated"):
        if _is_open_to_tokens(statement, provider):
            yield _TOKENS, provider
    for service in names_of(statement, "Service"):
        if part == "worker" and service not in {*EC2_SERVICES, ROLES_ANYWHERE}:
            yield _SERVICE, service


def _trusts(facts: Facts) -> Iterator[Hit | Unseen]:
    """Whom the roles trust too much: one row for each role and check."""
    for part, role in own_roles(facts):
        found: dict[str, list[str]] = {}
        for statement in _statements(facts, part, role):
            for identifier, name in _of_statement(facts, part, statement):
                found.setdefault(identifier, []).append(name)
        for identifier, names in found.items():
            whom = ", ".join(dict.fromkeys(names))
            yield Hit(resource=role.arn, values={"whom": whom, "part": part}, id=identifier)


def _cut_short(facts: Facts) -> Iterator[Hit | Unseen]:
    """Roles whose sessions end earlier than they say."""
    for _part, role in own_roles(facts):
        if not is_only_chained(role.trust):
            continue
        if role.max_session is None:
            yield Unseen(resource=role.arn, fact=facts.sessions if facts.sessions.value is None else _NO_LENGTH)
        elif role.max_session > SESSION_SECONDS:
            yield Hit(resource=role.arn)


_IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide"
_PRINCIPALS = f"{_IAM}/reference_policies_elements_principal.html"

CHECKS = (
    Check(
        id=_ANYONE,
        severity="critical",
        title="Everyone can assume it, in every AWS account",
        remedy="Run the role a2c_iam, which writes the trust policy that the variables a2c_iam_{part}_* ask for.",
        find=_trusts,
        source=_PRINCIPALS,
    ),
    Check(
        id=_ACCOUNT,
        severity="medium",
        title="Account {whom} can assume it, and no condition on an external ID, on MFA or on the caller limits that",
        remedy="If the account belongs to others, set a2c_iam_{part}_external_id. If it is yours, set"
        " a2c_iam_{part}_require_mfa to true. If it is not meant, remove it from a2c_iam_{part}_trusted_principals.",
        find=_trusts,
        source=f"{_IAM}/confused-deputy.html",
    ),
    Check(
        id=_WHOLE,
        severity="medium",
        title="Every user and role of account {whom} that is allowed sts:AssumeRole can assume it, also without MFA",
        remedy="Name the users and roles in a2c_iam_{part}_trusted_principals, or set a2c_iam_{part}_require_mfa to"
        " true.",
        find=_trusts,
        source=_PRINCIPALS,
    ),
    Check(
        id=_TOKENS,
        severity="high",
        title="Everyone whom {whom} knows can assume it, as no condition on the token or assertion limits that",
        remedy="Set a2c_iam_{part}_oidc_conditions or a2c_iam_{part}_saml_conditions, and run the role a2c_iam.",
        find=_trusts,
        source=f"{_IAM}/id_roles_create_for-idp_oidc.html",
    ),
    Check(
        id=_SERVICE,
        severity="medium",
        title="It is for machines, and {whom} can assume it, too",
        remedy="Run the role a2c_iam, which lets only EC2 and IAM Roles Anywhere assume it.",
        find=_trusts,
        references={"prowler": ("iam_role_cross_service_confused_deputy_prevention",)},
        source=f"{_IAM}/confused-deputy.html",
    ),
    kept("session-cut-short", _cut_short),
)
