# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What identity providers and certificates say of a person or machine, as conditions of a trust policy.

Condition keys: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .._errors import OptionError
from .._iam.arn import Arn
from .._iam.entities import Identity
from .._options.checks import texts
from .._policy.language.document import Conditions

__all__ = ["OIDC", "SAML", "Provider", "condition", "oidc_conditions", "saml_conditions", "subject_conditions"]

Line = tuple[str, tuple[tuple[str, tuple[str, ...]], ...]]

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_./:@-]{0,200}")
_ATTRIBUTE = re.compile(r"[A-Za-z][A-Za-z0-9.]{0,60}")  # of a certificate's subject, such as CN
_VALUE = re.compile(r"[\x20-\x7e\xa1-\xff]{1,500}")  # what IAM accepts in documents, without control characters
_WILDCARD = re.compile(r"[*?]")
SUBJECT_TAG = "aws:PrincipalTag/x509Subject/"  # as IAM Roles Anywhere names what a certificate says

# The sign-in endpoints to which SAML identity providers send people: the Recipient of an assertion.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html, and for the isolated
# partitions SamlConsolePrincipal of the AWS CDK.
SIGN_IN: Mapping[str, str] = MappingProxyType(
    {
        "aws": "https://signin.aws.amazon.com/saml",
        "aws-cn": "https://signin.amazonaws.cn/saml",
        "aws-us-gov": "https://signin.amazonaws-us-gov.com/saml",
        "aws-iso": "https://signin.c2shome.ic.gov/saml",
        "aws-iso-b": "https://signin.sc2shome.sgov.gov/saml",
    }
)
# Issuers that serve everybody: only this claim tells one organization from another. IAM asks for it as well, except for
# Google: an application there may be open to every Google account.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
SHARED_ISSUERS: Mapping[str, str] = MappingProxyType(
    {
        "accounts.google.com": "sub",
        "agent.buildkite.com": "sub",
        "api.pulumi.com/oidc": "aud",
        "app.terraform.io": "sub",
        "cognito-identity.amazonaws.com": "aud",
        "gitlab.com": "sub",
        "oidc-configuration.audit-log.githubusercontent.com": "sub",
        "oidc.codefresh.io": "sub",
        "oidc.vercel.com": "aud",
        "proidc.upbound.io": "sub",
        "scalr.io": "sub",
        "studio.datachain.ai/api": "sub",
        "token.actions.githubusercontent.com": "sub",
        "tokens.cloud.shisho.dev": "sub",
        "vstoken.actions.githubusercontent.com": "sub",
    }
)
_OWNER = re.compile(r"[a-z_]+:[^*?/:]+[/:]")  # how subjects of shared issuers begin, as in repo:example/


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A kind of identity provider in IAM: the type in its ARN, and the form of the name there."""

    type: str
    label: str
    name: re.Pattern[str]
    example: str

    def read(self, where: str, value: str, identity: Identity) -> tuple[str, str]:
        """The ARN and the name of a provider in this account, from either of the two.

        Raises:
            OptionError: neither an ARN of this account nor a name.
        """
        arn = Arn.parse(value)
        name = value.removeprefix("https://").rstrip("/")
        if arn is not None:
            own = (identity.partition, "iam", "", identity.account_id)
            if (arn.partition, arn.service, arn.region, arn.account_id) != own:
                raise OptionError(where, value, f"the provider must be in account {identity.account_id}")
            name = arn.resource.removeprefix(f"{self.type}/")
        if not self.name.fullmatch(name):
            raise OptionError(where, value, f"is not {self.label}", f"use its name, such as {self.example}, or its ARN")
        return f"arn:{identity.partition}:iam::{identity.account_id}:{self.type}/{name}", name


SAML = Provider(
    type="saml-provider", label="a SAML provider", name=re.compile(r"[A-Za-z0-9_.-]{1,128}"), example="ExampleIdP"
)
OIDC = Provider(
    type="oidc-provider",
    label="an OpenID Connect provider",
    name=re.compile(r"(?=.{1,255}\Z)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]*(?::\d{1,5})?(?:/[A-Za-z0-9_.~-]+)*"),
    example="token.actions.githubusercontent.com",
)


def condition(key: str, values: tuple[str, ...]) -> Line:
    """One line of a Condition: a value with wildcards is a pattern."""
    operator = "StringLike" if any(map(_WILDCARD.search, values)) else "StringEquals"
    return operator, ((key, values),)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _values(where: str, value: Any) -> tuple[str, ...]:
    """The values of a key: a text or a number, or a list of them."""
    items = value if isinstance(value, list) else [value]
    given = texts(where, [str(item) if _is_number(item) else item for item in items])
    for text in given:
        if not _VALUE.fullmatch(text) or "${" in text:
            raise OptionError(where, text, "IAM rejects this value, or takes it for a variable", "write it out")
        if not _WILDCARD.sub("", text):
            raise OptionError(where, text, "fits everything", "name what is allowed")
    return tuple(sorted(set(given)))


def _read(where: str, given: Any, form: re.Pattern[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The keys and values of a mapping, whose keys differ in more than letter case."""
    seen: dict[str, str] = {}
    for key, value in (given or {}).items():
        if not isinstance(key, str) or not form.fullmatch(key):
            raise OptionError(where, key, "is not a key of a condition", "use names such as aud and sub, or CN and OU")
        if (other := seen.setdefault(key.lower(), key)) != key:
            raise OptionError(where, key, f"IAM ignores letter case, so it is the same key as {other!r}")
        yield key, _values(f"{where}.{key}", value)


