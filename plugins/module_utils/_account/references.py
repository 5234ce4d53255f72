# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Entities that options only name: permissions boundaries, and whom a deployer role trusts. They must exist."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .._errors import OptionError
from .._iam.entities import Kind, Ref
from .draft import AccountPlan
from .spec import Desired

__all__ = ["Reference", "check_found", "open_references"]


@dataclass(frozen=True, kw_only=True)
class Reference:
    """``option`` names the entity ``arn``, which ``holder`` then depends on."""

    option: str
    arn: str
    holder: Ref

    @property
    def of_aws(self) -> bool:
        """True for a policy that AWS owns, which no account lists among its own."""
        return self.arn.split(":", 5)[4] == "aws"

    @property
    def ref(self) -> Ref:
        """What names the entity in a snapshot."""
        kind, _slash, path = self.arn.split(":", 5)[5].partition("/")
        return Ref(Kind(kind), path.rpartition("/")[2])


def _named(desired: Desired) -> Iterator[tuple[str, str | None, Ref]]:
    for at, user in enumerate(desired.users or ()):
        yield f"users[{at}].permissions_boundary", user.boundary, Ref(Kind.USER, user.name)
    if desired.worker:
        role = desired.worker.role
        yield "worker.permissions_boundary", role.boundary, Ref(Kind.ROLE, role.name)
    if desired.deployer:
        yield "deployer.permissions_boundary", desired.deployer.boundary, desired.deployer.ref
        for arn in desired.deployer.role.trusted:
            yield "deployer.trusted_principals", arn, desired.deployer.ref


def open_references(desired: Desired, planned: AccountPlan) -> tuple[Reference, ...]:
    """What the planned calls name in this account or of AWS, and neither the account nor the plan is known to hold."""
    texts: dict[Ref, str] = {}
    for change in planned.changes:
        texts[change.target] = texts.get(change.target, "") + repr(dict(change.params))
    owners = (desired.identity.account_id, "aws")
    found = []
    for option, arn, holder in _named(desired):
        if not arn or arn.endswith(":root") or arn not in texts.get(holder, "") or arn.split(":", 5)[4] not in owners:
            continue
        reference = Reference(option=option, arn=arn, holder=holder)
        known = planned.after.entities.get(reference.ref)
        if known is None or known.arn != arn:
            found.append(reference)
    return tuple(found)


def check_found(reference: Reference, arn: str | None) -> None:
    """Refuses a reference to what is not there. ``arn`` is what the account holds under this name.

    Raises:
        OptionError: the account holds nothing of this name, or it lies under another path.
    """
    if arn is None:
        problem = f"there is no such {reference.ref.kind.label} in the account"
        raise OptionError(reference.option, reference.arn, problem, "create it first, or correct the ARN")
    if arn != reference.arn:
        raise OptionError(reference.option, reference.arn, f"{reference.ref} has another path", f"write {arn}")
