# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options that say who may assume a role, checked: a trust policy. Every role that people assume has the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn, check_external_id
from .._iam.entities import Identity
from .._options.checks import texts
from .._policy.language.document import Conditions, Document
from .._policy.language.partitions import PARTITIONS
from .claims import OIDC, SAML, condition, oidc_conditions, saml_conditions, subject_conditions
from .trust import (
    EC2_SERVICES,
    REQUIRE_MFA,
    ROLES_ANYWHERE,
    SSO_ROLE,
    Trusted,
    ec2_trust,
    permission_set_patterns,
    trust_policy,
)

__all__ = ["ROLE_OPTIONS", "TRUSTING", "read_trust", "read_worker_trust"]

# The options of which a role needs at least one, and those that only say more about one of these.
TRUSTING = ("trusted_principals", "trusted_permission_sets", "saml_provider", "oidc_provider", "trusted_services")
NEEDS_PRINCIPALS = ("external_id", "require_mfa")
# All options that only a role can have.
ROLE_OPTIONS = (*TRUSTING, "trust_worker", "saml_conditions", "oidc_conditions", *NEEDS_PRINCIPALS)

_PERMISSION_SET = re.compile(r"[A-Za-z0-9_+=,.@-]{1,32}")
_SERVICE = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")
_ANCHOR = re.compile(
    r"arn:(?P<partition>[a-z-]+):rolesanywhere:(?P<region>[a-z0-9-]+):(?P<account>[0-9]{12}):trust-anchor/[0-9a-f-]{36}"
)


@dataclass(frozen=True, kw_only=True)
class _Given:
    """The trust options of one part. ``worker`` is the ARN of the worker role; empty without a worker."""

    part: str
    params: Mapping[str, Any]
    identity: Identity
    worker: str = ""

    def name(self, option: str) -> str:
        """The full name of an option."""
        return f"{self.part}.{option}" if self.part else option

    def list(self, option: str) -> Iterator[tuple[str, str]]:
        """The entries of a list that has any, each with its full name."""
        value = self.params.get(option)
        for at, item in enumerate(texts(self.name(option), value) if value else ()):
            yield f"{self.name(option)}[{at}]", item

    @property
    def requires_mfa(self) -> bool:
        """Tells whether principals need MFA, which is the default."""
        return self.params.get("require_mfa") is not False


