# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
"""Stands in for IAM's rules on policy documents and trust policies."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from tests.support.strict.call import Call
from tests.support.strict.rule import GUIDE, Check, Rule, malformed
from tests.support.strict.trust import principals_of, statements_of
from tests.support.strict.world import World

SID = re.compile(r"[0-9A-Za-z]*")
ARN = re.compile(r"arn:(?P<partition>aws[a-z-]*):(?P<service>iam|sts)::(?P<account>\d{12}):(?P<rest>.+)")
PRINCIPAL_KINDS = ("user/", "role/", "assumed-role/", "federated-user/")
ACCOUNT_ID = re.compile(r"\d{12}")
TRUST = f"{GUIDE}/reference_policies_elements_principal.html"
SHARED_OIDC = f"{GUIDE}/id_roles_providers_oidc_secure-by-default.html"
FEDERATED = re.compile(r"arn:aws[a-z-]*:iam::\d{12}:(?:saml-provider/[\w.-]{1,128}|oidc-provider/[!-~]+)|[a-z.-]+")
# Issuers that many organizations share, and the claim that a trust policy must evaluate; the page has more of them.
CLAIMS = {"token.actions.githubusercontent.com": "sub", "gitlab.com": "sub", "app.terraform.io": "sub"}
SYNTAX = "Syntax errors in policy."
TRUST_ELEMENTS = frozenset({"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Condition"})


def parsed(text: str) -> Any:
    """Return a document, None where it is no JSON object."""
    try:
        document = json.loads(text)
    except ValueError:
        return None
    return document if isinstance(document, dict) else None


def listed(value: Any) -> list[Any]:
    """Return one value or several as a list."""
    return value if isinstance(value, list) else [value]


def some(parameter: str, message: str, wrong: Any) -> Check:
    """Return the check that no statement of a document is wrong."""

    def check(_world: World, call: Call) -> str | None:
        document = parsed(call[parameter])
        return message if any(map(wrong, statements_of(document))) else None

    return check


def no_object(parameter: str, _world: World, call: Call) -> str | None:
    """A document is a JSON object with statements."""
    document = parsed(call[parameter])
    if document is None or not statements_of(document):
        return SYNTAX
    return None


def sids_repeat(parameter: str, _world: World, call: Call) -> str | None:
    """No two statements have the same id."""
    sids = [item["Sid"] for item in statements_of(parsed(call[parameter])) if item.get("Sid")]
    return "Statement IDs (SID) in a single policy must be unique." if len(sids) != len(set(sids)) else None


def bad_sid(statement: Mapping[str, Any]) -> bool:
    """Tell whether the id of a statement has other characters than letters and digits."""
    return SID.fullmatch(str(statement.get("Sid", ""))) is None


def names_principal(statement: Mapping[str, Any]) -> bool:
    """Tell whether a statement says whom it is about."""
    return "Principal" in statement or "NotPrincipal" in statement


def without(*keys: str) -> Any:
    """Return what tells whether a statement has none of these elements, or only empty ones."""
    return lambda statement: not any(statement.get(key) not in (None, [], "") for key in keys)


def common(parameter: str, prefix: str) -> tuple[Rule, ...]:
    """Return the rules for both kinds of documents."""
    return (
        malformed(f"{prefix}-object", partial(no_object, parameter)),
        malformed(f"{prefix}-sid-unique", partial(sids_repeat, parameter)),
        malformed(
            f"{prefix}-sid",
            some(
                parameter,
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                " [0-9A-Za-z]*",
                bad_sid,
            ),
        ),
        malformed(
            f"{prefix}-action",
            some(parameter, "Policy statement must contain actions.", without("Action", "NotAction")),
        ),
    )


def identity(parameter: str) -> tuple[Rule, ...]:
    """Return the rules for what an identity may do."""
    return (
        *common(parameter, "identity"),
        malformed(
            "identity-principal",
            some(parameter, "Policy document should not specify a principal.", names_principal),
        ),
        malformed(
            "identity-resource",
            some(parameter, "Policy statement must contain resources.", without("Resource", "NotResource")),
        ),
    )


def not_sts(statement: Mapping[str, Any]) -> bool:
    """Tell whether a statement is about other actions than those of assuming a role."""
    actions: Iterable[Any] = listed(statement.get("Action", []))
    return any(not str(action).lower().startswith("sts:") for action in actions)


def federated(statement: Mapping[str, Any]) -> list[str]:
    """Return the identity providers that a statement names."""
    named = statement.get("Principal")
    return listed(named.get("Federated", [])) if isinstance(named, dict) else []


def without_claim(statement: Mapping[str, Any]) -> bool:
    """Tell whether a statement trusts everybody whom a shared issuer knows."""
    keys = {key.lower() for lines in statement.get("Condition", {}).values() for key in lines}
    issuers = (name.partition(":oidc-provider/")[2] for name in federated(statement))
    return any(issuer in CLAIMS and f"{issuer}:{CLAIMS[issuer]}" not in keys for issuer in issuers)


def unknown_principal(parameter: str, world: World, call: Call) -> str | None:
    """Principals have to exist, as far as the account can tell."""
    known = {item.arn for item in (*world.users(), *world.roles())}
    known |= {item.id for item in (*world.users(), *world.roles())}
    for principal in principals_of(parsed(call[parameter])):
        if not acceptable(principal, world, known):
            return f'Invalid principal in policy: "AWS":"{principal}"'
    return None


def acceptable(principal: str, world: World, known: set[str]) -> bool:
    """Tell whether IAM takes a principal."""
    if principal == "*" or principal in known or ACCOUNT_ID.fullmatch(principal):
        return True
    found = ARN.fullmatch(principal)
    if found is None or found["partition"] != world.partition:
        return False
    if found["rest"] == "root":
        return True
    own = found["account"] == world.account_id and found["service"] == "iam"
    return found["rest"].startswith(PRINCIPAL_KINDS) and not own


def trust(parameter: str) -> tuple[Rule, ...]:
    """Return the rules for who may assume a role."""
    return (
        *common(parameter, "trust"),
        malformed(
            "trust-resource",
            some(parameter, "Has prohibited field Resource", lambda item: "Resource" in item or "NotResource" in item),
        ),
        malformed("trust-elements", some(parameter, SYNTAX, lambda item: not set(item) <= TRUST_ELEMENTS)),
        malformed("trust-effect", some(parameter, SYNTAX, lambda item: item.get("Effect") not in ("Allow", "Deny"))),
        malformed(
            "trust-principal",
            some(
                parameter,
                "Missing required field Principal",
                lambda item: not (names_principal(item) and principal(item)),
            ),
            TRUST,
        ),
        malformed(
            "trust-actions",
            some(parameter, "AssumeRole policy may only specify STS AssumeRole actions.", not_sts),
        ),
        malformed(
            "trust-federated",
            some(
                parameter,
                "Federated principals must be valid domain names or SAML metadata ARNs",
                lambda item: not all(map(FEDERATED.fullmatch, federated(item))),
            ),
            TRUST,
        ),
        malformed(
            "trust-claim",
            some(parameter, "The trust policy must evaluate the claims that the provider requires.", without_claim),
            SHARED_OIDC,
        ),
        malformed("trust-known-principal", partial(unknown_principal, parameter), TRUST),
    )


def principal(statement: Mapping[str, Any]) -> Any:
    """Return whom a statement names."""
    return statement.get("Principal") or statement.get("NotPrincipal")


IDENTITY = identity("PolicyDocument")
DOCUMENT_RULES: Mapping[str, tuple[Rule, ...]] = {
    "CreatePolicy": IDENTITY,
    "CreatePolicyVersion": IDENTITY,
    "PutUserPolicy": IDENTITY,
    "PutGroupPolicy": IDENTITY,
    "PutRolePolicy": IDENTITY,
    "CreateRole": trust("AssumeRolePolicyDocument"),
    "UpdateAssumeRolePolicy": trust("PolicyDocument"),
}
