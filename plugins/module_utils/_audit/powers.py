# SPDX-FileCopyrightText: 2026 The fleetops.app2container authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which policies make administrators of principals, or let them become ones, and how these are taken away. Pure.

What a policy allows is judged by the rules for policies; a permissions boundary does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from .._account.foreign import ForeignPolicy, foreign_policies, held_policies
from .._account.model import Group, Principal, Snapshot, User
from .._iam.entities import Identity, Ref
from .facts import Facts

__all__ = ["Held", "Power", "command_text", "foreign", "is_administrator", "shown", "through_groups"]


class Power(Enum):
    """What a policy makes of its holder. UNREAD: its document was not read."""

    ADMINISTRATOR = auto()
    ESCALATION = auto()
    UNREAD = auto()
    OTHER = auto()


@dataclass(frozen=True, kw_only=True)
class Held:
    """A policy, the principal that it is on, and what is to be called to take it away from its holder."""

    policy: ForeignPolicy
    on: Principal
    power: Power
    command: str
    partition: str

    @property
    def title(self) -> str:
        """The policy in words."""
        kind = "policy" if self.policy.arn else "inline policy"
        return f"{kind} {self.policy.name}" + (f" of group {self.on.name}" if isinstance(self.on, Group) else "")

    @property
    def text(self) -> str:
        """The policy with what it allows."""
        return f"{self.title} allows {self.policy.allows(self.partition)}"


def _power(policy: ForeignPolicy, partition: str) -> Power:
    if policy.is_unread(partition):
        return Power.UNREAD
    if policy.allows_everything(partition):
        return Power.ADMINISTRATOR
    return Power.ESCALATION if policy.makes_administrators(partition) else Power.OTHER


def _take_away(ref: Ref, policy: ForeignPolicy) -> str:
    kind = ref.kind.value
    if policy.arn:
        return f"aws iam detach-{kind}-policy --{kind}-name {ref.name} --policy-arn {policy.arn}"
    return f"aws iam delete-{kind}-policy --{kind}-name {ref.name} --policy-name {policy.name}"


def foreign(facts: Facts, principal: Principal, *, every: bool = False) -> Iterator[Held]:
    """The policies on a principal that no option names and this collection does not manage.

    Args:
        facts: of the account.
        principal: a user, group or role.
        every: whether those of this collection count, too.
    """
    account, partition = facts.account.known, facts.identity.partition
    held = held_policies(account, principal) if every else foreign_policies(facts.desired, account, principal)
    for policy in held:
        command = _take_away(principal.ref, policy)
        power = _power(policy, partition)
        yield Held(policy=policy, on=principal, power=power, command=command, partition=partition)


def through_groups(facts: Facts, user: User) -> Iterator[Held]:
    """The policies of others that a user has through groups besides the general one."""
    account, partition = facts.account.known, facts.identity.partition
    general = facts.desired.group.name if facts.desired.group else ""
    for name in sorted((user.groups or frozenset()) - {general}):
        group = account.group(name)
        for policy in foreign_policies(facts.desired, account, group) if group else ():
            command = f"aws iam remove-user-from-group --user-name {user.name} --group-name {name}"
            power = _power(policy, partition)
            yield Held(policy=policy, on=group or user, power=power, command=command, partition=partition)


def shown(held: Iterable[Held]) -> str:
    """Policies with what they allow, for a message."""
    return "; ".join(one.text for one in held)


def command_text(held: Iterable[Held]) -> str:
    """The commands that take policies away, each once."""
    return " and ".join(dict.fromkeys(one.command for one in held))


def is_administrator(identity: Identity, account: Snapshot, principal: Principal) -> bool:
    """Tells whether a policy on a principal, or on a group of a user, allows everything."""
    groups = principal.groups or () if isinstance(principal, User) else ()
    holders = [principal, *(group for name in groups if (group := account.group(name)))]
    return any(
        policy.allows_everything(identity.partition) for holder in holders for policy in held_policies(account, holder)
    )