def _merged(lines: Iterator[Line]) -> Conditions:
    """Lines of the same operator as one."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for operator, keys in lines:
        found.setdefault(operator, []).extend(keys)
    return tuple((operator, tuple(keys)) for operator, keys in found.items())


def _conditions(prefix: str, claims: Mapping[str, tuple[str, ...]]) -> Conditions:
    """The conditions for claims; a name with a colon is a whole condition key."""
    return _merged(condition(key if ":" in key else f"{prefix}{key}", values) for key, values in claims.items())


def saml_conditions(where: str, given: Any, partition: str) -> Conditions:
    """The conditions on a SAML assertion: by default, that it is for the sign-in endpoint of the partition.

    Raises:
        OptionError: a wrong key or value, or the endpoint of the partition is not known.
    """
    claims = dict(_read(where, given, _KEY))
    if not {"aud", "saml:aud"}.intersection(key.lower() for key in claims):
        if partition not in SIGN_IN:
            problem = f"the sign-in endpoint of partition {partition} is not known"
            raise OptionError(f"{where}.aud", None, problem, "name the Recipient of your assertions")
        claims = {"aud": (SIGN_IN[partition],), **claims}
    return _conditions("SAML:", claims)


def oidc_conditions(where: str, given: Any, issuer: str) -> Conditions:
    """The conditions on a token, which say whose it must be.

    Raises:
        OptionError: a wrong key or value, or neither subject nor audience is limited, or not the claim that tells one
            organization from another where the issuer serves everybody.
    """
    claims = dict(_read(where, given, _KEY))
    known = {key.lower().removeprefix(f"{issuer.lower()}:"): values for key, values in claims.items()}
    needed = SHARED_ISSUERS.get(issuer)
    if needed and needed not in known:
        problem = f"{issuer} serves everybody, so without a condition on {needed} others could assume the role"
        raise OptionError(where, given, problem, f"set {needed}")
    if not known.keys() & {"aud", "sub"}:
        problem = f"without a condition on sub or aud, everybody whom {issuer} knows could assume the role"
        raise OptionError(where, given, problem, "set sub, aud or both")
    for text in known.get("sub", ()) if needed == "sub" else ():
        if _WILDCARD.search(text) and not _OWNER.match(text):
            problem = f"{issuer} serves everybody, and this pattern fits subjects of others"
            raise OptionError(f"{where}.sub", text, problem, "begin it with your organization, as in repo:example/*")
    return _conditions(f"{issuer}:", claims)


def subject_conditions(where: str, given: Any) -> Conditions:
    """The conditions on the subject of a certificate, by its attributes such as CN and OU.

    Raises:
        OptionError: a wrong attribute or value.
    """
    return _conditions(SUBJECT_TAG, dict(_read(where, given, _ATTRIBUTE)))
