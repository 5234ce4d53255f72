# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Check on policies that enforce MFA, and so deny what App2Container requests with the access keys of a user."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ..._account.foreign import held_policies
from ..._account.model import Group, Principal, User
from ..._plan.summary import listed
from ..._policy.catalogue.sections import SECTIONS
from ..._policy.language.conditions import EvaluationError
from ..._policy.language.document import Document
from ..._policy.language.evaluate import Decision, decide
from ..facts import Facts
from ..model import Check, Hit, Unseen
from ..subjects import general_users, listed_users, not_whole, reported, unread_holdings
from .keys import existing

__all__ = ["CHECKS"]

_MFA = "aws:MultiFactorAuthPresent"
_SOURCE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
_ACTIONS = tuple(sorted({action for section in SECTIONS for action in section.actions}))


@lru_cache
def _about_mfa(document: Document) -> tuple[Document, ...]:
    """The Deny statements of a document that look at MFA, each alone."""
    return tuple(
        Document(statements=(statement,), version=document.version)
        for statement in document.statements
        if statement.effect == "Deny"
        and any(key.lower() == _MFA.lower() for _operator, keys in statement.conditions for key, _values in keys)
    )


def _denies_keys(document: Document, user: User) -> bool:
    """Tells whether a policy denies requests of App2Container that are made with keys, and only for want of MFA.

    Such requests do not have the condition key: a plain Bool does not fit them, BoolIfExists does.
    """
    context = {"aws:PrincipalType": "User", "aws:PrincipalArn": user.arn, "aws:username": user.name}
    try:
        return any(
            decide((denial,), action, "*", context) is Decision.DENIED_EXPLICITLY
            and decide((denial,), action, "*", {**context, _MFA: "true"}) is not Decision.DENIED_EXPLICITLY
            for denial in _about_mfa(document)
            for action in _ACTIONS
        )
    except EvaluationError:  # IAM would have refused the document
        return False


def _documents(facts: Facts, user: User) -> Iterator[tuple[Principal, str, Document | None]]:
    """The policies that decide what a user may do: its own, those of its groups, and its permissions boundary."""
    account = facts.account.known
    groups = [group for name in sorted(user.groups or ()) if (group := account.group(name))]
    holders: list[Principal] = [user, *groups]
    for holder in holders:
        of = f" of group {holder.name}" if isinstance(holder, Group) else ""
        for policy in held_policies(account, holder):
            if not policy.is_of_aws(facts.identity.partition):
                yield holder, f"{'Policy' if policy.arn else 'Inline policy'} {policy.name}{of}", policy.document
    boundary = account.policy(user.boundary.rpartition("/")[2]) if user.boundary else None
    if user.boundary and not user.boundary.startswith(facts.identity.aws_policy("")):
        document = boundary.default.document if boundary and boundary.default else None
        yield user, f"Permissions boundary {user.boundary.rpartition('/')[2]}", document


def _enforced(facts: Facts) -> Iterator[Hit | Unseen]:
    """By holder and policy, the users whose keys it makes useless. A policy of a group is told once."""
    users = general_users(facts)
    yield from listed_users(facts, users)
    denied: dict[tuple[str, str], list[str]] = {}
    unread: set[str] = set()
    for user, row in reported(facts, users):
        if not any(key.active for key in existing(row)):
            continue
        unread.update(unread_holdings(facts, [user]))
        for holder, title, document in _documents(facts, user):
            if document is None:
                unread.add(f"{title[0].lower()}{title[1:]}")
            elif _denies_keys(document, user):
                denied.setdefault((holder.arn, title), []).append(user.name)
    if unread:
        yield not_whole(facts, f"{' and '.join(sorted(unread))} {'were' if len(unread) > 1 else 'was'} not read")
    for arn in sorted({arn for arn, _title in denied}):
        found = {title: names for (holder, title), names in denied.items() if holder == arn}
        users_of = sorted({name for names in found.values() for name in names})
        yield Hit(resource=arn, values={"policies": listed(sorted(found)), "users": listed(users_of)})


CHECKS = (
    Check(
        id="mfa-enforced-for-keys",
        severity="medium",
        title="{policies} denies requests without MFA, and with them all that App2Container requests with the access"
        " keys of {users}",
        remedy="Exempt these users from the Deny, for example by Bool in place of BoolIfExists, or let them get"
        " temporary credentials with aws sts get-session-token --serial-number and --token-code, and store these as the"
        " profile of App2Container.",
        find=_enforced,
        needs=("account", "credentials"),
        source=_SOURCE,
    ),
)
