# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities that options only refer to: permissions boundaries and trusted principals. They must exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from .._errors import OptionError
from .._iam.arn import Arn
from .._iam.entities import Kind, Ref
from .draft import AccountPlan
from .spec import Desired

__all__ = ["Reference", "check_found", "open_references"]

REFERRED = frozenset({Kind.POLICY.value, Kind.ROLE.value, Kind.USER.value})  # neither accounts nor identity providers


class Reference(NamedTuple):
    """``option`` refers to the entity ``arn``, which ``dependent`` needs."""

    option: str
    arn: Arn
    dependent: Ref

    @property
    def is_aws_managed(self) -> bool:
        """Tells whether it is a policy that AWS owns, which no account lists among its own."""
        return self.arn.account_id == "aws"

    @property
    def ref(self) -> Ref:
        """What identifies the entity in a snapshot."""
        kind, _slash, path = self.arn.resource.partition("/")
        return Ref(Kind(kind), path.rpartition("/")[2])


def _referred(desired: Desired) -> Iterator[tuple[str, str | None, Ref]]:
    for at, user in enumerate(desired.users or ()):
        yield f"users[{at}].permissions_boundary", user.boundary, Ref(Kind.USER, user.name)
    for part, role in desired.roles.items():
        dependent = Ref(Kind.ROLE, role.name)
        yield f"{part}.permissions_boundary", role.boundary, dependent
        for arn in role.trusted:
            yield f"{part}.trusted_principals", arn, dependent
    if desired.deployer and desired.deployer.kind is Kind.USER:
        yield "deployer.permissions_boundary", desired.deployer.boundary, desired.deployer.ref


def open_references(desired: Desired, planned: AccountPlan) -> tuple[Reference, ...]:
    """What planned calls refer to, in this account or of AWS, and neither the account nor the plan is known to hold."""
    texts: dict[Ref, str] = {}
    for change in planned.changes:
        texts[change.target] = texts.get(change.target, "") + repr(dict(change.params))
    owners = (desired.identity.account_id, "aws")
    found = []
    for option, text, dependent in _referred(desired):
        arn = Arn.parse(text or "")
        if (
            arn is None
            or arn.resource.partition("/")[0] not in REFERRED
            or arn.account_id not in owners
            or str(arn) not in texts.get(dependent, "")
        ):
            continue
        reference = Reference(option=option, arn=arn, dependent=dependent)
        known = planned.after.get(reference.ref)
        if known is None or known.arn != str(arn):
            found.append(reference)
    return tuple(found)


def check_found(reference: Reference, arn: str | None) -> None:
    """Refuses a reference to an entity that does not exist. ``arn`` is the entity of this name in the account.

    Raises:
        OptionError: the account has no entity of this name, or the entity has another path.
    """
    if arn is None:
        problem = f"there is no such {reference.ref.kind.label} in the account"
        raise OptionError(reference.option, str(reference.arn), problem, "create it first, or correct the ARN")
    if arn != str(reference.arn):
        raise OptionError(reference.option, str(reference.arn), f"{reference.ref} has another path", f"use {arn}")
