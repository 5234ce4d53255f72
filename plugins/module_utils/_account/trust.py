# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Trust policies: who may assume the roles of workers and deployers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .._errors import OptionError
from .._iam.checks import check_arn
from .._iam.entities import Identity
from .._policy.language.document import Conditions, Document, Statement

__all__ = ["deployer_trust", "ec2_trust", "read_deployer_trust", "trusted_beyond", "trusted_names"]


_ROOT = re.compile(r"\Aarn:aws[a-z-]*:iam::(\d{12}):root\Z")


def trusted_names(trust: Document) -> tuple[str, ...]:
    """The principals that a trust policy names: ARNs, and names of services."""
    return tuple(name for statement in trust.statements for _kind, names in statement.principals for name in names)


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


def ec2_trust() -> Document:
    """The trust policy of the worker role: only EC2."""
    return Document(
        statements=(
            Statement(sid="Ec2", principals=(("Service", ("ec2.amazonaws.com",)),), actions=("sts:AssumeRole",)),
        )
    )


def deployer_trust(principals: Sequence[str], *, require_mfa: bool, worker: str = "") -> Document:
    """The trust policy of a deployer role.

    Args:
        principals: ARNs that may assume the role.
        require_mfa: whether they need multi-factor authentication.
        worker: the ARN of the worker role, which may assume the role without it; empty for none.
    """
    conditions: Conditions = (("Bool", (("aws:MultiFactorAuthPresent", ("true",)),)),) if require_mfa else ()
    trusted = (("Deployers", tuple(sorted(set(principals))), conditions), ("Workers", (worker,) if worker else (), ()))
    return Document(
        statements=tuple(
            Statement(sid=sid, principals=(("AWS", arns),), actions=("sts:AssumeRole",), conditions=needed)
            for sid, arns, needed in trusted
            if arns
        )
    )


def _trusted(principals: Sequence[str], identity: Identity) -> list[str]:
    option = "deployer.trusted_principals"
    arns = []
    for at, principal in enumerate(principals):
        is_account = re.fullmatch(r"[0-9]{12}", principal)
        arn = f"arn:{identity.partition}:iam::{principal}:root" if is_account else principal
        arns.append(check_arn(arn, f"{option}[{at}]", kinds=("user", "role", "root"), partition=identity.partition))
    return arns


def read_deployer_trust(params: Mapping[str, Any], identity: Identity, worker_arn: str) -> Document:
    """The trust policy of a deployer role, from the options of ``deployer``.

    Args:
        params: the suboptions.
        identity: the account.
        worker_arn: the ARN of the worker role, empty without a worker.

    Raises:
        OptionError: a principal that IAM would refuse, or nobody is trusted.
    """
    principals = params.get("trusted_principals") or ()
    by_worker = params.get("trust_worker", False)
    if by_worker and not worker_arn:
        raise OptionError("deployer.trust_worker", by_worker, "the worker role is not known", "set worker as well")
    if not principals and not by_worker:
        raise OptionError(
            "deployer.trusted_principals",
            list(principals),
            "a deployer of kind role must trust at least one principal",
            "use ARNs of users or roles, or account ids",
        )
    return deployer_trust(
        _trusted(principals, identity),
        require_mfa=params.get("require_mfa", True),
        worker=worker_arn if by_worker else "",
    )
