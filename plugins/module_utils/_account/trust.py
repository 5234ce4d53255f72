# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trust policies: who may assume the roles of workers, people and deployers.

What each kind of principal needs: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user.html and
the pages beside it; for IAM Roles Anywhere https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html,
and for permission sets https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from .._iam.entities import Identity, Kind, Ref
from .._policy.language.document import Conditions, Document, Statement

__all__ = [
    "EC2",
    "EC2_SERVICES",
    "REQUIRE_MFA",
    "ROLES_ANYWHERE",
    "SSO_ROLE",
    "TRUST_KINDS",
    "TrustKind",
    "Trusted",
    "ec2_trust",
    "is_only_chained",
    "permission_set_of",
    "permission_set_patterns",
    "trust_advice",
    "trust_policy",
    "trusted_beyond",
    "trusted_names",
]

EC2 = "ec2.amazonaws.com"
EC2_SERVICES = frozenset({EC2, f"{EC2}.cn"})
ROLES_ANYWHERE = "rolesanywhere.amazonaws.com"
REQUIRE_MFA: Conditions = (("Bool", (("aws:MultiFactorAuthPresent", ("true",)),)),)

_ROOT = re.compile(r"\Aarn:aws[a-z-]*:iam::(\d{12}):root\Z")
# A role of IAM Identity Center: its name ends with 16 hexadecimal digits, which change when the set is assigned anew.
_SSO_NAME = r"AWSReservedSSO_(?P<set>.+)_[0-9a-f]{16}\Z"
SSO_ROLE = re.compile(r"\Aarn:[a-z-]+:iam::\d{12}:role/(?:[^\s]*/)?" + _SSO_NAME)
_SSO_SUFFIX = "?" * 16


class TrustKind(NamedTuple):
    """One kind of trust.

    Args:
        sid: the Sid of its statement.
        principal: what the statement calls the principals.
        actions: what they are allowed.
    """

    sid: str
    principal: str = "AWS"
    actions: tuple[str, ...] = ("sts:AssumeRole",)


# The kinds of trust by the option that gives them, in the order of their statements.
TRUST_KINDS: Mapping[str, TrustKind] = MappingProxyType(
    {
        "ec2": TrustKind(sid="Ec2", principal="Service"),
        "rolesanywhere": TrustKind(
            sid="RolesAnywhere",
            principal="Service",
            actions=("sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"),
        ),
        "trusted_principals": TrustKind(sid="Principals"),
        "trusted_permission_sets": TrustKind(sid="PermissionSets"),
        "saml_provider": TrustKind(sid="Saml", principal="Federated", actions=("sts:AssumeRoleWithSAML",)),
        "oidc_provider": TrustKind(sid="Oidc", principal="Federated", actions=("sts:AssumeRoleWithWebIdentity",)),
        # Account access manager sets a context and tags: without the two, its users get no credentials.
        "trusted_services": TrustKind(
            sid="Services", principal="Service", actions=("sts:AssumeRole", "sts:SetContext", "sts:TagSession")
        ),
        "trust_worker": TrustKind(sid="Workers"),
    }
)


class Trusted(NamedTuple):
    """Principals of one kind, and the conditions on them. ``kind`` is a key of ``TRUST_KINDS``."""

    kind: str
    names: tuple[str, ...]
    conditions: Conditions = ()


def trust_policy(trusted: Iterable[Trusted]) -> Document:
    """The trust policy for principals, at most once of each kind."""
    given = {item.kind: item for item in trusted}
    return Document(
        statements=tuple(
            Statement(
                sid=kind.sid,
                principals=((kind.principal, given[name].names),),
                actions=kind.actions,
                conditions=given[name].conditions,
            )
            for name, kind in TRUST_KINDS.items()
            if name in given
        )
    )


def ec2_trust(*further: Trusted) -> Document:
    """The trust policy of the worker role: EC2, and what else is given."""
    return trust_policy((Trusted(kind="ec2", names=(EC2,)), *further))


def permission_set_patterns(name: str, identity: Identity) -> tuple[str, str]:
    """Patterns of the ARNs of all roles that IAM Identity Center makes of a permission set in an account.

    The path has the Region, or it does not. A pattern with a wildcard in front of the name, or at the end instead of
    the 16 digits, would also fit roles of sets whose names only contain this one.
    """
    path = f"arn:{identity.partition}:iam::{identity.account_id}:role/aws-reserved/sso.amazonaws.com"
    return f"{path}/AWSReservedSSO_{name}_{_SSO_SUFFIX}", f"{path}/*/AWSReservedSSO_{name}_{_SSO_SUFFIX}"


def permission_set_of(ref: Ref) -> str | None:
    """The name of the permission set for which IAM Identity Center has created a role; None for everything else."""
    found = re.match(_SSO_NAME, ref.name) if ref.kind is Kind.ROLE else None
    return found and found["set"]


def trusted_names(trust: Document) -> tuple[str, ...]:
    """The principals that a trust policy names: ARNs, and names of services."""
    return tuple(name for statement in trust.statements for _kind, names in statement.principals for name in names)


def trust_advice(trust: Document) -> Iterator[tuple[str, Mapping[str, str]]]:
    """What to tell of a trust policy that IAM accepts: ids of findings, and the values of their texts."""
    for statement in trust.statements:
        names = trusted_names(Document(statements=(statement,)))
        for name in names:
            if found := SSO_ROLE.match(name):
                yield "sso-role-trusted", {"arn": name, "set": found["set"]}
        keys = [key.lower() for _operator, lines in statement.conditions for key, _values in lines]
        if ROLES_ANYWHERE in names and not any(key.startswith("aws:principaltag/x509") for key in keys):
            yield "any-certificate", {}


def is_only_chained(trust: Document) -> bool:
    """Tells whether only sessions of other roles can assume a role: IAM ends such sessions after one hour.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html, "Role chaining".
    """
    return all(
        kind == "AWS" and ("aws:PrincipalArn" in keys or all(":role/" in name for name in names))
        for statement in trust.statements
        for keys in [{key for _operator, lines in statement.conditions for key, _values in lines}]
        for kind, names in statement.principals
    )


def trusted_beyond(found: Document, wanted: Document) -> tuple[str, ...]:
    """Whom a trust policy trusts that another does not trust, or only under further conditions."""
    asked = tuple(_allowed(wanted))
    more = {
        name
        for name, conditions in _allowed(found)
        if not any(name == other and needed <= conditions for other, needed in asked)
    }
    return tuple(sorted("everyone" if name == "*" else name for name in more))


def _allowed(trust: Document) -> Iterator[tuple[str, frozenset[object]]]:
    """Each principal that is allowed, an account by its id, with the conditions; an exception stands for everyone."""
    for statement in trust.statements:
        conditions = frozenset(
            (operator, key.lower(), frozenset(values))
            for operator, keys in statement.conditions
            for key, values in keys
        )
        names = trusted_names(Document(statements=(statement,))) or ("*",)
        yield from ((_ROOT.sub(r"\1", name), conditions) for name in names if statement.effect == "Allow")