def _principals(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    """Users, roles and accounts: the only ones whose MFA AWS sees, and who can give an external ID."""
    arns = []
    for where, principal in given.list("trusted_principals"):
        is_account = re.fullmatch(r"[0-9]{12}", principal)
        arn = f"arn:{given.identity.partition}:iam::{principal}:root" if is_account else principal
        arns.append(check_arn(arn, where, kinds=("user", "role", "root"), partition=given.identity.partition))
        if given.requires_mfa and (role := SSO_ROLE.match(arn)):
            raise OptionError(
                where,
                principal,
                "AWS does not see the MFA of IAM Identity Center, so nobody could assume the role through this one",
                f"leave it out, and set {given.name('trusted_permission_sets')} to [{role['set']}]",
            )
    conditions = REQUIRE_MFA if given.requires_mfa else ()
    if external_id := given.params.get("external_id"):
        check_external_id(external_id, given.name("external_id"))
        conditions = (*conditions, condition("sts:ExternalId", (external_id,)))
    return tuple(sorted(set(arns))), conditions


def _permission_sets(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    """Roles of IAM Identity Center in this account, by the name of their permission set."""
    patterns: list[str] = []
    for where, name in given.list("trusted_permission_sets"):
        if not _PERMISSION_SET.fullmatch(name):
            problem = "is not the name of a permission set"
            hint = "use its name, of 1 to 32 letters, digits and the characters _ + = , . @ -"
            raise OptionError(where, name, problem, f"{hint}, not the name or ARN of its role")
        patterns += permission_set_patterns(name, given.identity)
    root = f"arn:{given.identity.partition}:iam::{given.identity.account_id}:root"
    return (root,), (("ArnLike", (("aws:PrincipalArn", tuple(sorted(set(patterns)))),)),)


def _saml(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    arn, _name = SAML.read(given.name("saml_provider"), given.params["saml_provider"], given.identity)
    where, wanted = given.name("saml_conditions"), given.params.get("saml_conditions")
    return (arn,), saml_conditions(where, wanted, given.identity.partition)


def _oidc(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    arn, issuer = OIDC.read(given.name("oidc_provider"), given.params["oidc_provider"], given.identity)
    return (arn,), oidc_conditions(given.name("oidc_conditions"), given.params.get("oidc_conditions"), issuer)


def _services(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    suffixes = PARTITIONS[given.identity.partition].dns_suffixes
    names = []
    for where, name in given.list("trusted_services"):
        if not _SERVICE.fullmatch(name) or not name.endswith(tuple(f".{suffix}" for suffix in suffixes)):
            problem = "is not the name of a service in this partition"
            raise OptionError(where, name, problem, f"use a name such as account-access.{suffixes[0]}")
        if name in {*EC2_SERVICES, ROLES_ANYWHERE}:
            raise OptionError(where, name, "is for machines, which have a role of their own", "set worker instead")
        names.append(name)
    return tuple(sorted(set(names))), ()


def _by_worker(given: _Given) -> tuple[tuple[str, ...], Conditions]:
    where, asked = given.name("trust_worker"), given.params["trust_worker"]
    if not given.worker:
        raise OptionError(where, asked, "the worker role is not known", "set worker as well")
    return (given.worker,), ()


# The kinds of trust that people's roles can have, and what reads the principals and conditions of each.
_READERS: Mapping[str, Callable[[_Given], tuple[tuple[str, ...], Conditions]]] = MappingProxyType(
    {
        "trusted_principals": _principals,
        "trusted_permission_sets": _permission_sets,
        "saml_provider": _saml,
        "oidc_provider": _oidc,
        "trusted_services": _services,
        "trust_worker": _by_worker,
    }
)


def _check_together(given: _Given) -> None:
    """Refuses a role that trusts nobody, and options without what they are about."""
    params = given.params
    if not any(params.get(option) for option in _READERS):
        raise OptionError(
            given.name("trusted_principals"),
            list(params.get("trusted_principals") or ()),
            "the role must trust at least one principal",
            f"use ARNs of users or roles, or account ids, or set {_or(map(given.name, TRUSTING[1:]))}",
        )
    for option in NEEDS_PRINCIPALS:
        if params.get(option) and not params.get("trusted_principals"):
            raise OptionError(
                given.name(option),
                params[option],
                f"applies only to {given.name('trusted_principals')}, and there are none",
                "leave it out, since AWS does not see what identity providers ask for, such as MFA",
            )
    for provider, conditions in (("saml_provider", "saml_conditions"), ("oidc_provider", "oidc_conditions")):
        if params.get(conditions) and not params.get(provider):
            problem = f"has no effect without {given.name(provider)}"
            raise OptionError(given.name(conditions), params[conditions], problem, "set both, or neither")


def _or(names: Iterator[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}"


def read_trust(part: str, params: Mapping[str, Any], identity: Identity, worker: str = "") -> Document:
    """The trust policy of a role that people assume.

    Args:
        part: the part of the options that it belongs to, for messages; empty for options of a module itself.
        params: the suboptions of the part.
        identity: the account.
        worker: the ARN of the worker role; empty without a worker.

    Raises:
        OptionError: a principal or condition that IAM would refuse or that nobody or everybody meets, or nobody is
            trusted.
    """
    given = _Given(part=part, params=params, identity=identity, worker=worker)
    _check_together(given)
    read = ((kind, reader(given)) for kind, reader in _READERS.items() if params.get(kind))
    return trust_policy(Trusted(kind=kind, names=names, conditions=conditions) for kind, (names, conditions) in read)


def read_worker_trust(params: Mapping[str, Any], identity: Identity) -> Document:
    """The trust policy of the worker role: EC2, and IAM Roles Anywhere where the option ``rolesanywhere`` asks for it.

    Raises:
        OptionError: a trust anchor that cannot be one of this account, or a wrong subject.
    """
    asked = params.get("rolesanywhere")
    if not asked:
        return ec2_trust()
    where, anchor = "worker.rolesanywhere.trust_anchor_arn", asked["trust_anchor_arn"]
    match = _ANCHOR.fullmatch(anchor)
    if not match:
        form = f"arn:{identity.partition}:rolesanywhere:<region>:<account id>:trust-anchor/<id>"
        raise OptionError(where, anchor, "is not the ARN of a trust anchor", f"use {form}")
    if match["partition"] != identity.partition or match["account"] != identity.account_id:
        here = f"account {identity.account_id} in partition {identity.partition}"
        raise OptionError(where, anchor, f"the trust anchor must be in {here}")
    if not PARTITIONS[identity.partition].regions.fullmatch(match["region"]):
        raise OptionError(where, anchor, f"partition {identity.partition} has no Region {match['region']}")
    subject = subject_conditions("worker.rolesanywhere.subject", asked.get("subject"))
    source: Conditions = (("ArnEquals", (("aws:SourceArn", (anchor,)),)),)
    return ec2_trust(Trusted(kind="rolesanywhere", names=(ROLES_ANYWHERE,), conditions=(*source, *subject)))
